"""Lead blocking: the rules that say which two scans are worth comparing: one identifier, or two weaker things together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.match.blocking import Blocks, blocks, mixed
from flows.match.lead_table import Table
from flows.match.nodes import EMAILS, HANDLES, PHONES
from flows.match.table import Column, encoded


def blocking(table: Table) -> list[Blocks]:
    """The blocking rules: one identifier, or two weaker things together, or three weak ones."""
    wall = table.exhibitor.hashed()
    by_name = [table.names.hashed(slot)[table.name] for slot in range(5)]
    family, given, root, other, mailed = by_name
    others = (given, other, mailed)
    heads = _heads(table)
    family1, family3, family_end, root1, skeleton = (heads[column][table.name] for column in heads)
    company, label = table.company.hashed(0), table.company.hashed(1)
    city, job = table.city.hashed(), table.job.hashed()
    phones = [table.phone.hashed(slot) for slot in range(PHONES)]
    mails = [table.mail.hashed(slot) for slot in range(EMAILS)]
    local = Column(table.mail.values, (table.mail.code,))
    local_key = _local_hash(table)[local.code]
    phone_parts = [_phone_parts(table, slot) for slot in range(PHONES)]
    low, high = np.minimum(family, root), np.maximum(family, root)
    full = mixed(low, high)
    start, end = _joined_parts(table)
    return [
        blocks("e-mail", 60, *((wall, key) for key in mails)),
        blocks("phone", 30, *((wall, key) for key in phones)),
        blocks("handle", 60, *((wall, table.handle.hashed(slot)) for slot in range(HANDLES))),
        blocks("badge", 60, (wall, table.badge.hashed())),
        blocks("e-mail and family name", 100, *((wall, key, family) for key in mails)),
        blocks("phone and family name", 100, *((wall, key, family) for key in phones)),
        blocks("mailbox and family name", 15, (wall, local_key, family)),
        blocks("mailbox and company", 20, (wall, local_key, company)),
        blocks("full name", 20, (wall, full)),
        blocks("full name and company", 60, (wall, full, company), (wall, full, label)),
        blocks("family name, another given name and company", 60, *((wall, family, one, company) for one in others)),
        blocks("full name and city", 20, (wall, full, city)),
        blocks("full name and job", 20, (wall, full, job)),
        blocks("family name and another given name", 12, *((wall, family, one) for one in others)),
        blocks("family name and company", 30, (wall, family, company), (wall, family, label)),
        blocks("given name and company", 16, (wall, root, company), (wall, root, label)),
        blocks("initials and company", 20, (wall, family1, root1, company), (wall, family1, root1, label)),
        blocks("start of the family name and company", 15, (wall, family3, company), (wall, family3, label)),
        blocks("end of the family name and company", 15, (wall, family_end, company), (wall, family_end, label)),
        blocks("start of the whole name and company", 15, (wall, start, company)),
        blocks("end of the whole name and company", 20, (wall, end, company)),
        blocks("consonants", 4, (wall, skeleton)),
        blocks("start of number and family name", 30, *((wall, head, family) for head, _ in phone_parts)),
        blocks("end of number and given name", 30, *((wall, tail, root) for _, tail in phone_parts)),
        blocks("end of number and company", 30, *((wall, tail, company) for _, tail in phone_parts)),
    ]  # fmt: skip


def _heads(table: Table) -> dict[str, npt.NDArray[np.uint64]]:
    """Keys of parts of the distinct names."""
    family, root = pl.col("family"), pl.col("root")
    consonants = pl.concat_str(
        family.str.replace_all("[aeiouyh]", "").str.head(3),
        pl.lit("."),
        root.str.replace_all("[aeiouyh]", "").str.head(2),
    )
    parts = table.distinct.select(
        family1=family.str.head(1),
        family3=family.str.head(3),
        family_end=family.str.tail(3),
        root1=root.str.head(1),
        skeleton=pl.when((family != "") & (root != "")).then(consonants).otherwise(pl.lit("")),
    )
    return {column: encoded(parts[column]).hashed() for column in parts.columns}


def _local_hash(table: Table) -> npt.NDArray[np.uint64]:
    """A key of every mail's mailbox, 0 for the short ones and for blank."""
    local = table.mail.values.to_frame("email").select(
        pl.col("email").str.extract("^([^@]+)@").str.replace_all(r"[._\-\d]", "")
    )
    keys = local["email"].hash(7).to_numpy() | np.uint64(1)
    keys[(local["email"].str.len_chars() < 5).to_numpy()] = 0
    return np.append(keys, np.uint64(0))


def _phone_parts(table: Table, slot: int) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Keys of the first and of the last digits of a number."""
    values = table.phone.values
    head = np.append(values.str.head(5).hash(11).to_numpy() | np.uint64(1), np.uint64(0))
    tail = np.append(values.str.tail(4).hash(13).to_numpy() | np.uint64(1), np.uint64(0))
    code = table.phone.codes[slot]
    return head[code], tail[code]


def _joined_parts(table: Table) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Keys of the start and of the end of a name written without spaces."""
    whole = table.distinct.select(whole=pl.concat_str("given", "family"))
    long_enough = pl.col("whole").str.len_chars() >= 7
    parts = whole.select(
        start=pl.when(long_enough).then(pl.col("whole").str.head(5)).otherwise(pl.lit("")),
        end=pl.when(long_enough).then(pl.col("whole").str.tail(5)).otherwise(pl.lit("")),
    )
    return encoded(parts["start"]).hashed()[table.name], encoded(parts["end"]).hashed()[table.name]
