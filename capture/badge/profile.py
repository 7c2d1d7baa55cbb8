"""Profile: a small TOML file per event that teaches how its badges are built.

It always beats guessing. `boothflow teach` writes one from labels a person gives to the pieces of one scan; it may as well be
written by hand. Every key is optional but ``event``; docs/badges-understood.md explains each with an example.
"""

from __future__ import annotations

import codecs
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import ClassVar

from capture.badge.labels import FIELD_NAMES, is_label
from capture.errors import CaptureError


class ProfileError(CaptureError):
    """A profile file can't be used."""

    exit_code: ClassVar[int] = 78

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(
            f"The event profile {path} can't be used: {problem}. Correct the file, or write it anew with `boothflow teach`."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How one event's badges are built; an empty value leaves that question to the general rules.

    ``fields`` are labels in the order of the pieces (see `FIELD_NAMES`). ``id_position`` is the index of the badge id among
    the pieces, negative from the end. ``regex`` has named groups that are labels. ``json_keys`` maps a label to a JSON key
    (dots step into objects). ``id_property`` is a vCard property that holds the badge id ("EVENTYAY"). ``link_hosts`` are the hosts
    whose links are badges. ``key_file`` is where the key of encrypted badges lies,
    in the file counted from the profile's own folder.
    """

    event: str
    locale: str = ""
    charset: str = ""
    delimiter: str = ""
    fields: tuple[str, ...] = ()
    id_position: int | None = None
    regex: str = ""
    json_keys: Mapping[str, str] = field(default_factory=dict)
    id_property: str = ""
    link_hosts: tuple[str, ...] = ()
    key_file: str = ""


def load_profile(path: Path) -> Profile:
    """Read a profile; `ProfileError` names the key, the value and what was wanted, all problems at once."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(path, str(error)) from error
    problems = _problems(values)
    if problems:
        raise ProfileError(path, "; ".join(problems))
    for name in ("fields", "link_hosts"):
        values[name] = tuple(values.get(name, ()))
    profile = Profile(**values)
    return replace(profile, key_file=str(path.parent / profile.key_file)) if profile.key_file else profile


def write_profile(profile: Profile, path: Path) -> None:
    """Write a profile as TOML that `load_profile` gives back; empty values are left out, a key file beside it is named from there."""
    if profile.key_file and Path(profile.key_file).is_relative_to(path.parent):
        profile = replace(profile, key_file=Path(profile.key_file).relative_to(path.parent).as_posix())
    lines = [f"{name} = {_toml(value)}" for name, value in _values(profile).items() if not isinstance(value, dict)]
    for name, value in _values(profile).items():
        if isinstance(value, dict):
            lines += ["", f"[{name}]", *(f"{_toml(key)} = {_toml(item)}" for key, item in value.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _values(profile: Profile) -> dict[str, object]:
    values = {item.name: getattr(profile, item.name) for item in fields(profile)}
    return {
        name: dict(value) if isinstance(value, Mapping) else value
        for name, value in values.items()
        if value not in ("", (), None, {})
    }


def _toml(value: object) -> str:
    """A TOML value; a JSON string is a TOML basic string as long as DEL is escaped too."""
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _problems(values: Mapping[str, object]) -> list[str]:
    """Everything that is wrong, each as: key = value, wanted ..."""
    problems = []
    known = {item.name for item in fields(Profile)}
    for name, value in values.items():
        wanted = _wanted(name, value) if name in known else f"one of the keys {', '.join(sorted(known))}"
        if wanted:
            problems.append(f"{name} = {value!r}, wanted {wanted}")
    if "event" not in values:
        problems.append("event is missing, wanted the event's short name")
    return problems


def _wanted(name: str, value: object) -> str:
    """What was wanted instead of this value, or nothing when it is right."""
    if name == "id_position":
        return (
            ""
            if isinstance(value, int) and not isinstance(value, bool)
            else "a whole number, negative counts from the end"
        )
    if name in ("fields", "link_hosts"):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            return "a list of texts"
        return _unknown_labels(value) if name == "fields" else ""
    if name == "json_keys":
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            return 'a table such as {full_name = "attendee.name"}'
        return _unknown_labels(value)
    if not isinstance(value, str):
        return "a text"
    if name == "charset":
        return _unknown_charset(value)
    if name == "regex":
        return _bad_regex(value)
    return ""


def _unknown_labels(labels: Mapping[str, object] | list[str]) -> str:
    unknown = [label for label in labels if not is_label(label)]
    return f'labels from {", ".join(FIELD_NAMES)}, "extra:<name>" or ""' if unknown else ""


def _unknown_charset(value: str) -> str:
    try:
        codecs.lookup(value)
    except LookupError:
        return 'a charset such as "utf-8", "gb18030", "big5hkscs", "cp932", "cp949", "cp1252"'
    return ""


def _bad_regex(value: str) -> str:
    try:
        groups = list(re.compile(value).groupindex)
    except re.error as error:
        return f"a regular expression ({error})"
    unknown = [group for group in groups if group not in FIELD_NAMES]
    if unknown or not groups:
        return f"named groups (?P<name>...) from {', '.join(FIELD_NAMES)}"
    return ""
