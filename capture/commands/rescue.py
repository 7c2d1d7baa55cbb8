"""``boothflow rescue``: save what can still be read from a damaged journal."""

from __future__ import annotations

from pathlib import Path

import click

from capture.words import counted


@click.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="New journal; beside the old one by default.",
)
def rescue(path: Path, target: Path | None) -> None:
    """Copy every row that can be read from the damaged journal PATH into a new one. PATH stays as it is."""
    from capture.rescue import rescue_journal

    target = target or path.with_name(f"{path.stem}-rescued.sqlite")
    if target.exists():
        raise click.UsageError(f"{target} is there already; choose another name with --to.")
    saved = rescue_journal(path, target)
    click.echo(
        f"Saved {counted(saved['scan'], 'scan')} and {counted(saved['touch'], 'touch', 'touches')} into {target}."
    )
    click.echo(f"Go on with it: boothflow scan 0 --station {target.stem}")
