"""Links: a badge link gives an id and a host and is never opened; other links are no badges."""

from __future__ import annotations

import re

from capture.badge.contact import Contact
from capture.badge.payload import Payload
from capture.badge.reading import Reading
from capture.badge.taught import taught_match
from capture.badge.url import Url, parse_url, within

_ID_KEYS = (
    *("badge", "badge_id", "badgeid", "id", "uid", "uuid", "token", "code", "ticket", "attendee", "attendee_id"),
    *(
        "attendeeid",
        "registration",
        "regid",
        "ref",
        "reference",
        "referenceid",
        "qr",
        "t",
        "b",
        "a",
        "r",
        "q",
        "c",
        "v",
    ),
)
_TOKEN = re.compile(r"[\w.~=-]{4,128}")
_WORDS = re.compile(
    r"[a-z]{3,}(?:[-_][a-z]{2,})+(?:[-_]\d{1,4})?|[a-z]{1,20}\.(?:html?|php|aspx?|pdf)|[A-Z]?[a-z]{1,20}|(?:19|20)\d\d",
    re.ASCII,
)


def read_link(payload: Payload) -> Reading | None:
    """A web link: an id where there is a token in it, at the event's own hosts for certain, elsewhere for a person to look at."""
    url = parse_url(payload.text)
    if url is None or taught_match(payload):
        return None
    profile = payload.profile
    known = profile.link_hosts if profile else ()
    extra = (("host", url.host),)
    if known and not any(within(url.host, host.lower()) for host in known):
        return payload.reading(
            "not_a_badge", "link", Contact(extra=extra), reason=f"a link to {url.host}, no badge host of this event"
        )
    token = _token(url)
    if not token:
        return payload.reading(
            "not_a_badge", "link", Contact(extra=extra), reason=f"a link to {url.host} without an id in it"
        )
    reason = "" if known else f"a link to {url.host}: the event profile does not name its badge hosts yet"
    return payload.reading("id", "link", Contact(badge_id=token, extra=extra), needs_review=not known, reason=reason)


def _token(url: Url) -> str:
    """The id in a link: a query value under a known key, else the last path segment that looks like no word."""
    query = {key.casefold(): value for key, value in url.query.items()}
    if any(key.startswith("utm_") for key in query):
        return ""
    candidates = [query[key] for key in _ID_KEYS if key in query]
    candidates += url.segments[:-4:-1]
    return next((value for value in candidates if _TOKEN.fullmatch(value) and not _WORDS.fullmatch(value)), "")
