"""Fixtures for all tests: a warehouse built once from raw/, and the command without a terminal."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from commanding import ROOT, Command
from typer.testing import CliRunner, Result

hypothesis.settings.register_profile("any machine", deadline=None)  # seconds of a busy one are no bugs
hypothesis.settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the warehouse or the Prefect API of whoever runs it."""
    for name in ("MUSTERROLL_WAREHOUSE", "PREFECT_API_URL", "PREFECT_PROFILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def musterroll() -> Command:
    """The command in this process: `musterroll("run", "in/")` gives exit_code, stdout and stderr."""
    from flows.cli import app

    def call(*arguments: object, stdin: str | None = None) -> Result:
        return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin, catch_exceptions=False)

    return call


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse built from raw/ by the pipeline in this process; tests only read it."""
    from flows.engines import InProcess
    from flows.pipeline import pipeline, silent
    from flows.settings import Options

    warehouse = tmp_path_factory.mktemp("built") / "musterroll.duckdb"
    pipeline(Options(inputs=(str(ROOT / "raw"),), warehouse=warehouse), InProcess(), silent)
    return warehouse


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The API of a Prefect server with a database of its own, for all tests: its start takes most of their time."""
    from flows.scheduler import server

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
        with server(port) as url:
            from prefect.settings import PREFECT_API_URL, temporary_settings

            with temporary_settings({PREFECT_API_URL: url}):
                yield url


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket of a server on this machine that speaks the protocol of S3; its address and keys in the environment."""
    import fsspec
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (
            ("AWS_ENDPOINT_URL", f"http://{host}:{port}"),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "word"),
            ("AWS_DEFAULT_REGION", "us-east-1"),
        ):
            patch.setenv(name, value)
        fsspec.get_filesystem_class("s3").clear_instance_cache()  # one knows the server that it first saw
        fsspec.filesystem("s3").makedirs("archive", exist_ok=True)
        yield "s3://archive/parts"
        server.stop()
