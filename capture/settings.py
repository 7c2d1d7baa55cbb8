"""Settings: one ``boothflow.toml`` in the data folder, then environment variables, then flags, in rising order.

A value ``staff = "Ana"`` in the file is ``BOOTHFLOW_STAFF=Ana`` in the environment and ``--staff Ana`` on the command line. Events
stand in tables of their own, ``[events.CODE]``, and only in the file.
"""

from __future__ import annotations

import json
import os
import re
import socket
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from platformdirs import user_data_path

from capture.errors import FolderNotWritableError, SettingsError, UnknownEventError, UnknownExhibitorError
from capture.scan import CHANNELS, Channel

FILE_NAME = "boothflow.toml"
LANGUAGES = ("en", "zh")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
"""What event codes and station names may look like: they become parts of file names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One show or conference: its exhibitors, its time zone (IANA name), and what its scans get by default.

    ``locale`` ("de", "zh-CN" ...) helps with codes whose charset is not declared. ``qualifiers`` are questions for the booth page, as
    {"name", "kind": "single" | "multi" | "text", "choices"}, each with "name_zh" and "choices_zh" where the page should ask in
    Chinese too. ``team`` are the people who scan at this event.
    """

    code: str
    name: str = ""
    exhibitors: tuple[str, ...] = ()
    channel: Channel = "work"
    time_zone: str = "UTC"
    locale: str = ""
    qualifiers: tuple[Mapping[str, object], ...] = ()
    consent_wording: str = ""
    consent_wording_version: str = ""
    team: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a station or a nightly run can be told; ``home`` is the data folder."""

    home: Path
    station: str = ""
    staff: str = ""
    event: str = ""
    exhibitor: str = ""
    channel: str = ""
    language: str = "en"
    leads_language: str = "both"
    cooldown_seconds: float = 1.5
    inbox: str = ""
    leads: str = ""
    nightly_time: str = "02:00"
    nightly_time_zone: str = "UTC"
    keep_sets: int = 7
    retention_days: int = 0
    events: Mapping[str, Event] = field(default_factory=dict)

    @property
    def journal_path(self) -> Path:
        """Where this station's journal lies."""
        return self.home / "journals" / f"{self.station}.sqlite"

    @property
    def inbox_path(self) -> Path:
        """Where sealed segments arrive; ``inbox`` in the settings, else a folder in the data folder."""
        return Path(self.inbox).expanduser() if self.inbox else self.home / "inbox"

    @property
    def leads_path(self) -> Path:
        """Where the published sets lie; ``leads`` in the settings, else a folder in the data folder."""
        return Path(self.leads).expanduser() if self.leads else self.home / "leads"

    def known_event(self, code: str = "") -> Event:
        """The event ``code``, or the chosen one, or the only one there is; raises UnknownEventError."""
        wanted = code or self.event
        if not wanted and len(self.events) == 1:
            return next(iter(self.events.values()))
        if wanted not in self.events:
            raise UnknownEventError(wanted, self.events)
        return self.events[wanted]

    def known_exhibitor(self, event: Event) -> str:
        """The chosen exhibitor, or the only one the event has; raises UnknownExhibitorError."""
        if not self.exhibitor and len(event.exhibitors) == 1:
            return event.exhibitors[0]
        if self.exhibitor not in event.exhibitors:
            raise UnknownExhibitorError(self.exhibitor, event.code, event.exhibitors)
        return self.exhibitor

    def known_channel(self, event: Event) -> Channel:
        """The chosen channel, or the event's default."""
        return cast("Channel", self.channel) if self.channel else event.channel


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """``BOOTHFLOW_HOME`` or the platform's own folder for an application's data."""
    chosen = environment.get("BOOTHFLOW_HOME", "")
    return Path(chosen).expanduser().resolve() if chosen else user_data_path("boothflow", appauthor=False)


def load_settings(home: Path | None = None, environment: Mapping[str, str] = os.environ, **flags: object) -> Settings:
    """Settings from file, environment and flags (None or "" means not given); raises SettingsError with every problem found."""
    folder = home or data_folder(environment)
    path = folder / FILE_NAME
    values = _from_file(path)
    events = values.pop("events", {})
    values |= _from_environment(environment)
    values |= {name: value for name, value in flags.items() if value not in (None, "")}
    problems: list[str] = []
    known = {item.name: item for item in fields(Settings) if item.name not in ("home", "events")}
    kept: dict[str, object] = {}
    for name, value in values.items():
        if name not in known:
            problems.append(f"{name}: no such setting (known: {', '.join(sorted(known))})")
        else:
            kept[name] = _cast(name, value, str(known[name].type), problems)
    settings = Settings(home=folder, events=_events(events, problems))
    settings = replace(settings, **{name: value for name, value in kept.items() if value is not None})  # type: ignore[arg-type]
    if not settings.station:
        settings = replace(settings, station=_host_name())
    problems += _implausible(settings)
    if problems:
        raise SettingsError(str(path), problems)
    return settings


def add_event(home: Path, event: Event) -> None:
    """Append an event to the settings file, which is made if need be; raises SettingsError when the result would not load."""
    path = home / FILE_NAME
    before = path.read_text("utf-8") if path.exists() else ""
    if f"[events.{event.code}]" in before:
        raise SettingsError(str(path), [f"events.{event.code}: is there already, edit it in {path}"])
    _write(home, f"{before.rstrip()}\n\n{_table(event)}".lstrip())


def change_event(home: Path, event: Event) -> None:
    """Write an event's table anew, or append it; the rest of the file stays. Raises SettingsError when it would not load."""
    path = home / FILE_NAME
    before = path.read_text("utf-8") if path.exists() else ""
    own = re.escape(f"events.{event.code}")
    kept = re.sub(rf"(?ms)^\[\[?{own}(\.[^\]]*)?\]\]?[ \t]*$.*?(?=^\[|\Z)", "", before)
    _write(home, f"{kept.rstrip()}\n\n{_table(event)}".lstrip())


def change_settings(home: Path, **values: str) -> None:
    """Write plain text settings (staff, event, exhibitor, language ...) into the file; the rest stays."""
    path = home / FILE_NAME
    before = path.read_text("utf-8") if path.exists() else ""
    top, bracket, tables = before.partition("\n[") if not before.startswith("[") else ("", "", before)
    names = "|".join(map(re.escape, values))
    kept = re.sub(rf"(?m)^(?:{names})[ \t]*=.*\n?", "", f"{top}\n").rstrip()
    lines = [f"{name} = {_toml(value)}" for name, value in values.items()]
    _write(home, "\n".join(filter(None, [kept, *lines])) + "\n" + bracket + tables)


def _table(event: Event) -> str:
    """An event as its TOML table, without what is empty."""
    values = {item.name: getattr(event, item.name) for item in fields(event) if item.name != "code"}
    lines = [f"{name} = {_toml(value)}" for name, value in values.items() if value]
    return "\n".join([f"[events.{event.code}]", *lines, ""])


def _toml(value: object) -> str:
    """A text, list or table as TOML; a JSON string is a TOML string once DEL is escaped."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_toml(str(name))} = {_toml(item)}" for name, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _write(home: Path, text: str) -> None:
    """Replace the settings file in one step, after making sure that the new one loads."""
    path = home / FILE_NAME
    problems: list[str] = []
    try:
        _events(tomllib.loads(text).get("events", {}), problems)
    except tomllib.TOMLDecodeError as error:
        problems.append(f"not valid TOML: {error}")
    if problems:
        raise SettingsError(str(path), problems)
    try:
        home.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(text, "utf-8")
        new.replace(path)
    except OSError as error:
        raise FolderNotWritableError(str(home)) from error


def _from_file(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(str(path), [f"not valid TOML: {error}"]) from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    names = {item.name for item in fields(Settings)} - {"home", "events"}
    given = {name: environment.get(f"BOOTHFLOW_{name.upper()}", "") for name in names}
    return {name: value for name, value in given.items() if value}


def _cast(name: str, value: object, wanted: str, problems: list[str]) -> object:
    kinds: dict[str, Callable[[Any], object]] = {"str": str, "int": int, "float": float}
    try:
        if isinstance(value, (bool, dict, list)):
            raise TypeError
        return kinds[wanted](value)
    except (TypeError, ValueError):
        problems.append(f"{name}: got {value!r}, wanted {wanted}")
        return None


def _events(tables: object, problems: list[str]) -> dict[str, Event]:
    if not isinstance(tables, dict):
        problems.append(f"events: got {tables!r}, wanted tables like [events.expo26]")
        return {}
    events = {}
    known = {item.name for item in fields(Event)} - {"code"}
    for code, table in tables.items():
        before = len(problems)
        if not CODE.fullmatch(code):
            problems.append(f"events.{code}: a code has letters, digits, - and _, at most 64 of them")
        if not isinstance(table, dict):
            problems.append(f"events.{code}: got {table!r}, wanted a table")
            continue
        problems += [f"events.{code}.{name}: no such setting" for name in table if name not in known]
        for name in ("exhibitors", "qualifiers", "team"):
            if not isinstance(table.get(name, []), list):
                problems.append(f"events.{code}.{name}: got {table[name]!r}, wanted a list")
        if table.get("channel", "work") not in CHANNELS:
            problems.append(f"events.{code}.channel: got {table['channel']!r}, wanted one of {', '.join(CHANNELS)}")
        if not _is_time_zone(table.get("time_zone", "UTC")):
            problems.append(f"events.{code}.time_zone: got {table['time_zone']!r}, wanted a name like Europe/Berlin")
        if len(problems) == before:
            lists = {name: tuple(table.get(name, ())) for name in ("exhibitors", "qualifiers", "team")}
            events[code] = Event(code=code, **(table | lists))
    return events


def _implausible(settings: Settings) -> list[str]:
    problems = []
    if not CODE.fullmatch(settings.station):
        problems.append(f"station: got {settings.station!r}, wanted letters, digits, - and _, at most 64 of them")
    if settings.channel and settings.channel not in CHANNELS:
        problems.append(f"channel: got {settings.channel!r}, wanted one of {', '.join(CHANNELS)}")
    if settings.language not in LANGUAGES:
        problems.append(f"language: got {settings.language!r}, wanted one of {', '.join(LANGUAGES)}")
    if settings.leads_language not in (*LANGUAGES, "both"):
        problems.append(f"leads_language: got {settings.leads_language!r}, wanted one of {', '.join(LANGUAGES)}, both")
    if not 0 <= settings.cooldown_seconds <= 3600:
        problems.append(f"cooldown_seconds: got {settings.cooldown_seconds}, wanted 0 to 3600")
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", settings.nightly_time):
        problems.append(f"nightly_time: got {settings.nightly_time!r}, wanted a time like 02:00")
    if not _is_time_zone(settings.nightly_time_zone):
        problems.append(f"nightly_time_zone: got {settings.nightly_time_zone!r}, wanted a name like Europe/Berlin")
    if settings.keep_sets < 1:
        problems.append(f"keep_sets: got {settings.keep_sets}, wanted 1 or more")
    return problems


def _is_time_zone(name: object) -> bool:
    try:
        ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _host_name() -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "-", socket.gethostname())[:64].strip("-_") or "station"
