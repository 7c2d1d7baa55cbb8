"""``boothflow roster``: take in the organiser's attendee list."""

from __future__ import annotations

from pathlib import Path

import click

from capture.commands.options import settings_for
from capture.words import counted


@click.group()
def roster() -> None:
    """Take in attendee lists, so that badges that carry only an id get a name."""


@roster.command("import")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--event", default="", help="Event code; not needed when there is only one.")
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Which column holds a field, like badge_id='Ticket no'.",
)
@click.option("--dry-run", is_flag=True, help="Only show what would be taken in.")
@click.pass_context
def import_roster(context: click.Context, path: Path, event: str, maps: tuple[str, ...], dry_run: bool) -> None:
    """Take in a CSV or XLSX attendee list. Columns are recognised by their headings; the mapping is shown."""
    settings = settings_for(context)
    known = settings.known_event(event)

    from capture.roster import read_roster, store_roster

    taken = read_roster(path, known.code, overrides(maps))
    width = max(map(len, taken.mapping))
    for name, heading in taken.mapping.items():
        click.echo(f"  {name:<{width}}  <-  {heading}")
    for heading in taken.unmapped:
        click.echo(f"  {'(not used)':<{width}}      {heading}")
    for number, reason in taken.refused:
        click.echo(f"  row {number} refused: {reason}", err=True)
    people = counted(len(taken.contacts), "person", "people")
    if dry_run:
        click.echo(f"Would take in for {known.code}: {people}. Nothing was changed.")
        return
    stored = store_roster(taken, settings.home)
    click.echo(f"Taken in for {known.code}: {people}; refused: {len(taken.refused)}. Kept in {stored}")


def overrides(maps: tuple[str, ...]) -> dict[str, str]:
    """``--map FIELD=COLUMN`` as a dictionary."""
    for text in maps:
        if "=" not in text:
            raise click.BadParameter(f"{text!r} has no '='; write it like badge_id='Ticket no'", param_hint="--map")
    return {name.strip(): column.strip() for name, _, column in (text.partition("=") for text in maps)}
