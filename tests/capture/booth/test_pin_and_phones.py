"""The PIN, the phones' keys and tokens, private files, and the set-up that the page sends."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from capture.booth.phones import Phones
from capture.booth.pin import Pin
from capture.booth.setup import set_up
from capture.booth.touches import WishError
from capture.errors import SettingsError
from capture.settings import Event, add_event, change_event, change_settings, load_settings

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def test_a_pin_locks_at_the_next_start_and_opens_with_the_right_digits(tmp_path: Path) -> None:
    path = tmp_path / "pin.json"
    Pin(path).set("2468")
    again = Pin(path)
    locked = [again.locked]
    assert not again.unlock("1111", 0)
    assert again.unlock("2468", 1)
    locked.append(again.locked)
    assert locked == [True, False]
    assert "2468" not in path.read_text()


def test_after_five_wrong_tries_even_the_right_pin_waits(tmp_path: Path) -> None:
    pin = Pin(tmp_path / "pin.json")
    pin.set("2468")
    pin.lock()
    assert not any(pin.unlock("0000", second) for second in range(5))
    assert not pin.unlock("2468", 20)
    assert pin.unlock("2468", 40)


@pytest.mark.parametrize("wish", ["12", "12345678901234", "abcd", "１２３４"])
def test_a_pin_is_four_to_twelve_digits(tmp_path: Path, wish: str) -> None:
    with pytest.raises(WishError, match="digits"):
        Pin(tmp_path / "pin.json").set(wish)


def phones_at(folder: Path, address: str = "192.0.2.7") -> Phones:
    return Phones(folder, 8791, address)


def test_an_invitation_works_once_and_its_token_until_it_is_revoked(tmp_path: Path) -> None:
    phones = phones_at(tmp_path)
    key = phones.invite("Ben", 0).url.split("key=")[1]
    entered = phones.enter(key, NOW, 10)
    assert entered is not None
    token, phone = entered
    assert phones.enter(key, NOW, 10) is None
    assert phones_at(tmp_path).who(token) == phone  # also after a restart
    assert token.split(".")[1] not in (tmp_path / "phones.json").read_text()
    phones.revoke(phone)
    assert phones.who(token) is None
    with pytest.raises(WishError, match="no phone"):
        phones.revoke(phone)


def test_an_invitation_ends_after_ten_minutes(tmp_path: Path) -> None:
    phones = phones_at(tmp_path)
    key = phones.invite("Ben", 0).url.split("key=")[1]
    assert phones.enter(key, NOW, 601) is None


@pytest.mark.parametrize("token", ["", ".", "nobody.token", "x" * 500])
def test_an_unknown_token_opens_nothing(tmp_path: Path, token: str) -> None:
    assert phones_at(tmp_path).who(token) is None


def test_the_certificate_is_for_this_address_and_the_authoritys_key_is_nowhere(tmp_path: Path) -> None:
    from cryptography import x509

    chain, key = phones_at(tmp_path).certificate()
    leaf = x509.load_pem_x509_certificate(chain.read_bytes())
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(name.value) for name in names] == ["192.0.2.7"]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    keys = [file.name for file in tmp_path.iterdir() if "PRIVATE KEY" in file.read_text()]
    assert keys == ["phones.key"]
    made = chain.read_bytes()
    assert phones_at(tmp_path).certificate()[0].read_bytes() == made
    assert phones_at(tmp_path, "192.0.2.8").certificate()[0].read_bytes() != made


def wish(**changes: Any) -> dict[str, Any]:
    event = {
        "code": "expo26",
        "name": "Fictional Expo",
        "exhibitors": ["Muster AG"],
        "team": ["Ana", "", "Ana", "王芳"],
        "time_zone": "Europe/Berlin",
        "channel": "work",
        "consent_wording": "May we?",
        "qualifiers": [{"name": "Role", "kind": "single", "choices": ["Buyer", "User"], "name_zh": "角色"}],
    }
    return {"event": event | changes, "exhibitor": "Muster AG", "language": "zh"}


def test_the_set_up_is_written_into_the_settings_and_loads_again(tmp_path: Path) -> None:
    set_up(load_settings(tmp_path, {}), wish(), NOW)
    settings = load_settings(tmp_path, {})
    event = settings.known_event()
    assert (settings.language, settings.staff, settings.exhibitor) == ("zh", "Ana", "Muster AG")
    assert event.team == ("Ana", "王芳")
    assert event.qualifiers[0]["choices"] == ["Buyer", "User"]
    assert event.consent_wording_version == "2026-11-18 09:00"


def test_a_wording_gets_a_new_version_only_when_it_changed(tmp_path: Path) -> None:
    set_up(load_settings(tmp_path, {}), wish(), NOW)
    later = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)
    set_up(load_settings(tmp_path, {}), wish(name="Renamed"), later)
    assert load_settings(tmp_path, {}).known_event().consent_wording_version == "2026-11-18 09:00"
    set_up(load_settings(tmp_path, {}), wish(consent_wording="May we call?"), later)
    assert load_settings(tmp_path, {}).known_event().consent_wording_version == "2026-11-19 10:00"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"code": "../x"}, "short name"),
        ({"exhibitors": []}, "at least one exhibitor"),
        ({"exhibitors": ["Other AG"]}, "no exhibitor"),
        ({"channel": "fax"}, "none of"),
        ({"qualifiers": [{"name": "Q", "kind": "wild"}]}, "kinds"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
    ],
)
def test_a_set_up_that_makes_no_sense_changes_nothing(tmp_path: Path, changes: dict[str, Any], problem: str) -> None:
    set_up(load_settings(tmp_path, {}), wish(), NOW)
    before = (tmp_path / "boothflow.toml").read_bytes()
    with pytest.raises((WishError, SettingsError), match=problem):
        set_up(load_settings(tmp_path, {}), wish(**changes), NOW)
    assert (tmp_path / "boothflow.toml").read_bytes() == before


def test_changing_one_event_leaves_comments_settings_and_other_events(tmp_path: Path) -> None:
    path = tmp_path / "boothflow.toml"
    path.write_text(
        '# our stand\nstation = "laptop-1"\n\n[events.other]\n# keep me\nname = "Other"\nexhibitors = ["X"]\n'
    )
    add_event(tmp_path, Event(code="expo26", exhibitors=("Muster AG",)))
    change_event(tmp_path, Event(code="expo26", name='New "name"', exhibitors=("Muster AG",), team=("Ana",)))
    change_settings(tmp_path, event="expo26", staff="Ana")
    change_settings(tmp_path, staff="Ben")
    text = path.read_text()
    assert "# our stand" in text
    assert "# keep me" in text
    settings = load_settings(tmp_path, {})
    assert (settings.station, settings.staff, settings.known_event().name) == ("laptop-1", "Ben", 'New "name"')
    assert sorted(settings.events) == ["expo26", "other"]
