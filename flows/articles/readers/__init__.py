"""Readers: one module a format, each from an open file to records of articles; `registry` says which reads what."""
