"""Delimited records: fields between ``^``, ``|``, ``::``, tabs or control characters, with labels, by profile, or guessed.

A profile always beats guessing; a guessed record asks to be looked at until the event's profile is taught once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from capture.badge.labels import contact_from_labels, label_of
from capture.badge.names import split_name
from capture.badge.payload import Payload, kind_of
from capture.badge.profile import Profile
from capture.badge.reading import Reading
from capture.badge.tokens import could_be_name, guess_label

DELIMITERS = ("\x1d", "\x1e", "\x1f", "\x1c", "^", "|", "~", "$", "::", "\t", "；", ";", "\n", "，", ",")
"""In order of priority: control characters (GS, RS, US, FS) first, the ones that occur in prose last."""

MAX_FIELDS = 15

# These occur in prose: they need a piece that is plainly an id, an address or a company.
_PROSE = frozenset({"$", "~", "\t", "；", ";", "\n", "，", ","})
# So were the records with these that were seen; the others name the given name first.
_FAMILY_FIRST = frozenset({"^", "$"})
_TRUSTED = 0.6  # charset confidence above which a record needs no other evidence
_STRONG = frozenset({"email", "phone", "badge_id", "company", "website"})
_LABELLED = re.compile(r"\s*([^:：=\s][^:：=]{0,39}?)\s*[:：=]\s*(.*)", re.DOTALL)
_LABEL_WITHIN = re.compile(r"(?:^|(?<=\s))([^:：=\s]{1,39})\s?[:：=]")
_ONLY_MARKS = re.compile(r"[\W_]*")


def read_delimited(payload: Payload) -> Reading | None:
    """A record: by the profile's delimiter and fields, by the labels in it, or guessed piece by piece."""
    profile = payload.profile
    taught = profile is not None and bool(profile.delimiter) and profile.delimiter in payload.text
    if profile and taught and (profile.fields or profile.id_position is not None):
        return _taught(payload, profile)
    delimiter = profile.delimiter if profile and taught else find_delimiter(payload.text)
    pieces = split_pieces(payload.text, delimiter) if delimiter else split_at_labels(payload.text)
    if not delimiter and labelled_value(pieces[0])[0] not in ("full_name", "badge_id"):
        return None
    pieces = [piece for piece in pieces if not _ONLY_MARKS.fullmatch(piece)]
    labels = guess_labels(pieces, delimiter)
    values = [labelled_value(piece)[1] or piece for piece in pieces]
    contact = contact_from_labels(
        (label or f"extra:piece {number}", value)
        for number, (label, value) in enumerate(zip(labels, values, strict=True), 1)
    )
    if all(labelled_value(piece)[0] for piece in pieces):
        return payload.reading(kind_of(contact), "labelled", contact)
    if payload.charset_confidence < _TRUSTED and not any(map(_is_evidence, pieces)):
        return None  # as likely noise as a record
    reason = "the fields of this record were guessed: teach the event's profile once"
    return payload.reading(kind_of(contact), "delimited", contact, needs_review=True, reason=reason)


def find_delimiter(text: str) -> str:
    """The delimiter that cuts the text into 3 to 15 fields with the best evidence, 2 when one speaks for itself; "" if none does."""
    best, best_score = "", 0.0
    for delimiter in DELIMITERS:
        pieces = split_pieces(text, delimiter)
        full = [piece for piece in pieces if not _ONLY_MARKS.fullmatch(piece)]
        if not 2 <= len(pieces) <= MAX_FIELDS + 1 or not full or max(map(len, pieces)) > 200:
            continue
        known = sum(1 for piece in full if labelled_value(piece)[0] or _is_evidence(piece))
        if not known and (delimiter in _PROSE or len(pieces) < 3):
            continue
        score = (1 + known) * (0.6 if delimiter in _PROSE else 1.0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _is_evidence(piece: str) -> bool:
    """Whether a piece plainly belongs to a record: an address, a company, a number that is no mere count."""
    label = guess_label(piece)
    return label in _STRONG and (label != "badge_id" or len(piece) >= 4)


def split_pieces(text: str, delimiter: str) -> list[str]:
    """The pieces of a text, trimmed; without a delimiter the whole text is one piece."""
    if delimiter == "\n":
        return [piece.strip() for piece in re.split(r"[\r\n]+", text.strip())][: MAX_FIELDS + 5]
    pieces = text.split(delimiter, 200) if delimiter else [text]
    return [piece.strip(" \r\n") for piece in pieces]


def split_at_labels(text: str) -> list[str]:
    """The pieces of a text with nothing but spaces before its labels: "姓名：李雷 公司：云图科技"; else the text whole."""
    starts = [match.start(1) for match in _LABEL_WITHIN.finditer(text[:2000]) if label_of(match.group(1))]
    if not starts or text[: starts[0]].strip():
        return split_pieces(text, "")
    return [text[start:end].strip() for start, end in zip(starts, [*starts[1:], None], strict=True)]


def labelled_value(piece: str) -> tuple[str, str]:
    """The label and value of a piece such as "姓名:王小明" or "Company = Northwind"; two empty texts when it has no known label."""
    match = _LABELLED.fullmatch(piece[:500])
    label = label_of(match.group(1)) if match else ""
    return (label, match.group(2).strip()) if match and label else ("", "")


def guess_labels(pieces: Sequence[str], delimiter: str = "") -> list[str]:
    """A label for every piece, "" where there is none to guess: by the piece's own label, by its text, then by its place."""
    labels = [labelled_value(piece)[0] or guess_label(piece) for piece in pieces]
    _keep_one_id(labels, pieces)
    free = [index for index, piece in enumerate(pieces) if not labels[index] and not _ONLY_MARKS.fullmatch(piece)]
    if not any(label in ("full_name", "family_name") for label in labels):
        free = _place_name(labels, pieces, free, delimiter)
    if "company" not in labels and free and not labelled_value(pieces[free[0]])[0]:
        labels[free.pop(0)] = "company"
    if "country" in labels:
        _place_address(labels, pieces, free)
    return labels


def _keep_one_id(labels: list[str], pieces: Sequence[str]) -> None:
    """One id is the badge's: the first, unless only the last piece is one; other numbers are telephones when long enough."""
    ids = [index for index, label in enumerate(labels) if label == "badge_id"]
    for index in ids[1:]:
        labels[index] = "phone" if sum(char.isdigit() for char in pieces[index]) >= 7 else ""


def _place_name(labels: list[str], pieces: Sequence[str], free: list[int], delimiter: str) -> list[int]:
    """Label the name among the free pieces: two single words side by side are its parts, else the first that can be one."""
    if len(free) > 1 and free[1] == free[0] + 1 and _are_parts(first := pieces[free[0]], second := pieces[free[1]]):
        family_first = delimiter in _FAMILY_FIRST or split_name(f"{first} {second}").family_name == first
        order = ("family_name", "given_name") if family_first else ("given_name", "family_name")
        labels[free[0]], labels[free[1]] = order
        return free[2:]
    for index in free:
        if could_be_name(pieces[index]):
            labels[index] = "full_name"
            return [other for other in free if other != index]
    return free


def _place_address(labels: list[str], pieces: Sequence[str], free: Sequence[int]) -> None:
    """Label what stands before the country: city, region, postal code. Of several countries ("IL" before "US") the last is one."""
    *regions, index = [index for index, label in enumerate(labels) if label == "country"]
    for region in regions:
        labels[region] = "region"
    index -= 1
    if index in free and pieces[index].isdigit():
        labels[index] = "postal_code"
        index -= 1
    if index in regions:
        index -= 1
    if index in free:
        labels[index] = "city"


def _are_parts(first: str, second: str) -> bool:
    """Whether two pieces can be the parts of one name: single words, and no 王小明 beside Wang, which is one name twice."""
    words = all(could_be_name(text) and " " not in text for text in (first, second))
    return words and (first > "\u2e80") == (second > "\u2e80")


def _taught(payload: Payload, profile: Profile) -> Reading:
    """The record as the event's profile describes it."""
    pieces = split_pieces(payload.text, profile.delimiter)
    labels = [*profile.fields, *[""] * len(pieces)][: len(pieces)]
    if profile.id_position is not None and -len(pieces) <= profile.id_position < len(pieces):
        labels[profile.id_position] = "badge_id"
    values = [labelled_value(piece)[1] or piece for piece in pieces]
    contact = contact_from_labels(zip(labels, values, strict=True))
    surplus = bool(profile.fields) and len([piece for piece in pieces if piece]) > len(profile.fields)
    reason = f"{len(pieces)} fields where the event profile has {len(profile.fields)}" if surplus else ""
    return payload.reading(kind_of(contact), "delimited", contact, needs_review=surplus, reason=reason)
