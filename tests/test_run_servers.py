"""Which Prefect API is configured: environment, .env, prefect.toml, profile, in Prefect's own order."""

from __future__ import annotations

import http.server
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from flows.servers import answers, configured_api

URL = "http://127.0.0.1:4200/api"


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"PREFECT_HOME": str(tmp_path / "home")}


def profile(home: dict[str, str], active: str, url: str) -> None:
    folder = Path(home["PREFECT_HOME"])
    folder.mkdir()
    (folder / "profiles.toml").write_text(
        f'active = "{active}"\n[profiles.desk]\nPREFECT_API_URL = "{url}"\n[profiles.off]\n'
    )


def test_nothing_is_configured_by_default(home: dict[str, str], tmp_path: Path) -> None:
    assert configured_api(home, tmp_path) is None


def test_the_environment_comes_first(home: dict[str, str], tmp_path: Path) -> None:
    profile(home, "desk", "http://other/api")
    assert configured_api({**home, "PREFECT_API_URL": URL}, tmp_path) == URL
    assert configured_api({**home, "PREFECT_API_URL": ""}, tmp_path) is None


def test_files_of_the_folder_come_before_the_profile(home: dict[str, str], tmp_path: Path) -> None:
    profile(home, "desk", "http://other/api")
    (tmp_path / "prefect.toml").write_text(f'[api]\nurl = "{URL}"\n')
    assert configured_api(home, tmp_path) == URL
    (tmp_path / ".env").write_text("# PREFECT_API_URL=no\nexport PREFECT_API_URL='http://env/api'\n")
    assert configured_api(home, tmp_path) == "http://env/api"


def test_the_active_profile_counts(home: dict[str, str], tmp_path: Path) -> None:
    profile(home, "desk", URL)
    assert configured_api(home, tmp_path) == URL
    assert configured_api({**home, "PREFECT_PROFILE": "off"}, tmp_path) is None


def test_broken_files_are_left_to_prefect(home: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "prefect.toml").write_text("[")
    (tmp_path / ".env").write_bytes(b"\xff\xfe=")
    assert configured_api(home, tmp_path) is None


def test_answers_only_where_somebody_is() -> None:
    class Healthy(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"true")

        def log_message(self, *_: object) -> None:
            return

    with http.server.HTTPServer(("127.0.0.1", 0), Healthy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_port
        assert answers(f"http://127.0.0.1:{port}/api")
        server.shutdown()
    assert not answers(f"http://127.0.0.1:{port}/api", seconds=0.5)
    assert not answers("file:///etc/hostname")
    assert not answers("not a url")


def test_finding_out_imports_no_prefect() -> None:
    code = "import sys, flows.servers as s; s.configured_api(); sys.exit('prefect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
