"""Setup: event, exhibitor, team, language and questions as the page sends them, written into the settings file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from capture.booth.touches import WishError, text
from capture.scan import CHANNELS
from capture.settings import CODE, LANGUAGES, Event, Settings, change_event, change_settings

_KINDS = ("single", "multi", "text")


def set_up(settings: Settings, wish: Mapping[str, Any], now: datetime) -> None:
    """Write what the set-up form holds; raises WishError or SettingsError and then changes nothing."""
    language = text(wish.get("language", settings.language))
    if language not in LANGUAGES:
        raise WishError(f"the page speaks {' and '.join(LANGUAGES)}, not {language!r}")
    event = _event(settings, wish.get("event"), now)
    exhibitor = text(wish.get("exhibitor", ""))
    if exhibitor not in event.exhibitors:
        raise WishError(f"the event has no exhibitor {exhibitor!r}")
    change_event(settings.home, event)
    staff = event.team[0] if event.team else ""
    change_settings(settings.home, event=event.code, exhibitor=exhibitor, language=language, staff=staff)


def _event(settings: Settings, wish: object, now: datetime) -> Event:
    if not isinstance(wish, Mapping):
        raise WishError("the set-up needs an event")
    code = text(wish.get("code", ""))
    if not CODE.fullmatch(code):
        raise WishError("an event's short name has letters, digits, - and _, at most 64 of them")
    before = settings.events.get(code, Event(code=code))
    wording = text(wish.get("consent_wording", ""), 1000)
    version = before.consent_wording_version
    if wording != before.consent_wording:
        version = f"{now:%Y-%m-%d %H:%M}" if wording else ""
    channel = wish.get("channel", before.channel)
    if channel not in CHANNELS:
        raise WishError(f"{channel!r} is none of {', '.join(CHANNELS)}")
    exhibitors = _texts(wish.get("exhibitors"))
    if not exhibitors:
        raise WishError("the event needs at least one exhibitor")
    return replace(
        before,
        name=text(wish.get("name", "")) or code,
        exhibitors=exhibitors,
        channel=channel,
        time_zone=text(wish.get("time_zone", "")) or before.time_zone,
        team=_texts(wish.get("team")),
        qualifiers=tuple(map(_question, _list(wish.get("qualifiers")))),
        consent_wording=wording,
        consent_wording_version=version,
    )


def _question(wish: object) -> dict[str, object]:
    if not isinstance(wish, Mapping) or wish.get("kind") not in _KINDS or not text(wish.get("name", "")):
        raise WishError(f"a question needs a name and one of the kinds {', '.join(_KINDS)}")
    question: dict[str, object] = {"name": text(wish["name"]), "kind": wish["kind"]}
    if wish["kind"] != "text":
        question["choices"] = list(_texts(wish.get("choices")))
    if wish.get("name_zh"):
        question["name_zh"] = text(wish["name_zh"])
    if wish.get("choices_zh"):
        question["choices_zh"] = list(_texts(wish["choices_zh"]))
    return question


def _texts(value: object) -> tuple[str, ...]:
    """Texts without blanks and repeats, in their order."""
    return tuple(dict.fromkeys(filter(None, (text(item) for item in _list(value)))))


def _list(value: object) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > 200:
        raise WishError(f"wanted a list of at most 200, got {type(value).__name__}")
    return value
