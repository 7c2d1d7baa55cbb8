from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exports.book import ACCENT, COLOURS, MUTED
from exports.cells import CELL_UNITS
from exports.lead import LEAD
from exports.settings import ExportSettings
from exports.wording import CUT, LEAD_COLUMNS
from exports.workbook import write_company_workbooks, write_overall_workbook
from tests.exports.fictional import MORNING, lead, lead_frame, many_leads, note, refused, refused_frame

ENGLISH = ExportSettings(language="en")
HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://evil.example","click")',
    "+49 30 5550142",
    "-2+3",
    "@SUM(A1)",
    "=cmd|'/c calc'!A1",
    "http://evil.example/x",
    "mailto:evil@evil.example",
    "internal:Sheet2!A1",
    "007",
    "1.38E+10",
    "2026-03-18",
    "TRUE",
    "_x0041_",
    "{=1+1}",
    "<b>&amp;</b>",
)


def company_sheet(folder: Path, *rows: dict[str, Any], sheet: str = "Leads", settings: ExportSettings = ENGLISH) -> Any:
    (path,) = write_company_workbooks(lead_frame(*rows), folder, settings)
    return opened(path)[sheet]


def opened(path: Path) -> Any:
    """The workbook as openpyxl reads it from a file that is closed again."""
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def column(sheet: Any, header: str) -> list[Any]:
    """The cells below a header."""
    (index,) = (cell.column for cell in sheet[1] if cell.value == header)
    return [sheet.cell(row=line, column=index) for line in range(2, sheet.max_row + 1)]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_a_badge_stays_text_whatever_it_looks_like(tmp_path: Path, text: str) -> None:
    sheet = company_sheet(tmp_path, lead(full_name=text, phone=text, next_step=text, consent="yes"))
    for header in ("Name", "Phone", "Next step"):
        (cell,) = column(sheet, header)
        assert (cell.value, cell.data_type, cell.number_format, cell.hyperlink) == (text, "s", "@", None)


def test_no_cell_of_any_sheet_is_a_formula_or_a_link(tmp_path: Path) -> None:
    rows = [
        lead(
            number,
            full_name=text,
            company=text,
            company_key=text,
            review=text,
            tags=[text],
            notes=[note(text, staff=text)],
            owner=text,
        )
        for number, text in enumerate(HOSTILE)
    ]
    refusals = [refused(detail=text, station=text) for text in HOSTILE]
    paths = list(write_company_workbooks(lead_frame(*rows), tmp_path, ENGLISH))
    write_overall_workbook(lead_frame(*rows), refused_frame(*refusals), tmp_path / "all.xlsx", ENGLISH)
    assert len(paths) == len(HOSTILE)
    for path in [*paths, tmp_path / "all.xlsx"]:
        for sheet in opened(path):
            cells = [cell for line in sheet for cell in line]
            assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
            assert not any(cell.hyperlink for cell in cells)


def test_control_and_bidi_characters_and_line_breaks_are_gone_from_names(tmp_path: Path) -> None:
    sheet = company_sheet(tmp_path, lead(full_name="Ann\r\n\tTest\u202egnp\x00\x1b[31m\ufeff  Case\u2028x"))
    assert column(sheet, "Name")[0].value == "Ann Test gnp [31m Case x"


def test_joiners_that_scripts_need_stay(tmp_path: Path) -> None:
    assert column(company_sheet(tmp_path, lead(full_name="می\u200cخواهم")), "Name")[0].value == "می\u200cخواهم"


def test_notes_keep_their_lines_and_their_order(tmp_path: Path) -> None:
    rows = lead(notes=[note("later", minutes=5), note("first\r\nsecond line", staff="陈")])
    sheet = company_sheet(tmp_path, rows, sheet="Notes")
    assert [cell.value for cell in column(sheet, "Note")] == ["first\nsecond line", "later"]
    assert column(sheet, "Written by")[0].value == "陈"
    assert column(sheet, "Note")[0].alignment.wrap_text


def test_the_newest_note_stands_beside_the_lead(tmp_path: Path) -> None:
    sheet = company_sheet(tmp_path, lead(notes=[note("new", minutes=9), note("old")]))
    assert column(sheet, "Latest note")[0].value == "new"


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark_that_says_so(tmp_path: Path) -> None:
    for text in ("x" * 40_000, "😀" * 20_000):  # the limit counts UTF-16 units: an emoji has two
        sheet = company_sheet(tmp_path, lead(notes=[note(text)]), sheet="Notes")
        value = column(sheet, "Note")[0].value
        assert len(value.encode("utf-16-le")) // 2 <= CELL_UNITS
        assert value.endswith(CUT.en)
        assert value.startswith(text[:16_000])


def test_a_text_that_just_fits_is_left_alone(tmp_path: Path) -> None:
    text = "x" * CELL_UNITS
    assert column(company_sheet(tmp_path, lead(notes=[note(text)]), sheet="Notes"), "Note")[0].value == text


def test_times_are_real_dates_in_the_time_zone_asked_for(tmp_path: Path) -> None:
    berlin = ExportSettings(language="en", time_zone="Europe/Berlin")
    (cell,) = column(company_sheet(tmp_path, lead(), settings=berlin), "Last seen, Europe/Berlin")
    assert cell.value == datetime(2026, 3, 18, 9, 41, 7)  # noqa: DTZ001
    assert cell.is_date


def test_postal_codes_and_ids_keep_their_zeros(tmp_path: Path) -> None:
    sheet = company_sheet(tmp_path, lead(badge_ids=["fair:00017"], consent="yes"))
    assert column(sheet, "Postal code")[0].value == "01099"
    assert column(sheet, "Badge ids")[0].value == "fair:00017"


def test_a_person_who_said_no_is_listed_without_any_way_to_reach_them(tmp_path: Path) -> None:
    sheet = company_sheet(tmp_path, lead(consent="no", email="secret@muster.example", mobile="+491715550142"))
    assert column(sheet, "Consent")[0].value == "No: do not contact"
    text = " ".join(str(cell.value) for line in sheet for cell in line)
    assert "secret" not in text
    assert "5550142" not in text


def test_the_hottest_and_best_scored_lead_comes_first(tmp_path: Path) -> None:
    key = {"company_key": "one", "consent": "yes"}
    rows = [
        lead(1, full_name="c", rating="", score=99, **key),
        lead(2, full_name="b", rating="hot", score=10, **key),
        lead(3, full_name="a", rating="hot", score=70, **key),
        lead(4, full_name="d", rating="cold", score=80, **key),
    ]
    assert [cell.value for cell in column(company_sheet(tmp_path, *rows), "Name")] == ["a", "b", "d", "c"]


def test_columns_that_hold_nothing_are_hidden_but_never_the_main_ones(tmp_path: Path) -> None:
    sheet = company_sheet(tmp_path, lead(mobile="", tags=[], department="Sales"))
    hidden = {cell.value: sheet.column_dimensions[cell.column_letter].hidden for cell in sheet[1]}
    assert (hidden["Mobile"], hidden["Tags"], hidden["Department"]) == (False, True, False)


def test_a_sheet_is_ready_to_filter_scroll_and_print(tmp_path: Path) -> None:
    sheet = company_sheet(tmp_path, lead(1), lead(8))
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref.endswith("3")
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert "&P" in sheet.oddFooter.right.text


@pytest.mark.parametrize(
    ("language", "headers", "sheets"),
    [
        ("en", ("Name", "Rating"), ["Leads", "Notes", "Read me"]),
        ("zh", ("姓名", "意向"), ["线索", "备注", "说明"]),
        ("both", ("Name\n姓名", "Rating\n意向"), ["Leads 线索", "Notes 备注", "Read me 说明"]),
    ],
)
def test_a_workbook_speaks_english_chinese_or_both(
    tmp_path: Path, language: Any, headers: tuple[str, str], sheets: list[str]
) -> None:
    (path,) = write_company_workbooks(many_leads(1), tmp_path, ExportSettings(language=language))
    book = opened(path)
    assert book.sheetnames == sheets
    assert tuple(cell.value for cell in book.worksheets[0][1])[:2] == headers


def test_the_overall_workbook_sums_up_companies_and_lists_what_needs_a_look(tmp_path: Path) -> None:
    rows = [
        lead(0, company="Muster", company_key="muster", rating="hot", consent="no"),
        lead(1, company="Muster", company_key="muster", rating="cold", consent="yes"),
        lead(2, company="", company_key="", rating="warm", consent="yes", review="two people, one e-mail"),
    ]
    write_overall_workbook(lead_frame(*rows), refused_frame(refused()), tmp_path / "all.xlsx", ENGLISH)
    book = opened(tmp_path / "all.xlsx")
    assert book.sheetnames == ["Companies", "All leads", "Needs a look", "Notes", "Refused", "Read me"]
    companies = [[cell.value for cell in line][:8] for line in book["Companies"].iter_rows(min_row=2)]
    assert companies == [["Muster", 2, 1, 0, 1, 0, 37, 1], ["(no company known)", 1, 0, 1, 0, 0, 74, 0]]
    assert column(book["Companies"], "Workbook")[0].value.startswith("muster-")
    assert [cell.value for cell in column(book["Needs a look"], "Needs a look")] == ["two people, one e-mail"]
    assert [cell.value for cell in column(book["Refused"], "Reason")] == [refused()["reason"]]


def test_rows_that_a_sheet_cannot_hold_go_on_in_a_second_sheet(tmp_path: Path) -> None:
    settings = ExportSettings(language="en", rows_per_sheet=4)
    write_overall_workbook(many_leads(7), refused_frame(), tmp_path / "all.xlsx", settings)
    book = opened(tmp_path / "all.xlsx")
    parts = [book[name] for name in ("All leads", "All leads 2", "All leads 3")]
    assert [sheet.max_row for sheet in parts] == [4, 4, 2]
    assert len({cell.value for sheet in parts for cell in column(sheet, "Person id")}) == 7


def test_an_empty_night_still_gives_a_workbook(tmp_path: Path) -> None:
    write_overall_workbook(many_leads(0), refused_frame(), tmp_path / "all.xlsx", ENGLISH)
    assert opened(tmp_path / "all.xlsx")["All leads"].max_row == 1
    assert not list(write_company_workbooks(many_leads(0), tmp_path, ENGLISH))


def test_the_same_leads_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    leads = many_leads(40)
    for name, rows in (("a", leads), ("b", leads.sample(fraction=1, shuffle=True, seed=1))):
        (tmp_path / name).mkdir()
        write_overall_workbook(rows, refused_frame(refused()), tmp_path / name / "all.xlsx", ENGLISH)
        assert len(list(write_company_workbooks(rows, tmp_path / name, ENGLISH))) == 7
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_a_company_is_called_what_most_of_its_people_call_it(tmp_path: Path) -> None:
    names = ("MUSTER", "Muster GmbH", "Muster GmbH", "")
    rows = [lead(number, company=name, company_key="muster", notes=[]) for number, name in enumerate(names)]
    sheet = company_sheet(tmp_path, *rows, sheet="Read me")
    assert sheet["A1"].value == "Muster GmbH"


def test_a_company_name_with_codes_cannot_command_the_footer(tmp_path: Path) -> None:
    sheet = company_sheet(tmp_path, lead(company='A&P &"Evil" &A' + "x" * 300))
    assert "A&&P" in sheet.oddFooter.left.text


def test_a_sheet_shows_every_field_of_a_lead_but_those_that_are_keys_or_stand_elsewhere() -> None:
    elsewhere = {"exhibitor", "company_key", "notes", "channels", "consent_wording_version"}
    shown = {column.name for column in LEAD_COLUMNS} - {"latest_note"}
    assert shown == set(LEAD.names()) - elsewhere


def test_a_career_its_last_move_and_the_day_of_consent_are_shown(tmp_path: Path) -> None:
    old = {"company": "Früher AG", "title": "=Chefin", "seen_from": MORNING - timedelta(days=400), "seen_to": MORNING}
    new = {"company": "Jetzt AG", "title": "", "seen_from": MORNING, "seen_to": MORNING}
    moved = lead(history=[old, new], moved_from="=Früher AG", moved_at=MORNING, consent="yes", consent_at=MORNING)
    sheet = company_sheet(tmp_path, moved)
    assert column(sheet, "Career")[0].value == "Früher AG, =Chefin (2025-02-11 – 2026-03-18)\nJetzt AG (2026-03-18)"
    assert column(sheet, "Moved from")[0].value == "=Früher AG"
    assert column(sheet, "Moved from")[0].data_type == "s"
    assert column(sheet, "New employer since, UTC")[0].value == datetime(2026, 3, 18, 8, 41, 7)  # noqa: DTZ001
    assert column(sheet, "Consent asked, UTC")[0].value == datetime(2026, 3, 18, 8, 41, 7)  # noqa: DTZ001


def test_addresses_are_listed_where_there_are_several(tmp_path: Path) -> None:
    here = {"street": "Hauptstr. 5", "postal_code": "01099", "city": "Dresden", "region": "", "country": "DE"}
    there = here | {"street": "", "postal_code": "", "city": "Graz", "country": "AT"}
    seen = [address | {"seen_from": MORNING, "seen_to": MORNING} for address in (here, there)]
    several, one = lead(0, addresses=seen), lead(7, addresses=seen[:1], score=1.0)  # at one company
    sheet = company_sheet(tmp_path, several, one)
    shown = {cell.value for cell in column(sheet, "All addresses")}
    assert shown - {None, ""} == {"Hauptstr. 5, 01099, Dresden, DE (2026-03-18)\nGraz, AT (2026-03-18)"}
    assert len(shown) == 2


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, definition of that name)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("background", "ink"), [*COLOURS.values(), ("#FFFFFF", MUTED), ("#FFFFFF", ACCENT)])
def test_every_colour_can_be_read(background: str, ink: str) -> None:
    light, dark = sorted((luminance(background), luminance(ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
