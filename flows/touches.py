"""Touches: which of them stand, once what staff took back is taken back, and what they say about each person."""

from __future__ import annotations

import polars as pl

from capture.touch import RATINGS


def standing(touches: pl.DataFrame) -> pl.DataFrame:
    """The touches that count, in the order they were made; undo and redo themselves are gone."""
    undone = _last_word(touches).filter(pl.col("target") != "", pl.col("kind") == "undo")
    kept = touches.filter(
        ~pl.col("kind").is_in(["undo", "redo"]), ~pl.col("touch_id").is_in(undone["target"].implode())
    )
    return kept.sort("at", "touch_id")


def taken_back(touches: pl.DataFrame) -> set[str]:
    """Scans that staff took back as a whole."""
    return set(_last_word(touches).filter(pl.col("target") == "", pl.col("kind") == "undo")["scan_id"])


def by_person(touches: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    """What all colleagues together said about each person, one row a person.

    The newest rating, owner, next step and introducer count; a consent of yes or no stands until a newer yes or no;
    qualifiers count by their newest answer; every note of every colleague stays.
    """
    said = standing(touches).join(persons, on="scan_id").sort("at", "touch_id")

    def of(kind: str) -> pl.Expr:
        return pl.col("kind") == kind

    def value(name: str) -> pl.Expr:
        return pl.col("value").str.json_path_match(f"$.{name}").fill_null("")

    answered = of("consent") & value("answer").is_in(["yes", "no"])
    frame = said.group_by("person_id", maintain_order=True).agg(
        rating=value("rating").filter(of("rating") & value("rating").is_in(RATINGS)).last(),
        consent=value("answer").filter(answered).last(),
        consent_at=pl.col("at").filter(answered).last(),
        consent_wording_version=value("wording_version").filter(answered).last(),
        owner=value("owner").filter(of("owner") & (value("owner") != "")).last(),
        next_step=value("text").filter(of("next_step") & (value("text") != "")).last(),
        introducer=value("name").filter(of("introducer") & (value("name") != "")).last(),
        introducer_scan=value("scan_id").filter(of("introducer") & (value("scan_id") != "")).last(),
        touched_channel=value("channel").filter(of("channel")).last(),
        notes=pl.struct("at", "staff", text=value("text")).filter(of("note") & (value("text") != "")),
    )
    answers = (
        said.filter(of("qualifier"))
        .with_columns(name=value("name"), answer=value("value"))
        .unique(["person_id", "name"], keep="last", maintain_order=True)
        .filter(pl.col("answer") != "")
        .group_by("person_id")
        .agg(qualifiers=pl.format("{}: {}", "name", _plain("answer")).sort())
    )
    tags = (
        said.filter(of("tag"))
        .with_columns(tag=value("tag"), on=value("on"))
        .unique(["person_id", "tag"], keep="last", maintain_order=True)
        .filter(pl.col("on") == "true", pl.col("tag") != "")
        .group_by("person_id")
        .agg(tags=pl.col("tag").sort())
    )
    return frame.join(answers, on="person_id", how="left").join(tags, on="person_id", how="left")


def _last_word(touches: pl.DataFrame) -> pl.DataFrame:
    """The last undo or redo of each touch and of each whole scan (target "")."""
    words = touches.filter(pl.col("kind").is_in(["undo", "redo"])).sort("at", "touch_id")
    target = pl.col("value").str.json_path_match("$.touch_id").fill_null("")
    return words.with_columns(target=target).unique(["scan_id", "target"], keep="last", maintain_order=True)


def _plain(name: str) -> pl.Expr:
    """A JSON list of answers as plain text: ``["a","b"]`` becomes ``a, b``."""
    return pl.col(name).str.replace_all(r'^\["|"\]$', "").str.replace_all('","', ", ", literal=True)
