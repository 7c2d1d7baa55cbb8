"""Reading: scans become records, and what can't become a lead is refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from capture.badge.contact import Contact, Email, Handle, Phone
from capture.touch import new_touch
from flows.collect import collect
from flows.read import ReadResult, read
from flows.records import RECORDS
from tests.factories import NOON, make_reading, make_scan
from tests.flows.conftest import HandIn

ROSTER = {"expo": {"000012": Contact(badge_id="000012", full_name="王小明", company="上海精密机械有限公司")}}


def read_all(home: Path) -> ReadResult:
    return read(collect(home / "inbox", home / "lake"), ROSTER)


def test_a_contact_becomes_a_record_with_every_column(home: Path, hand_in: HandIn) -> None:
    contact = Contact(
        badge_id="7",
        full_name="Amara Okafor",
        emails=(Email("a@n.example"), Email("a@n.example", "work")),
        phones=(Phone("+49 171", "mobile"), Phone("+49 30", "work"), Phone("+49 31", "fax")),
        handles=(Handle("linkedin", "amara"),),
    )
    hand_in((make_scan(1), make_reading(contact=contact)))
    records = read_all(home).records
    assert dict(records.schema) == dict(RECORDS)
    row = records.row(0, named=True)
    assert (row["full_name"], row["source"], row["emails"], row["phones"]) == (
        "Amara Okafor",
        "badge",
        ["a@n.example"],
        ["+49 171", "+49 30"],
    )
    assert (row["mobiles"], row["handles"], row["edited"]) == (["+49 171"], ["linkedin:amara"], [])


def test_an_id_is_resolved_by_the_roster_or_refused(home: Path, hand_in: HandIn) -> None:
    known = make_reading(kind="id", contact=Contact(badge_id="000012"))
    unknown = make_reading(kind="id", contact=Contact(badge_id="99"))
    hand_in((make_scan(1), known), (make_scan(2), unknown))
    result = read_all(home)
    assert result.records.select("full_name", "company", "source").rows() == [
        ("王小明", "上海精密机械有限公司", "roster")
    ]
    assert result.refused.select("scan_id", "reason", "detail").rows() == [
        ("scan-0002", "badge id is on no roster", "99")
    ]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("not_a_badge", "not a badge"),
        ("opaque", "encrypted, or in a format nobody taught yet"),
        ("unknown", "in no known format"),
        ("refused", "broken or hostile"),
    ],
)
def test_what_is_no_lead_is_refused_with_its_reason(home: Path, hand_in: HandIn, kind: str, reason: str) -> None:
    hand_in((make_scan(1), make_reading(kind=kind, contact=Contact())))
    result = read_all(home)
    assert result.records.is_empty()
    assert result.refused["reason"].to_list() == [reason]


def test_what_staff_typed_stands_above_the_badge_and_makes_an_unknown_code_a_lead(home: Path, hand_in: HandIn) -> None:
    def edit(scan_id: str, field: str, value: str, seconds: int = 0) -> object:
        return new_touch(scan_id, "edit", {"field": field, "value": value}, NOON.replace(second=seconds), "Ana")

    touches = (
        edit("scan-0001", "full_name", "Amara Okafor-Ito", 1),
        edit("scan-0001", "company", "", 2),  # a blank erases nothing
        edit("scan-0001", "emails", "new@n.example", 3),
        edit("scan-0002", "full_name", "Ben Ito", 4),
    )
    hand_in(
        (make_scan(1), make_reading()), (make_scan(2), make_reading(kind="unknown", contact=Contact())), touches=touches
    )
    rows = read_all(home).records.rows(named=True)
    assert [row["full_name"] for row in rows] == ["Amara Okafor-Ito", "Ben Ito"]
    assert rows[0]["company"] == "Northwind Robotics"
    assert rows[0]["emails"] == ["new@n.example", "amara@northwind.example"]
    assert "full_name" in rows[0]["edited"]


def test_a_scan_taken_back_is_refused_until_it_is_brought_back(home: Path, hand_in: HandIn) -> None:
    hand_in(make_scan(1), touches=(new_touch("scan-0001", "undo", {}, NOON, "Ana"),))
    assert read_all(home).refused["reason"].to_list() == ["taken back by staff"]
    hand_in(touches=(new_touch("scan-0001", "redo", {}, NOON.replace(minute=1), "Ana"),))
    assert read_all(home).records.height == 1


def test_no_scan_disappears(home: Path, hand_in: HandIn) -> None:
    kinds = ["contact", "id", "personal", "opaque", "not_a_badge", "unknown", "refused"]
    hand_in(*((make_scan(number), make_reading(kind=kind)) for number, kind in enumerate(kinds)))
    result = read_all(home)
    assert sorted([*result.records["scan_id"], *result.refused["scan_id"]]) == [
        f"scan-{number:04}" for number in range(len(kinds))
    ]


def test_a_doubtful_reading_says_so_until_somebody_corrected_it(home: Path, hand_in: HandIn) -> None:
    doubtful = make_reading(needs_review=True, reason="two charsets fit")
    hand_in((make_scan(1), doubtful))
    assert read_all(home).records["doubt"].to_list() == ["two charsets fit"]
    hand_in(touches=(new_touch("scan-0001", "edit", {"field": "full_name", "value": "Amara"}, NOON, "Ana"),))
    assert read_all(home).records["doubt"].to_list() == [""]
