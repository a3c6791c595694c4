"""Makes a worker process die on an article that has the word POISON, as one that runs out of memory does."""

import os
import sys

if any("multiprocessing" in argument for argument in sys.orig_argv):
    from flows.claims import quantities

    _scan = quantities.scan

    def scan(text: str) -> list[quantities.Number]:
        """Numbers of a text, or the end of the process."""
        if "POISON" in text:
            os._exit(9)
        return _scan(text)

    quantities.scan = scan
