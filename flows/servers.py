"""Which Prefect API is configured, if any, found without importing Prefect: its import alone costs seconds.

Looked for where Prefect looks, in its order: environment, .env, prefect.toml, the active profile.
"""

from __future__ import annotations

import os
import tomllib
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

VARIABLE: Final = "PREFECT_API_URL"
QUIET: Final = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
"""Environment under which Prefect sends no telemetry."""


def configured_api(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> str | None:
    """URL of the configured Prefect API; None where runs are to stay in this process."""
    given = os.environ if environment is None else environment
    here = Path() if folder is None else folder
    if VARIABLE in given:
        return given[VARIABLE] or None
    found = _dotenv(here / ".env").get(VARIABLE) or _table(here / "prefect.toml").get("api", {}).get("url")
    return str(found) if found else _from_profile(given)


def _from_profile(given: Mapping[str, str]) -> str | None:
    home = Path(given.get("PREFECT_HOME") or Path.home() / ".prefect")
    profiles = _table(Path(given.get("PREFECT_PROFILES_PATH") or home / "profiles.toml"))
    active = given.get("PREFECT_PROFILE") or profiles.get("active")
    url = profiles.get("profiles", {}).get(active, {}).get(VARIABLE)
    return str(url) if url else None


def _table(path: Path) -> dict[str, Any]:
    """A TOML file, or nothing where there is none; a broken one is for Prefect to complain about."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}


def _dotenv(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.strip().removeprefix("export ").partition("=") for line in lines if "=" in line)
    return {name.strip(): value.strip().strip("'\"") for name, _, value in pairs if not name.startswith("#")}


def answers(url: str, *, seconds: float = 3.0) -> bool:
    """Whether the Prefect API at `url` answers."""
    if urlsplit(url).scheme not in ("http", "https"):
        return False
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=seconds) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError:
        return True
    except (OSError, ValueError):
        return False


def go_quiet() -> None:
    """Turn Prefect's telemetry off unless the user has set it; to be called before Prefect is imported."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
