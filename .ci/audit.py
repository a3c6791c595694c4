"""Known vulnerabilities of what is installed, by pip-audit: ends with 1 for any, and with 0 where no service answers.

What an index does not know counts as not audited, and is said. It takes 50 seconds at most.

Usage: python .ci/audit.py [COMMAND ...], the command being another one than `uv run --with pip-audit pip-audit`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

COMMAND = ("uv", "run", "--quiet", "--with", "pip-audit", "pip-audit")
SERVICES = ("pypi", "osv")
SECONDS = 25
"""For a service to answer in, the installation of pip-audit included."""


def asked(command: list[str], service: str) -> list[dict[str, Any]]:
    """Packages as pip-audit tells of them, none where it came to no answer."""
    options = ["--vulnerability-service", service, "--format", "json", "--timeout", "10", "--progress-spinner", "off"]
    try:
        done = subprocess.run(
            [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS, check=False
        )
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError):
        return []
    return found


def main(command: list[str]) -> int:
    """Ask one service after the other until one has audited anything; returns the exit status."""
    for service in SERVICES:
        packages = asked(command, service)
        audited = [package for package in packages if "skip_reason" not in package]
        vulnerable = [package for package in audited if package["vulns"]]
        for package in vulnerable:
            for one in package["vulns"]:
                fixed = ", ".join(one["fix_versions"]) or "no version yet"
                print(f"{package['name']} {package['version']}: {one['id']}, fixed in {fixed}")
        if audited:
            print(f"{len(audited)} of {len(packages)} packages audited by {service}, {len(vulnerable)} vulnerable")
            return int(bool(vulnerable))
    print(f"not audited: no answer from {' or '.join(SERVICES)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(COMMAND)))
