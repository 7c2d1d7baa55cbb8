from __future__ import annotations

import polars as pl
import pytest

from exports.errors import FrameShapeError
from exports.lead import LEAD, SORT_KEYS
from exports.shape import checked_leads, checked_quarantine
from tests.exports.fictional import lead, lead_frame, many_leads, refused, refused_frame


def test_leads_come_back_in_the_order_of_the_contract() -> None:
    shuffled = many_leads(20).sample(fraction=1, shuffle=True, seed=3)
    checked = checked_leads(shuffled.select(reversed(LEAD.names())))
    assert checked.equals(checked.sort(SORT_KEYS))
    assert checked.columns == LEAD.names()


def test_every_problem_is_named_at_once() -> None:
    broken = lead_frame(lead(email=None)).drop("phone").with_columns(pl.col("score").cast(pl.String), extra=1)
    with pytest.raises(FrameShapeError) as caught:
        checked_leads(broken)
    assert len(caught.value.problems) == 4
    for word in ("'email'", "'phone'", "'score'", "'extra'"):
        assert word in str(caught.value)


@pytest.mark.parametrize(("column", "value"), [("rating", "lukewarm"), ("consent", "perhaps")])
def test_an_unknown_rating_or_answer_is_refused(column: str, value: str) -> None:
    with pytest.raises(FrameShapeError, match=value):
        checked_leads(lead_frame(lead() | {column: value}))


def test_a_lead_without_exhibitor_is_refused_rather_than_lost() -> None:
    with pytest.raises(FrameShapeError, match="no exhibitor"):
        checked_leads(lead_frame(lead(exhibitor="")))


def test_a_person_may_stand_once_per_exhibitor_only() -> None:
    with pytest.raises(FrameShapeError, match="more than once"):
        checked_leads(lead_frame(lead(1), lead(1)))
    assert checked_leads(lead_frame(lead(1), lead(1, exhibitor="other"))).height == 2


def test_refused_rows_are_checked_too() -> None:
    with pytest.raises(FrameShapeError, match="QUARANTINE"):
        checked_quarantine(refused_frame(refused()).drop("reason"))
    assert checked_quarantine(refused_frame(refused(taken_at=None))).height == 1
