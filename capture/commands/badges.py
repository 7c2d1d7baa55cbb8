"""``boothflow badges``: an attendee list becomes printable sheets and one picture per badge."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from capture.commands.options import settings_for
from capture.settings import Settings

if TYPE_CHECKING:
    from capture.print.payload import PayloadKind
    from capture.print.signed import Signer


@click.command()
@click.argument("attendees", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("badges"), show_default=True, help="Folder."
)
@click.option(
    "--payload",
    type=click.Choice(["id", "mecard", "vcard", "delimited", "signed"]),
    default="mecard",
    show_default=True,
)
@click.option(
    "--format", "badge_format", default="90x55", show_default=True, help="A6, A7, 86x54, 90x55, or like 4x3in."
)
@click.option("--paper", default="A4", show_default=True, help="A4, Letter, A3, or like 210x297.")
@click.option("--event-name", default="", help="Printed on every badge.")
@click.option(
    "--logo", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="Picture in the corner of every badge."
)
@click.option(
    "--code-mm", type=click.FloatRange(5, 200), help="Side of the code; by default as small as a webcam reads."
)
@click.option(
    "--role-colour",
    "role_colours",
    multiple=True,
    metavar="ROLE=#RRGGBB",
    help="Colour of the band for a role, like Speaker=#a3161f; other roles get one of a palette.",
)
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Which column holds a field, like badge_id='Ticket no'.",
)
@click.option("--event", default="", help="Signed badges: the event whose keys sign them (see boothflow keys).")
@click.option("--valid", nargs=2, metavar="FIRST LAST", help="Signed badges: the days they are good for (YYYY-MM-DD).")
@click.option("--sealed", is_flag=True, help="Signed badges: only stations that have the event's seal can read them.")
@click.option("--no-pngs", is_flag=True, help="Only the printable sheets.")
@click.pass_context
def badges(
    context: click.Context,
    /,
    attendees: Path,
    out: Path,
    payload: str,
    badge_format: str,
    paper: str,
    event_name: str,
    logo: Path | None,
    code_mm: float | None,
    event: str,
    valid: tuple[str, str] | None,
    sealed: bool,
    role_colours: tuple[str, ...],
    maps: tuple[str, ...],
    no_pngs: bool,
) -> None:
    """Print badges for ATTENDEES (CSV or XLSX): a PDF of sheets to cut, and one PNG each."""
    settings = settings_for(context)

    from rich.progress import Progress

    from capture.commands.roster import overrides
    from capture.print.design import BadgeDesign
    from capture.print.sheet import write_pngs, write_sheets
    from capture.roster import read_roster

    taken = read_roster(attendees, "badges", overrides(maps))
    design = BadgeDesign(
        format=badge_format,
        payload=cast("PayloadKind", payload),
        event_name=event_name,
        logo=logo,
        role_colours=dict(map(_role_colour, role_colours)),
        code_mm=code_mm,
        signer=_signer(settings, event, valid, sealed=sealed) if payload == "signed" else None,
    )
    contacts = list(taken.contacts)
    out.mkdir(parents=True, exist_ok=True)
    with Progress(transient=True) as bar:
        task = bar.add_task("Sheets", total=len(contacts))
        report = write_sheets(
            contacts,
            design,
            out / "badges.pdf",
            paper=paper,
            progress=lambda done, _total: bar.update(task, completed=done),
        )
        if not no_pngs:
            pictures = bar.add_task("Pictures", total=len(contacts))
            write_pngs(
                contacts, design, out / "png", progress=lambda done, _total: bar.update(pictures, completed=done)
            )
    for number, reason in taken.refused:
        click.echo(f"  row {number} refused: {reason}", err=True)
    for warning in report.warnings:
        click.echo(f"  {warning}", err=True)
    click.echo(f"{_counted(report.badges, 'badge')} on {_counted(report.pages, 'sheet')}: {report.path}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _role_colour(text: str) -> tuple[str, tuple[int, int, int]]:
    """A role and its colour from "Speaker=#a3161f"."""
    role, _, colour = text.rpartition("=")
    match = re.fullmatch(r"\s*#?([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})\s*", colour)
    if not role.strip() or match is None:
        raise click.BadParameter(f"{text!r} is no role and colour; write Speaker=#a3161f", param_hint="--role-colour")
    red, green, blue = (int(part, 16) for part in match.groups())
    return role.strip(), (red, green, blue)


def _signer(settings: Settings, event: str, valid: tuple[str, str] | None, *, sealed: bool) -> Signer:
    from capture.print.signed import load_signer

    if valid is None:
        raise click.UsageError("Signed badges need --valid FIRST LAST, the days they are good for.")
    try:
        first, last = map(date.fromisoformat, valid)
    except ValueError:
        raise click.BadParameter(
            f"{' '.join(valid)!r} are no two days; write 2026-11-18 2026-11-20", param_hint="--valid"
        ) from None
    return load_signer(settings.home / "keys", settings.known_event(event).code, first, last, sealed=sealed)
