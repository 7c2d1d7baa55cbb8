"""Population: what is known of all people together; how common a value is, whose domain is whose, which mailbox is shared."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import polars as pl

from flows.match.companies import directory, free_domains, respelled
from flows.match.emails import email_parts
from flows.match.nodes import EMAILS, HANDLES, PHONES
from flows.match.word_order import ordered, tallies

IDENTIFIERS = {"email": EMAILS, "phone": PHONES, "handle": HANDLES}


@dataclass(frozen=True)
class Population:
    """Counts over the nodes of the last full run.

    ``counts`` has, a field, the nodes of each value ("name": in how many companies a full name occurs; "email", "phone", "handle":
    how many differently named people have it, those with more than one). ``directory`` maps a company key to a domain's label.
    """

    nodes: int
    counts: dict[str, pl.DataFrame] = field(default_factory=dict)
    directory: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema={"key": pl.String, "label": pl.String}))
    free: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema={"domain": pl.String}))
    kinship: dict[str, float] = field(default_factory=dict)


def surveyed(nodes: pl.DataFrame) -> tuple[Population, pl.DataFrame]:
    """The population of a frame of nodes, and the nodes with what only the population tells (see `placed`)."""
    nodes = ordered(nodes, *tallies(nodes))
    parts = _mail_parts(nodes)
    mails = nodes.select("key", email="email0").join(parts, on="email", how="inner")
    free = free_domains(mails).to_frame("domain")
    parts = parts.with_columns(free=pl.col("free") | pl.col("domain").is_in(free["domain"].implode()))
    listed = directory(mails.filter(~pl.col("free") & ~pl.col("domain").is_in(free["domain"].implode())))
    # A mistyped company stands for what the company that was meant stands for.
    slips = respelled(nodes["key"]).join(listed.rename({"key": "meant"}), on="meant", how="left")
    slips = slips.select("key", label=pl.coalesce("label", "meant"))
    listed = pl.concat([listed.join(slips, on="key", how="anti"), slips])
    rows = _placed(nodes, parts, listed)
    counts = {
        "family": _counts(rows["family"]),
        "given": _counts(rows["given"]),
        "root": _counts(rows["root"]),
        "company": _counts(rows["company"]),
        "city": _counts(rows["city"]),
        "job": _counts(rows["job"]),
        "name": _counts(
            rows.select("family", "given", "company")
            .unique()
            .select(pl.concat_str("family", pl.lit(" "), "given"))["family"]
        ),
    }
    counts["namesakes"] = _namesakes(rows)
    counts |= _shared(rows)
    return Population(rows.height, counts, listed, free, _kinship(rows)), rows


def refreshed(population: Population, rows: pl.DataFrame) -> Population:
    """The population with what a night's own rows say of shared mailboxes, numbers and namesakes."""
    counts = dict(population.counts)
    for name, found in (_shared(rows) | {"namesakes": _namesakes(rows)}).items():
        counts[name] = pl.concat([counts[name], found]).group_by("value").agg(pl.col("n").max())
    return replace(population, counts=counts)


def extended(population: Population, nodes: pl.DataFrame) -> Population:
    """The population with companies that only a night's own nodes know."""
    parts = _mail_parts(nodes)
    mails = nodes.select("key", email="email0").join(parts, on="email", how="inner")
    work = mails.filter(~pl.col("free") & ~pl.col("domain").is_in(population.free["domain"].implode()))
    fresh = directory(work).join(population.directory, on="key", how="anti")
    return replace(population, directory=pl.concat([population.directory, fresh]))


def placed(nodes: pl.DataFrame, population: Population) -> pl.DataFrame:
    """Nodes with ``company`` (a label or a key), ``label0`` (of the work mail), ``mailed`` (a given name from the mailbox)."""
    nodes = ordered(nodes, population.counts["family"], population.counts["given"])
    parts = _mail_parts(nodes)
    parts = parts.with_columns(free=pl.col("free") | pl.col("domain").is_in(population.free["domain"].implode()))
    return _placed(nodes, parts, population.directory)


def _mail_parts(nodes: pl.DataFrame) -> pl.DataFrame:
    distinct = pl.concat([nodes[f"email{i}"].rename("email") for i in range(EMAILS)]).unique()
    return email_parts(distinct.filter(distinct != "")).drop("raw")


def _placed(nodes: pl.DataFrame, parts: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    rows = nodes.join(listed, on="key", how="left", maintain_order="left")
    work = parts.select(
        pl.col("email").alias("email0"),
        label0=pl.when(~pl.col("free")).then("label").otherwise(pl.lit("")),
        local=pl.when(~pl.col("role")).then("local").otherwise(pl.lit("")),
    )
    rows = rows.join(work, on="email0", how="left", maintain_order="left")
    rows = rows.with_columns(pl.col("label0", "local").fill_null(""))
    words = pl.col("local").str.replace_all(r"\d+", "").str.extract_groups(r"^([a-z]+)[._-]([a-z]+)$")
    first, second = words.struct[0].fill_null(""), words.struct[1].fill_null("")
    mailed = (
        pl.when(second == pl.col("family"))
        .then(first)
        .when(first == pl.col("family"))
        .then(second)
        .otherwise(pl.lit(""))
    )
    label_or_key = (
        pl.when(pl.col("label").is_not_null()).then("label").when(pl.col("key") != "").then("key").otherwise("label0")
    )
    return rows.with_columns(
        company=label_or_key, mailed=pl.when(pl.col("family") != "").then(mailed).otherwise(pl.lit(""))
    ).drop("label", "local")


def namesake_key() -> pl.Expr:
    """Full name and company of a node as one value."""
    return pl.concat_str("family", pl.lit(" "), "given", pl.lit(" @ "), "company")


def _namesakes(rows: pl.DataFrame) -> pl.DataFrame:
    """Full names that have several mailboxes at the domain of one company: so many people of that name work there."""
    mailed = rows.filter(
        (pl.col("label0") != "") & (pl.col("label0") == pl.col("company")) & (pl.col("given").str.len_chars() > 1)
    )
    mailed = mailed.select(namesake_key().alias("value"), "email0").unique()
    return mailed.group_by("value").agg(n=pl.len().cast(pl.Float64)).filter(pl.col("n") > 1)


def _kinship(rows: pl.DataFrame) -> dict[str, float]:
    """How much likelier two colleagues share a name than two people at large, for Chinese and for other names.

    Colleagues mostly come from one country. Counted over differing full names in one company; drawn towards 3 while there are few.
    """
    named = rows.filter((pl.col("family") != "") & (pl.col("root").str.len_chars() > 1))
    found: dict[str, float] = {}
    alike: dict[tuple[str, bool], float] = {}
    for chinese in (True, False):
        for field_ in ("family", "root"):
            one = named.filter(pl.col("chinese") == chinese)
            share = named.group_by(field_, "chinese").agg(n=pl.len()).filter(pl.col("chinese") == chinese)["n"] / max(
                named.height, 1
            )
            at_large = float((share**2).sum()) / max(float(share.sum()), 1e-9)
            people = one.filter(pl.col("company") != "").select("company", "family", "root").unique()
            mates = (
                named.filter(pl.col("company") != "")
                .select("company", "family", "root")
                .unique()
                .group_by("company")
                .agg(n=pl.len())
            )
            mates = mates.filter(pl.col("n").is_between(2, 2000))
            groups = people.group_by("company", field_).agg(k=pl.len().cast(pl.Float64)).join(mates, on="company")
            same = float((groups["k"] * (groups["k"] - 1)).sum())
            all_pairs = float((groups["k"] * (groups["n"] - 1)).sum())
            expected = all_pairs * at_large
            found[f"{field_} {chinese}"] = (same + 3 * 20) / (expected + 20)
            alike[field_, chinese] = at_large
    employed = named.filter(pl.col("company") != "").select("company", "family", "root", "chinese").unique()
    for chinese in (True, False):
        people = employed.filter(pl.col("chinese") == chinese)
        firms = people.group_by("family", "root").agg(k=pl.len().cast(pl.Float64))["k"]
        expected = float(people.height) ** 2 * alike["family", chinese] * alike["root", chinese]
        found[f"full {chinese}"] = (float((firms * (firms - 1)).sum()) + 3 * 20) / (expected + 20)
    return found


def _counts(values: pl.Series) -> pl.DataFrame:
    return (
        values.rename("value")
        .to_frame()
        .filter(pl.col("value") != "")
        .group_by("value")
        .agg(n=pl.len().cast(pl.Float64))
    )


def _shared(rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """How many people have a value of each kind, where there is more than one; they are told apart by their initials.

    A nickname or a typing error rarely changes both initials. A value that one name has for the most part is that name's.
    """
    family, given = pl.col("family").str.head(1), pl.col("given").str.head(1)
    named = rows.filter((pl.col("family") != "") & (pl.col("given") != ""))
    named = named.with_columns(who=pl.min_horizontal(family, given) + pl.max_horizontal(family, given))
    found = {}
    for name, slots in IDENTIFIERS.items():
        long = pl.concat([named.select("who", value=f"{name}{i}").filter(pl.col("value") != "") for i in range(slots)])
        counts = long.group_by("value", "who").agg(n=pl.len())
        counts = counts.filter(pl.col("value").is_duplicated())
        several = counts.group_by("value").agg(who=pl.len(), top=pl.col("n").max() / pl.col("n").sum())
        people = pl.when(pl.col("top") > 0.7).then(2.0).otherwise(pl.col("who").cast(pl.Float64))
        found[name] = several.select("value", n=people)
    return found
