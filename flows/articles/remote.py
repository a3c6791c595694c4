"""Inputs from servers: web addresses, with private ones refused, and object stores through fsspec.

Every hop of a redirect is resolved first, checked, and then fetched from the very address that was checked, so that a
name cannot point elsewhere between the two. Secrets in an address are used and never shown.
"""

from __future__ import annotations

import ipaddress
import socket
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO, Final, cast
from urllib.parse import urljoin, urlsplit, urlunsplit

import fsspec
import httpx

from flows.addresses import filled, links, shown
from flows.articles.records import Limits, Problem, Source, UnreadableError, size_text
from flows.articles.streams import again

SPOOLED: Final = 16 << 20
AGENT: Final = "musterroll (news figures research; reads one page at a time)"
HEADERS: Final = {"User-Agent": AGENT, "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
WITHOUT_HOST: Final = frozenset(
    ("file", "local", "memory", "s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oci", "oss", "zip", "tar")
)
"""Protocols whose addresses name a bucket, a file or nothing where others have a server."""
Found = Source | tuple[str, Problem]


def expand(given: str, limits: Limits) -> Iterator[Found]:
    """Sources behind an address; each must be read before the next is asked for."""
    name = shown(given)
    try:
        address = filled(given)
        if address.lower().startswith(("http://", "https://")):
            yield from _page(address, name, limits)
        else:
            yield from _store(address, name, limits)
    except KeyError as error:
        message = f"needs the environment variable {error.args[0]}, which is not set: set it where runs are started"
        yield name, Problem("unreachable", message)
    except UnreadableError as error:
        yield name, error.problem


def _page(given: str, name: str, limits: Limits) -> Iterator[Found]:
    with tempfile.SpooledTemporaryFile(SPOOLED) as spool:
        kept = cast(BinaryIO, spool)
        address, content_type = _fetch(given, kept, limits)
        size = kept.tell()
        if not size:
            raise UnreadableError("empty", "is empty: check the address")
        yield Source(name, partial(again, kept), size, url=shown(address), content_type=content_type, is_asked_for=True)


def _fetch(given: str, into: BinaryIO, limits: Limits) -> tuple[str, str]:
    """Write what an address gives into a file; returns the last address and the content type."""
    deadline = time.monotonic() + limits.seconds
    url = given
    with httpx.Client(
        follow_redirects=False, timeout=min(20.0, limits.seconds), trust_env=False, headers=HEADERS
    ) as client:
        for _ in range(limits.redirects + 1):
            request = _request(client, url, limits)
            try:
                response = client.send(request, stream=True)
            except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
                raise UnreadableError(
                    "unreachable", f"cannot be fetched ({type(error).__name__}): try again later"
                ) from error
            try:
                if response.is_redirect:
                    url = urljoin(url, response.headers.get("location", ""))
                    continue
                if response.status_code != 200:
                    raise UnreadableError(
                        "unreachable", f"was refused by its server (status {response.status_code}): check it"
                    )
                _save(response, into, limits, deadline)
                return url, response.headers.get("content-type", "")
            finally:
                response.close()
    raise UnreadableError("unreachable", f"redirects more than {limits.redirects} times: give the last address")


def _request(client: httpx.Client, url: str, limits: Limits) -> httpx.Request:
    """A request to the address that the host's name was resolved to and that was found to be public."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise UnreadableError("unreachable", "is no valid address: check it") from error
    if parts.scheme not in ("http", "https") or not host:
        raise UnreadableError(
            "unreachable", f"leads to an address that is not http or https ({parts.scheme}): check it"
        )
    address = _resolve(host, port, limits)
    literal = f"[{address}]" if ":" in address else address
    pinned = urlunsplit((parts.scheme, f"{literal}:{port}", parts.path or "/", parts.query, ""))
    default = port == (443 if parts.scheme == "https" else 80)
    headers = {"Host": host if default else f"{host}:{port}"}
    auth = (parts.username or "", parts.password or "") if parts.username or parts.password else None
    request = client.build_request("GET", pinned, headers=headers, extensions={"sni_hostname": host})
    if auth:
        request.headers["Authorization"] = httpx.BasicAuth(*auth)._auth_header
    return request


def _resolve(host: str, port: int, limits: Limits) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreadableError("unreachable", "names a server that cannot be found: check the address") from error
    addresses = [str(entry[4][0]).split("%")[0] for entry in found]
    if not limits.allow_private and not all(_is_public(address) for address in addresses):
        raise UnreadableError(
            "private_address", "leads to a private or local address, which is read with --allow-private only"
        )
    return addresses[0]


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return (mapped or found).is_global and not found.is_multicast


def _save(response: httpx.Response, into: BinaryIO, limits: Limits, deadline: float) -> None:
    size = 0
    try:
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > limits.document_bytes:
                most = size_text(limits.document_bytes)
                raise UnreadableError("too_large", f"is larger than {most}: download it and give the file")
            if time.monotonic() > deadline:
                raise UnreadableError("unreachable", f"took longer than {limits.seconds:.0f} s: try again later")
            into.write(chunk)
    except (httpx.HTTPError, OSError) as error:
        raise UnreadableError("unreachable", f"broke off ({type(error).__name__}): try again later") from error


def _store(given: str, name: str, limits: Limits) -> Iterator[Found]:
    """Files of an object store or other file system that fsspec knows, by pattern, folder or name."""
    protocol = given.split("://", 1)[0]
    if not limits.allow_private:
        _check_hosts(given, limits)
    try:
        system, path = fsspec.core.url_to_fs(given)
        paths = _paths(system, path)
    except (ImportError, ValueError) as error:
        raise UnreadableError(
            "unreachable", f"needs the fsspec package for {protocol} ({error}): install it"
        ) from error
    except Exception as error:  # each store has errors of its own, without a common base
        raise UnreadableError(
            "unreachable", f"cannot be listed ({type(error).__name__}): check address and rights"
        ) from error
    if not paths:
        raise UnreadableError("not_found", "is not there: check the address")
    for found in paths:
        shown_name = name if found == path else f"{protocol}://{found.lstrip('/')}"
        opened = partial(_opened, system, found)
        yield Source(shown_name, opened, system.size(found), is_asked_for=found == path, file_name=found)


def _check_hosts(given: str, limits: Limits) -> None:
    """Raise UnreadableError unless every server that an address names is a public one, and no other can come in."""
    for url in links(given):
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port or 443
        except ValueError as error:
            raise UnreadableError("unreachable", "is no valid address: check it") from error
        if parts.scheme in ("http", "https"):  # fsspec follows redirects wherever they lead
            message = "is fetched through another protocol, which may lead to a private address: give the address alone"
            raise UnreadableError("private_address", message)
        if host and parts.scheme not in WITHOUT_HOST:
            _resolve(host, port, limits)


def _paths(system: Any, path: str) -> list[str]:
    if any(char in path for char in "*?["):
        return sorted(found for found in system.glob(path) if system.isfile(found))
    if system.isdir(path):
        return sorted(found for found in system.find(path) if not found.rsplit("/", 1)[-1].startswith("."))
    return [path] if system.exists(path) else []


def _opened(system: Any, path: str) -> BinaryIO:
    try:
        return cast(BinaryIO, system.open(path, "rb"))
    except OSError:
        raise
    except Exception as error:  # as above
        raise UnreadableError("unreachable", f"cannot be opened ({type(error).__name__}): check rights") from error
