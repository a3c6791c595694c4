"""The warehouse: one DuckDB file of raw rows, models of facts and estimates over them, checks, publication, exports.

A run holds the warehouse's lock, works on a side file that starts as a copy of the published one, loads its parts, runs
the SQL models on what changed and all checks in ONE transaction, and puts the side file in place with one rename.
Whatever kills it leaves the published file as it was; `flows.store.publish` says why this and not another design.
"""
