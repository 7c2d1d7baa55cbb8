"""Workbooks opened by a real LibreOffice."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from exports.settings import ExportSettings
from exports.wording import LEAD_COLUMNS
from exports.workbook import write_company_workbooks, write_overall_workbook
from tests.exports.fictional import NAMES, lead, lead_frame, note, refused, refused_frame
from tests.exports.test_workbook import HOSTILE

SOFFICE = shutil.which("soffice")

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: apt-get install libreoffice-calc"),
]

# comma, double quote, UTF-8, values as they are shown, every sheet into a file of its own (LibreOffice, "Filter Options for CSV")
CSV_OF_EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


def convert(workbook: Path, folder: Path, to: str) -> list[Path]:
    """What LibreOffice makes of a workbook."""
    before = set(folder.iterdir())
    profile = (folder.parent / "profile").as_uri()
    into = ("--outdir", str(folder), str(workbook))
    command = (str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", to, *into)
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return sorted(set(folder.iterdir()) - before)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    """Every sheet of a hostile overall workbook, as LibreOffice reads it."""
    folder = tmp_path_factory.mktemp("office")
    texts = [*HOSTILE, *(name for row in NAMES for name in row)]
    rows = [
        lead(number, full_name=text, phone=text, next_step=text, consent="yes", company_key="one", notes=[note(text)])
        for number, text in enumerate(texts)
    ]
    refusals = refused_frame(*(refused(detail=text) for text in HOSTILE))
    write_overall_workbook(lead_frame(*rows), refusals, folder / "all.xlsx", ExportSettings(language="en"))
    (folder / "csv").mkdir()
    sheets = {}
    for path in convert(folder / "all.xlsx", folder / "csv", CSV_OF_EVERY_SHEET):
        with path.open(encoding="utf-8", newline="") as file:
            sheets[path.stem.removeprefix("all-")] = list(csv.DictReader(file))
    return sheets


def test_libreoffice_finds_every_sheet(opened: dict[str, list[dict[str, str]]]) -> None:
    assert set(opened) == {"Companies", "All leads", "Needs a look", "Notes", "Refused", "Read me"}
    assert list(opened["All leads"][0])[:3] == ["Name", "Rating", "Score"]
    assert len(opened["All leads"][0]) == len(LEAD_COLUMNS)


def test_libreoffice_reads_hostile_text_and_every_script_unchanged(opened: dict[str, list[dict[str, str]]]) -> None:
    expected = {*HOSTILE, *(name for row in NAMES for name in row)}
    for column in ("Name", "Phone", "Next step"):
        assert {row[column] for row in opened["All leads"]} == expected
    assert {row["Note"] for row in opened["Notes"]} == expected
    assert {row["What stood there"] for row in opened["Refused"]} == set(HOSTILE)


def test_libreoffice_reads_times_as_times(opened: dict[str, list[dict[str, str]]]) -> None:
    seen = {row["Name"]: row["Last seen, UTC"] for row in opened["All leads"]}
    assert seen[HOSTILE[0]].startswith("2026-03-18 08:41")


def test_libreoffice_prints_a_company_workbook_on_few_pages(tmp_path: Path) -> None:
    rows = [lead(number, company_key="one", notes=[note("a note that is long " * 20)]) for number in range(4)]
    (path,) = write_company_workbooks(lead_frame(*rows), tmp_path, ExportSettings())
    (tmp_path / "pdf").mkdir()
    (pdf,) = convert(path, tmp_path / "pdf", "pdf")
    pages = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    assert "Pages:           3\n" in pages  # leads, notes, read me: each one page wide
