"""``boothflow demo``: everything once, from a badge in front of a lens to a company's workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flows.demo.run import DemoReport


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo-data"),
    show_default=True,
    help="Folder.",
)
@click.option("--seed", default=2026, show_default=True, help="The same seed makes the same event.")
@click.option("--attendees", type=click.IntRange(20, 600), default=300, show_default=True)
@click.option("--again", is_flag=True, help="Run again even if nothing changed since the last time.")
def demo(out: Path, seed: int, attendees: int, again: bool) -> None:
    """Run the main job on a made-up event: print badges, film them, scan the film, run the night, show what came out."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from flows.demo.run import demo_report, run_demo

    folder = out.resolve()
    report = None if again else demo_report(folder, seed, attendees)
    if report:
        click.echo("Nothing changed since the last demo; this is what it left. (--again runs it anew.)")
    else:
        columns = (TextColumn("   {task.description:<8}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, transient=True) as bar:
            task = bar.add_task("", visible=False)

            def progressed(what: str, done: int, total: int) -> None:
                bar.update(task, description=what, completed=done, total=total, visible=done < total)

            report = run_demo(folder, seed, attendees, bar.console.print, progressed)
    _show(report)


def _show(report: DemoReport) -> None:
    """One screen: what happened, what was refused and why, how long it took, where the files lie, what to try next."""
    click.echo()
    counts = [f"{number:,} {name}" for name, number in report.counts.items()]
    for line in (counts[:5], counts[5:]):
        click.echo("  " + " · ".join(line))
    click.echo(f"\n  Refused {sum(report.refused.values())} rows, each kept with its reason:")
    for reason, number in report.refused.items():
        click.echo(f"    {number:>4}  {reason}")
    total = sum(seconds for name, seconds in report.seconds.items() if ":" not in name)
    stages = ", ".join(f"{name} {seconds:g} s" for name, seconds in report.seconds.items() if ":" not in name)
    click.echo(f"\n  {total:.0f} seconds: {stages}\n")
    for name, folder in report.folders.items():
        click.echo(f"  {name:<7} {folder}")
    leads = Path(report.folders["leads"])
    click.echo("\n  Try next:")
    click.echo(f"    open {next(iter(sorted(leads.glob('*/all-leads.xlsx'))), leads)}")
    click.echo(f"    open {leads / 'report.html'}")
    click.echo(f"    boothflow --home {report.folders['data']} today --all --station brightmoor-1")
    click.echo("    boothflow doctor")
