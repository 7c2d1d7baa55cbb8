"""Options that several commands share, and how they become Settings."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from capture.scan import CHANNELS
from capture.settings import Settings, load_settings

Command = TypeVar("Command", bound=Callable[..., object])


def desk_options(command: Command) -> Command:
    """``--event --exhibitor --staff --channel --station``: who stands where."""
    for option in reversed(
        (
            click.option(
                "--event", default="", help="Event code, as in the settings; not needed when there is only one."
            ),
            click.option(
                "--exhibitor", default="", help="Whose leads these are; not needed when the event has only one."
            ),
            click.option("--staff", default="", help="Who scans."),
            click.option(
                "--channel",
                default="",
                type=click.Choice(["", *CHANNELS]),
                show_choices=True,
                help="How the contact is made.",
            ),
            click.option("--station", default="", help="Name of this laptop; its own name by default."),
        )
    ):
        command = option(command)
    return command


def settings_for(context: click.Context, **flags: object) -> Settings:
    """Settings from file, environment and this command's flags."""
    home: Path | None = context.obj
    return load_settings(home, os.environ, **flags)
