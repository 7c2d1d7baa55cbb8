"""Merging: the best of all records, every touch of every colleague, and where each value came from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations
from typing import Any

import polars as pl
from polars.testing import assert_frame_equal

from capture.touch import Touch, new_touch
from exports.lead import LEAD
from flows.collect import SCHEMAS
from flows.enrich.companies import company_from_domain, company_key, with_company_key
from flows.enrich.phones import international
from flows.match.jobs import MOVES
from flows.merge import Merged, merge
from flows.records import RECORDS
from flows.score import score
from tests.factories import NOON

NO_REVIEW = pl.DataFrame(schema={"person_id": pl.String, "review": pl.String})


def make_record(number: int, **changes: Any) -> dict[str, Any]:
    blank: dict[str, Any] = {name: [] if isinstance(kind, pl.List) else "" for name, kind in RECORDS.items()}
    known = {
        "scan_id": f"s{number}",
        "exhibitor": "Northwind",
        "event": "expo",
        "staff": "Ana",
        "taken_at": NOON + timedelta(days=number),
        "channel": "work",
        "method": "camera",
        "source": "badge",
    }
    return blank | known | changes


def frame_of(touches: tuple[Touch, ...]) -> pl.DataFrame:
    rows = [
        {
            "touch_id": t.touch_id,
            "scan_id": t.scan_id,
            "number": 1,
            "at": t.at,
            "staff": t.staff,
            "kind": t.kind,
            "value": _json(t),
        }
        for t in touches
    ]
    return pl.DataFrame(rows, schema=SCHEMAS["touch"])


def _json(touch: Touch) -> str:
    import json

    return json.dumps(touch.value)


def merged(
    *records: dict[str, Any],
    touches: tuple[Touch, ...] = (),
    moves: Sequence[tuple[str, str]] = (),
    review: pl.DataFrame = NO_REVIEW,
) -> Merged:
    frame = pl.DataFrame(list(records), schema=RECORDS)
    persons = frame.select("scan_id", person_id=pl.lit("p"))
    moved = pl.DataFrame([("p", new, old, "", "") for old, new in moves], schema=MOVES, orient="row")
    return merge(frame, persons, frame_of(touches), moved, review)


def lead_of(*records: dict[str, Any], **more: Any) -> dict[str, Any]:
    return merged(*records, **more).leads.row(0, named=True)


def touch(kind: Any, value: dict[str, object], hour: int = 0, scan_id: str = "s1", staff: str = "Ana") -> Touch:
    return new_touch(scan_id, kind, value, NOON + timedelta(hours=hour), staff)


def test_a_lead_has_only_columns_of_the_contract_and_no_nulls_in_text() -> None:
    leads = score(with_company_key(company_from_domain(merged(make_record(1, full_name="Amara")).leads)))
    assert dict(leads.schema) == {name: LEAD[name] for name in leads.columns}
    texts = [name for name, kind in LEAD.items() if kind == pl.String and name != "review"]
    assert leads.select(texts).null_count().row(0) == (0,) * len(texts)


def test_a_new_employer_is_the_current_one_and_the_old_one_is_history() -> None:
    old = make_record(1, full_name="Bob Müller", company="Siemens AG", title="Buyer", department="Motors")
    new = make_record(2, full_name="Bob Müller", company="Bosch GmbH")
    lead = lead_of(old, new, moves=[(old["scan_id"], new["scan_id"])])
    assert (lead["moved_from"], lead["moved_at"]) == ("Siemens AG", NOON + timedelta(days=2))
    assert (lead["company"], lead["title"], lead["department"]) == (
        "Bosch GmbH",
        "",
        "",
    )  # never the title from the old job
    assert [(job["company"], job["title"], job["seen_from"]) for job in lead["history"]] == [
        ("Siemens AG", "Buyer", NOON + timedelta(days=1)),
        ("Bosch GmbH", "", NOON + timedelta(days=2)),
    ]


def test_the_last_of_several_moves_counts_and_a_return_is_one() -> None:
    days = [make_record(day, full_name="Bob", company=name) for day, name in enumerate(("A AG", "B AG", "A AG"), 1)]
    lead = lead_of(*days, moves=[("s1", "s2"), ("s2", "s3")])
    assert (lead["company"], lead["moved_from"], lead["moved_at"]) == ("A AG", "B AG", NOON + timedelta(days=3))
    assert lead_of(*days[:1])["moved_from"] == ""


def test_every_address_keeps_from_when_to_when_it_was_seen() -> None:
    dresden = {"street": "Hauptstr. 5", "city": "Dresden"}
    lead = lead_of(make_record(1, **dresden), make_record(2), make_record(3, city="Graz"), make_record(4, **dresden))
    spans = [(at["street"], at["city"], at["seen_from"] - NOON, at["seen_to"] - NOON) for at in lead["addresses"]]
    day = timedelta(days=1)
    assert spans == [("Hauptstr. 5", "Dresden", day, 4 * day), ("", "Graz", 3 * day, 3 * day)]


def test_a_street_and_a_country_are_never_of_another_city() -> None:
    old = make_record(1, street="Hauptstr. 5", city="Graz", country="AT")
    lead = lead_of(old, make_record(2, city="Lille"))
    assert (lead["street"], lead["city"], lead["country"]) == ("", "Lille", "")
    lead = lead_of(old, make_record(2, city="Graz"))
    assert (lead["street"], lead["city"], lead["country"]) == ("Hauptstr. 5", "Graz", "AT")


def test_a_blank_never_overwrites() -> None:
    lead = lead_of(
        make_record(
            1, full_name="Amara", company="Northwind", title="Buyer", city="Berlin", website="https://n.example"
        ),
        make_record(2, full_name="Amara"),
    )
    assert (lead["company"], lead["title"], lead["city"], lead["website"]) == (
        "Northwind",
        "Buyer",
        "Berlin",
        "https://n.example",
    )


def test_what_a_person_edited_stands_above_newer_badges() -> None:
    edited = make_record(1, full_name="Amara Okafor-Ito", company="Right Ltd", edited=["full_name", "company"])
    lead = lead_of(edited, make_record(2, full_name="Amara Okafor the Longer", company="Wrong Ltd"))
    assert (lead["full_name"], lead["company"]) == ("Amara Okafor-Ito", "Right Ltd")


def test_typed_is_trusted_above_badge_above_roster_above_card() -> None:
    sources = ["card", "roster", "badge", "typed"]
    for better in range(1, 4):
        lead = lead_of(
            make_record(1, full_name="Better", source=sources[better]),
            make_record(2, full_name="Worse", source=sources[better - 1]),
        )
        assert lead["full_name"] == "Better"


def test_numbers_and_addresses_are_all_kept_the_newest_first() -> None:
    lead = lead_of(
        make_record(1, full_name="A", emails=["old@n.example"], phones=["+4930", "+49171"], mobiles=["+49171"]),
        make_record(2, full_name="A", emails=["new@n.example"], phones=["+4940"]),
    )
    assert (lead["email"], lead["other_emails"]) == ("new@n.example", ["old@n.example"])
    assert (lead["phone"], lead["mobile"], lead["other_phones"]) == ("+4940", "+49171", ["+4930"])


def test_every_value_keeps_where_it_came_from() -> None:
    origins = merged(make_record(1, full_name="A", city="Berlin"), make_record(2, full_name="A", company="N")).origins
    assert set(origins.rows()) == {("p", "s2", "full_name"), ("p", "s2", "company"), ("p", "s1", "city")}


def test_the_order_of_records_does_not_matter() -> None:
    records = [
        make_record(1, full_name="A B", company="X", emails=["a@x.example"], phones=["+1"]),
        make_record(2, full_name="A. B", company="Y", phones=["+2", "+1"], badge_id="7"),
        make_record(3, full_name="A B", emails=["b@y.example", "a@x.example"], city="Berlin"),
    ]
    frames = [merged(*order).leads for order in permutations(records)]
    for frame in frames[1:]:
        assert_frame_equal(frame, frames[0])


def test_what_colleagues_said_comes_together() -> None:
    touches = (
        touch("rating", {"rating": "cold"}, 1),
        touch("rating", {"rating": "hot"}, 2, staff="Ben"),
        touch("note", {"text": "wants a quote"}, 1),
        touch("note", {"text": "rings on Monday"}, 3, scan_id="s2", staff="Ben"),
        touch("qualifier", {"name": "Interest", "value": ["Grippers", "Vision"]}, 1),
        touch("qualifier", {"name": "Budget", "value": "10k"}, 1),
        touch("qualifier", {"name": "Budget", "value": "20k"}, 2),
        touch("tag", {"tag": "press", "on": True}, 1),
        touch("tag", {"tag": "vip", "on": True}, 1),
        touch("tag", {"tag": "press", "on": False}, 2),
        touch("owner", {"owner": "Ben"}, 1),
        touch("next_step", {"text": "send the catalogue", "due": ""}, 1),
        touch("introducer", {"name": "Ada", "scan_id": ""}, 1),
        touch("channel", {"channel": "introduction"}, 1),
    )
    lead = lead_of(make_record(1, full_name="A"), make_record(2, full_name="A", staff="Ben"), touches=touches)
    assert lead["rating"] == "hot"
    assert [(note["staff"], note["text"]) for note in lead["notes"]] == [
        ("Ana", "wants a quote"),
        ("Ben", "rings on Monday"),
    ]
    assert lead["qualifiers"] == ["Budget: 20k", "Interest: Grippers, Vision"]
    assert lead["tags"] == ["vip"]
    assert (lead["owner"], lead["next_step"], lead["introducer"], lead["channel"]) == (
        "Ben",
        "send the catalogue",
        "Ada",
        "introduction",
    )
    assert (lead["scans"], lead["staff"]) == (2, ["Ana", "Ben"])


def test_an_undone_touch_does_not_count_until_it_is_redone() -> None:
    hot, cold = touch("rating", {"rating": "hot"}, 1), touch("rating", {"rating": "cold"}, 2)
    undo = touch("undo", {"touch_id": cold.touch_id}, 3)
    redo = touch("redo", {"touch_id": cold.touch_id}, 4)
    assert lead_of(make_record(1, full_name="A"), touches=(hot, cold, undo))["rating"] == "hot"
    assert lead_of(make_record(1, full_name="A"), touches=(hot, cold, undo, redo))["rating"] == "cold"


def test_consent_is_the_newest_answer_and_not_asked_takes_nothing_back() -> None:
    yes = touch("consent", {"answer": "yes", "wording_version": "3"}, 1)
    no = touch("consent", {"answer": "no", "wording_version": "3"}, 2)
    silent = touch("consent", {"answer": "not_asked"}, 3)
    assert lead_of(make_record(1, full_name="A"))["consent"] == "not_asked"
    lead = lead_of(make_record(1, full_name="A"), touches=(yes, silent))
    assert (lead["consent"], lead["consent_at"], lead["consent_wording_version"]) == (
        "yes",
        NOON + timedelta(hours=1),
        "3",
    )
    assert lead_of(make_record(1, full_name="A"), touches=(yes, no, silent))["consent"] == "no"


def test_a_scanned_introducer_gets_the_name_on_that_scan() -> None:
    records = pl.DataFrame([make_record(1, full_name="A"), make_record(2, full_name="Ada Lind")], schema=RECORDS)
    persons = pl.DataFrame({"scan_id": ["s1", "s2"], "person_id": ["p1", "p2"]})
    touches = frame_of((touch("introducer", {"name": "", "scan_id": "s2"}),))
    leads = merge(records, persons, touches, MOVES.to_frame(), NO_REVIEW).leads
    assert leads.filter(person_id="p1")["introducer"].to_list() == ["Ada Lind"]


def test_spellings_of_one_company_share_a_key() -> None:
    assert company_key("Siemens AG") == company_key("SIEMENS") == company_key("ｓｉｅｍｅｎｓ a.g.") == "siemens"
    assert company_key("Müller & Söhne GmbH & Co. KG") == company_key("Muller Sohne")
    assert company_key("上海精密机械有限公司") == company_key("上海精密机械")
    assert company_key("株式会社サンプル") == company_key("サンプル株式会社")
    assert company_key("AG") == "ag"  # a name that is only a legal form stays a name
    assert company_key("  ") == ""


def test_a_blank_company_is_taken_from_colleagues_but_never_by_free_mail() -> None:
    frame = pl.DataFrame(
        {
            "exhibitor": ["N", "N", "N", "N", "S"],
            "email": ["a@x.example", "b@x.example", "c@gmail.com", "d@gmail.com", "e@x.example"],
            "company": ["X Ltd", "", "Y Ltd", "", ""],
        }
    )
    assert company_from_domain(frame)["company"].to_list() == ["X Ltd", "X Ltd", "Y Ltd", "", ""]  # the wall holds


def test_phones_become_international_where_that_can_be_known() -> None:
    assert international("030 5557 0142", "DE") == "+493055570142"
    assert international("+44 1632 960961") == "+441632960961"
    assert international("ext. 12") == "ext. 12"


def test_the_score_says_its_reasons() -> None:
    lead = score(
        merged(
            make_record(1, full_name="A", emails=["a@x.example"], phones=["+1"]),
            touches=(touch("rating", {"rating": "hot"}), touch("consent", {"answer": "yes"})),
        ).leads
    ).row(0, named=True)
    assert lead["score"] == 70.0
    assert lead["score_reasons"] == [
        "rated hot (+50)",
        "agreed to be contacted (+15)",
        "can be reached by e-mail and phone (+5)",
    ]


def test_what_is_in_doubt_is_said_on_the_lead() -> None:
    review = pl.DataFrame({"person_id": ["p"], "review": ["may be the same person as another lead"]})
    doubtful = make_record(1, full_name="A", doubt="nobody vouches for this badge")
    assert merged(doubtful, make_record(2, full_name="A"), review=review).leads["review"].to_list() == [
        "may be the same person as another lead; nobody vouches for this badge"
    ]
    assert merged(make_record(1, full_name="A")).leads["review"].to_list() == [""]
