"""``boothflow keys``: the keys that sign an event's badges."""

from __future__ import annotations

import click

from capture.commands.options import settings_for


@click.group()
def keys() -> None:
    """Make the keys of an event, so that stations can tell a genuine badge from a forged one."""


@keys.command("new")
@click.argument("event")
@click.pass_context
def new(context: click.Context, event: str) -> None:
    """Make EVENT's signing key, public key and seal. Existing keys are never overwritten."""
    settings = settings_for(context)

    from capture.print.signed import generate_keys

    files = generate_keys(settings.home / "keys", event)
    click.echo(f"Keep to yourself:        {files.private}")
    click.echo(f"Give to every exhibitor: {files.public}")
    click.echo(f"Only for sealed badges:  {files.seal} (whoever has it can read them)")
    click.echo(f"Stations read keys from {files.public.parent}.")
