"""Teach: one scan's pieces get labels from a person, and become an event profile.

Works for delimited records, JSON, badge links and id properties of vCards. The command line shows `pieces`, asks for a
label for each (see `capture.badge.labels.FIELD_NAMES`), and writes what `profile_from_labels` gives.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from capture.badge.charset import decode
from capture.badge.delimited import find_delimiter, guess_labels, labelled_value, split_pieces
from capture.badge.json_badge import json_leaves, label_of_path
from capture.badge.labels import FIELD_NAMES, is_label
from capture.badge.profile import Profile
from capture.badge.read import read_badge
from capture.badge.url import parse_url
from capture.badge.vcard import vcard_properties
from capture.errors import CaptureError


class TeachError(CaptureError):
    """Labels don't fit the scan they are for."""

    exit_code: ClassVar[int] = 65

    def __init__(self, problem: str) -> None:
        super().__init__(f"These labels can't be learned: {problem}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of a payload: where it stands, what it is called there ("" when unnamed), its text, and the label we would guess."""

    position: int
    text: str
    name: str = ""
    guess: str = ""


def pieces(raw: bytes, *, profile: Profile | None = None, locale: str = "") -> list[Piece]:
    """The pieces of one scan, in order, each with a guess; a text that nothing divides is one piece.

    A ``profile`` that is already there gives its charset, delimiter and labels as the guesses.
    """
    text = _text(raw, profile, locale)
    named = _named(text)
    if named:
        return [Piece(position=n, name=name, text=value, guess=guess) for n, (name, value, guess) in enumerate(named)]
    delimiter = _delimiter(text, profile)
    texts = split_pieces(text, delimiter)
    guesses = guess_labels(texts, delimiter)
    if profile and profile.fields:
        guesses = [*profile.fields, *guesses[len(profile.fields) :]][: len(texts)]
    return [
        Piece(position=n, text=labelled_value(piece)[1] or piece, guess=guess)
        for n, (piece, guess) in enumerate(zip(texts, guesses, strict=True))
    ]


def profile_from_labels(
    event: str, raw: bytes, labels: Sequence[str], *, profile: Profile | None = None, locale: str = ""
) -> Profile:
    """The profile that reads this scan with these labels, one for each of its `pieces` in order, "" to skip one.

    Builds on ``profile`` where there is one. Raises `TeachError` when the labels don't fit the pieces.
    """
    known = pieces(raw, profile=profile, locale=locale)
    if len(labels) != len(known):
        raise TeachError(
            f"this scan has {len(known)} pieces and there are {len(labels)} labels; give one for each, empty to skip one"
        )
    if wrong := [label for label in labels if not is_label(label)]:
        raise TeachError(f'{", ".join(wrong)} is no label; there are {", ".join(FIELD_NAMES)}, and "extra:<name>"')
    before = profile or Profile(event=event)
    charset = decode(raw, locale=locale, charset=before.charset).charset
    charset = "" if charset in ("ascii", "utf-8") else charset
    taught = replace(before, event=event, locale=locale or before.locale, charset=charset)
    text = _text(raw, profile, locale)
    by_label = {label: piece for label, piece in zip(labels, known, strict=True) if label}
    if vcard_properties(text):
        return replace(taught, id_property=by_label["badge_id"].name if "badge_id" in by_label else "")
    if json_leaves(text):
        return replace(taught, json_keys={label: piece.name for label, piece in by_label.items()})
    if url := parse_url(text):
        return _link_profile(replace(taught, link_hosts=(url.host,)), raw, by_label.get("badge_id"))
    return replace(taught, delimiter=_delimiter(text, profile), fields=tuple(labels))


def _text(raw: bytes, profile: Profile | None, locale: str) -> str:
    return decode(raw, locale=locale, charset=profile.charset if profile else "").text.strip("\ufeff \r\n")


def _delimiter(text: str, profile: Profile | None) -> str:
    return profile.delimiter if profile and profile.delimiter in text else find_delimiter(text)


def _named(text: str) -> list[tuple[str, str, str]]:
    """The pieces that carry a name of their own, as (name, text, guess): vCard properties, JSON leaves, parts of a link."""
    if properties := vcard_properties(text):
        return [(item.name, item.value, "badge_id" if item.name == "UID" else "") for item in properties]
    if leaves := json_leaves(text):
        return [(path, value, label_of_path(path)) for path, value in leaves.items()]
    if url := parse_url(text):
        parts = [(f"path {n}", segment) for n, segment in enumerate(url.segments)] + list(url.query.items())
        token = read_badge(text.encode()).contact.badge_id
        return [(name, value, "badge_id" if value == token else "") for name, value in parts]
    return []


def _link_profile(profile: Profile, raw: bytes, badge_id: Piece | None) -> Profile:
    """The profile of badge links; a rule of its own only where the general one would take another part for the id."""
    if badge_id is None or read_badge(raw, profile=profile).contact.badge_id == badge_id.text:
        return profile
    if badge_id.name.startswith("path "):
        return replace(
            profile, regex=rf"https?://[^/]+(?:/[^/?#]+){{{int(badge_id.name[5:])}}}/(?P<badge_id>[^/?#]+).*"
        )
    return replace(profile, regex=rf"https?://[^?]+\?(?:[^#]*&)?{re.escape(badge_id.name)}=(?P<badge_id>[^&#]+).*")
