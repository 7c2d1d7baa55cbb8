"""Lead tables: the nodes of scans as integer codes, with how common each value is among all people known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.match.emails import email_parts
from flows.match.nicknames import ROOTS
from flows.match.nodes import EMAILS, HANDLES, PHONES
from flows.match.population import Population, namesake_key
from flows.match.table import Column, encoded

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


def table(rows: pl.DataFrame, population: Population) -> Table:
    """Codes for the rows of `flows.match.population.placed`."""
    named = ["family", "given", "root", "other", "mailed", "chinese", "pinyin"]
    distinct = rows.select(named).unique(maintain_order=True).with_row_index("name")
    name = (
        rows.select(named).join(distinct, on=named, how="left", maintain_order="left")["name"].cast(pl.Int32).to_numpy()
    )
    names = encoded(*(distinct[column] for column in named[:5]), distinct["family"].replace(ROOTS))
    mail = encoded(*(rows[f"email{i}"] for i in range(EMAILS)))
    parts = mail.values.to_frame("email").select(
        local=pl.col("email").str.extract("^([^@]+)@"), domain=pl.col("email").str.extract("@(.+)$")
    )
    phone = encoded(*(rows[f"phone{i}"] for i in range(PHONES)))
    handle = encoded(*(rows[f"handle{i}"] for i in range(HANDLES)))
    company, city, job = encoded(rows["company"], rows["label0"]), encoded(rows["city"]), encoded(rows["job"])
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
    common["email"][:-1][_is_role(mail.values)] = 9.0
    return Table(
        nodes=rows.height,
        exhibitor=encoded(rows["exhibitor"].replace("", " ")),
        names=names,
        name=name,
        distinct=distinct,
        company=company,
        mail=mail,
        mail_domain=encoded(parts["domain"]).code,
        mail_local=encoded(parts["local"]).code,
        phone=phone,
        handle=handle,
        badge=encoded(rows["badge"]),
        event=encoded(rows["event"]),
        city=city,
        job=job,
        common=common,
        people=people,
        kinship=population.kinship,
        namesakes=_looked_up(rows.select(namesake_key())["family"], population.counts["namesakes"]),
    )


def _looked_up(values: pl.Series, counts: pl.DataFrame) -> npt.NDArray[np.float64]:
    """A count for every row of a series, 1 where none is known."""
    found = values.rename("value").to_frame().join(counts, on="value", how="left", maintain_order="left")
    return found["n"].fill_null(1.0).to_numpy()


def _is_role(mails: pl.Series) -> npt.NDArray[np.bool_]:
    """Which addresses are a role's, not a person's."""
    return np.asarray(email_parts(mails)["role"].to_numpy(), bool)
