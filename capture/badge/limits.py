"""Limits: how much one badge may say, and what a contact looks like once everything dangerous is out of it."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any, cast

from capture.badge.contact import Contact, Email, Handle, Phone
from capture.badge.personal import handle_in_link
from capture.badge.plain import EMAIL
from capture.badge.text import clean
from capture.badge.url import parse_url

MAX_BYTES = 16_384  # the largest QR code holds 2,953 bytes; this leaves room for joined codes and typed text
MAX_TEXT = 200
MAX_NOTE = 2000
MAX_REASON = 500
MAX_LIST = 10
MAX_EXTRA = 30

_TEXT_FIELDS = tuple(item.name for item in fields(Contact) if item.type == "str")
_PHONE = re.compile(r"[+(\d][\d\s()./\-–#*,;x+extEXT:]{1,48}")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_FORMULA = re.compile(r"=|@.*\(|[+-]\s*[=@A-Za-z]|[+-].*[(!|]")
_HTML = re.compile(r"<\s*[/!]?[a-z][^<]*>|<\s*script|javascript:|&#x?[0-9a-f]+;", re.IGNORECASE)


def bounded(contact: Contact) -> tuple[Contact, list[str]]:
    """The contact with clean, bounded, valid values, and what had to be done to it in plain words.

    What is no e-mail address, number or web address moves to ``extra``, so that nothing is lost and nothing opens itself. Text
    that a spreadsheet or a browser could run stays as text and is pointed out.
    """
    remarks: list[str] = []
    texts = {name: _text(name, getattr(contact, name), remarks) for name in _TEXT_FIELDS}
    extra = [(clean(name, 60), clean(value, MAX_NOTE)) for name, value in contact.extra]
    handles = [Handle(clean(item.network, 40).lower(), clean(item.value, MAX_TEXT)) for item in contact.handles]
    if handle := handle_in_link(texts["website"]):
        handles, texts["website"] = [*handles, handle], ""
    elif texts["website"] and not _is_web_address(texts["website"]):
        extra, texts["website"] = [*extra, ("website", texts["website"])], ""
    emails = [Email(clean(item.address, 254), item.kind) for item in contact.emails]
    phones = [Phone(clean(item.number, 60), item.kind) for item in contact.phones]
    valid_emails = [item for item in emails if EMAIL.fullmatch(item.address)]
    valid_phones = [item for item in phones if _is_phone(item.number)]
    extra += [("email", item.address) for item in emails if item not in valid_emails]
    extra += [("phone", item.number) for item in phones if item not in valid_phones]
    lists = {
        "emails": _capped("e-mail addresses", valid_emails, MAX_LIST, remarks),
        "phones": _capped("telephone numbers", valid_phones, MAX_LIST, remarks),
        "handles": _capped("handles", [item for item in handles if item.value], MAX_LIST, remarks),
        "extra": _capped("other fields", [item for item in extra if item[1]], MAX_EXTRA, remarks),
    }
    shown = [*texts.values(), *(value for _, value in lists["extra"])]
    if any(_FORMULA.match(text) for text in shown):
        remarks.append("text like a spreadsheet formula: it is kept as plain text")
    if any(_HTML.search(text) for text in shown):
        remarks.append("text like HTML: it is kept as plain text")
    return replace(contact, **cast("dict[str, Any]", texts | lists)), remarks


def _text(name: str, value: str, remarks: list[str]) -> str:
    limit = MAX_NOTE if name == "note" else MAX_TEXT
    cleaned = clean(value, limit + 1)
    if len(cleaned) > limit:
        remarks.append(f"{name.replace('_', ' ')} was cut at {limit} characters")
    return cleaned[:limit].rstrip()


def _is_web_address(text: str) -> bool:
    return parse_url(text) is not None or _HOST.fullmatch(text) is not None


def _is_phone(number: str) -> bool:
    return _PHONE.fullmatch(number) is not None and 3 <= sum(char.isdigit() for char in number) <= 25


def _capped(what: str, items: list[Any], limit: int, remarks: list[str]) -> tuple[Any, ...]:
    """The first items without repetitions."""
    items = list(dict.fromkeys(items))
    if len(items) > limit:
        remarks.append(f"{len(items)} {what}, of which {limit} are kept")
    return tuple(items[:limit])
