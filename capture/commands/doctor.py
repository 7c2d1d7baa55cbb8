"""``boothflow doctor``: whether this laptop is ready for the show."""

from __future__ import annotations

import click

from capture.commands.options import settings_for

_MARKS = {"good": ("✓", "green"), "warning": ("!", "yellow"), "bad": ("✗", "red")}


@click.command()
@click.option("--station", default="", help="Name of the station; this laptop by default.")
@click.pass_context
def doctor(context: click.Context, station: str) -> None:
    """Look at camera, zbar, disk, clock, fonts, journal: what is wrong, and the command that mends it."""
    settings = settings_for(context, station=station)

    from capture.doctor import examine

    worst = 0
    for finding in examine(settings):
        mark, colour = _MARKS[finding.state]
        click.echo(f"{click.style(mark, fg=colour, bold=True)} {finding.name:<12} {finding.words}")
        if finding.remedy:
            click.echo(f"  {'':<12} -> {finding.remedy}")
        worst = max(worst, list(_MARKS).index(finding.state))
    click.echo(("All is well.", "Ready, with the warnings above.", "Not ready: mend what is marked ✗.")[worst])
    context.exit(1 if worst == 2 else 0)
