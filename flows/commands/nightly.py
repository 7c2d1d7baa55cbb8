"""``boothflow nightly``: gather the scans of all laptops and leave leads in files."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from capture.commands.options import settings_for

if TYPE_CHECKING:
    from flows.stages import Night


@click.command()
@click.option("--plain", is_flag=True, help="Without Prefect: the same stages, one after the other, in this process.")
@click.option(
    "--full", is_flag=True, help="Match everything anew, not only what is new. A night does so once a week by itself."
)
@click.pass_context
def nightly(context: click.Context, plain: bool, full: bool) -> None:
    """Run the night once: collect, read, match, merge, publish. Twice is harmless.

    Prefect runs embedded, inside this command: no server to set up, nothing is sent anywhere. Its start takes 10 to 25 seconds.
    """
    settings = settings_for(context)

    from flows.embedded import prefect_server
    from flows.runlog import log_path, read_log
    from flows.stages import new_night

    if plain:
        night = new_night(settings, full=full)
        run_plain(night, lambda name: click.echo(f"  {name} …"))
        path = log_path(night)
    else:
        click.echo("Starting the embedded Prefect …")
        with prefect_server(settings.home) as wait:
            path = Path(run_with_prefect(settings.home, wait, full=full))
    log = read_log(path)
    published = json.loads((settings.home / "lake" / "night" / "published.json").read_text())
    for stage in log.stages:
        refused = f", {stage.refused} refused" if stage.refused else ""
        how = f"   {stage.note[0]}" if stage.note[0] else ""
        click.echo(
            f"  {stage.name:<8} {stage.rows_in:>8,} -> {stage.rows_out:>8,}{refused:<16} {stage.seconds:>7.2f} s{how}"
        )
    words = "Published" if published["changed"] else "Nothing changed; the current set stays:"
    click.echo(f"{words} {published['set']}")
    click.echo(f"Open {settings.leads_path / 'current'}; the run report is {published['run_page']}")


def run_plain(night: Night, said: Callable[[str], None]) -> None:
    """Run all stages of a night without Prefect."""
    from flows.runlog import logged_night, run_stage
    from flows.stages import STAGES

    with logged_night(night):
        for name in (*dict(STAGES), "publish"):
            said(name)
            run_stage(night, name)


def run_with_prefect(home: Path, wait: Callable[[], None], *, full: bool = False) -> str:
    """Run the nightly flow on an embedded Prefect, once ``wait`` says that it is up; returns the path of the run log."""
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")  # errors reach the user as our own words
    from flows.nightly import nightly as flow

    wait()
    return flow(str(home), full=full)
