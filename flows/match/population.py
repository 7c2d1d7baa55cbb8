"""Population: what is known of all people together; how common a value is, whose domain is whose, which mailbox is shared."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.match.brands import counted_words, firm_names
from flows.match.companies import directory, free_domains, respelled
from flows.match.emails import email_parts, mailbox
from flows.match.nodes import EMAILS, HANDLES, PHONES, Nodes, names_of
from flows.match.owners import fits
from flows.match.table import Codes, Column, encoded, ranked_by_first
from flows.match.word_order import Tallies, ordered

IDENTIFIERS = {"email": EMAILS, "phone": PHONES, "handle": HANDLES}


@dataclass(frozen=True)
class Population:
    """Counts over the nodes of the last full run.

    ``counts`` has, a field, the nodes of each value ("name": in how many companies a full name occurs; "email", "phone", "handle":
    how many differently named people have it, those with more than one). ``directory`` maps a company key to a domain's label.
    """

    nodes: int
    counts: dict[str, pl.DataFrame]
    directory: pl.DataFrame
    free: pl.DataFrame
    kinship: dict[str, float]


def surveyed(nodes: Nodes) -> tuple[Population, Nodes]:
    """The population of some nodes, and the nodes with what only the population tells (see `placed`)."""
    times = np.bincount(nodes.name, minlength=nodes.names.height)
    nodes = _in_order(nodes, Tallies.of(nodes.names.with_columns(times=pl.Series(times))), times)
    parts = email_parts(nodes.columns["email"].values)
    seen = _employers(nodes, parts)
    free = free_domains(seen).to_frame("domain")
    parts = parts.with_columns(free=pl.col("free") | pl.col("domain").is_in(free["domain"].implode()))
    listed = directory(seen.filter(~pl.col("free") & ~pl.col("domain").is_in(free["domain"].implode())))
    # A mistyped company stands for what the company that was meant stands for.
    key = nodes.columns["key"]
    slips = respelled(_counts(key.values, key.code).select("n", key="value"))
    slips = slips.join(listed.rename({"key": "meant"}), on="meant", how="left")
    slips = slips.select("key", label=pl.coalesce("label", "meant"))
    listed = pl.concat([listed.join(slips, on="key", how="anti"), slips])
    nodes = _placed(nodes, parts, listed)
    of_name = {name: encoded(nodes.names[name]) for name in ("family", "given", "root")}
    counts = {
        **{name: _counts(column.values, column.code[nodes.name]) for name, column in of_name.items()},
        "company": _counts(nodes.columns["company"].values, nodes.columns["company"].code),
        "city": _counts(nodes.columns["city"].values, nodes.columns["city"].code),
        "job": _counts(nodes.columns["job"].values, nodes.columns["job"].code),
        **counted_words(*firm_names(key, nodes.columns["company"]), nodes.columns["company"].code),
        "name": _full_names(nodes),
        "namesakes": _namesakes(nodes),
        **_shared(nodes),
    }
    kinship = _kinship(nodes, of_name) | {"Western": _western(nodes), "place": _neighbours(nodes, of_name["family"])}
    return Population(nodes.height, counts, listed, free, kinship), nodes


def refreshed(population: Population, nodes: Nodes) -> Population:
    """The population with what a night's own nodes say of shared mailboxes, numbers and namesakes."""
    counts = dict(population.counts)
    for name, found in (_shared(nodes) | {"namesakes": _namesakes(nodes)}).items():
        counts[name] = pl.concat([counts[name], found]).group_by("value").agg(pl.col("n").max())
    return replace(population, counts=counts)


def extended(population: Population, nodes: Nodes) -> Population:
    """The population with companies that only a night's own nodes know."""
    seen = _employers(nodes, email_parts(nodes.columns["email"].values))
    work = seen.filter(~pl.col("free") & ~pl.col("domain").is_in(population.free["domain"].implode()))
    fresh = directory(work).join(population.directory, on="key", how="anti")
    return replace(population, directory=pl.concat([population.directory, fresh]))


def placed(nodes: Nodes, population: Population) -> Nodes:
    """Nodes with ``company`` (a label or a key), ``label0`` (of the work mail), ``mailed`` (a given name from the mailbox)."""
    nodes = _in_order(nodes, Tallies(*(population.counts[part] for part in ("family", "given", "root"))))
    parts = email_parts(nodes.columns["email"].values)
    parts = parts.with_columns(free=pl.col("free") | pl.col("domain").is_in(population.free["domain"].implode()))
    return _placed(nodes, parts, population.directory)


def _in_order(nodes: Nodes, tallies: Tallies, times: npt.NDArray[np.int64] | None = None) -> Nodes:
    """Nodes whose names have their words in the order that is likelier; ``times`` says how often the tallies count each name."""
    known = np.zeros(nodes.names.height, np.int64) if times is None else times
    names = ordered(nodes.names.with_columns(times=pl.Series(known)), tallies)
    code, first = names_of(names)
    return replace(nodes, name=code[nodes.name], names=names[first])


def _employers(nodes: Nodes, parts: pl.DataFrame) -> pl.DataFrame:
    """How many nodes have a company's key beside an address of a domain (``key``, ``n`` and the address' parts)."""
    key, email = nodes.columns["key"], nodes.columns["email"]
    at = np.flatnonzero((key.code >= 0) & (email.code >= 0))
    pairs = pl.DataFrame({"key": key.code[at], "email": email.code[at]}).group_by("key", "email").agg(n=pl.len())
    pairs = pairs.sort("key", "email")
    texts = parts.select("domain", "label", "free")[pairs["email"]]
    return texts.with_columns(pairs["n"], key=key.values.gather(pairs["key"]))


def _placed(nodes: Nodes, parts: pl.DataFrame, listed: pl.DataFrame) -> Nodes:
    key, email = nodes.columns["key"], nodes.columns["email"]
    label_or_key = key.values.to_frame("key").join(listed, on="key", how="left", maintain_order="left")
    labels = parts.select(pl.when(~pl.col("free")).then("label").otherwise(pl.lit(""))).to_series()
    both = encoded(pl.concat([label_or_key.select(pl.coalesce("label", "key")).to_series(), labels.rename("label")]))
    of_key, of_mail = np.split(np.append(both.code, np.int32(-1)), [len(key.values)])
    label0 = of_mail[email.code]
    company = np.where(key.code >= 0, of_key[np.maximum(key.code, 0)] if len(key.values) else key.code, label0)
    name, names = _with_mailed(nodes, parts)
    columns = {**nodes.columns, "company": Column(both.values, (company, label0))}
    return Nodes(nodes.node, name, names, columns)


def _with_mailed(nodes: Nodes, parts: pl.DataFrame) -> tuple[Codes, pl.DataFrame]:
    """Names with the given name that the first address tells, where the rest of its mailbox is the family name.

    Another one than is written tells nothing, unless it begins alike or is a Chinese person's: Bernd may have Anna's address.
    """
    local = pl.when(~pl.col("role")).then("local").otherwise(pl.lit(""))
    words = local.str.replace_all(r"\d+", "").str.extract_groups(r"^([a-z]+)[._-]([a-z]+)$")
    ends = parts.select(a=words.struct[0].fill_null(""), b=words.struct[1].fill_null(""))
    whole = encoded(pl.concat([nodes.names["family"], ends["a"].alias("family"), ends["b"].alias("family")]))
    bounds = [nodes.names.height, nodes.names.height + ends.height]
    of_name, *of_mail = np.split(whole.code, bounds)
    email = nodes.columns["email"].code
    family, (first, second) = of_name[nodes.name], (np.append(code, np.int32(-1))[email] for code in of_mail)
    mailed = np.where(second == family, first, np.where(first == family, second, np.int32(-1)))
    mailed[family < 0] = -1
    first_letter = encoded(pl.concat([whole.values.str.head(1), nodes.names["given"].str.head(1)])).code
    of_word, of_given = np.append(first_letter[: len(whole.values)], np.int32(-1)), first_letter[len(whole.values) :]
    short = nodes.names.select((pl.col("given").str.len_chars() < 2) | pl.col("chinese")).to_series().to_numpy()
    mailed[~short[nodes.name] & (of_word[mailed] != of_given[nodes.name])] = -1
    code, at = ranked_by_first(nodes.name.astype(np.uint64) << np.uint64(32) | (mailed + np.int32(1)).astype(np.uint64))
    told = Column(whole.values, (mailed[at],)).texts().alias("mailed")
    return code, nodes.names[nodes.name[at]].with_columns(told)


def namesake_key() -> pl.Expr:
    """Full name and company of a node as one value."""
    return pl.concat_str("family", pl.lit(" "), "given", pl.lit(" @ "), "company")


def _full_names(nodes: Nodes) -> pl.DataFrame:
    """In how many companies (or in none) a full name occurs."""
    full = encoded(nodes.names.select(pl.concat_str("family", pl.lit(" "), "given"))["family"])
    pairs = pl.DataFrame({"full": full.code[nodes.name], "company": nodes.columns["company"].code}).unique()
    return _counts(full.values, pairs["full"].to_numpy())


def _namesakes(nodes: Nodes) -> pl.DataFrame:
    """Full names that have several mailboxes at one company which only a number tells apart: so many people of that name work there.

    Mailboxes that differ in letters are mostly one person's, mistyped or by another name.
    """
    company = nodes.columns["company"]
    word = nodes.names.select(pl.col("given").str.len_chars() > 1).to_series().to_numpy()
    email = nodes.columns["email"]
    at = np.flatnonzero((company.codes[1] >= 0) & (company.codes[1] == company.code) & word[nodes.name])
    full = encoded(nodes.names.select(pl.concat_str("family", pl.lit(" "), "given"))["family"])
    mailed = pl.DataFrame(
        {
            "full": full.code[nodes.name[at]], "company": company.code[at], "email": email.code[at],
            "name": nodes.name[at],
        }
    )  # fmt: skip
    mailed = mailed.unique(["full", "company", "email"]).filter(pl.struct("full", "company").is_duplicated())
    mailed = mailed.filter(
        pl.Series(fits(nodes.names, mailed["name"].to_numpy(), email.values, mailed["email"].to_numpy())[0])
    )
    local = mailbox(pl.col("email"))
    parts = (
        email.values.gather(mailed["email"])
        .to_frame("email")
        .select(letters=local.str.replace_all(r"\P{L}", ""), digits=local.str.replace_all(r"\D", ""))
    )
    mailed = pl.concat([mailed.drop("email"), parts], how="horizontal")
    several = mailed.group_by("full", "company", "letters").agg(n=pl.col("digits").n_unique().cast(pl.Float64))
    several = several.group_by("full", "company").agg(pl.col("n").max()).filter(pl.col("n") > 1)
    texts = (full.values.gather(several["full"]), company.values.gather(several["company"]))
    return several.select("n", value=pl.concat_str(texts[0], pl.lit(" @ "), texts[1])).select("value", "n")


def _kinship(nodes: Nodes, of_name: dict[str, Column]) -> dict[str, float]:
    """How much likelier two colleagues share a name than two people at large, for Chinese and for other names.

    Colleagues mostly come from one country. Counted over differing full names in one company; drawn towards 3 while there are few.
    """
    names = nodes.names.select(
        "chinese",
        family=pl.Series(of_name["family"].code),
        root=pl.Series(of_name["root"].code),
        named=(pl.col("family") != "") & (pl.col("root").str.len_chars() > 1),
    )
    named = names[nodes.name].with_columns(company=pl.Series(nodes.columns["company"].code)).filter("named")
    employed = named.filter(pl.col("company") >= 0).select("company", "family", "root", "chinese").unique()
    everybody = employed.select("company", "family", "root").unique()
    mates = everybody.group_by("company").agg(n=pl.len()).filter(pl.col("n").is_between(2, 2000))
    shares = {part: named.group_by(part).agg(share=pl.len() / named.height) for part in ("family", "root")}
    found: dict[str, float] = {}
    for chinese in (True, False):
        people = employed.filter(pl.col("chinese") == chinese)
        for part, share in shares.items():
            groups = people.group_by("company", part).agg(k=pl.len().cast(pl.Float64)).join(mates, on="company")
            groups = groups.join(share, on=part)
            found[f"{part} {chinese}"] = _likelier(groups, pl.col("share") * (pl.col("n") - 1))
        full = people.group_by("family", "root").agg(k=pl.len().cast(pl.Float64))
        for part, share in shares.items():
            full = full.join(share.rename({"share": f"of {part}"}), on=part)
        found[f"full {chinese}"] = _likelier(full, pl.col("of family") * pl.col("of root") * employed.height)
    return found


def _likelier(groups: pl.DataFrame, expected: pl.Expr) -> float:
    """How many times more pairs groups of ``k`` have than are ``expected`` of each in them; drawn towards 3 while there are few."""
    pairs = groups.sort(pl.all()).select(k=pl.col("k") * (pl.col("k") - 1), chance=pl.col("k") * expected).sum()
    same, chance = pairs.row(0)
    return (float(same) + 3 * 20) / (float(chance) + 20)


def _neighbours(nodes: Nodes, family: Column) -> float:
    """How much likelier two people of one family name, at two companies and with two given names, are of one city than any two people.

    A name belongs to a country, and so does a city; a full name does so more than its family name (half as much again on three sets
    of leads of different makers). Drawn towards 3 while there are few.
    """
    city = nodes.columns["city"]
    rows = nodes.names.select(family=pl.Series(family.code), root="root")[nodes.name].with_columns(
        city=pl.Series(city.code), company=pl.Series(nodes.columns["company"].code)
    )
    rows = rows.filter((pl.col("city") >= 0) & (pl.col("family") >= 0) & (pl.col("company") >= 0))
    people = rows.unique(["family", "root", "company", "city"])

    def pairs(*by: str) -> float:
        k = people.group_by(by).agg(k=pl.len().cast(pl.Float64))["k"]
        return float((k * (k - 1)).sum())

    same = pairs("family", "city") - pairs("family", "city", "root") - pairs("family", "city", "company")
    every = pairs("family") - pairs("family", "root") - pairs("family", "company")
    at_large = pairs("city") / max(float(people.height) ** 2, 1.0)
    return 1.5 * (max(same, 0.0) + 2 * 20) / (max(every, 0.0) * at_large + 20)


def _western(nodes: Nodes) -> float:
    """How often two people of one family name are Chinese, one with a Western given name and one with a Chinese one.

    Drawn towards 0.15 while there are few.
    """
    plain = (pl.col("given").str.len_chars() > 1) & pl.col("chinese")
    named = nodes.names.select(chinese=plain, western=plain & ~pl.col("pinyin"))[nodes.name].sum()
    chinese, western = (float(named[side][0]) for side in ("chinese", "western"))
    apart = 2 * western * (chinese - western) / max(chinese, 1.0)
    return (apart + 200 * 0.15) / (nodes.height + 200)


def _counts(values: pl.Series, codes: Codes) -> pl.DataFrame:
    """How often each value occurs (``value``, ``n``), those that do."""
    n = np.bincount(codes[codes >= 0], minlength=len(values)).astype(np.float64)
    return pl.DataFrame({"value": values, "n": n}).filter(pl.col("n") > 0)


def _shared(nodes: Nodes) -> dict[str, pl.DataFrame]:
    """How many people have a value of each kind, where there is more than one; they are told apart by their initials.

    A nickname or a typing error rarely changes both initials. A value that one name has for the most part is that name's.
    """
    family, given = pl.col("family").str.head(1), pl.col("root").str.head(1)
    both = pl.min_horizontal(family, given) + pl.max_horizontal(family, given)
    named = (pl.col("family") != "") & (pl.col("given") != "")
    initials = nodes.names.select(pl.when(named).then(both).otherwise(pl.lit(""))).to_series()
    who = encoded(initials).code[nodes.name]
    found = {}
    for name in IDENTIFIERS:
        column = nodes.columns[name]
        value = np.concatenate([codes[(codes >= 0) & (who >= 0)] for codes in column.codes])
        person = np.concatenate([who[(codes >= 0) & (who >= 0)] for codes in column.codes])
        counts = pl.DataFrame({"value": value, "who": person}).group_by("value", "who").agg(n=pl.len())
        counts = counts.filter(pl.col("value").is_duplicated())
        several = counts.group_by("value").agg(who=pl.len(), top=pl.col("n").max() / pl.col("n").sum()).sort("value")
        people = pl.when(pl.col("top") > 0.7).then(2.0).otherwise(pl.col("who").cast(pl.Float64))
        found[name] = several.select(value=column.values.gather(several["value"]), n=people)
    return found
