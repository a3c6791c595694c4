"""A headless Chromium for tests of the report, installed where it is not there, and pages that tell all trouble."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from writing import write_report

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])


def _chromium() -> str | None:
    """The browser of this machine, installed by its package manager where we may; None for playwright's own."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found:
        return found
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        done = all(subprocess.run(command, check=False, env=quiet).returncode == 0 for command in INSTALL)
        if done and (installed := shutil.which("chromium")):
            return installed
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    return None


@pytest.fixture(scope="session")
def chromium() -> str | None:
    """Path of a Chromium."""
    return _chromium()


@pytest.fixture(scope="module")
def browser(chromium: str | None) -> Iterator[Browser]:
    """A browser for the tests of one module: while it runs, no other asyncio loop can be in this thread."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


class Opened:
    """A page of the browser with what it complained about and what it asked the network for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.troubles: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda said: self.troubles.append(said.text) if said.type != "log" else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("dialog", lambda dialog: (self.troubles.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self.requests.append(request.url))

    def go(self, file: Path, part: str = "") -> Page:
        """Open a part of the report in `file`, with its charts drawn."""
        self.page.goto(f"{file.as_uri()}#{part}")
        self.page.wait_for_selector("html.ready", state="attached")
        if self.page.locator(".view:not([hidden]) .charts").count():
            self.page.wait_for_function(
                "document.querySelectorAll('.view:not([hidden]) .chart').length > 0 &&"
                "[...document.querySelectorAll('.view:not([hidden]) .chart')].every((box) => box.querySelector('svg'))"
            )
        return self.page


@pytest.fixture
def opened(browser: Browser) -> Iterator[Any]:
    """A function that gives a new page of some width and colours; at the end none may have complained."""
    contexts = []
    pages: list[Opened] = []

    def new(**options: Any) -> Opened:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "offline": True} | options)
        contexts.append(context)
        pages.append(Opened(context.new_page()))
        return pages[-1]

    yield new
    for context in contexts:
        context.close()
    assert [trouble for page in pages for trouble in page.troubles] == []
    assert [url for page in pages for url in page.requests if not url.startswith("file:")] == []


@pytest.fixture(scope="session")
def report(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the warehouse built from raw/."""
    return write_report(built, tmp_path_factory.mktemp("report") / "report.html")
