"""``boothflow erase``: forget a person, or what is older than the retention time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click

from capture.commands.options import settings_for
from capture.words import counted


@click.command()
@click.argument("words", nargs=-1)
@click.option("--older-than-days", type=click.IntRange(1), help="Erase every scan older than this many days instead.")
@click.option("--station", default="", help="Name of the station; this laptop by default.")
@click.option(
    "--reason", default="asked by the person", show_default=True, help="Kept on record beside the scans' ids."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def erase(
    context: click.Context, words: tuple[str, ...], older_than_days: int | None, station: str, reason: str, yes: bool
) -> None:
    """Erase everything about the person that WORDS fit: an e-mail address, badge id, scan id, or full name.

    Scans, notes, attachments and roster rows go; only the scans' ids and the reason stay. The nightly run then
    forgets them everywhere, in old published sets too. This can't be undone.
    """
    if bool(words) == bool(older_than_days):
        raise click.UsageError("Give either the person (e-mail, badge id, scan id or full name) or --older-than-days.")
    settings = settings_for(context, station=station)
    now = datetime.now(UTC)

    from capture.erasure import erase_entries, matching
    from capture.journal import Journal

    with Journal(settings.journal_path, must_exist=True) as journal:
        if older_than_days:
            entries = list(journal.entries(until=now - timedelta(days=older_than_days)))
            reason = f"retention of {older_than_days} days"
        else:
            entries = matching(journal, settings.home, " ".join(words))
        for entry in entries:
            click.echo(
                f"  {entry.scan.taken_at:%Y-%m-%d %H:%M}  {entry.reading.contact.full_name or entry.scan.scan_id}"
            )
        if not entries:
            click.echo("Nothing fits; nothing was erased.")
            return
        if not yes:
            click.confirm(f"Erase {counted(len(entries), 'scan')} for good?", abort=True)
        erased = erase_entries(journal, settings, entries, reason, now)
    click.echo(f"{counted(erased, 'scan')} erased. The next nightly run removes them from leads and files.")
