"""``boothflow booth``: the page that booth staff live in."""

from __future__ import annotations

import click

from capture.commands.options import desk_options, settings_for


@click.command()
@desk_options
@click.option(
    "--port", default=8790, show_default=True, help="Fixed, so that the browser remembers the camera permission."
)
@click.option("--no-browser", is_flag=True, help="Do not open a browser window.")
@click.option("--camera", help="Let Boothflow read this camera (0) or film itself, instead of the browser's camera.")
@click.option("--phones", is_flag=True, help="Let phones in the same network scan too, over HTTPS.")
@click.pass_context
def booth(
    context: click.Context, /, port: int, no_browser: bool, camera: str | None, phones: bool, **desk: str
) -> None:
    """Start this station and open the page that booth staff live in all day."""
    settings = settings_for(context, **desk)

    from capture.booth.server import serve

    def announce(link: str) -> None:
        click.echo(
            f"The booth is open at {link}\nThis link is for this laptop and this start only. Ctrl-C ends the booth."
        )

    serve(settings, port=port, open_browser=not no_browser, camera=camera, phones=phones, announce=announce)
