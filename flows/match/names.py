"""Names: what a written name says about family and given name, on the distinct names only.

The result is folded (`flows.match.fold`): Hanzi become pinyin, titles and particles go, "Müller, Bob", "ZHANG Wei" and
"Wei Zhang" find their family name. Where the order can't be known, the comparison also tries the swapped one.
"""

from __future__ import annotations

import polars as pl

from capture.badge.surnames import CHINESE_COMPOUND, KOREAN_COMPOUND, PINYIN
from flows.match.asian import CANTONESE, KOREAN, KOREAN_SYLLABLE, hangul, korean_surname, spoken
from flows.match.fold import folded, without_digraphs
from flows.match.name_words import (
    ALSO_NAMES,
    CANTONESE_GIVEN,
    HONG_KONG,
    HONORIFICS,
    KOREAN_RANKS,
    LISTED,
    NOT_PINYIN,
    PARTICLES,
    PINYIN_GIVEN,
    READ_AS_SURNAME,
    SURNAMES,
    TITLES,
)
from flows.match.nicknames import ROOTS

COLUMNS = ("full_name", "given_name", "family_name", "name_reading", "nickname")
"""The columns of a record that a name is read from."""

NAME = {
    "family": pl.String,  # without particles
    "given": pl.String,  # all given names in one word, a single letter if all are initials
    "head": pl.String,  # the first given name
    "middle": pl.String,  # the last of several given names: the first of two family names, where these are usual
    "root": pl.String,  # of the first given name: "robert" for Bob
    "other": pl.String,  # another given name: a nickname, a reading, the Western name beside Hanzi
    "chinese": pl.Boolean,  # the family name is a Chinese one
    "pinyin": pl.Boolean,  # the given name is pinyin
}

_HAN = r"[\p{Han}\p{Hangul}]"  # what a name is read from, sign by sign
_MARKS = "([\"'.,_/&"  # beside other scripts, what a name that is more than plain words has in it
_TOLD = "\x1f"  # between a given and a family name that are told apart by how they are written
_DEGREES = r"[\s,]+(?:MBA|PHD|MD|MSC|BSC|CPA|CEO|CTO|CFO|LLM|JR|SR|II|III|IV|FH|DBA|CFA|PMP)\.?$"
_WORD = r"[\p{L}\p{M}'’]+(?:[-‐‑–][\p{L}\p{M}'’]+)*"
_COMPOUND = "|".join(sorted(CHINESE_COMPOUND | KOREAN_COMPOUND))


def parsed(names: pl.DataFrame) -> pl.DataFrame:
    """One row of `NAME` for every row of a frame with `COLUMNS` (text, never null)."""
    rows = _texts(names.with_row_index("row"))
    rows = pl.concat([rows, _read_han(rows["han"])], how="horizontal")
    words = _words(rows)
    return _assembled(rows, _roles(words))


def _texts(names: pl.DataFrame) -> pl.DataFrame:
    """The texts of names taken apart; a name of plain words, which most are, as it stands."""
    text = pl.col("full_name")
    odd = names.select(
        (text.str.len_bytes() != text.str.len_chars())
        | text.str.contains_any(list(_MARKS))
        | text.str.contains(r"^[A-Z'-]{2}|[A-Z'-]{2}$")
        | (pl.concat_str("name_reading", "nickname", "given_name", "family_name").str.len_bytes() > 0)
        | (text == "")
    ).to_series()
    plain = names.filter(~odd).select(
        "row", latin="full_name", divided=pl.lit(False), given_name="given_name", family_name="family_name",
        han=pl.lit(""), more=pl.lit(""),
    )  # fmt: skip
    return pl.concat([plain, _taken_apart(names.filter(odd))]).sort("row")


def _taken_apart(names: pl.DataFrame) -> pl.DataFrame:
    """What stands beside a name in brackets is taken out; "family, given" and "FAMILY given" tell which is which."""
    beside = r"[(（\[\"“„'‘«]\s*([^)）\]\"”“'’»]{2,})[)）\]\"”“'’»]"
    comma = r"^\s*([^,，]{2,}?)\s*[,，]\s*([^,，]+?)\s*$"
    # "Dott. Anna Rossi", "Dor. Anna Meier": a title, however it is typed.
    abbreviated = r"^(?:\p{L}{2,5}\.\s*)+(\S+\s+\S.*)$"
    capitals = r"[\p{Lu}'’-]{2,}(?:\s+[\p{Lu}'’-]{2,})*"
    shouted = rf"^({capitals})\s+(\S*\p{{Ll}}.*)$"
    shouted_last = rf"^(\S*\p{{Ll}}[^{_TOLD}]*)\s+({capitals})$"
    divided = pl.concat_str("given_name", pl.lit(" "), "family_name")
    rows = names.with_columns(
        text=pl.when(pl.col("full_name") != "").then("full_name").otherwise(divided),
        divided=(pl.col("family_name") != "") & ~pl.concat_str("given_name", "family_name").str.contains(_HAN),
    )
    rows = rows.with_columns(
        text=pl.col("text").str.replace_all(beside, " "), beside=pl.col("text").str.extract(beside).fill_null("")
    )
    title = pl.col("text").str.extract(comma, 2).str.to_lowercase().str.replace_all(".", "", literal=True).is_in(TITLES)
    rows = rows.with_columns(
        title=title.fill_null(False), han=pl.concat_str("text", "beside").str.extract_all(_HAN).list.join("")
    )
    rows = rows.with_columns(
        latin=pl.when("title")
        .then(pl.col("text").str.replace(comma, "${1}"))
        .otherwise(pl.col("text").str.replace(comma, f"${{2}}{_TOLD}${{1}}"))
    )
    latin = pl.col("latin").str.replace_all(_HAN, " ").str.replace(abbreviated, "${1}").str.replace(_DEGREES, "")
    latin = latin.str.replace(shouted, f"${{2}}{_TOLD}${{1}}").str.replace(shouted_last, f"${{1}}{_TOLD}${{2}}")
    rows = rows.with_columns(latin=latin)
    parts = pl.col("latin").str.splitn(_TOLD, 2).struct
    told = ~pl.col("divided") & (pl.col("han") == "") & parts[1].is_not_null()
    return rows.select(
        "row",
        "latin",
        divided=pl.col("divided") | told,
        given_name=pl.when(told).then(parts[0]).otherwise("given_name"),
        family_name=pl.when(told).then(parts[1]).otherwise("family_name"),
        han=pl.col("han").str.replace(HONORIFICS, ""),
        more=pl.concat_str("beside", pl.lit(" "), "name_reading", pl.lit(" "), "nickname").str.replace_all(_HAN, " "),
    )


def _read_han(han: pl.Series) -> pl.DataFrame:
    """Family and given name in Latin letters of names in Hanzi and Hangul, surnames read as surnames."""
    size = pl.when(pl.col("han").str.contains(rf"^(?:{_COMPOUND}){_HAN}")).then(2).otherwise(1)
    parts = han.to_frame("han").select(
        family=pl.col("han").str.head(size), given=pl.col("han").str.slice(size.cast(pl.Int64))
    )
    signs = sorted(set("".join(han.unique().to_list())))
    if not signs:
        return parts.rename({"family": "han_family", "given": "han_given"})
    sounds = [spoken(sign) for sign in signs]
    as_family = [
        READ_AS_SURNAME.get(sign) or (korean_surname(sound) if hangul(sign) else sound)
        for sign, sound in zip(signs, sounds, strict=True)
    ]
    return parts.select(
        han_family=pl.col("family").str.replace_many(signs, as_family),
        han_given=pl.col("given").str.replace_many(signs, sounds),
    )


def _words(rows: pl.DataFrame) -> pl.DataFrame:
    """The words of every name, one row each, with what is known of a word by itself, worked out on distinct words."""
    given_only = (
        (pl.col("given_name") != "") & (pl.col("family_name") == "") & ~pl.col("latin").str.contains(r"\S\s+\S")
    )
    divided, by_han = pl.col("divided"), pl.col("han_family") != ""
    sources = [
        rows.filter(~divided & ~given_only & ~by_han).select("row", role=pl.lit(0, pl.Int8), text="latin"),
        rows.filter(divided | given_only).select("row", role=pl.lit(1, pl.Int8), text="given_name"),
        rows.filter(divided).select("row", role=pl.lit(2, pl.Int8), text="family_name"),
        rows.filter(~divided & by_han).select("row", role=pl.lit(3, pl.Int8), text="latin"),
        rows.filter(pl.col("more").str.contains(r"\S")).select("row", role=pl.lit(3, pl.Int8), text="more"),
    ]
    long = pl.concat(sources).with_columns(word=pl.col("text").str.extract_all(_WORD)).drop("text")
    long = long.explode("word").filter(pl.col("word").is_not_null()).with_row_index("place")
    distinct = long.select(pl.col("word").unique()).with_columns(
        parts=without_digraphs(folded(pl.col("word").str.replace_all("['’]", "").str.replace_all("[‐‑–]", "-")))
    )
    distinct = distinct.with_columns(parts=pl.col("parts").str.replace("^(?:al|el)-", ""))  # El-Sayed, El Sayed
    distinct = distinct.with_columns(plain=pl.col("parts").str.replace_all("-", "", literal=True))
    plain = pl.col("plain")
    distinct = distinct.with_columns(
        lead=pl.col("parts").str.extract("^[^-]*", 0),
        syllables=pl.when(pl.col("parts").str.contains(rf"^{KOREAN_SYLLABLE}(?:-{KOREAN_SYLLABLE})*$"))
        .then(pl.col("parts").str.count_matches("-", literal=True) + 1)
        .otherwise(0),
        hong_kong=plain.is_in(HONG_KONG),
        syllable=plain.str.contains(CANTONESE_GIVEN) & ~plain.is_in(LISTED) & ~plain.is_in(NOT_PINYIN),
        title=plain.is_in(TITLES),
        particle=plain.is_in(PARTICLES),
        surname=plain.is_in(SURNAMES).cast(pl.Int8) + plain.is_in(PINYIN).cast(pl.Int8),  # none, rare, frequent
        korean=pl.sum_horizontal(plain.is_in(surnames) for surnames in KOREAN_RANKS).cast(pl.Int8),
        pinyin=plain.str.contains(PINYIN_GIVEN) & ~plain.is_in(NOT_PINYIN) & (plain.str.len_chars() > 1),
    )
    long = (
        long.join(distinct, on="word", how="left", maintain_order="left")
        .drop("word", "parts")
        .rename({"plain": "word"})
    )
    long = long.filter(~pl.col("title") & (pl.col("word") != ""))
    # Words of one row and role stand together, but for those beside the name.
    first = (pl.col("row") != pl.col("row").shift(1)) | (pl.col("role") != pl.col("role").shift(1))
    last = first.shift(-1, fill_value=True)
    long = long.with_columns(first=first.fill_null(True), last=last.fill_null(True))
    begins, ends = (pl.col("role") == 0) & pl.col("first"), (pl.col("role") == 0) & pl.col("last")
    # Du Qiang and Kevin Du have a Chinese surname that is a particle elsewhere.
    surname = (pl.col("surname") > 0) & (ends | begins & ~ends & pl.col("pinyin").shift(-1))
    return long.with_columns(
        particle=pl.col("particle") & ~surname.fill_null(False) & ~(begins & pl.col("word").is_in(ALSO_NAMES))
    ).drop("first", "last")


def _roles(words: pl.DataFrame) -> pl.DataFrame:
    """Each word's part in the name: 1 given, 2 family, 3 another given name, 4 the first of two family names.

    Particles go where other words are left.
    """
    particles = words.filter("particle").select("row", "role", "place")
    others = words.filter(~pl.col("particle")).select("row", "role")
    spare = particles.join(others, on=["row", "role"], how="semi")["place"]  # particles that other words stand beside
    words = words.filter(~pl.col("place").is_in(spare.implode()))
    # Of two family names the last one counts, as where nothing tells them from given names.
    several = (pl.col("role") == 2) & (pl.col("role").shift(-1) == 2) & (pl.col("row") == pl.col("row").shift(-1))
    words = words.with_columns(role=pl.when(several.fill_null(False)).then(pl.lit(4, pl.Int8)).otherwise("role"))
    order = words.filter(pl.col("role") == 0)
    last = (order["row"] != order["row"].shift(-1)).fill_null(True)
    first = last.shift(1, fill_value=True)
    begins = order.with_columns(
        second=pl.col("pinyin").shift(-1) & ~last, syllable=pl.col("syllable").shift(-1) & ~last
    ).filter(first)
    begins = begins.select(
        "row",
        "second",
        "syllable",
        "hong_kong",
        "korean",
        first="place",
        starts="surname",
        head="word",
        head_pinyin="pinyin",
    )
    order = order.with_columns(before_last=pl.col("place").shift(1), before=pl.col("word").shift(1))
    ends = order.filter(last).select(
        "before_last", "before", tail_hong_kong="hong_kong", last="place", ends="surname", tail="word", tail_korean="korean"
    )  # fmt: skip
    rest = order.filter(~first)
    rest = rest.group_by("row", maintain_order=True).agg(
        syllables=pl.col("syllables").sum(), least=pl.col("syllables").min(), words=pl.len() + 1,
        second_at=pl.col("place").first(), second_surname=pl.col("surname").first(), tail_pinyin=pl.col("pinyin").slice(1).all(),
    )  # fmt: skip
    ends = pl.concat([begins, ends], how="horizontal").join(rest, on="row", how="left", maintain_order="left")
    initial = pl.col("tail").str.len_chars() == 1
    short = initial & (pl.col("head").str.len_chars() > 1)
    # Müller R.; but Rafael Rubio M.
    inside = initial & (pl.col("words") > 2) & (pl.col("before").str.len_chars() > 1)
    # Lee Seung-Ki, Kang Seo Yong; Seo Yong Kang has a family name at both ends, and is left as it stands.
    seoul = (pl.col("korean") > pl.col("tail_korean")) & (pl.col("least") > 0) & (pl.col("syllables") >= 2)
    beijing = (pl.col("starts") > pl.col("ends")) & pl.col("second") & (pl.col("tail_korean") < 2)
    hong_kong = pl.col("hong_kong") & ~pl.col("tail_hong_kong") & pl.col("syllable") & (pl.col("ends") == 0)
    family_first = short | pl.any_horizontal(beijing, seoul, hong_kong).fill_null(False)
    # Linda Cai Jing Min; but Kevin Wei Zhang.
    second = (
        (pl.col("words") > 2)
        & ~pl.col("head_pinyin")
        & pl.col("tail_pinyin")
        & (pl.col("second_surname") > pl.col("ends"))
    )
    second &= (pl.col("head").str.len_chars() > 1) & ~initial
    family_at = (
        pl.when(second.fill_null(False))
        .then("second_at")
        .when(inside)
        .then("before_last")
        .when(family_first)
        .then("first")
        .otherwise("last")
    )
    ends = ends.select("row", family_at=family_at)
    words = words.join(ends, on="row", how="left", maintain_order="left")
    role = pl.when(pl.col("role") != 0).then("role").when(pl.col("place") == pl.col("family_at")).then(2).otherwise(1)
    return words.with_columns(role=role.cast(pl.Int8))


def _assembled(rows: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """The words put together again; of a Chinese person's two given names the Western one first, the pinyin one beside it."""
    word, long_enough = pl.col("word"), pl.col("word").str.len_chars() > 1
    families, given_only, doubles = (words.filter(pl.col("role") == role) for role in (2, 1, 4))
    # Where nothing tells family names from given names, the first of two stands among these; so it does everywhere.
    beside = doubles.join(given_only.select("row"), on="row", how="semi", maintain_order="left")
    givens = pl.concat([given_only, beside]).sort("place")
    alone = doubles.join(given_only.select("row"), on="row", how="anti").unique("row", keep="last", maintain_order=True)
    family = _per_row(families, {"family": word}, {"family": word.str.join("")})
    given = _per_row(
        givens,
        {"given": word, "head": word, "lead": pl.col("lead"), "middle": pl.lit(""), "count": pl.lit(1, pl.UInt32)},
        {
            "given": pl.when(long_enough.any())
            .then(word.str.join(""))
            .otherwise(word.first()),  # initials: the first one
            "head": word.first(),
            "lead": pl.col("lead").first(),
            "middle": pl.when(word.last().str.len_chars() > 2).then(word.last()).otherwise(pl.lit("")),
            "count": pl.len(),
        },
    )
    western = givens.filter(~pl.col("pinyin") & long_enough).unique("row", keep="first", maintain_order=True)
    western = western.select("row", western="word")
    pinyin = givens.filter("pinyin")
    spare = _per_row(pinyin, {"spare": word}, {"spare": word.str.join("")})
    rows = rows.select("row", "han_family", "han_given", "divided")
    for part in (family, given, western, spare, alone.select("row", alone="word")):
        rows = rows.join(part, on="row", how="left", maintain_order="left")
    by_han = (pl.col("han_family") != "") & ~pl.col("divided")
    in_han = {"family": "han_family", "given": "han_given", "head": "han_given", "lead": "han_given"}
    rows = rows.with_columns(
        **{name: pl.when(by_han).then(han).otherwise(name).fill_null("") for name, han in in_han.items()},
        middle=pl.when(by_han).then(pl.lit("")).otherwise(pl.coalesce("middle", "alone")).fill_null(""),
    )
    others = words.filter((pl.col("role") == 3) & long_enough).select("row", "word")
    others = others.join(rows.select("row", "family", "given"), on="row", maintain_order="left")
    others = others.filter((word != pl.col("family")) & (word != pl.col("given")))
    others = others.group_by("row", maintain_order=True).agg(other=word.first())
    rows = rows.join(others, on="row", how="left", maintain_order="left").with_columns(
        other=pl.col("other").fill_null("")
    )
    two = (
        pl.col("family").is_in(SURNAMES)
        & ~by_han
        & (pl.col("count") > 1)
        & pl.col("western").is_not_null()
        & pl.col("spare").is_not_null()
    )
    korean = pl.col("family").is_in(KOREAN) & pl.col("western").str.contains(rf"^{KOREAN_SYLLABLE}$")
    two = (two & ~(korean & ~pl.col("western").is_in(LISTED))).fill_null(False)
    rows = rows.with_columns(
        **{name: pl.when(two).then("western").otherwise(name) for name in ("given", "head", "lead")},
        middle=pl.when(pl.col("family").is_in(SURNAMES)).then(pl.lit("")).otherwise("middle"),
        other=pl.when(two).then("spare").otherwise("other"),
    )
    roots = read_roots(pl.col("family"), pl.col("given"), pl.col("lead"))
    return rows.select("family", "given", "head", "middle", "other", **roots).select(*NAME)


def _per_row(words: pl.DataFrame, alone: dict[str, pl.Expr], several: dict[str, pl.Expr]) -> pl.DataFrame:
    """What the words of each row are together; most rows have one, and a group of one costs as much as a group of many."""
    more = words["row"].is_duplicated()
    one = words.filter(~more).select("row", **alone)
    return pl.concat([one, words.filter(more).group_by("row", maintain_order=True).agg(**several)])


def read_roots(family: pl.Expr, given: pl.Expr, head: pl.Expr) -> dict[str, pl.Expr]:
    """``root``, ``chinese`` and ``pinyin`` of a name; ``head`` is its first given name. Su of a Chinese person is no Susan.

    Xiao Ming and Xiaoming are one name, and so are Seung Ki and Seungki: there the root is the whole.
    """
    pinyin = given.str.contains(PINYIN_GIVEN) & ~given.is_in(NOT_PINYIN)
    western = given.is_in(NOT_PINYIN) | given.is_in(LISTED)
    cantonese = family.is_in(CANTONESE) & given.str.contains(CANTONESE_GIVEN) & ~western
    chinese, pinyin = family.is_in(SURNAMES) | cantonese | family.is_in(HONG_KONG), pinyin | cantonese
    whole = chinese & pinyin | family.is_in(KOREAN) & ~head.is_in(LISTED)
    root = pl.when(whole).then(given).otherwise(head.replace(ROOTS))
    return {"root": root, "chinese": chinese, "pinyin": pinyin}
