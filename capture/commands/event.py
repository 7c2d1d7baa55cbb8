"""``boothflow event``: the events in the settings."""

from __future__ import annotations

from typing import cast

import click

from capture.commands.options import settings_for
from capture.scan import CHANNELS, Channel
from capture.settings import FILE_NAME, Event, add_event


@click.group()
def event() -> None:
    """Add and list events."""


@event.command("add")
@click.argument("code")
@click.option("--name", default="", help="The event's name for people.")
@click.option(
    "--exhibitor", "exhibitors", multiple=True, required=True, help="An exhibitor; may be given several times."
)
@click.option("--time-zone", default="UTC", show_default=True, help="IANA name, like Europe/Berlin.")
@click.option(
    "--channel",
    default="work",
    show_default=True,
    type=click.Choice(CHANNELS),
    help="How contacts are made there.",
)
@click.option("--locale", default="", help="Language of undeclared badge texts: de, zh-CN, ja …")
@click.pass_context
def add(
    context: click.Context, code: str, name: str, exhibitors: tuple[str, ...], time_zone: str, channel: str, locale: str
) -> None:
    """Add the event CODE to the settings."""
    settings = settings_for(context)
    new = Event(
        code=code,
        name=name or code,
        exhibitors=exhibitors,
        channel=cast("Channel", channel),
        time_zone=time_zone,
        locale=locale,
    )
    add_event(settings.home, new)
    click.echo(f"Added {code} to {settings.home / FILE_NAME}. Scan with: boothflow scan 0 --event {code} --staff YOU")


@event.command("list")
@click.pass_context
def list_events(context: click.Context) -> None:
    """List the events in the settings."""
    settings = settings_for(context)
    for known in settings.events.values():
        click.echo(f"{known.code}: {known.name} ({known.time_zone}), exhibitors: {', '.join(known.exhibitors)}")
    if not settings.events:
        click.echo("No events yet. Add one with: boothflow event add CODE --name NAME --exhibitor NAME")
