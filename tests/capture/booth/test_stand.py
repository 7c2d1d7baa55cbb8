"""The stand: what a scan, a touch and an undo leave in the journal, and what the pages are told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from capture.attachments import Attachments
from capture.badge.contact import Contact, Email
from capture.booth.stand import Message, Stand
from capture.booth.touches import WishError, checked
from capture.decode import Code
from capture.errors import FolderNotWritableError
from capture.print.payload import payload_for
from capture.roster import RosterImport, store_roster
from capture.settings import Event, Settings

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
ADA = payload_for(
    Contact(full_name="Ada Example", company="Nordwind", emails=(Email("ada@nordwind.example"),)), "vcard"
)
ID = b"EX-000123"


def settings_in(home: Path, **changes: Any) -> Settings:
    event = Event(code="expo26", name="Fictional Expo", exhibitors=("Muster AG", "Rival AG"), time_zone="UTC")
    return replace(
        Settings(home=home, station="laptop-1", event="expo26", exhibitor="Muster AG", events={"expo26": event}),
        **changes,
    )


def code(raw: bytes) -> Code:
    corners = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
    return Code(raw, "qrcode", "]Q1", False, corners, "whole", 1.0)


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    with Stand(settings_in(tmp_path), NOW) as stand:
        yield stand


@pytest.fixture
def heard(stand: Stand) -> list[Message]:
    """Everything that all pages are told."""
    messages: list[Message] = []
    stand.listeners.add(messages.append)
    return messages


def scan(stand: Stand, raw: bytes, seconds: float = 0, staff: str = "Ana") -> Message:
    at = NOW + timedelta(seconds=seconds)
    [message] = stand.scan(stand.station(staff, "browser", "laptop"), [code(raw)], at, int(seconds * 1e9))
    return message


def entries(stand: Stand) -> list[Any]:
    return list(stand.journal.entries())


def test_a_scan_is_in_the_journal_before_a_page_hears_of_it(stand: Stand) -> None:
    seen: list[int] = []
    stand.listeners.add(lambda message: seen.append(stand.journal.count()))
    scan(stand, ADA)
    assert seen == [1]


def test_a_second_sight_opens_the_first_card_and_says_when_and_by_whom(stand: Stand) -> None:
    first = scan(stand, ADA, staff="Ben")
    again = scan(stand, ADA, seconds=60)
    assert again["state"] == "again"
    assert again["card"]["id"] == first["card"]["id"]
    assert again["before"] == {"at": int(NOW.timestamp() * 1000), "staff": "Ben"}
    assert again["card"]["seen"] == 2
    assert len(stand.day.rows(NOW)) == 1


def test_a_badge_that_stays_in_view_is_one_scan(stand: Stand) -> None:
    scan(stand, ADA)
    assert stand.scan(stand.station("Ana", "browser", "laptop"), [code(ADA)], NOW + timedelta(seconds=1), 1) == []


def test_another_exhibitors_scans_can_be_neither_seen_nor_touched(tmp_path: Path) -> None:
    with Stand(settings_in(tmp_path), NOW) as ours:
        mine = scan(ours, ADA)["scan_id"]
    with Stand(settings_in(tmp_path, exhibitor="Rival AG"), NOW) as theirs:
        assert theirs.day.rows(NOW) == []
        with pytest.raises(WishError, match="no scan"):
            theirs.open_card(mine)
        with pytest.raises(WishError, match="no scan"):
            theirs.touch(theirs.station("Eve", "browser"), mine, "rating", {"rating": "hot"}, NOW)
        assert scan(theirs, ADA, seconds=60)["state"] == "new"


def test_a_touch_is_signed_and_shows_on_the_card(stand: Stand, heard: list[Message]) -> None:
    lead = scan(stand, ADA)["scan_id"]
    answer = stand.touch(stand.station("Ben", "browser"), lead, "rating", {"rating": "hot"}, NOW)
    assert answer["card"]["rating"] == "hot"
    assert answer["card"]["history"][0]["staff"] == "Ben"
    assert heard[-1]["row"]["rating"] == "hot"


def test_a_newer_draft_of_a_note_replaces_the_older_in_one_step(stand: Stand) -> None:
    lead = scan(stand, ADA)["scan_id"]
    station = stand.station("Ana", "browser")
    first = stand.touch(station, lead, "note", {"text": "wants"}, NOW)
    second = stand.touch(station, lead, "note", {"text": "wants two"}, NOW, replaces=first["touch_id"])
    assert [note["value"]["text"] for note in second["card"]["notes"]] == ["wants two"]
    assert [touch.kind for touch in entries(stand)[0].touches] == ["note", "undo", "note"]


def test_undoing_a_lead_takes_all_its_scans_back_and_redo_brings_them_again(stand: Stand) -> None:
    lead = scan(stand, ADA)["scan_id"]
    scan(stand, ADA, seconds=60)
    station = stand.station("Ana", "browser")
    assert stand.undo(station, lead, NOW)["card"]["undone"]
    assert [entry.is_undone() for entry in entries(stand)] == [True, True]
    assert stand.day.counts(NOW)["all"] == 0
    assert not stand.undo(station, lead, NOW, redo=True)["card"]["undone"]
    assert [entry.is_undone() for entry in entries(stand)] == [False, False]


def test_undoing_one_later_scan_leaves_the_lead(stand: Stand) -> None:
    lead = scan(stand, ADA)["scan_id"]
    later = scan(stand, ADA, seconds=60)["scan_id"]
    card = stand.undo(stand.station("Ana", "browser"), lead, NOW, later=later)["card"]
    assert (card["seen"], card["undone"]) == (1, False)
    assert [entry.is_undone() for entry in entries(stand)] == [False, True]


def test_after_a_restart_the_list_is_the_same(stand: Stand, tmp_path: Path) -> None:
    lead = scan(stand, ADA)["scan_id"]
    later = scan(stand, ADA, seconds=60)["scan_id"]
    scan(stand, ID, seconds=70)
    stand.undo(stand.station("Ana", "browser"), lead, NOW, later=later)
    before = stand.day.rows(NOW), stand.day.counts(NOW)
    with Stand(settings_in(tmp_path), NOW) as restarted:
        assert (restarted.day.rows(NOW), restarted.day.counts(NOW)) == before


def test_a_late_roster_names_the_lines(stand: Stand, heard: list[Message], tmp_path: Path) -> None:
    scan(stand, ID)
    assert not stand.take_late_roster(NOW)
    person = Contact(badge_id="EX-000123", full_name="Linus Exempel", company="Muster AG")
    store_roster(RosterImport(event="expo26", mapping={}, unmapped=(), contacts=(person,)), tmp_path)
    assert stand.take_late_roster(NOW)
    assert heard[-1]["type"] == "roster"
    assert heard[-1]["rows"][0]["name"] == "Linus Exempel"
    assert [found["name"] for found in stand.known_people("exem")] == ["Linus Exempel"]


def test_somebody_picked_from_the_roster_is_the_same_lead_as_their_badge(stand: Stand, tmp_path: Path) -> None:
    person = Contact(badge_id="EX-000123", full_name="Linus Exempel")
    store_roster(RosterImport(event="expo26", mapping={}, unmapped=(), contacts=(person,)), tmp_path)
    stand.take_late_roster(NOW)
    picked = stand.add_known("Ana", "EX-000123", NOW, 1)
    assert scan(stand, ID, seconds=60)["card"]["id"] == picked["card"]["id"]


def test_a_form_is_kept_as_a_vcard_that_reads_the_same(stand: Stand) -> None:
    from capture.badge.read import read_badge

    stand.add_form(
        "Ana", {"full_name": "Grace Beispiel", "company": "Muster AG", "emails": "grace@muster.example"}, NOW, 1
    )
    [entry] = entries(stand)
    again = read_badge(entry.scan.raw, symbology="none").contact
    assert entry.scan.method == "form"
    assert (again.full_name, again.company, again.emails[0].address) == (
        "Grace Beispiel",
        "Muster AG",
        "grace@muster.example",
    )


def test_an_empty_form_is_refused(stand: Stand) -> None:
    with pytest.raises(WishError, match="needs a name"):
        stand.add_form("Ana", {"title": "Head of Nothing"}, NOW, 1)
    assert entries(stand) == []


def test_a_card_without_a_code_is_kept_with_its_picture(stand: Stand, tmp_path: Path) -> None:
    [message] = stand.add_picture("Ana", [], b"\xff\xd8 picture", "image/jpeg", NOW, 1)
    [attached] = message["card"]["attachments"]
    assert (tmp_path / "attachments" / attached["value"]["file"]).read_bytes() == b"\xff\xd8 picture"
    assert message["state"] == "new"


def test_two_cards_without_text_are_two_people(stand: Stand) -> None:
    [one] = stand.add_picture("Ana", [], b"\xff\xd8 one", "image/jpeg", NOW, 1)
    [two] = stand.add_picture("Ana", [], b"\xff\xd8 two", "image/jpeg", NOW, 2)
    assert one["card"]["id"] != two["card"]["id"]


def test_syncing_marks_what_is_safe_and_a_failure_keeps_the_mark(stand: Stand, tmp_path: Path) -> None:
    scan(stand, ADA)
    assert stand.day.counts(NOW)["unsynced"] == 1
    (tmp_path / "inbox").write_text("a file where the folder should be")
    with pytest.raises(FolderNotWritableError):
        stand.sync(NOW)
    assert stand.day.counts(NOW)["unsynced"] == 1
    (tmp_path / "inbox").unlink()
    stand.sync(NOW)
    assert stand.day.counts(NOW)["unsynced"] == 0
    assert len(list((tmp_path / "inbox" / "laptop-1").glob("*.gz"))) == 1


def test_a_stand_without_an_event_waits_for_the_set_up(tmp_path: Path) -> None:
    with Stand(Settings(home=tmp_path, station="laptop-1"), NOW) as stand:
        assert stand.state(NOW)["event"] is None
        with pytest.raises(WishError, match="no event"):
            stand.station("Ana", "browser")


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        ("rating", {"rating": "boiling"}, "none of hot, warm, cold"),
        ("rating", "hot", "needs a value with names"),
        ("note", {"text": "x" * 4001}, "longer than 4000"),
        ("note", {"text": 7}, "wanted a text"),
        ("note", {"text": "x", "more": 1}, "has no more"),
        ("channel", {"channel": "fax"}, "none of"),
        ("next_step", {"text": "", "due": "tomorrow"}, "no date"),
        ("edit", {"field": "extra", "value": "x"}, "none of"),
        ("undo", {}, "unknown kind"),  # an undo has a way of its own
        ("attachment", {"file": "/etc/passwd"}, "unknown kind"),
        (None, {}, "unknown kind"),
    ],
)
def test_a_wish_that_fits_no_touch_is_refused(kind: object, value: object, problem: str) -> None:
    with pytest.raises(WishError, match=problem):
        checked(kind, value)


def test_bidi_and_control_characters_do_not_get_into_a_touch() -> None:
    assert checked("note", {"text": "one\ntwo\u202e\x00"}) == ("note", {"text": "one\ntwo"})


@pytest.mark.parametrize("file", ["../boothflow.toml", "x/../../boothflow.toml", "/etc/passwd", "x/none.webm", "x"])
def test_no_file_outside_the_attachments_is_found(tmp_path: Path, file: str) -> None:
    (tmp_path / "boothflow.toml").write_text("")
    assert Attachments(tmp_path).find(file) is None
