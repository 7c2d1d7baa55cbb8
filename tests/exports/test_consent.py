from __future__ import annotations

from typing import Any

from exports.consent import WITHHELD_LISTS, WITHHELD_TEXT, withhold_refused
from tests.exports.fictional import lead, lead_frame

REACHABLE: dict[str, Any] = dict.fromkeys(WITHHELD_TEXT, "x") | {name: ["x"] for name in WITHHELD_LISTS}


def test_a_person_who_said_no_keeps_name_and_company_but_no_way_to_be_reached() -> None:
    (row,) = withhold_refused(lead_frame(lead(consent="no", **REACHABLE))).to_dicts()
    assert not any(row[column] for column in REACHABLE)
    assert row["full_name"]
    assert row["company"]


def test_others_keep_everything() -> None:
    for answer in ("yes", "not_asked"):
        frame = lead_frame(lead(consent=answer, **REACHABLE))
        assert withhold_refused(frame).equals(frame)
