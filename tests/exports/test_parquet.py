from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from exports.errors import FrameShapeError
from exports.lead import LEAD
from exports.parquet import write_leads, write_quarantine
from exports.quarantine import QUARANTINE
from exports.shape import checked_leads
from tests.exports.fictional import lead, lead_frame, many_leads, note, refused, refused_frame


def test_leads_come_back_as_they_were(tmp_path: Path) -> None:
    rows = lead_frame(
        lead(1, consent="yes", notes=[note("=1+1"), note("第二条")], tags=["vip"]), lead(2, consent="yes")
    )
    write_leads(rows, tmp_path / "leads.parquet")
    back = pl.read_parquet(tmp_path / "leads.parquet")
    assert back.schema == LEAD
    assert back.equals(checked_leads(rows))


def test_the_same_leads_in_any_order_and_any_number_of_chunks_give_the_same_bytes(tmp_path: Path) -> None:
    leads = many_leads(300)
    write_leads(leads, tmp_path / "a")
    chunked = pl.concat([leads.slice(150), leads.slice(0, 150)], rechunk=False)
    write_leads(chunked, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_file_says_which_schema_it_follows(tmp_path: Path) -> None:
    write_leads(many_leads(1), tmp_path / "leads.parquet")
    assert pl.read_parquet_metadata(tmp_path / "leads.parquet")["boothflow.schema"] == "boothflow.lead"


def test_people_who_said_no_are_without_contact_details(tmp_path: Path) -> None:
    write_leads(lead_frame(lead(consent="no", email="secret@muster.example")), tmp_path / "leads.parquet")
    assert pl.read_parquet(tmp_path / "leads.parquet")["email"].to_list() == [""]


def test_a_frame_that_does_not_fit_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(FrameShapeError):
        write_leads(many_leads(2).drop("email"), tmp_path / "leads.parquet")
    assert not list(tmp_path.iterdir())


def test_refused_rows_keep_their_reasons(tmp_path: Path) -> None:
    write_quarantine(refused_frame(refused(reason="b"), refused(reason="a")), tmp_path / "q.parquet")
    back = pl.read_parquet(tmp_path / "q.parquet")
    assert back.schema == QUARANTINE
    assert back["reason"].to_list() == ["a", "b"]
