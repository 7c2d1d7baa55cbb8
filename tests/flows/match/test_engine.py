from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.match.engine import DECISIONS, Matched, match
from flows.match.explain import explain, in_words, waterfall
from flows.match.known import LAYOUT, Known
from flows.records import RECORDS

DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def scan(
    scan_id: str,
    name: str = "",
    *,
    show: str = "spring",
    badge: str = "",
    exhibitor: str = "ours",
    day: int = 0,
    **more: object,
) -> dict[str, object]:
    row: dict[str, object] = {column: [] if isinstance(dtype, pl.List) else "" for column, dtype in RECORDS.items()}
    fixed = {"scan_id": scan_id, "full_name": name, "event": show, "badge_id": badge, "exhibitor": exhibitor}
    return row | fixed | {"taken_at": DAY + timedelta(days=day)} | more


def frame(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=RECORDS)


def groups(matched: Matched) -> set[frozenset[str]]:
    grouped = matched.persons.group_by("person_id").agg("scan_id")["scan_id"]
    return {frozenset(group) for group in grouped.to_list()}


def together(matched: Matched, *scans: str) -> bool:
    people = dict(matched.persons.select("scan_id", "person_id").iter_rows())
    return len({people[one] for one in scans}) == 1


def decided(left: str, right: str, answer: str, at: datetime = DAY) -> pl.DataFrame:
    return pl.DataFrame([(left, right, answer, at, "ana")], schema=DECISIONS, orient="row")


BOB = scan(
    "1", "Bob Müller", company="Siemag AG", mobiles=["+49 (0)171 3920000"], phones=["+49 (0)171 3920000"], badge="7"
)
ROBERT = scan("2", "Robert Mueller", show="autumn", company="SIEMAG", phones=["0171/3920000"], day=-700)
MOVED = scan(
    "3",
    "Dr. Robert Müller",
    show="winter",
    company="Nordpumpen GmbH",
    emails=["r.mueller@nordpumpen.example"],
    phones=["0049 171 3920000"],
    day=300,
)
WEI_1 = scan(
    "4",
    "张伟",
    company="华光科技有限公司",
    emails=["wei.zhang@huaguang.example"],
    phones=["+86 138 0013 8000"],
    badge="8",
)
WEI_2 = scan(
    "5",
    "Zhang Wei",
    company="Huaguang Technology Co., Ltd.",
    emails=["wei.zhang2@huaguang.example"],
    phones=["+86 139 0013 9111"],
    badge="9",
)
ANNA = scan("6", "Anna Berger", phones=["+49 171 3920555"], company="Berger Bau")
PAUL = scan("7", "Paul Berger", phones=["+49 171 3920555"], company="Berger Bau")
EVERYBODY = (BOB, ROBERT, MOVED, WEI_1, WEI_2, ANNA, PAUL)


def test_bob_typed_by_hand_two_years_ago_and_at_his_new_employer_is_one_man() -> None:
    assert together(match(frame(*EVERYBODY)), "1", "2", "3")


def test_two_namesakes_at_one_group_stay_two() -> None:
    assert not together(match(frame(*EVERYBODY)), "4", "5")


def test_a_chinese_name_in_hanzi_and_in_pinyin_with_one_mailbox_is_one_person() -> None:
    pinyin = scan("8", "Wei Zhang", show="autumn", company="Huaguang", emails=["wei.zhang@huaguang.example"])
    matched = match(frame(*EVERYBODY, pinyin))
    assert together(matched, "4", "8")
    assert not together(matched, "5", "8")


def test_a_family_with_one_phone_stays_a_family() -> None:
    assert not together(match(frame(*EVERYBODY)), "6", "7")


def both(one: str, two: str, **same: object) -> bool:
    """Whether two names on badges of two shows with something in common are one person."""
    rows = (scan("1", one, badge="A1") | same, scan("2", two, show="fall", badge="B1") | same)
    return together(match(frame(*rows)), "1", "2")


def test_a_couple_with_one_mailbox_stays_two() -> None:
    assert not both("Anna Bertram", "Bernd Bertram", emails=["anna.bertram@web.example"])


def test_who_married_and_kept_the_number_is_one_person() -> None:
    number = ["+49 171 5557 0142"]
    assert both("Jessica Lynch", "Jessica Selwell", mobiles=number, phones=number, company="Nordwerk GmbH")


def test_a_badly_mistyped_name_with_the_mailbox_that_is_called_after_it_is_one_person() -> None:
    assert both("Armin Falk", "Afmin Falk", emails=["armin.falk@nordwerk.example"])


def test_a_mailbox_that_many_names_share_makes_nobody_one() -> None:
    names = ("Anna Berger", "Paul Winter", "Ines Kowal", "Omar Haddad", "Lea Sommer")
    rows = [
        scan(str(at), name, emails=["info@werk.example"], company="Werk GmbH", phones=["+49 89 1234560"])
        for at, name in enumerate(names)
    ]
    assert len(groups(match(frame(*rows)))) == len(names)


def test_two_badges_at_one_event_are_two_people_even_with_one_name() -> None:
    one = scan("1", "Jan Kowalski", company="Werk", badge="100", phones=["+48 500 100 200"])
    two = scan("2", "Jan Kowalski", company="Werk", badge="101", phones=["+48 500 100 999"])
    assert not together(match(frame(one, two)), "1", "2")


def test_scans_of_one_badge_are_one_person_and_of_another_exhibitor_never() -> None:
    rows = [
        scan("1", "Ana Gil", badge="5"),
        scan("2", "Ana Gil", badge="5"),
        scan("3", "Ana Gil", badge="5", exhibitor="theirs"),
    ]
    assert groups(match(frame(*rows))) == {frozenset({"1", "2"}), frozenset({"3"})}


def test_a_job_change_is_an_event_and_not_a_new_person() -> None:
    matched = match(frame(BOB, MOVED))
    changes = matched.events.filter(pl.col("kind") == "job_change")
    assert changes.select("scan_id", "detail").rows() == [("3", "siemag -> nordpumpen")]


def test_three_scans_and_none_are_a_night_too() -> None:
    assert match(frame()).persons.is_empty()
    assert match(frame(BOB, WEI_1, ANNA)).report["people"] == 3


def test_a_scan_of_nothing_is_a_person_too() -> None:
    assert match(frame(scan("1"))).persons.height == 1


def test_a_frame_of_another_shape_is_understood() -> None:
    generic = pl.DataFrame(
        {
            "id": ["a", "b"],
            "name": ["Bob Müller", "Mueller, Robert"],
            "company": ["Siemag AG", "Siemag"],
            "email": ["r.mueller@siemag.example"] * 2,
            "date": ["2026-01-02", "2026-03-04"],
        }
    )
    assert together(match(generic), "a", "b")


@settings(max_examples=8, deadline=None)
@given(st.permutations(EVERYBODY))
def test_the_order_of_the_input_changes_nothing(rows: list[dict[str, object]]) -> None:
    assert match(frame(*rows)).persons.sort("scan_id").equals(match(frame(*EVERYBODY)).persons.sort("scan_id"))


@pytest.mark.parametrize("first", range(1, len(EVERYBODY)))
def test_night_after_night_gives_what_one_run_over_everything_gives(first: int, tmp_path: Path) -> None:
    before = match(frame(*EVERYBODY[:first]))
    before.known.save(tmp_path / "known")
    night = match(frame(*EVERYBODY[first:]), Known.load(tmp_path / "known"))
    assert groups(night) == groups(match(frame(*EVERYBODY)))


def test_what_an_older_version_left_keeps_its_ids_and_is_learned_anew(tmp_path: Path) -> None:
    before = match(frame(*EVERYBODY[:4]))
    before.known.save(tmp_path / "known")
    learned = tmp_path / "known" / "learned.json"
    learned.write_text(learned.read_text().replace(f'"layout": {LAYOUT}', '"layout": 1'))
    (tmp_path / "known" / "names.arrow").unlink()  # an older layout has other files
    old = Known.load(tmp_path / "known")
    later = match(frame(*EVERYBODY), old)
    assert before.persons.join(later.persons, on=["scan_id", "person_id"]).height == 4
    with pytest.raises(ValueError, match="all records once"):
        match(frame(*EVERYBODY[4:]), old)


def test_ids_stay_over_nights_and_runs_over_everything(tmp_path: Path) -> None:
    before = match(frame(*EVERYBODY[:4]))
    night = match(frame(*EVERYBODY[4:]), before.known)
    weekly = match(frame(*EVERYBODY), night.known)
    old = before.persons
    for later in (night, weekly):
        assert old.join(later.persons, on=["scan_id", "person_id"]).height == old.height
    assert weekly.persons.sort("scan_id").equals(night.persons.sort("scan_id"))
    assert weekly.events.filter(pl.col("kind") != "job_change").is_empty()


def test_a_merge_keeps_the_older_id_and_leaves_an_alias() -> None:
    left = scan("1", "Robert Mueller", emails=["robert.mueller@siemag.example"])
    right = scan("2", "Bob Müller", show="autumn", phones=["+49 171 3920000"])
    before = match(frame(left, right))
    assert not together(before, "1", "2")
    bridge = scan(
        "3", "Robert Müller", show="winter", emails=["robert.mueller@siemag.example"], phones=["0171 3920000"]
    )
    night = match(frame(bridge), before.known)
    assert together(night, "1", "2", "3")
    assert night.aliases.rows() == [("p-2", "p-1")]
    assert night.events.filter(pl.col("kind") == "merge").select("person_id", "other_person_id").rows() == [
        ("p-1", "p-2")
    ]


def test_a_decision_splits_what_was_joined_and_gives_the_rest_an_id_of_its_own() -> None:
    before = match(frame(BOB, ROBERT))
    assert together(before, "1", "2")
    night = match(frame(ANNA), before.known, decided("1", "2", "different"))
    assert dict(night.persons.select("scan_id", "person_id").iter_rows()) == {"1": "p-1", "2": "p-2", "6": "p-6"}
    assert night.events.filter(pl.col("kind") == "split").select("person_id", "other_person_id").rows() == [
        ("p-1", "p-2")
    ]


def test_the_latest_decision_of_a_pair_is_obeyed_for_ever() -> None:
    answers = pl.concat([decided("6", "7", "different"), decided("7", "6", "same", DAY + timedelta(days=1))])
    first = match(frame(*EVERYBODY), None, answers)
    assert together(first, "6", "7")
    assert together(match(frame(*EVERYBODY), first.known, answers), "6", "7")
    assert not together(match(frame(*EVERYBODY), first.known), "6", "7")


def test_two_scans_of_one_badge_can_be_decided_apart() -> None:
    rows = frame(scan("1", "Ana Gil", badge="5"), scan("2", "Ana Gil", badge="5"))
    assert not together(match(rows, None, decided("1", "2", "different")), "1", "2")


def test_a_joined_pair_tells_why_in_two_languages_and_as_a_picture() -> None:
    matched = match(frame(BOB, ROBERT))
    reasons = explain(matched.pairs, "2", "1")
    weight = matched.pairs["weight"].item()
    assert sum(reason.weight for reason in reasons) == pytest.approx(weight, abs=1e-3)
    assert "phone: the same" in in_words(reasons)
    assert "电话：相同" in in_words(reasons, "zh")
    assert waterfall(reasons).count("<rect") == len(reasons) + 1


def test_a_picture_shows_no_name_as_markup() -> None:
    assert explain(match(frame(BOB)).pairs, "1", "2") == []
    assert in_words([]).startswith("These two were not compared")


def test_what_was_read_again_is_matched_again() -> None:
    before = match(frame(*EVERYBODY))
    reread = scan("3", "Otto Kran", show="winter", company="Kranbau", emails=["otto.kran@kranbau.example"])
    night = match(frame(reread), before.known)
    assert together(night, "1", "2")
    assert not together(night, "1", "3")


def test_of_a_badge_scanned_twice_one_scan_can_be_read_again_as_somebody_else() -> None:
    before = match(frame(scan("1", "Ana Gil", badge="5"), scan("2", "Ana Gil", badge="5")))
    night = match(frame(scan("2", "Otto Kran", badge="6", company="Kranbau")), before.known)
    assert groups(night) == {frozenset({"1"}), frozenset({"2"})}
    assert dict(night.persons.select("scan_id", "person_id").iter_rows())["1"] == "p-1"
