"""Addresses among the inputs: which are some, what of them may be shown and stored, secrets from the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

ADDRESS: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]+::)*[A-Za-z][A-Za-z0-9+.-]+://")  # rather than a path
CHAINED: Final = re.compile(r"::(?=[A-Za-z][A-Za-z0-9+.-]+:)")
SECRET: Final = re.compile(
    r"(?:.*[_.-])?(?:api|app|access|private|subscription|consumer|client|user|account)?"
    r"(?:key|token|secret|sig|signature|pass(?:word|wd|phrase)?|pwd|auth|authorization|credentials?|session(?:id)?|sid"
    r"|jwt|hmac)(?:id)?|x-(?:amz|goog)-.*|awsaccesskeyid",
    re.I,
)
"""Parameters whose values nobody may see."""
HIDDEN: Final = "***"
PLACEHOLDER: Final = re.compile(r"\$\{([A-Za-z_]\w*)\}")
"""${NAME}: the value of an environment variable, put in when the address is fetched."""


def links(text: str) -> list[str]:
    """Addresses of a chain of protocols, as fsspec writes one: zip://a.txt::https://example.org/a.zip."""
    return CHAINED.split(text)


def shown(text: str) -> str:
    """An input without user, password and the values of parameters that look like secrets; paths stay as they are."""
    if not ADDRESS.match(text):
        return text
    return "::".join(map(_shown, links(text)))


def _shown(url: str) -> str:
    if "//" not in url:
        return url
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return re.sub(r"//[^/]*@", "//", url).partition("?")[0]
    pairs = [(k, HIDDEN if SECRET.fullmatch(k) else v) for k, v in parse_qsl(parts.query, keep_blank_values=True)]
    query = urlencode(pairs, safe="*/:,") if any(v == HIDDEN for _, v in pairs) else parts.query
    host = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, host + port, parts.path, query, ""))


def holds_secret(text: str) -> bool:
    """Whether an address holds a user, a password or a secret parameter in so many letters, not as ${NAME}."""
    if not ADDRESS.match(text):
        return False
    plain = PLACEHOLDER.sub("", text)
    users = [user for user in re.findall(r"//([^/?#]*)@", plain) if user.strip(":")]
    pairs = [(k, v) for url in links(plain) for k, v in parse_qsl(url.partition("?")[2].partition("#")[0])]
    return bool(users) or any(v and SECRET.fullmatch(k) for k, v in pairs)


def filled(text: str, environment: Mapping[str, str] | None = None) -> str:
    """An address with the values of the environment variables that it names; raises KeyError for one not set."""
    given = os.environ if environment is None else environment
    return PLACEHOLDER.sub(lambda found: given[found[1]], text)
