"""Url: a link taken apart without ever being opened."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_BARE = re.compile(r"(?:www\.[\w.-]+\.[a-z]{2,}|(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,10}/)\S*", re.IGNORECASE)
_APP = re.compile(r"[a-z][a-z0-9+.-]{1,30}:(?://)?\S+", re.IGNORECASE)


class Url(NamedTuple):
    """A link's parts: scheme and host in lower case, the host without user, port or "www."; path segments and query decoded."""

    scheme: str
    host: str
    segments: tuple[str, ...]
    query: dict[str, str]

    @property
    def path(self) -> str:
        """The segments with slashes between and before them."""
        return "/" + "/".join(self.segments)


def parse_url(text: str, *, apps: bool = False) -> Url | None:
    """The parts of a web address, also without ``https://``; with ``apps`` also of another scheme. None when it is none."""
    text = text.strip()
    if len(text) > 2000:
        return None
    if _BARE.fullmatch(text) and "@" not in text:
        text = f"https://{text}"
    elif not _WEB.fullmatch(text) and not (apps and _APP.fullmatch(text)):
        return None
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").removeprefix("www.").rstrip(".")
        query = dict(parse_qsl(parts.query, max_num_fields=50))
    except ValueError:
        return None
    if not host and parts.scheme in ("http", "https"):
        return None
    segments = tuple(unquote(segment) for segment in parts.path.split("/") if segment)
    return Url(parts.scheme.lower(), host, segments, query)


def within(host: str, domain: str) -> bool:
    """Whether a host is this domain or lies below it."""
    return host == domain or host.endswith("." + domain)
