"""E-mails (.eml): newsletters and alerts; the text is the plain part, or the HTML part where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import parseaddr
from typing import Final, cast

from flows.articles import markup
from flows.articles.decoding import decode
from flows.articles.readers.plain_text import read_whole
from flows.articles.records import Limits, Problem, Record, Source, UnreadableError

FAILURES: Final = (MessageError, ArithmeticError, LookupError, AttributeError, TypeError, RecursionError, ValueError)
"""What the library raises on broken mail."""


def read(source: Source, limits: Limits) -> Iterator[Record | Problem]:
    """The article in an e-mail; attachments are not read."""
    data = read_whole(source, limits.article_bytes)
    try:
        message = message_from_bytes(data, policy=policy.default)
        plain, marked_up = (message.get_body((kind,)) for kind in ("plain", "html"))
        part = plain or marked_up
        if part is None:
            raise UnreadableError("no_text", "is an e-mail without text: save its attachment")
        text = _content(cast(EmailMessage, part))
        sender = parseaddr(_header(message, "from"))[0] or None
        subject, date = (_header(message, name) or None for name in ("subject", "date"))
    except UnreadableError:
        raise
    except FAILURES as error:
        raise UnreadableError("mail_broken", f"is no e-mail that could be read ({error}): save it again") from error
    if part is marked_up:
        text = markup.to_text(text)
    yield Record(text, title=subject, author=sender, published=date, url=source.url)


def _header(message: Message, name: str) -> str:
    """A header as text, undecoded where the library fails on it; "" if there is none."""
    try:
        return str(message.get(name, ""))
    except FAILURES:
        return next((value for key, value in message.raw_items() if key.lower() == name), "")


def _content(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else str(payload or "").encode("utf-8", "surrogateescape")
    return decode(data, declared=part.get_content_charset()).text
