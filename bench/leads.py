"""Leads with ground truth: made-up people seen at several trade shows, with everything that makes them hard to recognise.

``leads(rows, seed)`` gives a frame of `flows.records.RECORDS` and the truth: ``scan_id``, ``person`` and ``case``, which says what is
hard about the scan. Names are put together from syllables of several languages, companies and domains are under .example.
``stored(rows, seed)`` writes both as Parquet some scans at a time, so that ten million need little memory, and keeps them.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from bench import lead_words
from bench.lead_words import (
    CITY,
    DIAL,
    FAMILY,
    FORMS,
    FREE,
    GIVEN,
    HAN_COMPANY,
    HAN_FAMILY,
    HAN_GIVEN,
    JOBS,
    NICK,
    ORIGINS,
    SHARE,
    STEMS,
    TAILS,
    WESTERN,
)
from flows.records import RECORDS

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_AT_ONCE = 400_000  # scans
_PATTERNS = ("f.l", "fl", "l.f", "f", "i.l")  # how a firm makes mailboxes of names


@dataclass(frozen=True)
class Hardness:
    """How often each hardship occurs; the defaults are meant to be harder than a real show."""

    rows_per_person: float = 3.2
    typed: float = 0.10
    job_change: float = 0.12
    western: float = 0.35  # of Chinese people's scans
    hanzi: float = 0.35
    nickname: float = 0.12
    initial: float = 0.06
    no_given: float = 0.03
    swapped: float = 0.05
    shared_mail: float = 0.04
    family: float = 0.02
    email: float = 0.72
    phone: float = 0.6
    handle: float = 0.2
    zipf: float = 0.8


def leads(rows: int, seed: int = 0, hardness: Hardness | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """About ``rows`` scans (exactly so many) in `RECORDS` and their truth (``scan_id``, ``person``, ``case``)."""
    parts = list(_parts(rows, seed, hardness or Hardness()))
    frame, truth = (pl.concat(side).sort("scan_id") for side in zip(*parts, strict=True))
    return frame, truth


def stored(rows: int, seed: int = 0, folder: Path | None = None) -> tuple[Path, Path]:
    """The Parquet files of leads and their truth in a folder (one for temporary files), made if this version did not yet."""
    folder = folder or Path(tempfile.gettempdir()) / "leads"
    sources = Path(__file__).read_bytes() + Path(lead_words.__file__).read_bytes()
    stem = f"{rows}-{seed}-{hashlib.sha256(sources).hexdigest()[:8]}"
    made = folder / f"{stem}.parquet", folder / f"{stem}-truth.parquet"
    if not all(path.exists() for path in made):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as parts:
            for at, part in enumerate(_parts(rows, seed, Hardness())):
                for frame, kind in zip(part, ("data", "truth"), strict=True):
                    frame.write_parquet(Path(parts) / f"{kind}-{at:04d}.parquet", compression="lz4")
            for kind, path in zip(("data", "truth"), made, strict=True):
                whole = pl.scan_parquet(Path(parts) / f"{kind}-*.parquet")
                whole.sink_parquet(Path(parts) / f"{kind}.whole", compression="lz4")
                (Path(parts) / f"{kind}.whole").replace(path)
    return made


def _parts(rows: int, seed: int, h: Hardness) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Leads and their truth, the scans of some people at a time."""
    rng = np.random.default_rng(seed)
    people = max(2, int(rows / h.rows_per_person))
    origin = rng.choice(len(ORIGINS), people, p=SHARE)
    firms = _companies(max(5, people // 12), rng)
    persons = _people(people, origin, firms, rng, h)
    shows = max(4, int(np.log2(rows)))
    # How often somebody is seen is uneven: most once or twice, a few at every show.
    eager = rng.gamma(1.2, 1.0, people)
    who = np.sort(rng.choice(people, rows, p=eager / eager.sum()))
    show = rng.integers(0, shows, rows)
    order = np.lexsort((show, who))
    who, show = who[order].astype(np.int64), show[order]
    fields = pl.DataFrame(
        {
            "with_mail": rng.random(shows) < 0.85,
            "with_phone": rng.random(shows) < 0.75,
            "with_company": rng.random(shows) < 0.97,
        }
    )
    numbered = _numbered(who, show / shows, persons, firms)
    scan = rng.permutation(rows)
    bounds = np.unique([*np.searchsorted(who, who[::_AT_ONCE]), rows])
    for start, stop in pairwise(bounds):
        part = slice(start, stop)
        yield _scans(who[part], show[part], shows, scan[part], fields, persons, firms, numbered, rng, h)


def _zipf(size: int, count: int, rng: np.random.Generator, power: float) -> Ints:
    weight = 1.0 / np.arange(1, size + 1) ** power
    return rng.choice(size, count, p=weight / weight.sum()).astype(np.int64)


def _picked(words: list[str] | tuple[str, ...] | str, at: Ints) -> pl.Series:
    return pl.Series(list(words), dtype=pl.String).gather(pl.Series(at))


def _companies(count: int, rng: np.random.Generator) -> pl.DataFrame:
    origin = rng.choice(len(ORIGINS), count, p=SHARE)
    heads = [head + "er " for head in FAMILY["de"][0].split()[:80]]
    number = np.arange(count)
    han = pl.concat(
        [_picked(HAN_COMPANY, rng.integers(0, len(HAN_COMPANY), count)).alias(str(i)).to_frame() for i in range(4)],
        how="horizontal",
    )
    frame = pl.DataFrame(
        {
            "lang": _picked(ORIGINS, origin),
            "number": number,
            "one": _picked(STEMS, rng.integers(0, len(STEMS), count)),
            "two": _picked(STEMS, rng.integers(0, len(STEMS), count)),
            "tail": _picked(TAILS, rng.integers(0, len(TAILS), count)),
            "long": rng.random(count) < 0.5,
            "head": _picked(heads, rng.integers(0, len(heads), count)),
            "named": rng.random(count) < 0.3,
            "form": _by_language(FORMS, origin, rng),
            "city": _by_language({lang: text.split() for lang, text in CITY.items()}, origin, rng),
            "han": han.select(pl.concat_str("0", "1", "2", "3", pl.lit("科技有限公司"))).to_series(),
            "shouted": rng.random(count) < 0.3,
            "pattern": _picked(_PATTERNS, rng.choice(5, count, p=[0.5, 0.2, 0.1, 0.1, 0.1])),
            "dial": _picked([DIAL[lang][0] for lang in ORIGINS], origin),
            "area": rng.integers(20, 99, count),
            "line": rng.integers(10000, 99999, count),
            "uses_board": rng.random(count) < 0.3,
        }
    )
    stem = pl.concat_str(
        pl.when("named").then("head").otherwise(pl.lit("")),
        "one",
        pl.when("long").then(pl.col("two").str.to_lowercase()).otherwise(pl.lit("")),
        "tail",
    )
    ascii_stem = pl.col("stem").str.to_lowercase().str.replace_many([" ", "ü", "ö", "ß"], ["-", "ue", "oe", "ss"])
    frame = frame.with_columns(stem=stem, han=pl.when(pl.col("lang") == "zh").then("han").otherwise(pl.lit("")))
    return frame.with_columns(
        full=pl.concat_str("stem", "form"),
        brief=pl.when("shouted").then(pl.col("stem").str.to_uppercase()).otherwise("stem"),
        domain=pl.concat_str(ascii_stem, pl.col("number") if count > 500 else pl.lit(""), pl.lit(".example")),
        board=pl.concat_str(pl.lit("+"), "dial", pl.lit(" "), "area", pl.lit(" "), "line", pl.lit("0")),
    ).select("lang", "stem", "full", "brief", "han", "domain", "pattern", "board", "city", "uses_board")


def _by_language(words: dict[str, list[str]], origin: Ints, rng: np.random.Generator) -> pl.Series:
    """A word of each one's language, evenly drawn."""
    every = [word for lang in ORIGINS for word in words[lang]]
    sizes = np.array([len(words[lang]) for lang in ORIGINS])
    first = np.cumsum(sizes) - sizes
    return _picked(every, first[origin] + (rng.random(len(origin)) * sizes[origin]).astype(np.int64))


def _people(count: int, origin: Ints, firms: pl.DataFrame, rng: np.random.Generator, h: Hardness) -> pl.DataFrame:
    names = []
    for which, lang in enumerate(ORIGINS):
        at = np.flatnonzero(origin == which)
        made = _chinese_names(len(at), rng, h) if lang == "zh" else _names(lang, len(at), rng, h)
        names.append(made.with_columns(at=pl.Series(at)))
    named = pl.concat(names, how="diagonal").sort("at").with_columns(pl.col("western", "han").fill_null(""))
    firm = _employers(origin, firms, rng)
    changes = (rng.random(count) < h.job_change) & (firm[:, 0] != firm[:, 1])
    digits = rng.integers(0, 10**8, count)
    direct = rng.integers(10, 999, (count, 2))
    persons = named.drop("at").with_columns(
        origin=pl.Series(origin),
        firm0=pl.Series(firm[:, 0]),
        firm1=pl.Series(np.where(changes, firm[:, 1], firm[:, 0])),
        change_at=pl.Series(np.where(changes, rng.random(count), 2.0)),
        dial=_picked([DIAL[lang][0] for lang in ORIGINS], origin),
        mobile_head=_picked([DIAL[lang][1] for lang in ORIGINS], origin)
        + pl.Series(digits // 10**6 % 100).cast(pl.String).str.zfill(2),
        mobile_tail=pl.Series(digits % 10**6).cast(pl.String).str.zfill(6),
        direct0=pl.Series(direct[:, 0]),
        direct1=pl.Series(direct[:, 1]),
        private=pl.Series(rng.random(count) < 0.15),
        free=_picked(FREE, rng.integers(0, len(FREE), count)),
        linked=pl.Series(rng.random(count) < 0.6),
        tag=pl.Series(rng.integers(0, 10**6, count)),
        job0=_picked(JOBS, rng.integers(0, len(JOBS), count)),
        job1=_picked(JOBS, rng.integers(0, len(JOBS), count)),
        shared=pl.Series(rng.random(count) < h.shared_mail),
    )
    return _with_kin(persons, rng, h).with_columns(
        _plain("given").alias("plain_given"), _plain("family").alias("plain_family"), _plain("western").alias("plain_western")
    )  # fmt: skip


def _names(lang: str, count: int, rng: np.random.Generator, h: Hardness) -> pl.DataFrame:
    heads, tails = (part.split() for part in FAMILY[lang])
    families = [a + b for a in heads for b in tails]
    rng.shuffle(families)
    givens = GIVEN[lang].split()
    return pl.DataFrame(
        {
            "family": _picked(families, _zipf(len(families), count, rng, h.zipf)),
            "given": _picked(givens, _zipf(len(givens), count, rng, 0.6)),
        }
    )


def _chinese_names(count: int, rng: np.random.Generator, h: Hardness) -> pl.DataFrame:
    from pypinyin import lazy_pinyin

    family = _zipf(len(HAN_FAMILY), count, rng, h.zipf)
    one, two = _zipf(len(HAN_GIVEN), count, rng, 0.5), _zipf(len(HAN_GIVEN), count, rng, 0.5)
    two = np.where(rng.random(count) < 0.35, len(HAN_GIVEN), two)
    signs, sounds = [*HAN_GIVEN, ""], [*(lazy_pinyin(sign)[0] for sign in HAN_GIVEN), ""]
    western = np.where(rng.random(count) < 0.5, rng.integers(0, len(WESTERN), count), len(WESTERN))
    return pl.DataFrame(
        {"family": _picked([lazy_pinyin(sign)[0].title() for sign in HAN_FAMILY], family),
         "given": (_picked(sounds, one) + _picked(sounds, two)).str.to_titlecase(), "western": _picked([*WESTERN, ""], western),
         "han": _picked(HAN_FAMILY, family) + _picked(signs, one) + _picked(signs, two)}
    )  # fmt: skip


def _employers(origin: Ints, firms: pl.DataFrame, rng: np.random.Generator) -> Ints:
    """Two firms a person, the one before and the one after a change of job, mostly of their own country."""
    firm = np.zeros((len(origin), 2), np.int64)
    everywhere = np.arange(firms.height)
    for which, lang in enumerate(ORIGINS):
        at = np.flatnonzero(origin == which)
        home = np.flatnonzero((firms["lang"] == lang).to_numpy())
        home = home if len(home) else everywhere
        for job in range(2):
            own, other = home[_zipf(len(home), len(at), rng, 0.7)], _zipf(len(everywhere), len(at), rng, 0.7)
            firm[at, job] = np.where(rng.random(len(at)) < 0.8, own, other)
    return firm


def _with_kin(persons: pl.DataFrame, rng: np.random.Generator, h: Hardness) -> pl.DataFrame:
    """Some share phone and family name with the person before them: a couple, or father and son, in one firm now and then."""
    origin = persons["origin"].to_numpy()
    kin = (rng.random(persons.height) < h.family) & (persons["han"] == "").to_numpy() & (origin == np.roll(origin, 1))
    kin[0] = False
    home = _sources(kin)
    office = _sources(kin & (rng.random(persons.height) < 0.5))
    return persons.with_columns(
        *(persons[name].gather(home) for name in ("family", "dial", "mobile_head", "mobile_tail")),
        *(persons[name].gather(office) for name in ("firm0", "firm1")),
    )


def _sources(follows: Bools) -> Ints:
    """For each person the one whose value they have, where some have that of the person before them."""
    return np.asarray(np.maximum.accumulate(np.where(follows, -1, np.arange(len(follows)))), np.int64)


def _plain(column: str) -> pl.Expr:
    spelled = pl.col(column).str.replace_many(
        ["ä", "ö", "ü", "Ä", "Ö", "Ü", "ß", "ł", "Ł", "ø"], ["ae", "oe", "ue", "ae", "oe", "ue", "ss", "l", "l", "o"]
    )
    return spelled.str.to_lowercase().str.normalize("NFKD").str.replace_all(r"[^a-z0-9-]", "")


def _mailbox(persons: pl.DataFrame, firms: pl.DataFrame) -> pl.Series:
    """The address that a firm would give to a person if nobody had it (``person`` and plain names)."""
    western = (pl.col("plain_western") != "") & (pl.col("person") % 2 == 1)
    rows = persons.with_columns(g=pl.when(western).then("plain_western").otherwise("plain_given"), f="plain_family")
    dot = pl.lit(".")
    local = (
        pl.when(pl.col("pattern") == "f.l").then(pl.concat_str("g", dot, "f"))
        .when(pl.col("pattern") == "fl").then(pl.concat_str(pl.col("g").str.head(1), "f"))
        .when(pl.col("pattern") == "l.f").then(pl.concat_str("f", dot, "g"))
        .when(pl.col("pattern") == "f").then("g")
        .otherwise(pl.concat_str(pl.col("g").str.head(1), dot, "f"))
    )  # fmt: skip
    rows = rows.hstack(firms.select("pattern", "domain"))
    return rows.select(mail=pl.concat_str(local, pl.lit("@"), "domain")).to_series()


def _numbered(who: Ints, at: npt.NDArray[np.float64], persons: pl.DataFrame, firms: pl.DataFrame) -> Bools:
    """By person and job, who came second to a mailbox: it is its owner's for good, others of the name get a number."""
    moved = at > persons["change_at"].to_numpy()[who]
    seen = np.unique(who * 2 + moved)
    person, job = seen // 2, seen % 2
    firm = np.where(job == 0, persons["firm0"].to_numpy()[person], persons["firm1"].to_numpy()[person])
    named = persons.select("plain_given", "plain_family", "plain_western")[person].with_columns(
        person=pl.Series(person)
    )
    mail = _mailbox(named, firms.select("pattern", "domain")[firm])
    owner = pl.DataFrame({"mail": mail, "person": person}).select(pl.col("person").min().over("mail")).to_series()
    numbered = np.zeros(2 * persons.height, bool)
    numbered[seen] = owner.to_numpy() != person
    return numbered


def _scans(
    who: Ints, show: Ints, shows: int, scan: Ints, fields: pl.DataFrame, persons: pl.DataFrame, firms: pl.DataFrame, numbered: Bools,
    rng: np.random.Generator, h: Hardness,
) -> tuple[pl.DataFrame, pl.DataFrame]:  # fmt: skip
    """The scans of some people, sorted by person and show; a badge says the same each time, but for a few that are printed anew."""
    rows = len(who)
    typed = rng.random(rows) < h.typed
    printed = ~typed
    first = np.concatenate([[True], (who[1:] != who[:-1]) | (show[1:] != show[:-1])])
    # The first of a badge's scans prints it: the first that is not typed.
    place = np.arange(rows)
    begin = np.maximum.accumulate(np.where(first, place, 0))
    before: Ints = np.cumsum(printed) - printed  # printed ones before this one
    first_print = printed & (before == before[begin])
    fresh = typed | first_print | (rng.random(rows) < 0.03)
    source = np.maximum.accumulate(np.where(fresh & printed, place, 0))
    source = np.where(fresh, place, source)
    made = np.flatnonzero(fresh)
    contacts = _contacts(who[made], show[made], shows, typed[made], fields, persons, firms, numbered, rng, h)
    contacts = contacts[np.searchsorted(made, source)]
    times = np.datetime64("2024-01-10T08:00", "us") + show.astype("timedelta64[D]") * 40
    times = times + rng.integers(0, 9 * 3600, rows).astype("timedelta64[s]")
    badge = pl.Series(who * 7919 % 99_999_989 + 100_000).cast(pl.String)
    whole = contacts.with_columns(
        scan_id=pl.Series(scan).cast(pl.String).str.zfill(12),
        exhibitor=pl.lit("exhibitor.example"),
        event=pl.lit("show-") + pl.Series(show).cast(pl.String).str.zfill(2),
        source=pl.Series(np.where(typed, 1, 0)).replace_strict([0, 1], ["badge", "typed"], return_dtype=pl.String),
        badge_id=pl.select(pl.when(pl.Series(typed)).then(pl.lit("")).otherwise(badge)).to_series(),
        taken_at=pl.Series(times).cast(pl.Datetime("us")).dt.replace_time_zone("UTC"),
        person=pl.Series(who),
    )
    blank = [
        (pl.lit([], dtype) if isinstance(dtype, pl.List) else pl.lit("")).alias(name)
        for name, dtype in RECORDS.items()
        if name not in whole.columns
    ]
    return (
        whole.with_columns(blank).select(pl.col(name).cast(dtype) for name, dtype in RECORDS.items()),
        whole.select("scan_id", "person", "case"),
    )


def _contacts(
    who: Ints, show: Ints, shows: int, typed: Bools, fields: pl.DataFrame, persons: pl.DataFrame, firms: pl.DataFrame, numbered: Bools,
    rng: np.random.Generator, h: Hardness,
) -> pl.DataFrame:  # fmt: skip
    """Badges' contact fields, with the hardships that befell them."""
    count = len(who)
    moved = show / shows > persons["change_at"].to_numpy()[who]
    rows = persons[who].hstack(fields[show]).with_columns(
        person=pl.Series(who), typed=pl.Series(typed), moved=pl.Series(moved), numbered=pl.Series(numbered[who * 2 + moved]),
        **{name: pl.Series(rng.random(count)) for name in (
            "use_private", "draw", "form", "turn", "title", "umlaut", "flat", "hanzi_company", "company_form", "any_phone",
            "any_mobile", "and_board", "any_handle", "any_mail", "any_city", "any_job")},
    )  # fmt: skip
    firm = pl.select(pl.when(rows["moved"]).then(rows["firm1"]).otherwise(rows["firm0"])).to_series()
    there = firms[firm.to_numpy()]
    rows = rows.with_columns(mail=_mailbox(rows, there)).hstack(
        there.rename({"han": "firm_han"}).drop("lang", "pattern")
    )
    rows = _with_mail(_with_name(rows, h))
    company = pl.col("company_form")
    rows = rows.with_columns(
        company=pl.when((pl.col("firm_han") != "") & (pl.col("han") != "") & (pl.col("hanzi_company") < 0.4)).then("firm_han")
        .when(company < 0.5).then("full").when(company < 0.8).then("stem").otherwise("brief"),
    )  # fmt: skip
    direct = pl.when("moved").then("direct1").otherwise("direct0").cast(pl.String)
    direct = pl.when(pl.col("shared") | pl.col("uses_board")).then(pl.lit("")).otherwise(direct)
    phone = pl.col("with_phone") & (pl.col("any_phone") < h.phone)
    mobile = phone & (pl.col("any_mobile") < 0.65)
    rest = pl.col("board").str.extract(r"^\+\d+ (.*)$")
    rows = rows.with_columns(
        mobile=_spelled(pl.col("dial"), pl.concat_str("mobile_head", pl.lit(" "), "mobile_tail"), count, rng),
        office=_spelled(pl.col("board").str.extract(r"^\+(\d+)"), pl.concat_str(rest, direct), count, rng),
    ).with_columns(
        mobile=pl.when(mobile).then("mobile"),
        office=pl.when(phone & (~mobile | (pl.col("and_board") < 0.2))).then("office"),
        email=pl.when(pl.col("with_mail") & (pl.col("any_mail") < h.email)).then("mail"),
        handle=pl.when(pl.col("linked") & (pl.col("any_handle") < h.handle)).then(
            pl.concat_str(pl.lit("linkedin:"), "plain_given", pl.lit("-"), "plain_family", pl.lit("-"), "tag")
        ),
    )
    cells = {name: rows[name] for name in ("name", "company", "email", "mobile", "office")}
    for name, often, kept in (
        ("name", 0.45, 1.0),
        ("company", 0.2, 1.0),
        ("email", 0.15, 0.75),
        ("mobile", 0.12, 0.8),
        ("office", 0.12, 0.8),
    ):
        cells[name] = _mistyped(cells[name], typed, often, kept, rng)
    cases = [
        pl.when(flag).then(pl.lit(f",{flag}")).otherwise(pl.lit("")) for flag in ("moved", "shared", "swapped", "typed")
    ]
    case = pl.concat_str(*cases[:2], "said", *cases[2:]).str.replace("shared", "shared mail", literal=True)
    badge = ~pl.col("typed")
    return rows.with_columns(cells.values()).select(
        full_name="name",
        company=pl.when("with_company").then("company").otherwise(pl.lit("")),
        title=pl.when(pl.col("any_job") < 0.6)
        .then(pl.when("moved").then("job1").otherwise("job0"))
        .otherwise(pl.lit("")),
        emails=pl.concat_list("email").list.drop_nulls(),
        phones=pl.concat_list("mobile", "office").list.drop_nulls(),
        mobiles=pl.concat_list(pl.when(badge).then("mobile")).list.drop_nulls(),
        handles=pl.concat_list(pl.when(badge).then("handle")).list.drop_nulls(),
        city=pl.when(pl.col("any_city") < 0.5).then("city").otherwise(pl.lit("")),
        case=case.str.strip_chars_start(","),
    )


def _with_mail(rows: pl.DataFrame) -> pl.DataFrame:
    number = pl.concat_str((pl.col("person") % 89 + 2).cast(pl.String), pl.lit("@"))
    role = pl.Series(["info", "sales", "office"]).gather(rows["person"] % 3)
    private = pl.concat_str("plain_given", "plain_family", pl.col("tag") % 97, pl.lit("@"), "free")
    return rows.with_columns(
        mail=pl.when(pl.col("private") & (pl.col("use_private") < 0.6)).then(private)
        .when("shared").then(pl.concat_str(role, pl.lit("@"), "domain"))
        .when("numbered").then(pl.concat_str(pl.col("mail").str.extract("^([^@]*)@"), number, "domain"))
        .otherwise("mail")
    )  # fmt: skip


def _with_name(rows: pl.DataFrame, h: Hardness) -> pl.DataFrame:
    """The name as it is written (``name``), what became of it (``said``) and whether it is turned round (``swapped``)."""
    draw, form, space = pl.col("draw"), pl.col("form"), pl.lit(" ")
    han = pl.col("han") != ""
    said = (
        pl.when(han & (pl.col("western") != "") & (draw < h.western)).then(pl.lit(",western"))
        .when(han & (draw < h.western + h.hanzi)).then(pl.lit(",hanzi"))
        .when(~han & (draw < h.nickname) & pl.col("given").is_in(list(NICK))).then(pl.lit(",nickname"))
        .when(~han & (draw < h.nickname + h.initial)).then(pl.lit(",initial"))
        .when(~han & (draw < h.nickname + h.initial + h.no_given)).then(pl.lit(",no given name"))
        .otherwise(pl.lit(""))
    )  # fmt: skip
    rows = rows.with_columns(said=said)
    was = pl.col("said")
    shown = (
        pl.when(was == ",nickname").then(pl.col("given").replace(NICK))
        .when(was == ",initial").then(pl.concat_str(pl.col("given").str.head(1), pl.lit(".")))
        .when(was == ",no given name").then(pl.lit("")).otherwise("given")
    )  # fmt: skip
    rows = rows.with_columns(shown=shown).with_columns(
        swapped=~han & (pl.col("shown") != "") & (pl.col("turn") < h.swapped)
    )
    chinese = (
        pl.when((was == ",western") & (form < 0.8)).then(pl.concat_str("western", space, "family"))
        .when(was == ",western").then(pl.concat_str("western", space, "given", space, "family"))
        .when(was == ",hanzi").then("han")
        .when(form < 1 / 3).then(pl.concat_str("given", space, "family"))
        .when(form < 2 / 3).then(pl.concat_str("family", space, "given"))
        .otherwise(pl.concat_str(pl.col("family").str.to_uppercase(), space, "given"))
    )  # fmt: skip
    other = (
        pl.when(pl.col("swapped") & (form < 0.6)).then(pl.concat_str("family", pl.lit(", "), "shown"))
        .when("swapped").then(pl.concat_str("family", space, "shown"))
        .otherwise(pl.concat_str("shown", space, "family").str.strip_chars())
    )  # fmt: skip
    titles = (
        pl.when(pl.col("title") < 0.02 * (at + 1)).then(pl.lit(title))
        for at, title in enumerate(("Dr. ", "Prof. ", "Mr. ", "Herr "))
    )
    other = pl.concat_str(pl.coalesce(*titles, pl.lit("")), other)
    umlauts = other.str.replace_many(["ü", "ö", "ä", "ß"], ["ue", "oe", "ae", "ss"])
    flat = other.str.replace_many(["ü", "ö", "ł"], ["u", "o", "l"])
    other = pl.when(pl.col("umlaut") < 0.15).then(umlauts).when(pl.col("flat") < 0.1).then(flat).otherwise(other)
    return rows.with_columns(name=pl.when(han).then(chinese).otherwise(other))


def _spelled(code: pl.Expr, rest: pl.Expr, count: int, rng: np.random.Generator) -> pl.Expr:
    """A number as people write it, in one of seven ways."""
    way = pl.Series(rng.choice(7, count, p=[0.3, 0.25, 0.1, 0.1, 0.1, 0.05, 0.1]))
    flat = rest.str.replace_all(" ", "", literal=True)
    plus, space = pl.lit("+"), pl.lit(" ")
    ways = (
        pl.concat_str(plus, code, space, rest),
        pl.concat_str(plus, code, flat),
        pl.concat_str(pl.lit("0"), rest),
        pl.concat_str(pl.lit("00"), code, space, rest),
        pl.concat_str(plus, code, pl.lit(" (0)"), rest),
        pl.concat_str(pl.lit("0"), flat.str.head(3), pl.lit("/"), flat.str.slice(3)),
        pl.concat_str(plus, code, pl.lit("-"), flat.str.head(2), pl.lit("-"), flat.str.slice(2)),
    )
    return pl.coalesce(*(pl.when(way == at).then(text) for at, text in enumerate(ways)))


def _mistyped(cells: pl.Series, typed: Bools, often: float, kept: float, rng: np.random.Generator) -> pl.Series:
    """Where somebody typed: some cells left out (null), some with an error in them."""
    count = len(cells)
    gone, wrong = typed & (rng.random(count) >= kept), typed & (rng.random(count) < often)
    if gone.any():
        cells = (
            cells.to_frame().select(pl.when(~pl.Series(gone)).then(pl.col(cells.name)).alias(cells.name)).to_series()
        )
    at = np.flatnonzero(wrong & cells.is_not_null().to_numpy())
    draws = rng.random((len(at), 3)).tolist()
    made = [_typo(text, *draw) for text, draw in zip(cells.gather(at).to_list(), draws, strict=True)]
    return cells.scatter(at, pl.Series(made, dtype=pl.String)) if len(at) else cells


def _typo(text: str, where: float, kind: float, which: float) -> str:
    """A letter left out, put in, changed, or two in the wrong order; the numbers are from 0 to below 1."""
    if len(text) < 4:
        return text
    at = 1 + int(where * (len(text) - 2))
    letters = "abcdefghijklmnoprstuvwz"
    other = str(int(which * 10)) if text[at].isdigit() else letters[int(which * len(letters))]
    return (
        text[:at] + text[at + 1 :],
        text[:at] + other + text[at:],
        text[:at] + other + text[at + 1 :],
        text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
    )[int(kind * 4)]
