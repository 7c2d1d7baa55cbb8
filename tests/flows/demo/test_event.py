from __future__ import annotations

import csv
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from capture.print.payload import payload_for
from capture.touch import TOUCH_KINDS, Touch
from flows.demo.event import DemoEvent, make_event, write_roster
from flows.demo.phones import RESERVED_PREFIXES


@pytest.fixture(scope="module")
def event() -> DemoEvent:
    return make_event()


def test_the_same_seed_makes_the_same_event() -> None:
    assert make_event(7, 40) == make_event(7, 40)


def test_another_seed_makes_another_event() -> None:
    assert make_event(7, 40) != make_event(8, 40)


@pytest.mark.parametrize("attendees", [20, 21, 33, 600])
def test_an_event_has_as_many_attendees_as_asked_each_with_a_badge_of_their_own(attendees: int) -> None:
    made = make_event(1, attendees)
    assert len({person.badge_id for person in made.attendees}) == attendees


@pytest.mark.parametrize("attendees", [0, 19, 601])
def test_too_few_or_too_many_attendees_are_refused(attendees: int) -> None:
    with pytest.raises(ValueError, match=str(attendees)):
        make_event(1, attendees)


def test_every_mail_address_is_of_a_reserved_domain(event: DemoEvent) -> None:
    addresses = [email.address for person in event.attendees for email in person.contact.emails]
    assert addresses
    assert all(address.endswith(".example") and address.isascii() for address in addresses)


def test_every_phone_number_is_of_a_range_that_rings_nowhere(event: DemoEvent) -> None:
    numbers = [phone.number.replace(" ", "") for person in event.attendees for phone in person.contact.phones]
    assert len(numbers) > 200
    assert all(number.startswith(RESERVED_PREFIXES) for number in numbers)


def test_nobody_but_a_double_registration_shares_a_phone_number(event: DemoEvent) -> None:
    owners = Counter(phone.number for person in event.attendees for phone in person.contact.phones)
    assert [count for count in owners.values() if count > 1] == [2]


def test_badges_carry_the_kinds_of_code_real_shows_print(event: DemoEvent) -> None:
    shares = {kind: count / 300 for kind, count in Counter(person.payload for person in event.attendees).items()}
    assert shares == pytest.approx({"vcard": 0.40, "mecard": 0.25, "delimited": 0.15, "id": 0.20}, abs=0.02)
    assert all(payload_for(person.contact, person.payload) for person in event.attendees)


def test_five_languages_attend(event: DemoEvent) -> None:
    countries = Counter(person.contact.country for person in event.attendees)
    assert set(countries) >= {"United Kingdom", "Germany", "France", "中国", "日本"}


def test_companies_send_several_people(event: DemoEvent) -> None:
    sizes = Counter(person.contact.company for person in event.attendees)
    assert sum(size > 1 for size in sizes.values()) > 25


def test_one_person_with_two_badges_has_one_address_and_meets_one_exhibitor(event: DemoEvent) -> None:
    first, second = (event.attendee(badge) for badge in event.traps["one person, two badges"])
    assert first.badge_id != second.badge_id
    assert first.contact.emails == second.contact.emails
    assert len(_exhibitors_met(event, first.badge_id) & _exhibitors_met(event, second.badge_id)) >= 1


def test_namesakes_differ_in_all_but_the_name(event: DemoEvent) -> None:
    first, second = (event.attendee(badge).contact for badge in event.traps["namesakes"])
    assert first.full_name == second.full_name
    assert first.company != second.company
    assert not set(first.emails) & set(second.emails)


def test_two_people_share_a_mailbox(event: DemoEvent) -> None:
    first, second = (event.attendee(badge).contact for badge in event.traps["shared mailbox"])
    assert first.emails == second.emails
    assert first.full_name != second.full_name


def test_hostile_badges_hold_a_formula_and_a_script(event: DemoEvent) -> None:
    formula, script = (event.attendee(badge).contact for badge in event.traps["hostile"])
    assert formula.company.startswith("=HYPERLINK(")
    assert script.given_name.startswith("<script>")


def test_a_badge_id_has_leading_zeros_and_is_all_its_code_holds(event: DemoEvent) -> None:
    (badge,) = event.traps["leading zeros"]
    person = event.attendee(badge)
    assert payload_for(person.contact, person.payload) == b"000042"


def test_a_badge_the_event_never_gave_out_belongs_to_nobody(event: DemoEvent) -> None:
    with pytest.raises(KeyError, match="999"):
        event.attendee("999")


def test_every_trap_visits_a_stand_and_is_meant_to_be_readable(event: DemoEvent) -> None:
    for badges in event.traps.values():
        for badge in badges:
            visits = [visit for visit in event.visits if visit.badge_id == badge]
            assert visits, badge
            assert not any(visit.mishap for visit in visits)


def test_visits_fall_into_opening_hours_one_after_the_other_at_a_station(event: DemoEvent) -> None:
    zone = ZoneInfo(event.time_zone)
    for (_, day), visits in event.visits_by_station_and_day().items():
        local = [visit.at.astimezone(zone) for visit in visits]
        assert all(at.date() == day and event.opens <= at.time() <= event.closes for at in local)
        assert all(later - earlier >= timedelta(seconds=45) for earlier, later in pairwise(local))


def test_every_station_is_visited_on_both_days(event: DemoEvent) -> None:
    assert len(event.visits_by_station_and_day()) == len(event.staff) * len(event.days) == 6
    assert 200 <= len(event.visits) <= 300


def test_some_visit_both_exhibitors_some_one_stand_twice_and_some_none(event: DemoEvent) -> None:
    visited = Counter(visit.badge_id for visit in event.visits)
    assert len(visited) < len(event.attendees)
    twice = [badge for badge, count in visited.items() if count == 2]
    assert {len(_exhibitors_met(event, badge)) for badge in twice} == {1, 2}


def test_a_few_visits_can_never_be_read_and_nobody_notes_anything_there(event: DemoEvent) -> None:
    spoiled = [visit for visit in event.visits if visit.mishap]
    assert {visit.mishap for visit in spoiled} == {"far", "blur", "glare", "thumb"}
    assert 0.03 < len(spoiled) / len(event.visits) < 0.08
    assert not any(visit.touches for visit in spoiled)


def test_what_staff_add_makes_real_touches_of_several_kinds(event: DemoEvent) -> None:
    touches = [
        Touch(touch_id="t", scan_id="s", at=visit.at, staff=visit.staff.name, kind=kind, value=value)
        for visit in event.visits
        for kind, value in visit.touches
    ]
    assert (
        {"rating", "note", "tag", "consent", "introducer", "next_step"}
        <= {touch.kind for touch in touches}
        <= set(TOUCH_KINDS)
    )


def test_the_roster_lists_everybody_but_those_who_are_meant_to_be_missing(event: DemoEvent, tmp_path: Path) -> None:
    write_roster(event, tmp_path / "roster.csv")
    with (tmp_path / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    listed = {row["Badge ID"] for row in rows}
    assert len(rows) == len(listed) == 298
    assert "000042" in listed
    assert not listed & set(event.traps["not on the roster"])


def _exhibitors_met(event: DemoEvent, badge_id: str) -> set[str]:
    return {visit.staff.exhibitor for visit in event.visits if visit.badge_id == badge_id}
