from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from exports.report import (
    Report,
    RunSummary,
    SetFile,
    Stage,
    as_json,
    as_page,
    as_screen,
    count_exhibitors,
    count_refused,
    list_refused,
)
from exports.shape import checked_quarantine
from tests.exports.fictional import lead, lead_frame, night, refused, refused_frame

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def report(exhibitor: str = "northwind", reason: str = "no name", run: RunSummary | None = None) -> Report:
    leads = lead_frame(
        lead(0, exhibitor=exhibitor, rating="hot", consent="no"),
        lead(2, exhibitor=exhibitor, company="", company_key="", rating="", consent="yes"),
        lead(1, exhibitor=exhibitor, rating="cold", consent="not_asked", review="same e-mail twice"),
    )
    quarantine = checked_quarantine(
        refused_frame(
            refused(exhibitor=exhibitor, reason=reason),
            refused(exhibitor=exhibitor, reason=reason, taken_at=None),
            refused(exhibitor="", reason="the exhibitor is unknown"),
        )
    )
    return Report(
        input_sha256="0" * 64,
        exhibitors=count_exhibitors(leads, quarantine, {exhibitor: "folder-abc"}),
        refused=count_refused(quarantine),
        refused_rows=list_refused(quarantine),
        files=(SetFile(path="folder-abc/示例 #1.xlsx", bytes=12_345, sha256="1" * 64),),
        run=run,
    )


class Tags(HTMLParser):
    """Collects every tag and link of a page and checks that tags close in the order they open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_report_counts_leads_ratings_answers_doubts_and_refusals() -> None:
    (counts,) = report().exhibitors
    assert (counts.leads, counts.companies, counts.hot, counts.warm, counts.cold, counts.unrated) == (3, 2, 1, 0, 1, 1)
    assert (counts.withheld, counts.not_asked, counts.review, counts.refused) == (1, 1, 1, 2)
    assert [(item.rows, item.reason) for item in report().refused] == [(2, "no name"), (1, "the exhibitor is unknown")]


def test_an_exhibitor_with_refused_rows_only_is_counted_too() -> None:
    (counts,) = count_exhibitors(lead_frame(), refused_frame(refused(exhibitor="late")), {"late": "late-abc"})
    assert (counts.exhibitor, counts.leads, counts.refused) == ("late", 0, 1)


@pytest.mark.parametrize("run", [None, night()])
def test_the_page_escapes_all_it_shows_and_closes_every_tag(run: RunSummary | None) -> None:
    stage = Stage(name=HOSTILE, seconds=1, rows_in=1, rows_out=1)
    hostile_run = run and replace(run, stages=(stage,), counts={HOSTILE: 1})
    page = as_page(report(exhibitor=HOSTILE, reason=HOSTILE, run=hostile_run))
    tags = Tags(page)
    assert not tags.open
    assert not tags.tags & {"script", "img", "iframe", "object", "form", "link"}
    assert "&lt;script&gt;" in page


def test_the_page_allows_nothing_but_its_own_style_and_loads_nothing() -> None:
    page = as_page(report(run=night()))
    assert "default-src 'none'; style-src 'sha256-" in page
    assert "unsafe" not in page
    assert not re.search(r"https?:|url\(|@import", page)


def test_links_of_a_page_stay_below_its_folder() -> None:
    links = Tags(as_page(report())).links
    assert links == ["folder-abc/all-leads.xlsx", "folder-abc/%E7%A4%BA%E4%BE%8B%20%231.xlsx"]


def test_every_heading_stands_in_english_and_in_chinese() -> None:
    page = as_page(report(run=night()))
    for heading in re.findall(r"<(?:h1|h2|th scope=\"col\")[^>]*>(.*?)</", page):
        assert re.search(r"[A-Za-z]", heading)
        assert re.search(r"[\u4e00-\u9fff]", heading)


def test_the_page_of_a_set_has_no_times_and_that_of_a_run_has() -> None:
    assert "Seconds" not in as_page(report())
    page = as_page(report(run=night(seconds=12.345)))
    assert "12.35" in page or "12.34" in page
    assert "scans stored" in page


def test_json_gives_every_number_back() -> None:
    values = json.loads(as_json(report(run=night())))
    assert values["run"]["stages"][0] == {
        "name": "read",
        "seconds": 0.25,
        "rows_in": 12,
        "rows_out": 11,
        "refused": 1,
        "note": ["", ""],
    }
    assert values["run"]["started_at"] == "2026-03-18T08:41:07+00:00"
    assert values["exhibitors"][0]["hot"] == 1
    assert values["files"][0]["path"] == "folder-abc/示例 #1.xlsx"


def test_the_screen_tells_counts_reasons_and_where_the_files_lie() -> None:
    text = as_screen(report(run=night()), set_folder=Path("out/sets/0001-abc"), changed=True)
    for words in ("scans stored", "3 leads at 2 companies", "2 x no name", "0001-abc", "New files"):
        assert words in text


@pytest.mark.parametrize("run_id", ["../up", "", "a/b", "x.json"])
def test_a_run_id_that_is_no_file_name_is_refused(run_id: str) -> None:
    with pytest.raises(ValueError, match="run_id"):
        RunSummary(run_id=run_id, started_at=datetime(2026, 3, 18, tzinfo=UTC))
