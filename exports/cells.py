"""Cells: what leads look like in a sheet: clean text, local time as a spreadsheet's number, words for codes.

All of it is done on whole columns at once. Text stays text whatever it begins with; the guard against formulas is that
`exports.book` writes every such cell as a typed string.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime

import polars as pl

from exports.filenames import company_file_stem
from exports.settings import ExportSettings
from exports.wording import CHANNEL, CONSENT, NO_COMPANY, RATING, Words

CELL_UNITS = 32_767
"""Characters a cell can hold, counted in UTF-16 units (Microsoft, "Excel specifications and limits")."""

_BIDI_AND_NON_CHARACTERS = r"\x{061C}\x{200E}\x{200F}\x{202A}-\x{202E}\x{2066}-\x{2069}\x{FEFF}\x{FFFE}\x{FFFF}"
_UNWANTED = rf"[\p{{Cc}}{_BIDI_AND_NON_CHARACTERS}]"
_UNWANTED_BUT_LINE_BREAKS = rf"[\p{{Cc}}{_BIDI_AND_NON_CHARACTERS}&&[^\n]]"
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (spreadsheets count days of local time, leap-year quirk of 1900 included)
_PREVIEW = 280


def one_line(text: pl.Expr) -> pl.Expr:
    """Text without control and bidi characters, on one line, with single spaces."""
    return text.str.replace_all(_UNWANTED + r"|\p{Z}", " ").str.replace_all(r" {2,}", " ").str.strip_chars()


def lines(text: pl.Expr) -> pl.Expr:
    """Text without control and bidi characters that keeps its line breaks."""
    unix = text.str.replace_all(r"\r\n?|\x{0085}|\x{2028}|\x{2029}", "\n")
    return unix.str.replace_all(_UNWANTED_BUT_LINE_BREAKS, " ").str.strip_chars()


def day_number(time: pl.Expr, time_zone: str) -> pl.Expr:
    """A UTC time as a spreadsheet's day number in a time zone, to the second; null stays null."""
    local = time.dt.convert_time_zone(time_zone).dt.replace_time_zone(None)
    return (local - pl.lit(_EPOCH)).dt.total_seconds() / 86_400


def fitting(text: str, mark: str) -> str:
    """Text that a cell can hold: cut at 32,767 UTF-16 units, with a mark that says so."""
    if len(text) <= CELL_UNITS // 2 or len(text.encode("utf-16-le")) // 2 <= CELL_UNITS:
        return text
    room = CELL_UNITS - len(mark.encode("utf-16-le")) // 2
    return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + mark


def lines_needed(text: str, width: int) -> int:
    """How many lines a text takes in a column so many characters wide, where East Asian wide characters count twice."""
    return sum(max(1, -(-_columns(line) // width)) for line in text.split("\n"))


def lead_cells(leads: pl.DataFrame, settings: ExportSettings) -> pl.DataFrame:
    """Leads as their sheet shows them, the hottest and best scored first, ``rating_code`` and ``consent_code`` kept for colour."""
    texts = [
        "full_name", "title", "company", "moved_from", "email", "phone", "mobile", "owner", "introducer", "name_reading", "prefix",
        "given_name", "family_name", "department", "website", "street", "postal_code", "city", "region", "country", "person_id",
    ]  # fmt: skip
    listed = ["other_emails", "other_phones", "handles", "badge_ids", "qualifiers"]
    newest = (
        pl.col("notes")
        .list.eval(pl.element().sort_by(pl.element().struct.field("at"), pl.element().struct.field("text")))
        .list.last()
        .struct.field("text")
    )
    preview = lines(newest.fill_null(""))
    hottest_first = pl.col("rating").replace_strict(
        {code: rank for rank, code in enumerate(RATING)}, return_dtype=pl.Int8
    )
    return leads.sort(hottest_first, -pl.col("score"), "full_name", "person_id").select(
        "exhibitor",
        "company_key",
        rating_code="rating",
        consent_code="consent",
        rating=_worded("rating", RATING, settings),
        consent=_worded("consent", CONSENT, settings),
        channel=_worded("channel", CHANNEL, settings),
        score=pl.col("score").round(0),
        scans="scans",
        last_seen=day_number(pl.col("last_seen"), settings.time_zone),
        consent_at=day_number(pl.col("consent_at"), settings.time_zone),
        first_seen=day_number(pl.col("first_seen"), settings.time_zone),
        latest_note=pl.when(preview.str.len_chars() > _PREVIEW)
        .then(preview.str.slice(0, _PREVIEW) + " …")
        .otherwise(preview),
        next_step=lines(pl.col("next_step")),
        review=lines(pl.col("review")),
        moved_at=day_number(pl.col("moved_at"), settings.time_zone),
        history=_spans("history", ("company", "title"), settings),
        addresses=pl.when(pl.col("addresses").list.len() > 1)
        .then(_spans("addresses", ("street", "postal_code", "city", "region", "country"), settings))
        .otherwise(pl.lit("")),
        tags=_joined("tags", ", "),
        events=_joined("events", ", "),
        staff=_joined("staff", ", "),
        score_reasons=_joined("score_reasons", ", "),
        **{name: one_line(pl.col(name)) for name in texts},
        **{name: _joined(name, "\n") for name in listed},
    )


def _spans(column: str, names: tuple[str, ...], settings: ExportSettings) -> pl.Expr:
    """What was seen from when to when, one a line, with local days."""
    seen = pl.element().struct
    parts = [pl.when(seen.field(name) != "").then(one_line(seen.field(name))) for name in names]
    first, last = (
        seen.field(name).dt.convert_time_zone(settings.time_zone).dt.strftime("%Y-%m-%d")
        for name in ("seen_from", "seen_to")
    )
    days = pl.when(first == last).then(first).otherwise(first + " – " + last)
    return (
        pl.col(column)
        .list.eval(pl.concat_str(*parts, separator=", ", ignore_nulls=True) + " (" + days + ")")
        .list.join("\n")
    )


def note_cells(leads: pl.DataFrame, settings: ExportSettings) -> pl.DataFrame:
    """One row per note, in the order they were written."""
    rows = (
        leads.select("exhibitor", "company_key", "full_name", "company", "person_id", "notes", "consent")
        .explode("notes")
        .drop_nulls("notes")
    )
    note = pl.col("notes").struct
    return rows.sort(note.field("at"), "person_id", note.field("text"), maintain_order=True).select(
        "exhibitor",
        "company_key",
        consent_code="consent",
        at=day_number(note.field("at"), settings.time_zone),
        full_name=one_line(pl.col("full_name")),
        company=one_line(pl.col("company")),
        note_staff=one_line(note.field("staff")),
        note_text=lines(note.field("text")),
        person_id=one_line(pl.col("person_id")),
    )


def company_cells(leads: pl.DataFrame, settings: ExportSettings) -> pl.DataFrame:
    """One row per company: how many leads of which rating, the best first."""
    rating = pl.col("rating")
    files = {key: f"{company_file_stem(key)}.xlsx" for key in leads["company_key"].unique()}
    named = pl.col("company").filter(pl.col("company") != "")
    return (
        leads.group_by("company_key")
        .agg(
            company=one_line(named.sort().mode(maintain_order=True).first()),
            leads=pl.len(),
            hot=(rating == "hot").sum(),
            warm=(rating == "warm").sum(),
            cold=(rating == "cold").sum(),
            unrated=(rating == "").sum(),
            best_score=pl.col("score").max().round(0),
            do_not_contact=(pl.col("consent") == "no").sum(),
            last_seen=day_number(pl.col("last_seen").max(), settings.time_zone),
            owners=one_line(pl.col("owner").filter(pl.col("owner") != "").unique().sort().str.join(", ")),
        )
        .with_columns(
            company=pl.when(pl.col("company").fill_null("") != "")
            .then("company")
            .when(pl.col("company_key") == "")
            .then(pl.lit(NO_COMPANY.say(settings.language)))
            .otherwise(one_line(pl.col("company_key"))),
            file=pl.col("company_key").replace_strict(files, return_dtype=pl.String),
        )
        .sort("hot", "warm", "leads", "company", "company_key", descending=[True, True, True, False, False])
    )


def refused_cells(quarantine: pl.DataFrame, settings: ExportSettings) -> pl.DataFrame:
    """Refused rows as their sheet shows them."""
    return quarantine.select(
        taken_at=day_number(pl.col("taken_at"), settings.time_zone),
        reason=lines(pl.col("reason")),
        detail=lines(pl.col("detail")),
        **{name: one_line(pl.col(name)) for name in ("event", "station", "step", "scan_id")},
    )


def _worded(column: str, words: Mapping[str, Words], settings: ExportSettings) -> pl.Expr:
    said = {code: word.say(settings.language) for code, word in words.items()}
    return one_line(pl.col(column)).replace(said)


def _joined(column: str, separator: str) -> pl.Expr:
    return pl.col(column).list.eval(one_line(pl.element())).list.join(separator)


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
