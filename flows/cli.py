"""The command ``boothflow``: a list of commands, each loaded only when it is typed, and one place where errors become words."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import click

from capture.errors import CaptureError
from exports.errors import ExportError
from flows.errors import FlowError

COMMANDS = {
    "scan": "capture.commands.scan",
    "booth": "capture.commands.booth",
    "today": "capture.commands.today",
    "event": "capture.commands.event",
    "roster": "capture.commands.roster",
    "badges": "capture.commands.badges",
    "keys": "capture.commands.keys",
    "teach": "capture.commands.teach",
    "reread": "capture.commands.reread",
    "sync": "capture.commands.sync",
    "erase": "capture.commands.erase",
    "rescue": "capture.commands.rescue",
    "doctor": "capture.commands.doctor",
    "nightly": "flows.commands.nightly",
    "review": "flows.commands.review",
    "why": "flows.commands.why",
    "schedule": "flows.commands.schedule",
    "rollback": "flows.commands.rollback",
    "demo": "flows.commands.demo",
}
"""Command to the module that holds a click command of the same name."""

_HALVES = {
    "booth": ("cv2", "numpy", "zxingcpp", "qrcode", "PIL", "fpdf", "python_calamine", "starlette", "uvicorn", "cbor2", "cryptography"),
    "ops": ("polars", "prefect", "xlsxwriter", "rapidfuzz", "phonenumbers", "pypinyin", "jinja2"),
}  # fmt: skip


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command runs or shows its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of a day: capture first, then the night."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = getattr(import_module(module), cmd_name)
        assert isinstance(command, click.Command)
        return command


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(version("boothflow"), prog_name="boothflow")
@click.option("--home", type=click.Path(path_type=Path, file_okay=False), help="Data folder; also BOOTHFLOW_HOME.")
@click.pass_context
def boothflow(context: click.Context, home: Path | None) -> None:
    """Badges in front of a webcam by day, leads in workbooks by morning.

    Start with `boothflow demo`, or with `boothflow doctor` on a laptop that is going to a show.
    """
    context.obj = home


def main() -> None:
    """Run the command line; every known error becomes one clear message and its own exit status."""
    try:
        status = boothflow(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except (CaptureError, ExportError, FlowError) as error:
        click.echo(f"{click.style('Error:', fg='red', bold=True)} {error}", err=True)
        sys.exit(error.exit_code)
    except ModuleNotFoundError as error:
        half = next((name for name, modules in _HALVES.items() if (error.name or "").split(".")[0] in modules), "")
        if not half:
            raise
        click.echo(f"This command needs the {half} half. Install it with: pip install 'boothflow[{half}]'", err=True)
        sys.exit(69)


if __name__ == "__main__":
    main()
