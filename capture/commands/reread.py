"""``boothflow reread``: read old scans again with a newer reader, profile or key."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from capture.commands.options import settings_for


@click.command()
@click.option("--event", default="", help="Event code; not needed when there is only one.")
@click.option("--station", default="", help="Name of the station; this laptop by default.")
@click.option("--yes", is_flag=True, help="Keep the new readings without asking.")
@click.pass_context
def reread(context: click.Context, event: str, station: str, yes: bool) -> None:
    """Read old scans again and show what would change, before anything does.

    The exact bytes of every scan are kept for this. The old readings stay beside the new ones, and what a person typed is
    never touched.
    """
    settings = settings_for(context, station=station)
    known = settings.known_event(event)

    from capture.badge.keyring import load_key_ring
    from capture.journal import Journal
    from capture.reread import reread as read_again
    from capture.scanning import event_profile
    from capture.sync import seal

    with Journal(settings.journal_path, must_exist=True) as journal:
        old = [(entry.scan, entry.reading) for entry in journal.entries(event=known.code)]
        keys = load_key_ring(settings.home / "keys")
        new = list(read_again(old, profile=event_profile(settings, known), locale=known.locale, keys=keys))
        for scan, _, changes in new:
            click.echo(f"{scan.taken_at:%Y-%m-%d %H:%M:%S}  {scan.scan_id}")
            for change in changes:
                click.echo(f"    {change.field}: {change.before or '(nothing)'} -> {change.after or '(nothing)'}")
        click.echo(f"{len(new)} of {len(old)} scans read differently now.")
        if not new:
            return
        if not yes:
            click.confirm("Keep the new readings?", abort=True)
        now = datetime.now(UTC)
        for scan, reading, _ in new:
            journal.add_reading(scan.scan_id, reading, now)
        seal(journal, settings.station, settings.inbox_path, now)
    click.echo("Kept. The next night works with them.")
