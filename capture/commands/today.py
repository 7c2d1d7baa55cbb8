"""``boothflow today``: what this station captured."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import click

from capture.commands.options import settings_for
from capture.settings import Settings
from capture.words import counted


@click.command()
@click.option("--event", default="", help="Only this event.")
@click.option("--station", default="", help="Name of the station; this laptop by default.")
@click.option("--day", metavar="DATE", help="Another day than today (YYYY-MM-DD).")
@click.option("--all", "everything", is_flag=True, help="Every day.")
@click.pass_context
def today(context: click.Context, event: str, station: str, day: str | None, everything: bool) -> None:
    """List what was captured today: time, person, company, rating, and by whom."""
    settings = settings_for(context, station=station)
    zone = ZoneInfo(settings.known_event(event).time_zone) if event or settings.events else ZoneInfo("UTC")
    since = None if everything else datetime.combine(_day(day, zone), datetime.min.time(), zone)
    until = since + timedelta(days=1) if since else None

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=f"Station {settings.station}", title_justify="left")
    for heading in ("Time", "Person", "Company", "Rating", "Staff", ""):
        table.add_column(heading)
    ratings: Counter[str] = Counter()
    for when, person, company, rating, staff, remark in _rows(settings, since, until, event, zone):
        ratings[rating or "unrated"] += remark != "undone"
        table.add_row(*(Text(cell) for cell in (when, person, company, rating, staff, remark)))
    Console(highlight=False).print(table)
    click.echo(
        f"{counted(sum(ratings.values()), 'scan')}: "
        + (", ".join(f"{n} {name}" for name, n in ratings.most_common()) or "none yet")
    )


def _rows(
    settings: Settings, since: datetime | None, until: datetime | None, event: str, zone: ZoneInfo
) -> list[tuple[str, ...]]:
    from capture.journal import Journal
    from capture.roster import Rosters, with_roster

    rows: list[tuple[str, ...]] = []
    rosters = Rosters(settings.home)
    with Journal(settings.journal_path, must_exist=True) as journal:
        for entry in journal.entries(since=since, until=until, event=event):
            scan, reading = entry.scan, entry.reading
            contact = with_roster(reading.contact, rosters[scan.event])
            rating = next((str(t.value["rating"]) for t in reversed(entry.touches) if t.kind == "rating"), "")
            who = contact.full_name or contact.badge_id or "–"
            said = "" if reading.kind in ("contact", "id", "personal") else reading.kind.replace("_", " ")
            remark = "undone" if entry.is_undone() else said
            when = scan.taken_at.astimezone(zone).strftime("%d %b %H:%M:%S" if since is None else "%H:%M:%S")
            rows.append((when, who, contact.company, rating, scan.staff, remark))
    return rows


def _day(text: str | None, zone: ZoneInfo) -> date:
    if not text:
        return datetime.now(UTC).astimezone(zone).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no date; write it like 2026-11-18", param_hint="--day") from None
