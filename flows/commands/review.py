"""``boothflow review``: decide the pairs of leads that may be one person."""

from __future__ import annotations

import getpass

import click

from capture.commands.options import settings_for


@click.command()
@click.option("--port", default=8795, show_default=True, help="Port of the page on 127.0.0.1.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser window; print the link instead.")
@click.option("--by", default="", help="Who answers; the staff name of the settings or your login name by default.")
@click.pass_context
def review(context: click.Context, port: int, no_browser: bool, by: str) -> None:
    """Look at the pairs that the night is not sure of, side by side: same, different, or later.

    Answers are kept for ever and obeyed from the next night on. Every answer can be taken back.
    """
    settings = settings_for(context)

    from flows.review.server import serve

    def announce(link: str) -> None:
        click.echo(f"Open {link}" if no_browser else "The review is open in your browser.")
        click.echo("Ctrl-C ends it; every answer is kept at once.")

    serve(
        settings.home / "lake",
        by=by or settings.staff or getpass.getuser(),
        port=port,
        open_browser=not no_browser,
        announce=announce,
    )
