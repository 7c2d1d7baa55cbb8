"""Roster: the organiser's attendee list, badge id to person. It may arrive before, during or after the show.

A roster comes as CSV (any usual delimiter and charset) or as XLSX. Its columns are recognised by their headings in English, German,
French, Chinese and Japanese; ``--map`` overrules that. What was taken in lies in the data folder as JSON lines, one file
an import, under ``rosters/EVENT/``; a later import of the same badge id wins.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from capture.badge.charset import decode
from capture.badge.contact import Contact, Email, Phone, PhoneKind
from capture.badge.reading import contact_from
from capture.badge.text import clean
from capture.errors import FolderNotWritableError, RosterError
from capture.headings import HEADINGS

_SAMPLE_BYTES = 1 << 16
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class RosterImport:
    """What one import did: the mapping (field to column heading), how many people, and which rows were refused and why."""

    event: str
    mapping: Mapping[str, str]
    unmapped: tuple[str, ...]
    contacts: tuple[Contact, ...]
    refused: tuple[tuple[int, str], ...] = field(default=())


def read_roster(path: Path, event: str, overrides: Mapping[str, str] | None = None) -> RosterImport:
    """Read a CSV or XLSX roster; ``overrides`` maps fields to column headings.

    Raises RosterError when the file can't be read, has no usable badge id column, has the same id for different people, or
    when ``overrides`` name what is not there. A row without an id or without a name is refused alone, with its number (the
    heading is row 1).
    """
    headings, rows = _table(path)
    mapping = _mapping(path, headings, overrides or {})
    columns = {name: headings.index(heading) for name, heading in mapping.items()}
    contacts: dict[str, tuple[int, Contact]] = {}
    refused: list[tuple[int, str]] = []
    clashes: list[str] = []
    for number, row in enumerate(rows, start=2):
        cells = {name: clean(row[column]) for name, column in columns.items() if column < len(row)}
        if not any(cells.values()):
            continue
        contact = _contact(cells)
        if not contact.badge_id:
            refused.append((number, "no badge id"))
        elif not (contact.full_name or contact.company):
            refused.append((number, "neither name nor company"))
        elif contact.badge_id in contacts and contacts[contact.badge_id][1] != contact:
            clashes.append(
                f"badge id {contact.badge_id!r} stands in rows {contacts[contact.badge_id][0]} and {number} for different people"
            )
        else:
            contacts.setdefault(contact.badge_id, (number, contact))
    if clashes:
        raise RosterError(
            str(path),
            [*clashes[:10], *_more(clashes), "ask the organiser which is right, mend the file, import it again"],
        )
    if not contacts:
        raise RosterError(
            str(path), [f"no row has both a badge id (column {mapping['badge_id']!r}) and a name or company"]
        )
    unmapped = tuple(heading for heading in headings if heading and heading not in mapping.values())
    return RosterImport(event, mapping, unmapped, tuple(contact for _, contact in contacts.values()), tuple(refused))


def store_roster(taken: RosterImport, home: Path) -> Path:
    """Keep an import in the data folder; the same import again changes nothing. Returns the file."""
    lines = [json.dumps(_plain(contact), ensure_ascii=False, sort_keys=True) for contact in taken.contacts]
    data = "\n".join([*lines, ""]).encode()
    folder = home / "rosters" / taken.event
    digest = hashlib.sha256(data).hexdigest()[:12]
    existing = sorted(folder.glob("*.jsonl"))
    if existing and existing[-1].name.endswith(f"-{digest}.jsonl"):
        return existing[-1]
    number = int(existing[-1].name.split("-")[0]) + 1 if existing else 1
    path = folder / f"{number:04}-{digest}.jsonl"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_bytes(data)
        new.replace(path)
    except OSError as error:
        raise FolderNotWritableError(str(folder)) from error
    return path


def load_roster(event: str, home: Path) -> dict[str, Contact]:
    """Everybody known for an event, by badge id; empty when no roster was taken in. Later imports win."""
    known: dict[str, Contact] = {}
    for path in sorted((home / "rosters" / event).glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            contact = contact_from(json.loads(line))
            known[contact.badge_id] = contact
    return known


class Rosters(dict[str, dict[str, Contact]]):
    """The rosters of a data folder by event, each loaded when it is first asked for."""

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._home = home

    def __missing__(self, event: str) -> dict[str, Contact]:
        """Load the roster of an event."""
        self[event] = load_roster(event, self._home)
        return self[event]


def forget_in_rosters(home: Path, badge_ids: Iterable[tuple[str, str]]) -> int:
    """Take people, as (event, badge id), out of every roster kept in the data folder; returns how many rows went."""
    gone = 0
    for event, badge_id in badge_ids:
        for path in sorted((home / "rosters" / event).glob("*.jsonl")):
            lines = path.read_text("utf-8").splitlines()
            kept = [line for line in lines if json.loads(line).get("badge_id") != badge_id]
            if len(kept) < len(lines):
                gone += len(lines) - len(kept)
                new = path.with_suffix(".new")
                new.write_text("\n".join([*kept, ""]), "utf-8")
                new.replace(path)
    return gone


def with_roster(contact: Contact, roster: Mapping[str, Contact]) -> Contact:
    """A badge's contact completed by the roster's: what the badge says wins, a blank takes what the roster knows."""
    known = roster.get(contact.badge_id) if contact.badge_id else None
    if known is None:
        return contact
    if not contact.full_name:
        names = ("full_name", "given_name", "family_name", "additional_name", "prefix", "suffix", "name_reading")
        contact = replace(contact, **{name: getattr(known, name) for name in names})
    blanks = {item.name: getattr(known, item.name) for item in fields(Contact) if not getattr(contact, item.name)}
    names_known = {"given_name", "family_name", "additional_name", "prefix", "suffix"}
    return replace(contact, **{name: value for name, value in blanks.items() if name not in names_known})


def _table(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        rows = _sheet_rows(path) if path.suffix.lower() in (".xlsx", ".xls", ".ods") else _csv_rows(path)
    except FileNotFoundError as error:
        raise RosterError(str(path), ["there is no such file"]) from error
    except OSError as error:
        raise RosterError(str(path), [f"it can't be read: {error.strerror or error}"]) from error
    while rows and not any(cell.strip() for cell in rows[0]):
        rows.pop(0)
    if len(rows) < 2:
        raise RosterError(str(path), ["it has no rows below a heading"])
    return [clean(cell) for cell in rows[0]], rows[1:]


def _csv_rows(path: Path) -> list[list[str]]:
    text = _text(path.read_bytes())
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        problem = f"it is not a sound CSV file ({error}); save it again as CSV UTF-8 or as XLSX"
        raise RosterError(str(path), [problem]) from error


def _text(data: bytes) -> str:
    """The text of a file, by the charset that its first rows most plausibly have."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    sample = data[:_SAMPLE_BYTES]
    sample = sample[: sample.rfind(b"\n") + 1] or sample
    try:
        return data.decode(decode(sample).charset or "utf-8").removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError):
        return decode(data).text


def _sheet_rows(path: Path) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    except (CalamineError, ValueError) as error:
        raise RosterError(str(path), ["it is not a sound workbook; save it again as XLSX or as CSV UTF-8"]) from error
    return [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _cell(value: object) -> str:
    """A cell as text: a whole number without the ``.0`` a spreadsheet gives it."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _mapping(path: Path, headings: Sequence[str], overrides: Mapping[str, str]) -> dict[str, str]:
    problems = [
        f"--map {name}=…: there is no field {name!r} (known: {', '.join(HEADINGS)})"
        for name in overrides
        if name not in HEADINGS
    ]
    problems += [
        f"--map {name}={heading}: there is no column {heading!r} (there are: {', '.join(filter(None, headings))})"
        for name, heading in overrides.items()
        if heading not in headings
    ]
    repeated = [heading for heading, times in Counter(filter(None, headings)).items() if times > 1]
    mapping = dict(overrides)
    for name, known in HEADINGS.items():
        if name not in mapping:
            found = next((h for want in known for h in headings if _fold(h) == want and h not in mapping.values()), "")
            if found:
                mapping[name] = found
    if "badge_id" not in mapping:
        problems.append(
            f"no column holds the badge id; say which with --map badge_id=COLUMN (there are: {', '.join(filter(None, headings))})"
        )
    problems += [
        f"the column {heading!r} stands there twice; rename one" for heading in repeated if heading in mapping.values()
    ]
    if problems:
        raise RosterError(str(path), problems)
    return mapping


def _fold(heading: str) -> str:
    """A heading in lower case, without accents, with single spaces for punctuation."""
    plain = unicodedata.normalize("NFKD", heading).casefold()
    plain = "".join(char for char in plain if not "\u0300" <= char <= "\u036f")  # kana keep their marks
    return " ".join(
        "".join(char if char.isalnum() or char == "/" else " " for char in unicodedata.normalize("NFC", plain)).split()
    )


def _contact(cells: Mapping[str, str]) -> Contact:
    text = {name: value for name, value in cells.items() if name not in ("email", "phone", "mobile", "role")}
    contact = Contact(**text)  # type: ignore[arg-type]
    if not contact.full_name:
        given_first = [contact.given_name, contact.family_name]
        is_han = any("\u3400" <= char <= "\u9fff" for char in contact.family_name)
        joined = "".join(reversed(given_first)) if is_han else " ".join(filter(None, given_first))
        contact = replace(contact, full_name=joined)
    phones = [Phone(cells[name], kind) for name, kind in _PHONES if cells.get(name)]
    emails = [Email(cells["email"])] if cells.get("email") else []
    extra = (("role", cells["role"]),) if cells.get("role") else ()
    return replace(contact, phones=tuple(phones), emails=tuple(emails), extra=extra)


_PHONES: tuple[tuple[str, PhoneKind], ...] = (("phone", "work"), ("mobile", "mobile"))


def _plain(contact: Contact) -> dict[str, object]:
    return {name: value for name, value in asdict(contact).items() if value not in ("", (), [])}


def _more(problems: Sequence[str]) -> list[str]:
    return [f"and {len(problems) - 10} more"] if len(problems) > 10 else []
