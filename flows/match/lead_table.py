"""Lead tables: the nodes of scans as integer codes, with how common each value is among all people known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.match.emails import email_parts
from flows.match.nicknames import ROOTS
from flows.match.nodes import Nodes
from flows.match.population import Population, namesake_key
from flows.match.table import Column, encoded

NAMED = ("family", "given", "root", "other", "mailed")
UNSEEN = 1000.0  # a small night counts as if it were drawn from so many more people


@dataclass(frozen=True)
class Table:
    """The nodes as codes, and how common the values are."""

    nodes: int
    exhibitor: Column
    names: Column  # family, given, root, other, mailed
    name: npt.NDArray[np.int32]  # which distinct name a node has
    distinct: pl.DataFrame  # the distinct names
    company: Column  # company, label of the work mail
    mail: Column
    mail_domain: npt.NDArray[np.int32]  # by mail code
    mail_local: npt.NDArray[np.int32]
    phone: Column
    handle: Column
    badge: Column
    event: Column
    city: Column
    job: Column
    common: dict[str, npt.NDArray[np.float64]]  # by code: the share of people, or how many have the value
    people: float
    kinship: dict[str, float]
    namesakes: npt.NDArray[np.float64]  # by node: people of its name in its company, as their mailboxes tell


def table(nodes: Nodes, population: Population) -> Table:
    """Codes for nodes that `flows.match.population` has placed."""
    distinct = nodes.names
    names = encoded(*(distinct[column] for column in NAMED), distinct["family"].replace(ROOTS))
    company, city, job = nodes.columns["company"], nodes.columns["city"], nodes.columns["job"]
    mail, phone, handle = nodes.columns["email"], nodes.columns["phone"], nodes.columns["handle"]
    parts = email_parts(mail.values)
    people = float(max(population.nodes, 1))
    full = distinct.select(pl.concat_str("family", pl.lit(" "), "given"))["family"]

    def share(column: Column, field: str, unseen: float) -> npt.NDArray[np.float64]:
        return (column.lookup(population.counts[field], 1.0) + UNSEEN * unseen) / (people + UNSEEN)

    common = {
        "family": share(names, "family", 3e-4),
        "given": share(names, "given", 2e-3),
        "root": share(names, "root", 4e-3),
        "name": _looked_up(full, population.counts["name"]),
        "company": share(company, "company", 1e-3),
        "city": share(city, "city", 1e-2),
        "job": share(job, "job", 1e-2),
        "email": mail.lookup(population.counts["email"], 1.0),
        "phone": phone.lookup(population.counts["phone"], 1.0),
        "handle": handle.lookup(population.counts["handle"], 1.0),
    }
    common["email"][:-1][parts["role"].to_numpy()] = 9.0
    return Table(
        nodes=nodes.height,
        exhibitor=_walls(nodes.columns["exhibitor"]),
        names=names,
        name=nodes.name,
        distinct=distinct,
        company=company,
        mail=mail,
        mail_domain=encoded(parts["domain"]).code,
        mail_local=encoded(parts["local"]).code,
        phone=phone,
        handle=handle,
        badge=nodes.columns["badge"],
        event=nodes.columns["event"],
        city=city,
        job=job,
        common=common,
        people=people,
        kinship=population.kinship,
        namesakes=_namesakes(nodes, population.counts["namesakes"]),
    )


def _namesakes(nodes: Nodes, counts: pl.DataFrame) -> npt.NDArray[np.float64]:
    """For every node how many people of its name its company has, as their mailboxes tell."""
    full = pl.concat_str("family", pl.lit(" "), "given")
    listed = counts.select(pl.col("value").str.replace(" @ .*$", "").unique()).to_series()
    name = nodes.names.select(full.is_in(listed.implode())).to_series().to_numpy()
    at = np.flatnonzero(name[nodes.name])
    company = nodes.columns["company"].texts(0, at).alias("company")
    keys = nodes.names[nodes.name[at]].with_columns(company).select(namesake_key()).to_series()
    found = np.ones(nodes.height)
    found[at] = _looked_up(keys, counts)
    return found


def _walls(exhibitor: Column) -> Column:
    """Exhibitors, of which nobody has none: records without one are among themselves."""
    nobody = np.int32(len(exhibitor.values))
    return Column(
        pl.concat([exhibitor.values, pl.Series("value", [" "])]),
        (np.where(exhibitor.code < 0, nobody, exhibitor.code),),
    )


def _looked_up(values: pl.Series, counts: pl.DataFrame) -> npt.NDArray[np.float64]:
    """A count for every row of a series, 1 where none is known."""
    found = values.rename("value").to_frame().join(counts, on="value", how="left", maintain_order="left")
    return found["n"].fill_null(1.0).to_numpy()
