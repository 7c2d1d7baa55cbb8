"""Lead blocking: the rules that say which two scans are worth comparing: one identifier, or two weaker things together."""

from __future__ import annotations

import numpy as np
import polars as pl

from flows.match.blocking import Blocks, Keys, Spread, blocks, mixed
from flows.match.emails import mailbox
from flows.match.lead_table import Table
from flows.match.sound import sounds
from flows.match.table import hashes


def blocking(table: Table) -> list[Blocks]:
    """The blocking rules: one identifier, or two weaker things together, or three weak ones."""
    wall = table.exhibitor.hashed()
    family, given, root, other, mailed = (Spread(table.names.keys[code], table.name) for code in table.names.codes[:5])
    others = (given, other, mailed)
    family1, family3, middle3, family_end, root1, skeleton, start, end, letters = _parts_of_names(table)
    company, label = (Spread(table.company.keys, code) for code in table.company.codes)
    city, job = (Spread(column.keys, column.code) for column in (table.city, table.job))
    mails, phones, handles = (
        [Spread(column.keys, code) for code in column.codes] for column in (table.mail, table.phone, table.handle)
    )
    local = Spread(_local_keys(table), table.mail.code)
    heads, tails = ([Spread(keys, code) for code in table.phone.codes] for keys in _phone_keys(table))
    turned = Spread(table.names.keys[table.names.codes[5]], table.name)
    full = Spread(mixed(np.minimum(turned.keys, root.keys), np.maximum(turned.keys, root.keys)), table.name)
    brand = Spread(table.firms.brand, table.firms.of_node)
    written = Spread(np.append(hashes(table.key.values.str.head(4)), np.uint64(0)), table.key.code)
    return [
        blocks("e-mail", 60, *((wall, key) for key in mails)),
        blocks("phone", 30, *((wall, key) for key in phones)),
        blocks("handle", 60, *((wall, key) for key in handles)),
        blocks("badge", 60, (wall, Spread(table.badge.keys, table.badge.code))),
        blocks("e-mail and family name", 100, *((wall, key, family) for key in mails), coarser=("e-mail",)),
        blocks("phone and family name", 100, *((wall, key, family) for key in phones), coarser=("phone",)),
        blocks("mailbox and family name", 15, (wall, local, family)),
        blocks("mailbox and company", 20, (wall, local, company)),
        blocks("full name", 20, (wall, full)),
        blocks("full name and company", 60, (wall, full, company), (wall, full, label), coarser=("full name",)),
        blocks(
            "family name, another given name and company", 60, *((wall, family, one, company) for one in others),
            coarser=("family name and another given name", "family name and company"),
        ),
        blocks("full name and city", 20, (wall, full, city), coarser=("full name",)),
        blocks("full name and job", 20, (wall, full, job), coarser=("full name",)),
        blocks("family name and another given name", 12, *((wall, family, one) for one in others)),
        blocks(
            "family name and company", 30, (wall, family, company), (wall, family, label),
            coarser=("start of the family name and company", "end of the family name and company"),
        ),
        blocks("given name and company", 16, (wall, root, company), (wall, root, label)),
        blocks("initials and company", 20, (wall, family1, root1, company), (wall, family1, root1, label)),
        blocks("start of the family name and company", 15, (wall, family3, company), (wall, family3, label), (wall, middle3, company)),
        blocks("end of the family name and company", 15, (wall, family_end, company), (wall, family_end, label)),
        blocks("start of the whole name and company", 15, (wall, start, company)),
        blocks("end of the whole name and company", 20, (wall, end, company)),
        blocks("family name and start of the company", 16, (wall, family, written)),
        blocks("family name and brand", 20, (wall, family, brand)),
        blocks("given name, initial and brand", 16, (wall, root, family1, brand)),
        blocks("consonants", 4, (wall, skeleton)),
        blocks("letters of the whole name", 20, (wall, letters)),
        blocks("start of number and family name", 30, *((wall, key, family) for key in heads)),
        blocks("end of number and given name", 30, *((wall, key, root) for key in tails)),
        blocks("end of number and company", 30, *((wall, key, company) for key in tails)),
    ]  # fmt: skip


def _parts_of_names(table: Table) -> list[Spread]:
    """Keys of parts of the distinct names, and of the start and the end of a name written without spaces."""
    word = pl.col("word")
    consonants = word.str.replace_all("[aeiouyh]", "")
    parts = (
        sounds(table.names.values)
        .to_frame("word")
        .select(
            first=word.str.head(1),
            three=word.str.head(3),
            end=word.str.tail(3),
            c3=consonants.str.head(3),
            c2=consonants.str.head(2),
        )
    )
    first, three, last, c3, c2 = (np.append(hashes(part), np.uint64(0)) for part in parts.get_columns())
    family, root, middle = (table.names.codes[part] for part in (0, 2, 6))
    skeleton = mixed(c3[family] | np.uint64(1), c2[root] | np.uint64(1))
    skeleton[(family < 0) | (root < 0)] = 0
    whole = pl.concat_str("given", "family")
    long_enough = whole.str.len_chars() >= 7
    ends = table.distinct.select(
        start=pl.when(long_enough).then(whole.str.head(5)).otherwise(pl.lit("")),
        end=pl.when(long_enough).then(whole.str.tail(5)).otherwise(pl.lit("")),
    )
    own = (first[family], three[family], three[middle], last[family], first[root], skeleton)
    keys = (*own, *map(hashes, ends.get_columns()), _letter_keys(table.distinct.select(whole).to_series()))
    return [Spread(key, table.name) for key in keys]


def _letter_keys(names: pl.Series) -> Keys:
    """A key of the letters that a whole name has, in whatever order; 0 for the short ones."""
    width = names.str.len_bytes().to_numpy().astype(np.int64)
    letters = mixed(np.frombuffer("".join(names.to_list()).encode(), np.uint8).astype(np.uint64) + np.uint64(1))
    before = np.append(np.uint64(0), np.cumsum(letters))
    end = np.cumsum(width)
    keys: Keys = (before[end] - before[end - width]) | np.uint64(1)
    keys[width < 7] = 0
    return keys


def _local_keys(table: Table) -> Keys:
    """A key of every mail's mailbox, 0 for the short ones and for blank."""
    local = table.mail.values.to_frame("email").select(mailbox(pl.col("email")).str.replace_all(r"[._\-\d]", ""))
    keys = local["email"].hash(7).to_numpy() | np.uint64(1)
    keys[(local["email"].str.len_chars() < 5).to_numpy()] = 0
    return np.append(keys, np.uint64(0))


def _phone_keys(table: Table) -> tuple[Keys, Keys]:
    """Keys of the first and of the last digits of every number."""
    values = table.phone.values
    head = np.append(values.str.head(5).hash(11).to_numpy() | np.uint64(1), np.uint64(0))
    tail = np.append(values.str.tail(4).hash(13).to_numpy() | np.uint64(1), np.uint64(0))
    return head, tail
