"""Paths and options of a run: one model, also the parameters of the Prefect flow."""

from __future__ import annotations
