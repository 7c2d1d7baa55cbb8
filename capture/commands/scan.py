"""``boothflow scan``: badges from a webcam, a film, a folder of pictures or one picture go into the journal."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import click

from capture.commands.options import desk_options, settings_for
from capture.words import counted


@click.command()
@click.argument("source", default="0")
@desk_options
@click.option(
    "--recorded-at",
    metavar="TIME",
    help="When a film began (ISO 8601 with offset); its file's time by default.",
)
@click.option("--patient", is_flag=True, help="Pictures only: take as long as it takes to read each one.")
@click.option("--quiet", is_flag=True, help="No line per badge, only the summary.")
@click.pass_context
def scan(
    context: click.Context, /, source: str, recorded_at: str | None, patient: bool, quiet: bool, **desk: str
) -> None:
    """Read badges from SOURCE and store each one before it is announced.

    SOURCE is a camera number (0 is the first webcam), a film, a picture, or a folder of pictures. The same film or picture
    again adds nothing. Stop a camera with Ctrl-C.
    """
    settings = settings_for(context, **desk)
    event = settings.known_event()
    exhibitor = settings.known_exhibitor(event)
    recorded = _moment(recorded_at)

    from rich.console import Console

    from capture.scanning import scan_source

    console = Console(highlight=False)
    with console.status("Opening …") as status:

        def announced(line: str) -> None:
            if not quiet:
                console.print(line, markup=False)
            console.bell()

        def progressed(frames: int, total: int, stored: int) -> None:
            of = f" of {total:,}" if total else ""
            status.update(
                f"{frames:,}{of} frames, {counted(stored, 'scan')} stored" + ("" if total else "  (Ctrl-C stops)")
            )

        report = scan_source(
            source,
            settings,
            event,
            exhibitor,
            recorded_at=recorded,
            patient=patient,
            announced=announced,
            progressed=progressed,
        )
    states = Counter(report.states)
    stored = counted(states.total(), "scan")
    click.echo(
        f"{counted(report.frames, 'frame')}, {counted(report.codes_seen, 'code')} seen, {stored} stored "
        f"({states['new']} new, {states['again']} seen before, {states['not_a_badge']} not badges) in {settings.journal_path}"
    )
    for error in report.refused:
        click.echo(f"Not read: {error}", err=True)
    if report.refused:
        context.exit(65)


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(
            f"{text!r} is no time; write it like 2026-11-18T09:00+01:00", param_hint="--recorded-at"
        ) from None
    return moment.astimezone(UTC)
