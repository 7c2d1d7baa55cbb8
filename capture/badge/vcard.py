"""vCard 2.1, 3.0 and 4.0 (versit vCard 2.1; RFC 2426; RFC 6350), as strict as sense allows and no stricter."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import unquote

from capture.badge.charset import decode
from capture.badge.contact import Contact, Email, EmailKind, Handle, Phone, PhoneKind
from capture.badge.escapes import split_escaped, unescape
from capture.badge.payload import Payload
from capture.badge.personal import handle_in_link
from capture.badge.reading import Reading
from capture.badge.text import words

MAX_PROPERTIES = 200

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_READ = words("N FN ORG TITLE TEL EMAIL ADR URL NOTE NICKNAME UID IMPP X-SOCIALPROFILE SOCIALPROFILE")
# Structure, pictures and keys, and what a booth has no business keeping (birthdays: data minimisation).
_UNWANTED = words(
    "BEGIN END VERSION PRODID REV PHOTO LOGO KEY SOUND BDAY ANNIVERSARY GENDER DEATHDATE TZ GEO MAILER CLASS "
    "SOURCE KIND LABEL AGENT XML SORT-STRING CATEGORIES CLIENTPIDMAP LANG CALURI CALADRURI FBURL MEMBER RELATED "
    "N-EXTRA"
)
_HANDLE_PROPERTIES = {
    "X-WECHAT": "wechat",
    "X-WEIXIN": "wechat",
    "X-QQ": "qq",
    "X-WHATSAPP": "whatsapp",
    "X-LINE": "line",
    "X-TELEGRAM": "telegram",
    "X-LINKEDIN": "linkedin",
    "X-TWITTER": "x",
    "X-XING": "xing",
    "X-FACEBOOK": "facebook",
    "X-INSTAGRAM": "instagram",
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
}
_NO_NETWORK = frozenset({"type", "pref", "work", "home", "value", "uri", "x-user", "x-service-type"})


class Property(NamedTuple):
    """One line of a vCard: NAME in capitals without its group, its parameters' values in lower case, the value still escaped."""

    name: str
    types: frozenset[str]
    value: str


def read_vcard(payload: Payload) -> Reading | None:
    """A vCard, also without END, with any line break, folded, quoted-printable or base64; the first one when there are several."""
    text = payload.text
    if text.lstrip()[:11].upper() != "BEGIN:VCARD":
        return None
    if "\n" not in text and "\r" not in text:
        text = re.sub(r"\\r\\n|\\n", "\n", text)  # some makers write the line breaks out
    lines = _LINE_BREAK.split(text)
    if len(lines) > 4 * MAX_PROPERTIES:
        return payload.reading(
            "refused", "vcard", reason=f"a vCard of {len(lines)} lines; {4 * MAX_PROPERTIES} are plenty"
        )
    properties = list(_properties(lines, payload.locale))
    if len(properties) > MAX_PROPERTIES:
        return payload.reading(
            "refused", "vcard", reason=f"a vCard with {len(properties)} properties; {MAX_PROPERTIES} are plenty"
        )
    contact = _contact(properties, payload.profile.id_property.upper() if payload.profile else "")
    if contact.is_empty():
        return payload.reading("refused", "vcard", reason="a vCard with nothing in it")
    cards = len(re.findall(r"BEGIN:VCARD", text, re.IGNORECASE))
    reason = f"{cards} vCards in one code; the first was read" if cards > 1 else ""
    return payload.reading("contact", "vcard", contact, needs_review=cards > 1, reason=reason)


def vcard_properties(text: str) -> list[Property]:
    """The properties of a vCard in its order, unescaped; nothing when the text is none."""
    if text.lstrip()[:11].upper() != "BEGIN:VCARD":
        return []
    found = list(_properties(_LINE_BREAK.split(text), ""))[:MAX_PROPERTIES]
    return [item._replace(value=unescape(item.value)) for item in found if item.name not in _UNWANTED]


def _properties(lines: list[str], locale: str) -> Iterator[Property]:
    """The properties of the first card, unfolded and decoded; lines that are none are left out."""
    for line in _unfolded(lines):
        head, colon, value = _partition(line)
        name, *parameters = head.split(";")
        name = name.rpartition(".")[2].strip().upper()
        if name == "END" and value.strip().upper() == "VCARD":
            return
        if not colon or not name or not value.strip():
            continue
        texts = [parameter.strip().strip('"').lower() for parameter in parameters]
        types = frozenset(word for text in texts for word in re.split(r"[=,\"]+", text) if word)
        charset = next((text[8:].strip('"') for text in texts if text.startswith("charset=")), "")
        yield Property(name, types, _decoded(value.strip(), types, charset, locale))


def _unfolded(lines: list[str]) -> Iterator[str]:
    """Whole lines: a line that starts with white space, or follows a quoted-printable soft break, continues the last one."""
    pending: list[str] = []
    soft_break = False
    for line in lines:
        if soft_break:
            pending.append(line)
        elif line[:1] in (" ", "\t") and pending:
            pending.append(line[1:])
        else:
            if pending:
                yield "".join(pending)
            pending = [line]
        soft_break = line.endswith("=") and "QUOTED-PRINTABLE" in pending[0][:200].upper()
        if soft_break:
            pending[-1] = pending[-1][:-1]
    if pending:
        yield "".join(pending)


def _partition(line: str) -> tuple[str, str, str]:
    """Name and parameters, the colon, the value; a colon inside quotes belongs to a parameter (RFC 6350, section 3.3)."""
    quoted = False
    for index, char in enumerate(line[:1000]):
        if char == '"':
            quoted = not quoted
        elif char == ":" and not quoted:
            return line[:index], ":", line[index + 1 :]
    return line.partition(":")


def _decoded(value: str, types: frozenset[str], charset: str, locale: str) -> str:
    """The value behind quoted-printable or base64, whose bytes are in the property's own charset."""
    if "quoted-printable" in types:
        raw = quopri.decodestring(value.encode("utf-8", "replace"))
    elif types & {"base64", "b"}:
        try:
            raw = base64.b64decode("".join(value.split()), validate=True)
        except (binascii.Error, ValueError):
            return value
    else:
        return value
    return decode(raw, charset=charset, locale=locale).text


def _contact(properties: list[Property], id_property: str) -> Contact:
    """The contact in these properties; a profile's ``id_property`` holds the badge id."""
    found: dict[str, list[Property]] = {}
    for item in properties:
        found.setdefault(item.name, []).append(item)
    family, given, additional, prefix, suffix, *_ = _components(found["N"][0].value if "N" in found else "", 5)
    company, *departments = _components(found["ORG"][0].value if "ORG" in found else "", 1)
    reading = [_first(found, f"X-PHONETIC-{part}-NAME") for part in ("LAST", "FIRST")]
    links = [unescape(item.value).strip() for item in found.get("URL", [])]
    badge_id = _first(found, id_property) if id_property else ""
    contact = Contact(
        badge_id=badge_id or re.sub(r"^urn:uuid:", "", _first(found, "UID"), flags=re.IGNORECASE),
        full_name=_first(found, "FN"),
        family_name=family,
        given_name=given,
        additional_name=additional.replace(",", " "),
        prefix=prefix,
        suffix=suffix,
        name_reading=" ".join(part for part in reading if part),
        nickname=_first(found, "NICKNAME"),
        company=company,
        department=", ".join(unit for unit in departments if unit),
        title=_first(found, "TITLE") or _first(found, "ROLE"),
        emails=tuple(_email(item) for item in found.get("EMAIL", [])),
        phones=tuple(_phone(item) for item in found.get("TEL", [])),
        handles=tuple(_handles(properties, links)),
        website=next((link for link in links if not handle_in_link(link)), ""),
        note="\n".join(unescape(item.value) for item in found.get("NOTE", [])),
        extra=tuple(_extra(properties, id_property)),
    )
    addresses = sorted(found.get("ADR", []), key=lambda item: "work" not in item.types)
    return _with_address(contact, addresses[0]) if addresses else contact


def _with_address(contact: Contact, address: Property) -> Contact:
    """ADR is post box; extended; street; city; region; postal code; country (RFC 6350, section 6.3.1)."""
    box, extended, street, city, region, postal_code, country, *_ = _components(address.value, 7)
    lines = ", ".join(part for part in (street, extended, box) if part)
    return replace(contact, street=lines, city=city, region=region, postal_code=postal_code, country=country)


def _components(value: str, count: int) -> list[str]:
    """The parts of a structured value, unescaped, at least so many. Commas stay: too many makers don't escape them."""
    parts = [unescape(part).strip() for part in split_escaped(value, ";")]
    return parts + [""] * (count - len(parts))


def _first(found: dict[str, list[Property]], name: str) -> str:
    return unescape(found[name][0].value).strip() if name in found else ""


def _email(item: Property) -> Email:
    kinds: tuple[EmailKind, ...] = ("home", "work")
    address = re.sub(r"^mailto:", "", unescape(item.value).strip(), flags=re.IGNORECASE)
    return Email(address, next((kind for kind in kinds if kind in item.types), "other"))


def _phone(item: Property) -> Phone:
    """A number with its kind; a ``tel:`` URI (RFC 3966) is taken apart."""
    number = unescape(item.value).strip()
    if number.lower().startswith("tel:"):
        number, _, parameters = unquote(number[4:]).partition(";")
        extension = re.search(r"ext=([0-9]+)", parameters)
        number = f"{number} ext. {extension.group(1)}" if extension else number
    kinds: dict[str, PhoneKind] = {"fax": "fax", "cell": "mobile", "mobile": "mobile", "work": "work", "home": "home"}
    return Phone(number, next((kind for word, kind in kinds.items() if word in item.types), "other"))


def _handles(properties: list[Property], links: list[str]) -> Iterator[Handle]:
    """Handles from links, X-SOCIALPROFILE, IMPP (``scheme:address``) and the X- properties of single networks."""
    for link in links:
        if handle := handle_in_link(link):
            yield handle
    for item in properties:
        value = unescape(item.value).strip()
        if item.name in _HANDLE_PROPERTIES:
            yield handle_in_link(value) or Handle(_HANDLE_PROPERTIES[item.name], value)
        elif item.name in ("X-SOCIALPROFILE", "SOCIALPROFILE"):
            network = min(item.types - _NO_NETWORK, default="other")
            yield handle_in_link(value) or Handle(network, re.sub(r"^x-apple:", "", value))
        elif item.name == "IMPP":
            scheme, colon, address = value.partition(":")
            network = min(
                item.types - _NO_NETWORK, default="impp"
            )  # X-SERVICE-TYPE, where the scheme is only "x-apple"
            known = colon and scheme.lower() != "x-apple"
            yield Handle(scheme.lower() if known else network, address if colon else value)


def _extra(properties: list[Property], id_property: str) -> Iterator[tuple[str, str]]:
    """Properties nobody asked for, by name; a ROLE beside a TITLE is one of them."""
    has_title = any(item.name == "TITLE" for item in properties)
    for item in properties:
        if item.name in _READ | _UNWANTED | _HANDLE_PROPERTIES.keys() | {id_property}:
            continue
        if item.name.startswith("X-PHONETIC-") or (item.name == "ROLE" and not has_title):
            continue
        yield item.name, unescape(item.value)
