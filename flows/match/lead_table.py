"""Lead tables: the nodes of scans as integer codes, with how common each value is among all people known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.match.brands import Firms, firms
from flows.match.emails import email_parts
from flows.match.letters import Bools, Letters
from flows.match.nicknames import ROOTS
from flows.match.nodes import Nodes
from flows.match.owners import fits
from flows.match.population import Population, namesake_key
from flows.match.spellings import Spellings
from flows.match.table import Codes, Column, Texts, encoded, looked_up, objects
from flows.match.weights import Floats

NAMED = ("family", "given", "root", "other", "mailed")
UNSEEN = 1000.0  # a small night counts as if it were drawn from so many more people
SHARED = 3.0  # so many people who have one mailbox or number share it
_PEOPLE = 2000  # in a small night a value counts as if seen among at least so many


@dataclass(frozen=True)
class Names:
    """Distinct texts to be compared."""

    texts: Texts
    letters: Letters

    @classmethod
    def of(cls, values: pl.Series) -> Names:
        """Of the values of a column."""
        return cls(objects(values), Letters.of(values))


@dataclass(frozen=True)
class Table:
    """The nodes as codes, and how common the values are."""

    nodes: int
    exhibitor: Column
    names: Column  # family, given, root, other, mailed, root of the family name, middle
    name: npt.NDArray[np.int32]  # which distinct name a node has
    distinct: pl.DataFrame  # the distinct names
    spellings: Spellings  # of the names
    company: Column  # company, label of the work mail
    companies: Names  # by company code
    key: Column  # the company as it was written
    keys: Names  # by key code
    firms: Firms
    nameless: Bools  # by node: no mail domain stands for its company
    mail: Column
    mail_domain: npt.NDArray[np.int32]  # by mail code
    mail_local: npt.NDArray[np.int32]
    mail_letters: npt.NDArray[np.int32]  # by mail code: a code for its mailbox without the digits
    mail_size: npt.NDArray[np.int16]
    own: Bools  # by node: one of its addresses fits its name and is no department's
    called: Bools  # by node: one of its addresses has its given name in it
    phone: Column
    digits: npt.NDArray[np.uint64]  # by phone code: the number's digits, four bits each, the first in the highest
    digit_count: npt.NDArray[np.uint8]  # by phone code; 0 if it has other characters than ASCII digits
    handle: Column
    network: npt.NDArray[np.int32]  # by handle code
    badge: Column
    event: Column
    city: Column
    job: Column
    common: dict[str, npt.NDArray[np.float64]]  # by code: the share of people, or how many have the value
    chance: dict[str, Floats]  # by code: log2 u of two nodes that agree in the value
    people: float
    counted: float  # so many people at least a value counts as seen among
    own_mail: float  # log2 u of agreeing in a mailbox is below this if nobody with other initials has it
    kinship: dict[str, float]
    namesakes: npt.NDArray[np.float64]  # by node: people of its name in its company, as their mailboxes tell


def table(nodes: Nodes, population: Population) -> Table:
    """Codes for nodes that `flows.match.population` has placed."""
    distinct = nodes.names
    names = encoded(*(distinct[column] for column in NAMED), distinct["family"].replace(ROOTS), distinct["middle"])
    company, city, job = nodes.columns["company"], nodes.columns["city"], nodes.columns["job"]
    key = nodes.columns["key"]
    mail, phone, handle = nodes.columns["email"], nodes.columns["phone"], nodes.columns["handle"]
    parts = email_parts(mail.values)
    own, called = _owners(nodes, parts["role"])
    people = float(max(population.nodes, 1))
    counted = max(people, _PEOPLE)
    full = distinct.select(pl.concat_str("family", pl.lit(" "), "given"))["family"]

    def share(column: Column, field: str, unseen: float) -> npt.NDArray[np.float64]:
        return (column.lookup(population.counts[field], 1.0) + UNSEEN * unseen) / (people + UNSEEN)

    common = {
        "family": share(names, "family", 3e-4),
        "given": share(names, "given", 2e-3),
        "root": share(names, "root", 4e-3),
        "name": looked_up(full, population.counts["name"], 1.0),
        "company": share(company, "company", 1e-3),
        "city": share(city, "city", 1e-2),
        "job": share(job, "job", 1e-2),
        "email": mail.lookup(population.counts["email"], 1.0),
        "phone": phone.lookup(population.counts["phone"], 1.0),
        "handle": handle.lookup(population.counts["handle"], 1.0),
    }
    common["email"][:-1][parts["role"].to_numpy()] = 9.0
    digits, digit_count = _digits(phone.values)
    return Table(
        nodes=nodes.height,
        exhibitor=_walls(nodes.columns["exhibitor"]),
        names=names,
        name=nodes.name,
        distinct=distinct,
        spellings=Spellings.of(names, distinct),
        company=company,
        companies=Names.of(company.values),
        key=key,
        keys=Names.of(key.values),
        firms=firms(key, company, population.counts, people),
        nameless=company.hashed() == key.hashed(),
        mail=mail,
        mail_domain=encoded(parts["domain"]).code,
        mail_local=encoded(parts["local"]).code,
        own=own,
        called=called,
        mail_letters=encoded(parts["local"].str.replace_all(r"\d", "")).code,
        mail_size=np.minimum(mail.values.str.len_chars().to_numpy(), 9999).astype(np.int16),
        phone=phone,
        digits=digits,
        digit_count=digit_count,
        handle=handle,
        network=_networks(handle.values),
        badge=nodes.columns["badge"],
        event=nodes.columns["event"],
        city=city,
        job=job,
        common=common,
        chance=_chance(common, counted, population.kinship),
        people=people,
        counted=counted,
        own_mail=float(np.log2(0.04 / counted)),
        kinship=population.kinship,
        namesakes=_namesakes(nodes, population.counts["namesakes"]),
    )


def _chance(common: dict[str, npt.NDArray[np.float64]], people: float, kinship: dict[str, float]) -> dict[str, Floats]:
    """log2 u of agreeing in a value, by code; a mailbox or number that three people share says nothing by itself."""

    def sole(field: str, often: float, shared: float = np.inf) -> npt.NDArray[np.float64]:
        n = common[field]
        return np.where(n >= shared, 1.0, (often + 0.5 * (n - 1)) / people)

    u = {
        "email": sole("email", 0.02, SHARED),
        "phone": sole("phone", 0.04, SHARED),
        "handle": sole("handle", 0.02),
        "company": common["company"],
        "place": np.minimum(kinship["place"] * common["city"], 1.0),
        "job": common["job"],
    }
    return {field: np.log2(chance).astype(np.float32) for field, chance in u.items()}


def _owners(nodes: Nodes, role: pl.Series) -> tuple[Bools, Bools]:
    """Which nodes have an address that fits their name and is no department's, and which one that has their given name in it."""
    mail, roles = nodes.columns["email"], np.append(role.to_numpy(), False)
    at = [np.flatnonzero((code >= 0) & ~roles[code]) for code in mail.codes]
    email = np.concatenate([code[places] for code, places in zip(mail.codes, at, strict=True)])
    node = np.concatenate(at)
    found = np.zeros((2, nodes.height), bool)
    for which, told in zip(found, fits(nodes.names, nodes.name[node], mail.values, email), strict=True):
        which[node[told]] = True
    return found[0], found[1]


def _digits(numbers: pl.Series) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint8]]:
    """The digits of numbers of at most 16, left-aligned, four bits each, 15 after the last; and how many there are."""
    text = pl.col("value")
    size = text.str.len_bytes()
    plain = (size == text.str.len_chars()) & (size <= 16) & ~text.str.contains("+", literal=True)
    value = pl.when(plain).then(text).cast(pl.UInt64, strict=False)
    found = (
        numbers.rename("value")
        .to_frame()
        .select(value=value.fill_null(0), size=pl.when(value.is_not_null()).then(size).otherwise(0))
    )
    rest, left = found["value"].to_numpy().copy(), found["size"].to_numpy().astype(np.int64)
    packed = np.full(len(rest), 2**64 - 1, np.uint64)
    for place in range(int(left.max(initial=0))):
        at = left > place
        shift = (4 * (16 - left + place))[at].astype(np.uint64)
        packed[at] ^= (np.uint64(15) ^ rest[at] % np.uint64(10)) << shift
        rest //= np.uint64(10)
    return np.append(packed, np.uint64(0)), np.append(left, 0).astype(np.uint8)


def _networks(handles: pl.Series) -> Codes:
    """A code for each profile's network."""
    if not len(handles):
        return np.full(1, -1, np.int32)
    return encoded(handles.str.extract("^[^:]+:", 0).fill_null("")).code


def _namesakes(nodes: Nodes, counts: pl.DataFrame) -> npt.NDArray[np.float64]:
    """For every node how many people of its name its company has, as their mailboxes tell."""
    full = pl.concat_str("family", pl.lit(" "), "given")
    listed = counts.select(pl.col("value").str.replace(" @ .*$", "").unique()).to_series()
    name = nodes.names.select(full.is_in(listed.implode())).to_series().to_numpy()
    at = np.flatnonzero(name[nodes.name])
    company = nodes.columns["company"].texts(0, at).alias("company")
    keys = nodes.names[nodes.name[at]].with_columns(company).select(namesake_key()).to_series()
    found = np.ones(nodes.height)
    found[at] = looked_up(keys, counts, 1.0)
    return found


def _walls(exhibitor: Column) -> Column:
    """Exhibitors, of which nobody has none: records without one are among themselves."""
    nobody = np.int32(len(exhibitor.values))
    return Column(
        pl.concat([exhibitor.values, pl.Series("value", [" "])]),
        (np.where(exhibitor.code < 0, nobody, exhibitor.code),),
    )
