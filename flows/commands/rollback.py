"""``boothflow rollback``: make the set before the current one current again."""

from __future__ import annotations

import click

from capture.commands.options import settings_for


@click.command()
@click.pass_context
def rollback(context: click.Context) -> None:
    """Undo the last publishing: the set before becomes current, until a night with news publishes again."""
    settings = settings_for(context)

    from exports.sets import rollback as roll_back

    click.echo(f"Current again: {roll_back(settings.leads_path)}")
