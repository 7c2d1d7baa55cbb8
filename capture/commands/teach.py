"""``boothflow teach``: show one scan's pieces, take the labels, write the event's profile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from capture.commands.options import settings_for


@click.command()
@click.option("--event", default="", help="Event code; not needed when there is only one.")
@click.option("--station", default="", help="Name of the station; this laptop by default.")
@click.option("--scan", "scan_id", default="", help="Which scan to teach with; the last one by default.")
@click.option("--payload", default="", help="Teach with this text instead of a scan.")
@click.option(
    "--labels", default="", metavar="A,B,…", help="A label for each piece, empty to skip one; asked for when not given."
)
@click.option("--delimiter", default="", help="What parts the pieces, where that is not recognised.")
@click.pass_context
def teach(
    context: click.Context, event: str, station: str, scan_id: str, payload: str, labels: str, delimiter: str
) -> None:
    """Teach Boothflow what stands where on an event's badges, by one example.

    Shows the pieces of a scan, asks what each of them is, and writes the profile that reads all badges of the event that way. Then
    `boothflow reread` reads the old scans again.
    """
    settings = settings_for(context, station=station)
    known = settings.known_event(event)

    from capture.badge.labels import FIELD_NAMES
    from capture.badge.profile import Profile, write_profile
    from capture.badge.teach import pieces, profile_from_labels
    from capture.scanning import event_profile, profile_path

    raw = payload.encode() or _raw_of(settings.journal_path, known.code, scan_id)
    before = event_profile(settings, known)
    if delimiter:
        before = replace(before or Profile(event=known.code), delimiter=delimiter)
    found = pieces(raw, profile=before, locale=known.locale)
    for piece in found:
        click.echo(f"  {piece.position + 1:>2}  {piece.name + ': ' if piece.name else ''}{piece.text}")
    if labels:
        given = [label.strip() for label in labels.split(",")]
    else:
        click.echo(f"Labels: {', '.join(FIELD_NAMES)}; - for nothing.")
        answers = [
            click.prompt(f"  {piece.position + 1:>2}  {piece.text}", default=piece.guess or "-") for piece in found
        ]
        given = ["" if answer == "-" else answer for answer in answers]
    profile = profile_from_labels(known.code, raw, given, profile=before, locale=known.locale)
    path = profile_path(settings, known)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_profile(profile, path)
    click.echo(f"Learned, and kept in {path}. Read old scans again with: boothflow reread --event {known.code}")


def _raw_of(journal_path: Path, event: str, scan_id: str) -> bytes:
    from capture.journal import Journal

    with Journal(journal_path, must_exist=True) as journal:
        if scan_id:
            entry = journal.entry(scan_id)
        else:
            entry = max(journal.entries(event=event), key=lambda entry: entry.scan.taken_at, default=None)
    if entry is None:
        raise click.UsageError(
            "There is no such scan to teach with. Scan a badge first, or give its text with --payload."
        )
    return entry.scan.raw
