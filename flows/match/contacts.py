"""Contacts: two nodes' addresses, numbers and profiles compared, each of the one's with each of the other's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
import polars as pl
from rapidfuzz import process
from rapidfuzz.distance import OSA

from flows.match.blocking import Ints
from flows.match.emails import mailbox_letters
from flows.match.lead_table import SHARED, Table
from flows.match.letters import Bools
from flows.match.table import Column
from flows.match.weights import Compared, Floats, Levels

_MAIL_RANK = np.array([0, 8, 7, 6, 3, 4, 2, 5], np.uint8)  # which level wins where people have several addresses
_PHONE_RANK = np.array([0, 5, 4, 3, 2, 1], np.uint8)


def mail(table: Table, left: Ints, right: Ints, one_name: Bools, near_name: Bools) -> Compared:
    """Addresses; one that is a letter off is another's unless the names say that it is the same person's.

    They say so where they are one (``one_name``), and where they are near (``near_name``) and one of the addresses does not fit its
    owner's own name: Anna and Hanna, colleagues, each have one that fits.
    """
    domain, local, chance = table.mail_domain, table.mail_local, table.chance["email"]
    people = table.common["email"]
    near_chance = np.float32(np.log2(20.0 / table.counted))

    def graded(at: npt.NDArray[np.intp], a: Ints, b: Ints) -> tuple[Levels, Floats]:
        one_domain, one_local = domain[a] == domain[b], local[a] == local[b]
        found = np.where(one_local, np.uint8(4), np.where(one_domain, np.uint8(5), np.uint8(6)))
        found[one_domain & (table.mail_letters[a] == table.mail_letters[b]) & one_name[at]] = 7
        u = np.zeros(len(a), np.float32)
        same = np.flatnonzero(a == b)
        found[same], u[same] = _agreeing(people[a[same]]), chance[a[same]]
        maybe = (one_domain | one_local) & one_name[at] | one_domain & near_name[at]
        near = np.flatnonzero(maybe & (a != b))
        near = near[_mail_near(table, a[near], b[near])]
        doubt = np.flatnonzero(near_name[at[near]])
        pairs = near[doubt]
        near = np.delete(near, doubt[_two_owners(table, left[at[pairs]], right[at[pairs]], a[pairs], b[pairs])])
        found[near], u[near] = 3, near_chance
        return found, u

    found = _best(table.mail, left, right, _MAIL_RANK, graded)
    # Who has only an assistant's or a department's address may have another one of his own.
    level = found.level
    level[np.flatnonzero(((level == 5) | (level == 6)) & ~(table.own[left] & table.own[right]))] = 0
    return found


def phone(table: Table, left: Ints, right: Ints) -> Compared:
    """Numbers; those of which only the last two digits differ are of one switchboard."""
    chance, people = table.chance["phone"], table.common["phone"]
    near_chance = np.float32(np.log2(100.0 / table.counted))

    def graded(at: npt.NDArray[np.intp], a: Ints, b: Ints) -> tuple[Levels, Floats]:
        del at
        found = np.full(len(a), 5, np.uint8)
        u = np.zeros(len(a), np.float32)
        same = a == b
        at_same, rest = np.flatnonzero(same), np.flatnonzero(~same)
        found[at_same], u[at_same] = _agreeing(people[a[at_same]]), chance[a[at_same]]
        near, neighbours = _phone_near(table, a[rest], b[rest])
        found[rest[neighbours]] = 4
        found[rest[near]], u[rest[near]] = 3, near_chance
        return found, u

    return _best(table.phone, left, right, _PHONE_RANK, graded)


def handle(table: Table, left: Ints, right: Ints) -> Compared:
    """Profiles; two at one network are two people's."""
    chance, network = table.chance["handle"], table.network

    def graded(at: npt.NDArray[np.intp], a: Ints, b: Ints) -> tuple[Levels, Floats]:
        del at
        same = a == b
        found = np.where(same, np.uint8(1), np.where(network[a] == network[b], np.uint8(2), np.uint8(0)))
        return found, np.where(same, chance[a], np.float32(0))

    return _best(table.handle, left, right, np.array([0, 2, 1], np.uint8), graded)


def _agreeing(people: npt.NDArray[np.float64]) -> Levels:
    """The level of agreeing in a value that so many people have: the same, or shared."""
    return np.where(people >= SHARED, np.uint8(2), np.uint8(1))


def _best(
    column: Column,
    left: Ints,
    right: Ints,
    rank: Levels,
    graded: Callable[[npt.NDArray[np.intp], Ints, Ints], tuple[Levels, Floats]],
) -> Compared:
    """The level of the highest rank, of any of one's values with any of the other's; the first one where several have it."""
    level = np.zeros(len(left), np.uint8)
    u = np.zeros(len(left), np.float32)
    for at, a, b in _crossed(column, left, right):
        found, log2_u = graded(at, a, b)
        better = np.flatnonzero(rank[found] > rank[level[at]])
        level[at[better]], u[at[better]] = found[better], log2_u[better]
    return Compared(level, u)


def _crossed(column: Column, left: Ints, right: Ints) -> Iterator[tuple[npt.NDArray[np.intp], Ints, Ints]]:
    """Pairs of which both have a value, and these, for every two slots; most nodes have one value at most."""
    a, b = column.code[left], column.code[right]
    at = np.flatnonzero((a >= 0) & (b >= 0))
    yield at, a[at], b[at]
    several = column.codes[1] >= 0
    more = np.flatnonzero(several[left] | several[right])
    one, two = left[more], right[more]
    for i, first in enumerate(column.codes):
        for j, second in enumerate(column.codes):
            if i or j:
                a, b = first[one], second[two]
                at = np.flatnonzero((a >= 0) & (b >= 0))
                if len(at):
                    yield more[at], a[at], b[at]


def _mail_near(table: Table, a: Ints, b: Ints) -> Bools:
    """Whether two addresses are one, mistyped: one edit apart, not in a digit."""
    size = table.mail_size
    near = np.asarray(np.abs(size[a] - size[b]) <= 1, bool)
    at = np.flatnonzero(near)
    one, two = table.mail.values.gather(a[at]), table.mail.values.gather(b[at])
    near[at] = np.asarray(process.cpdist(one.to_list(), two.to_list(), scorer=OSA.distance, score_cutoff=1)) <= 1
    at = np.flatnonzero(near)
    if not len(at):
        return near
    one, two = (table.mail.values.gather(side[at]).str.replace_all("[^0-9]", "") for side in (a, b))
    near[at] = (one == two).to_numpy()
    return near


def _two_owners(table: Table, left: Ints, right: Ints, a: Ints, b: Ints) -> Bools:
    """Whether each of two addresses fits its owner's own name, or at least begins with an initial that is only its owner's."""
    one, two = _owner(table, left, a), _owner(table, right, b)
    initials = one["begins"] & two["begins"] & (one["initial"] != two["initial"])
    return ((one["fits"] & two["fits"]) | initials).to_numpy()


def _owner(table: Table, node: Ints, mail: Ints) -> pl.DataFrame:
    """For mailboxes: the ``initial`` of the owner's given name, whether it ``begins`` with that, whether it ``fits`` the whole name.

    The start of the family name is enough; a mailbox of less than five letters always fits.
    """
    given = pl.when(pl.col("given") != "").then("given").otherwise("mailed").str.head(1)
    names = table.distinct[table.name[node]].select(pl.col("family").str.head(4), initial=given)
    rows = names.with_columns(email=table.mail.values.gather(mail)).with_columns(local=mailbox_letters(pl.col("email")))
    local, family, begins = pl.col("local"), pl.col("family"), pl.col("local").str.starts_with(pl.col("initial"))
    fits = local.str.contains(family, literal=True) & (begins | local.str.starts_with(family))
    return rows.select("initial", begins=begins, fits=fits | (local.str.len_chars() < 5))


def _phone_near(table: Table, a: Ints, b: Ints) -> tuple[Bools, Bools]:
    """Whether two numbers are one edit apart, and whether only their last two digits differ, which is not counted as near."""
    apart, size, other = table.digits[a] ^ table.digits[b], table.digit_count[a], table.digit_count[b]
    neighbours = apart >> (np.uint64(4) * (np.uint64(18) - np.clip(size, 3, 16).astype(np.uint64))) == 0
    odd = np.flatnonzero((size == 0) | (other == 0))
    if len(odd):
        one, two = table.phone.values.gather(a[odd]).to_list(), table.phone.values.gather(b[odd]).to_list()
        neighbours[odd] = [x[:-2] == y[: len(x) - 2] for x, y in zip(one, two, strict=True)]
    differ = apart | apart >> np.uint64(1)
    differ = (differ | differ >> np.uint64(2)) & np.uint64(0x1111111111111111)
    maybe = (np.bitwise_count(differ) <= 2) | (size != other)
    maybe[odd] = True
    at = np.flatnonzero(maybe & ~neighbours)
    one, two = table.phone.values.gather(a[at]).to_list(), table.phone.values.gather(b[at]).to_list()
    near = np.zeros(len(a), bool)
    near[at] = np.asarray(process.cpdist(one, two, scorer=OSA.distance, score_cutoff=1)) <= 1
    return near, neighbours
