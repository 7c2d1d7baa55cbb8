"""``boothflow why``: which weights joined two scans, or kept them apart."""

from __future__ import annotations

from pathlib import Path

import click

from capture.commands.options import settings_for


@click.command()
@click.argument("one", metavar="A")
@click.argument("two", metavar="B")
@click.option(
    "--language", type=click.Choice(["en", "zh"]), help="Language of the answer; that of the settings by default."
)
@click.option(
    "--picture", type=click.Path(path_type=Path, dir_okay=False), help="Also draw the weights into this SVG file."
)
@click.pass_context
def why(context: click.Context, one: str, two: str, language: str | None, picture: Path | None) -> None:
    """Say in words why A and B are one person, or why they are not.

    A and B are scan ids, person ids, whole names or e-mail addresses, as the last night knows them. The same name twice asks
    about the two people of that name.
    """
    settings = settings_for(context)

    from flows.match.explain import Language, waterfall
    from flows.why import Explainer

    chosen: Language = "zh" if (language or settings.language) == "zh" else "en"
    answer = Explainer(settings.home / "lake").why(one, two)
    click.echo(answer.told(chosen))
    if picture and answer.links:
        picture.write_text(waterfall(answer.links[0].reasons, chosen), "utf-8")
