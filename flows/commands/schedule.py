"""``boothflow schedule``: the nightly flow every night, by Prefect or by this system's own timer."""

from __future__ import annotations

import shutil
import sys

import click

from capture.commands.options import settings_for
from capture.settings import Settings

MISSED = (
    "A night that was missed (this machine was off or asleep) starts as soon as the schedule is up again. Every night takes in all "
    "that arrived, so one late night makes up for all missed ones; the others notice that and end at once."
)

_SYSTEMD = """# ~/.config/systemd/user/boothflow.service
[Service]
Type=oneshot
Environment=BOOTHFLOW_HOME={home}
ExecStart={command} nightly

# ~/.config/systemd/user/boothflow.timer
[Timer]
OnCalendar=*-*-* {time}:00 {zone}
Persistent=true
[Install]
WantedBy=timers.target

# then: systemctl --user enable --now boothflow.timer"""

_WINDOWS = """$action = New-ScheduledTaskAction -Execute '{command}' -Argument '--home "{home}" nightly'
$trigger = New-ScheduledTaskTrigger -Daily -At {time}
$settings = New-ScheduledTaskSettingsSet -StartWhenAvailable
Register-ScheduledTask Boothflow -Action $action -Trigger $trigger -Settings $settings"""

_LAUNCHD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- save as ~/Library/LaunchAgents/boothflow.nightly.plist, then: launchctl load ~/Library/LaunchAgents/boothflow.nightly.plist -->
<plist version="1.0"><dict>
  <key>Label</key><string>boothflow.nightly</string>
  <key>ProgramArguments</key><array><string>{command}</string><string>--home</string><string>{home}</string><string>nightly</string></array>
  <key>StartCalendarInterval</key><dict><key>Hour</key><integer>{hour}</integer><key>Minute</key><integer>{minute}</integer></dict>
</dict></plist>"""

_TIMERS = {"systemd": _SYSTEMD, "windows": _WINDOWS, "launchd": _LAUNCHD}


@click.command()
@click.option(
    "--at", default="", metavar="HH:MM", help="Hour of the night; 02:00 by default, or nightly_time in the settings."
)
@click.option("--time-zone", default="", help="IANA name, like Europe/Berlin; nightly_time_zone in the settings.")
@click.option("--cron", default="", help="Instead of --at: a cron line with five fields.")
@click.option("--port", default=4213, show_default=True, help="Port of Prefect's server on 127.0.0.1.")
@click.option(
    "--timer", type=click.Choice(sorted(_TIMERS)), help="Only print what this system's own timer needs, and end."
)
@click.pass_context
def schedule(context: click.Context, at: str, time_zone: str, cron: str, port: int, timer: str | None) -> None:
    """Run the nightly flow every night at a time in a named time zone.

    A Prefect server runs here, on this machine only, with its dashboard, until Ctrl-C. A night that was missed is made
    up for as soon as the schedule is up again. PREFECT_API_URL in the environment names a server of
    your own instead. On a laptop the system's own timer (--timer) is lighter: it needs no server.
    """
    settings = settings_for(context, nightly_time=at, nightly_time_zone=time_zone)
    if timer:
        click.echo(timer_text(timer, settings))
        return
    hour, minute = settings.nightly_time.split(":")
    line = cron or f"{int(minute)} {int(hour)} * * *"

    from flows.schedule import serve_nightly

    click.echo(f"Every night: {line} in {settings.nightly_time_zone}, data folder {settings.home}.")
    click.echo(MISSED)
    try:
        serve_nightly(settings.home, line, settings.nightly_time_zone, port, click.echo)
    except ValueError as error:
        raise click.BadParameter(f"{line!r} is no cron line: {error}", param_hint="--cron") from None


def timer_text(timer: str, settings: Settings) -> str:
    """What to give this system's own timer, so that it runs the night even after the machine was off."""
    hour, minute = settings.nightly_time.split(":")
    command = shutil.which("boothflow") or f"{sys.executable} -m flows.cli"
    return _TIMERS[timer].format(
        home=settings.home,
        command=command,
        time=settings.nightly_time,
        zone=settings.nightly_time_zone,
        hour=int(hour),
        minute=int(minute),
    )
