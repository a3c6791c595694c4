"""The verbs of the command line, by what they are about; modules import lightly so that `--help` is quick."""
