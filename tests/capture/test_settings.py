"""Settings: file, environment, flags, in rising order; every problem said at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from capture.errors import SettingsError, UnknownEventError, UnknownExhibitorError
from capture.settings import Event, add_event, data_folder, load_settings


def write(home: Path, text: str) -> None:
    (home / "boothflow.toml").write_text(text, "utf-8")


def test_flags_beat_the_environment_which_beats_the_file(tmp_path: Path) -> None:
    write(tmp_path, 'station = "file"\nstaff = "File"\nlanguage = "zh"\ncooldown_seconds = 2')
    settings = load_settings(tmp_path, {"BOOTHFLOW_STAFF": "Env", "BOOTHFLOW_STATION": "env"}, station="flag", staff="")
    assert (settings.station, settings.staff, settings.language, settings.cooldown_seconds) == (
        "flag",
        "Env",
        "zh",
        2.0,
    )


def test_the_data_folder_is_what_boothflow_home_says(tmp_path: Path) -> None:
    assert data_folder({"BOOTHFLOW_HOME": str(tmp_path)}) == tmp_path
    assert data_folder({}).name == "boothflow"


def test_nothing_at_all_is_a_sound_start(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {})
    assert settings.station
    assert settings.events == {}
    assert settings.inbox_path == tmp_path / "inbox"


def test_every_problem_is_said_at_once_with_key_value_and_what_was_wanted(tmp_path: Path) -> None:
    write(
        tmp_path,
        'station = "../../etc"\nlanguage = "tlh"\ncooldown_seconds = "long"\ncolour = 1\nnightly_time = "25:00"\n'
        '[events."bad code!"]\n[events.expo]\nchannel = "fax"\ntime_zone = "Middle/Earth"\nexhibitors = "one"\nfoo = 1\n',
    )
    with pytest.raises(SettingsError) as error:
        load_settings(tmp_path, {})
    for words in (
        "station: got '../../etc'",
        "language: got 'tlh', wanted one of en, zh",
        "cooldown_seconds: got 'long', wanted float",
        "colour: no such setting",
        "nightly_time: got '25:00'",
        "events.bad code!: a code has letters",
        "events.expo.channel: got 'fax'",
        "events.expo.time_zone: got 'Middle/Earth'",
        "events.expo.exhibitors: got 'one', wanted a list",
        "events.expo.foo: no such setting",
    ):
        assert words in str(error.value)


def test_a_file_that_is_no_toml_is_said(tmp_path: Path) -> None:
    write(tmp_path, "station = ")
    with pytest.raises(SettingsError, match="not valid TOML"):
        load_settings(tmp_path, {})


def test_an_event_can_be_added_and_is_there_the_next_time(tmp_path: Path) -> None:
    write(tmp_path, '# mine\nstaff = "Ana"\n')
    added = Event(
        code="expo-26", name='Messe "Nord" 博览会', exhibitors=("A", "乙"), time_zone="Europe/Berlin", channel="alumni"
    )
    add_event(tmp_path, added)
    settings = load_settings(tmp_path, {})
    assert settings.staff == "Ana"
    assert settings.known_event("expo-26") == added
    assert (tmp_path / "boothflow.toml").read_text("utf-8").startswith("# mine")
    with pytest.raises(SettingsError, match="is there already"):
        add_event(tmp_path, added)


def test_an_unknown_event_is_said_with_the_known_ones(tmp_path: Path) -> None:
    add_event(tmp_path, Event(code="a", exhibitors=("X", "Y")))
    add_event(tmp_path, Event(code="b", exhibitors=("X",)))
    settings = load_settings(tmp_path, {})
    with pytest.raises(UnknownEventError, match=r"'c'.*known: a, b.*boothflow event add c"):
        settings.known_event("c")
    with pytest.raises(UnknownEventError):
        settings.known_event()  # two events, none chosen
    with pytest.raises(UnknownExhibitorError, match="known: X, Y"):
        settings.known_exhibitor(settings.known_event("a"))
    assert settings.known_exhibitor(settings.known_event("b")) == "X"
