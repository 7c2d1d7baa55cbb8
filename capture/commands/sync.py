"""``boothflow sync``: hand what this station captured to the night."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from capture.commands.options import settings_for


@click.command()
@click.option("--station", default="", help="Name of the station; this laptop by default.")
@click.pass_context
def sync(context: click.Context, station: str) -> None:
    """Seal what is new in the journal and put it into the inbox. Twice is harmless."""
    settings = settings_for(context, station=station)

    from capture.journal import Journal
    from capture.sync import seal

    with Journal(settings.journal_path, must_exist=True) as journal:
        path = seal(journal, settings.station, settings.inbox_path, datetime.now(UTC))
    click.echo(f"Sealed into {path}" if path else "Nothing new since the last time.")
