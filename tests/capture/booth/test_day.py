"""The list of the day and its counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from capture.booth.day import SHOWN, Day

MORNING = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def row(number: int, at: datetime = MORNING, **changes: Any) -> dict[str, Any]:
    milliseconds = int(at.timestamp() * 1000)
    values = {
        "id": f"scan-{number}",
        "at": milliseconds,
        "last_at": milliseconds,
        "seen": 1,
        "kind": "contact",
        "undone": False,
    }
    return (
        values
        | {"rating": "", "staff": "Ana", "name": f"Person {number}", "company": "Muster AG", "badge_id": "", "notes": 0}
        | changes
    )


def day_with(*rows: dict[str, Any], zone: str = "UTC") -> Day:
    day = Day(zone)
    for one in rows:
        day.put(one, MORNING)
    return day


def test_newest_lines_come_first_and_a_lead_seen_again_moves_up() -> None:
    day = day_with(row(1), row(2))
    day.put(row(1, MORNING + timedelta(minutes=5)), MORNING)
    assert [line["id"] for line in day.rows(MORNING)] == ["scan-1", "scan-2"]


def test_counts_follow_every_change() -> None:
    day = day_with(row(1), row(2, staff="Ben"))
    day.put(row(1, rating="hot"), MORNING)
    assert day.counts(MORNING) == {
        "all": 2,
        "unsynced": 0,
        "rating": {"": 1, "hot": 1},
        "hour": {"09": 2},
        "staff": {"Ana": 1, "Ben": 1},
    }
    day.put(row(1, rating="hot", undone=True), MORNING)
    assert day.counts(MORNING)["rating"] == {"": 1}


def test_what_is_no_badge_is_listed_but_not_counted() -> None:
    day = day_with(row(1, kind="not_a_badge"))
    assert len(day.rows(MORNING)) == 1
    assert day.counts(MORNING)["all"] == 0


def test_the_day_turns_at_midnight_of_the_events_own_clock() -> None:
    late = datetime(2026, 11, 18, 15, 30, tzinfo=UTC)  # 23:30 in Shanghai
    day = Day("Asia/Shanghai")
    day.put(row(1, late), late)
    assert day.counts(late) == {"all": 1, "unsynced": 0, "rating": {"": 1}, "hour": {"23": 1}, "staff": {"Ana": 1}}
    after = late + timedelta(hours=1)
    assert day.counts(after)["all"] == 0
    assert day.rows(after) == []
    assert [line["id"] for line in day.search("person")] == ["scan-1"]


def test_every_word_has_to_begin_a_word_except_in_scripts_without_spaces() -> None:
    day = day_with(row(1, name="Ada Example", company="Nordwind"), row(2, name="王小明", company="深圳云图科技"))
    assert [line["id"] for line in day.search("ada nord")] == ["scan-1"]
    assert day.search("da") == []
    assert [line["id"] for line in day.search("云图")] == ["scan-2"]


def test_a_page_gets_a_bounded_list() -> None:
    day = day_with(*(row(number, MORNING + timedelta(seconds=number)) for number in range(SHOWN + 50)))
    assert len(day.rows(MORNING)) == SHOWN
    assert len(day.search("person")) == 50


def test_a_line_says_whether_it_is_safe_elsewhere_too() -> None:
    day = day_with(row(1), row(2))
    day.unsynced.add("scan-2")
    assert [line["synced"] for line in day.rows(MORNING)] == [False, True]
    assert day.counts(MORNING)["unsynced"] == 1
