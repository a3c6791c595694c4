"""Paths and options of a run: one model, also the parameters of the Prefect flow."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, field_validator

from flows.addresses import ADDRESS, holds_secret, shown

WAREHOUSE_VARIABLE: Final = "MUSTERROLL_WAREHOUSE"
DEFAULT_WAREHOUSE: Final = Path("warehouse/musterroll.duckdb")
DEFAULT_INPUTS: Final = ("raw",)
DUCKDB_MAGIC: Final = (b"DUCK", 8)
"""Bytes, and their place, that a DuckDB file starts with."""
TAG: Final = "musterroll"
"""Tag of all flow runs in Prefect; automations listen to it."""
SCHEMAS_INSIDE: Final = frozenset({"raw", "model"})
"""Schemas of a warehouse: DuckDB names an open file by its stem, and cannot tell one from the other."""


def default_warehouse() -> Path:
    """The file that MUSTERROLL_WAREHOUSE names, or warehouse/musterroll.duckdb below the current directory."""
    return Path(os.environ.get(WAREHOUSE_VARIABLE) or DEFAULT_WAREHOUSE)


def default_workers() -> int:
    """One process per processor that this process may use, at most 8."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(available, 8))


def warehouse_file(path: Path) -> Path:
    """`path` if a warehouse may be written there; raises ValueError for a folder, for a file of another kind, and for a
    name that DuckDB would mix up with a schema.
    """
    if path.is_dir():
        raise ValueError(f"{path} is a folder: name a file in it, for example {path / DEFAULT_WAREHOUSE.name}")
    if path.stem.lower() in SCHEMAS_INSIDE:
        raise ValueError(f"{path} would be mixed up with the schema {path.stem.lower()} inside it: name it otherwise")
    if path.is_file() and path.stat().st_size:
        magic, place = DUCKDB_MAGIC
        with path.open("rb") as file:
            start = file.read(place + len(magic))
        if start[place:] != magic:
            raise ValueError(f"{path} is no DuckDB file and would be overwritten: name another file")
    return path


def store(place: str) -> str:
    """`place` if parts may be kept there: a folder, made absolute, or an address of a store that fsspec can write to.

    Raises ValueError for another one, for a store whose package is not installed, and for credentials in an address.
    """
    if not ADDRESS.match(place):
        return str(Path(place).absolute())
    protocol = place.partition("://")[0]
    if holds_secret(place):
        raise ValueError("credentials of a store belong into the environment, not into its address")
    if "::" in place or protocol in ("http", "https", "zip", "tar"):
        raise ValueError(
            f"{protocol} is no store that can be written to: give a folder, or an address as s3://bucket/a"
        )
    import fsspec

    try:
        fsspec.get_filesystem_class(protocol)
    except (ImportError, ValueError) as error:
        raise ValueError(f"{shown(place)} needs the fsspec package for {protocol} ({error}): install it") from error
    return place


class Options(BaseModel):
    """What a run reads, where it writes and how it works; validated wherever it comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    inputs: Annotated[
        tuple[str, ...],
        Field(
            title="Inputs",
            description="Files, folders, patterns or addresses to read. ${NAME} in an address is taken from the "
            "environment. Empty means raw/.",
        ),
    ] = ()
    warehouse: Annotated[
        Path | None,
        Field(
            title="Warehouse",
            description="DuckDB file to write; exports go beside it. Empty: MUSTERROLL_WAREHOUSE, or in warehouse/.",
        ),
    ] = None
    workers: Annotated[
        int | None,
        Field(
            ge=1,
            le=256,
            title="Workers",
            description="Processes that extract at the same time, for large inputs. Empty: one per processor.",
        ),
    ] = None
    dask: Annotated[
        str | None,
        Field(
            pattern=r"^(tcp|tls|ws|wss|ucx)://\S+$",
            title="Dask scheduler",
            description="Address of a Dask scheduler whose workers extract, as tcp://host:8786. They need musterroll "
            "and the folder of the parts under the same name, or a store of parts. Empty: processes of this machine.",
        ),
    ] = None
    parts: Annotated[
        str | None,
        Field(
            title="Store of parts",
            description="Folder, or address of an object store as s3://bucket/folder, in which a run keeps its parts "
            "until they are published; credentials come from the environment. Empty: beside the warehouse.",
        ),
    ] = None
    chunk_chars: Annotated[
        int,
        Field(
            ge=1_000,
            le=500_000_000,
            title="Chunk size",
            description="Code points of text per chunk, the unit of parallel work, of progress and of a resumed run.",
        ),
    ] = 1_000_000
    export: Annotated[
        bool,
        Field(title="Export", description="Write the published relations as Parquet files beside the warehouse."),
    ] = True
    force: Annotated[
        bool,
        Field(
            title="Force",
            description="Extract again what the warehouse holds already, as after a lexicon edit.",
        ),
    ] = False
    wait_seconds: Annotated[
        float,
        Field(
            ge=0,
            le=86_400,
            title="Wait",
            description="Seconds to wait for another run that holds the warehouse; 0 says who holds it and stops.",
        ),
    ] = 0.0

    allow_private: Annotated[
        bool,
        Field(
            title="Allow private addresses",
            description="Fetch addresses that lead to this machine or a private network; refused otherwise.",
        ),
    ] = False

    @field_validator("inputs", mode="before")
    @classmethod
    def _list_inputs(cls, value: object) -> object:
        return (value,) if isinstance(value, str | Path) else value

    @field_validator("inputs")
    @classmethod
    def _no_blank_input(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for text in value:
            if not text.strip() or "\x00" in text:
                raise ValueError(f"an input must be a path or a pattern, not {text!r}")
        return value

    @field_validator("parts")
    @classmethod
    def _is_a_store(cls, value: str | None) -> str | None:
        return None if value is None else store(value)

    @field_validator("warehouse")
    @classmethod
    def _may_be_written(cls, value: Path | None) -> Path | None:
        return None if value is None else warehouse_file(value)

    @property
    def target(self) -> Path:
        """The warehouse to write; raises ValueError where MUSTERROLL_WAREHOUSE names something else."""
        return self.warehouse or warehouse_file(default_warehouse())

    @property
    def export_folder(self) -> Path:
        """Where a run writes the Parquet files: beside the warehouse, under its name."""
        return self.target.with_name(f"{self.target.stem}-parquet")

    @property
    def processes(self) -> int:
        """How many processes extract at the same time."""
        return self.workers or default_workers()

    def resolved_inputs(self) -> tuple[str, ...]:
        """The inputs to read: those named, or raw/."""
        return self.inputs or DEFAULT_INPUTS

    def shown_inputs(self) -> tuple[str, ...]:
        """The inputs to read, without the secrets of addresses: what may be stored and logged."""
        return tuple(map(shown, self.resolved_inputs()))

    def absolute(self) -> Options:
        """The same options with absolute paths, for a run that starts in another folder."""
        inputs = tuple(text if ADDRESS.match(text) else str(Path(text).absolute()) for text in self.resolved_inputs())
        return self.model_copy(update={"inputs": inputs, "warehouse": self.target.absolute()})


class Upkeep(BaseModel):
    """Which warehouse a flow works on that reads no articles, and how long it waits for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    warehouse: Annotated[
        Path | None,
        Field(
            title="Warehouse",
            description="DuckDB file to work on. Empty: MUSTERROLL_WAREHOUSE, or warehouse/musterroll.duckdb.",
        ),
    ] = None
    wait_seconds: Annotated[
        float,
        Field(ge=0, le=86_400, title="Wait", description="Seconds to wait for a run that holds the warehouse."),
    ] = 3_600.0

    @property
    def target(self) -> Path:
        """The warehouse to work on; raises ValueError where its name is none."""
        return warehouse_file(self.warehouse or default_warehouse())


class ReleaseOptions(Upkeep):
    """Where a release goes, and in which forms."""

    folder: Annotated[
        Path,
        Field(title="Folder", description="Folder to write; the release before it is replaced, its number goes on."),
    ] = Path("warehouse/release")
    csv: Annotated[bool, Field(title="CSV too", description="Write CSV files beside the Parquet files.")] = False
    partition: Annotated[
        bool, Field(title="Partition", description="Facts as folders with one Parquet file a measure.")
    ] = False


def sql_folder() -> Path:
    """Folder of the SQL files: inside the installed package, or beside it in a clone."""
    packaged = Path(__file__).parent / "_sql"
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / "sql"
