"""Contact: the fields a badge, a roster row, a card or a form can hold about one person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

PhoneKind = Literal["mobile", "work", "home", "fax", "other"]
EmailKind = Literal["work", "home", "other"]


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as it stood there, and what it was labelled."""

    number: str
    kind: PhoneKind = "other"


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address as it stood there (trimmed), and what it was labelled."""

    address: str
    kind: EmailKind = "other"


@dataclass(frozen=True, slots=True)
class Handle:
    """A personal handle at a network: ``network`` is lower case ("linkedin", "wechat"), ``value`` the slug, number or token."""

    network: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One person's contact fields; an unknown field is empty, never None. Text is NFC without control or bidi characters.

    ``full_name`` is the name for display, in the order its owner writes it; ``given_name`` and ``family_name`` are filled
    only where they are known or can be told apart safely. ``name_reading`` is a phonetic reading (MECARD's SOUND, kana,
    pinyin). ``badge_id`` is text: leading zeros stay. ``extra`` keeps properties nobody asked for, as (name, value).
    """

    badge_id: str = ""
    full_name: str = ""
    given_name: str = ""
    family_name: str = ""
    additional_name: str = ""
    prefix: str = ""
    suffix: str = ""
    name_reading: str = ""
    nickname: str = ""
    company: str = ""
    department: str = ""
    title: str = ""
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    handles: tuple[Handle, ...] = ()
    website: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    note: str = ""
    extra: tuple[tuple[str, str], ...] = field(default=())

    def is_empty(self) -> bool:
        """Whether nothing at all is known."""
        return self == Contact()
