"""Leads: the rules by which two scans of a trade show are compared: comparisons with their levels, vetoes, contradictions.

Every comparison gives a level and u, the chance that two people who are not one agree that well, per value. What follows
from another outcome is not counted twice: place and job count only where the company does not already speak.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from flows.match.blocking import Ints
from flows.match.lead_blocking import blocking
from flows.match.lead_table import UNSEEN, Table
from flows.match.likeness import likeness
from flows.match.linking import Rules
from flows.match.table import Column, encoded
from flows.match.weights import Compared, Floats, Level

LEVELS: dict[str, tuple[Level, ...]] = {
    "family name": (
        Level("blank", fixed=0.0),
        Level("same", 0.88),
        Level("near", 0.08),
        Level("different", 0.03),
    ),
    "given name": (
        Level("blank", fixed=0.0),
        Level("same", 0.74),
        Level("nickname", 0.05),
        Level("near", 0.07),
        Level("initial", 0.05),
        Level("Western and Chinese", 0.05),
        Level("different", 0.02),
    ),
    "e-mail": (
        Level("blank", fixed=0.0),
        Level("same", 0.55),
        Level("shared mailbox", fixed=1.0),
        Level("near", 0.06),
        Level("same mailbox elsewhere", fixed=0.0),
        Level("different at one domain", 0.05),
        Level("different", 0.34),
    ),
    "phone": (
        Level("blank", fixed=0.0),
        Level("same", 0.6),
        Level("shared number", fixed=1.0),
        Level("near", 0.05),
        Level("neighbouring", fixed=0.0),
        Level("different", 0.35),
    ),
    "handle": (Level("blank", fixed=0.0), Level("same", 0.95), Level("different", 0.05)),
    "badge": (Level("blank", fixed=0.0), Level("same", 0.98), Level("two at one event", 0.02)),
    "company": (Level("blank", fixed=0.0), Level("same", 0.78), Level("near", 0.07), Level("different", 0.15)),
    "place": (Level("blank", fixed=0.0), Level("same", 0.7), Level("different", 0.3)),
    "job": (Level("blank", fixed=0.0), Level("same", 0.6), Level("different", 0.4)),
}

_PEOPLE = 2000  # in a small night a value counts as if seen among at least so many


def compare(table: Table, left: Ints, right: Ints) -> dict[str, Compared]:
    """The outcome of every comparison of `LEVELS` for pairs of nodes."""
    company = _company(table, left, right)
    names = _names(table, left, right, company.level == 1)
    # A mailbox one letter off is another's unless the names say it is the same person's.
    one_name = (names[0].level == 1) & np.isin(names[1].level, (1, 2))
    mail = _mail(table, left, right, one_name)
    phone = _phone(table, left, right)
    known = company.level == 1
    return {
        "family name": names[0],
        "given name": names[1],
        "e-mail": mail,
        "phone": phone,
        "handle": _handle(table, left, right),
        "badge": _badge(table, left, right),
        "company": company,
        "place": _plain(table.city, np.minimum(3 * table.common["city"], 1.0), left, right, known),
        "job": _plain(table.job, table.common["job"], left, right, company.level == 3),
    }


def _names(table: Table, left: Ints, right: Ints, same_company: npt.NDArray[np.bool_]) -> tuple[Compared, Compared]:
    size = np.int64(table.distinct.height)
    one, two = table.name[left].astype(np.int64), table.name[right].astype(np.int64)
    keys, which = np.unique(np.minimum(one, two) * size + np.maximum(one, two), return_inverse=True)
    alike = likeness(table.names, table.distinct, (keys // size).astype(np.int32), (keys % size).astype(np.int32))
    family, given = alike.family[which], alike.given[which]
    share_f, share_g, share_r = table.common["family"], table.common["given"], table.common["root"]
    chinese = table.distinct["chinese"].to_numpy()[one]
    kin = [
        np.where(same_company, np.where(chinese, table.kinship[f"{part} True"], table.kinship[f"{part} False"]), 1.0)
        for part in ("family", "root")
    ]
    at_large = np.where(chinese, table.kinship["full True"], table.kinship["full False"])
    linked = np.where(same_company, kin[0] * kin[1], at_large)
    both = share_f[alike.family_code][which] * share_g[alike.given_code][which] * linked
    others = np.maximum(
        np.maximum(table.common["name"][one], table.common["name"][two]) - np.where(same_company, 1.0, 2.0), 0.0
    )
    full = np.maximum(both, 1e-9) + others / (table.people + UNSEEN)
    mates = np.maximum(table.common["company"][table.company.code[left]] * table.people, 1.0)
    namesakes = np.maximum(table.namesakes[left], table.namesakes[right]) - 1.0
    full = np.where(same_company & (namesakes > 0), np.maximum(full, 3.0 * namesakes / mates), full)
    # A typing error makes a name that hardly anybody has; two names that many have are two names.
    near_family = np.clip(100 * np.minimum(share_f[alike.families[0]], share_f[alike.families[1]]), 5e-4, 0.3)
    near_given = np.clip(30 * np.minimum(share_g[alike.givens[0]], share_g[alike.givens[1]]), 2e-3, 0.1)
    one_family = np.minimum(share_f[alike.family_code][which] * kin[0], 1.0)
    u_family = np.select([family == 1, family == 2, family == 3], [one_family, near_family[which], 1.0], 1.0)
    u_same = np.where(
        family == 1, np.clip(full / u_family, 1e-6, 100.0), np.minimum(share_g[alike.given_code][which] * kin[1], 1.0)
    )
    u_given = np.select(
        [given == 1, given == 2, given == 3, given == 4, given == 5, given == 6],
        [u_same, np.minimum(0.3 * share_r[alike.root_code][which] * kin[1], 1.0), near_given[which], 0.016, 0.15, 1.0],
        1.0,
    )
    return Compared(family, _log2(u_family)), Compared(given, _log2(u_given))


def _log2(u: npt.NDArray[np.float64]) -> Floats:
    return np.log2(u).astype(np.float32)


def _mail(table: Table, left: Ints, right: Ints, one_name: npt.NDArray[np.bool_]) -> Compared:
    level = np.zeros(len(left), np.uint8)
    u = np.ones(len(left))
    people, domain, local = table.common["email"], table.mail_domain, table.mail_local
    least = max(table.people, _PEOPLE)
    rank = np.array([0, 7, 6, 5, 3, 4, 2], np.uint8)  # which level wins where people have several addresses
    for one in table.mail.codes:
        for two in table.mail.codes:
            at = np.flatnonzero((one[left] >= 0) & (two[right] >= 0))
            if not len(at):
                continue
            a, b = one[left[at]], two[right[at]]
            found = np.full(len(at), 6, np.uint8)
            share = np.ones(len(at))
            same = a == b
            found[same] = np.where(people[a[same]] >= 3, 2, 1)
            share[same] = np.where(people[a[same]] >= 3, 1.0, (0.02 + 0.5 * (people[a[same]] - 1)) / least)
            one_domain = ~same & (domain[a] == domain[b])
            found[one_domain] = 5
            one_local = ~same & (local[a] == local[b])
            found[one_local] = 4
            maybe = np.flatnonzero((one_domain | one_local) & one_name[at])
            if len(maybe):
                near = _mail_near(table.mail.values, a[maybe], b[maybe])
                found[maybe[near]] = 3
                share[maybe[near]] = 20.0 / least
            better = rank[found] > rank[level[at]]
            level[at[better]], u[at[better]] = found[better], share[better]
    return Compared(level, _log2(u))


def _mail_near(values: pl.Series, a: Ints, b: Ints) -> npt.NDArray[np.bool_]:
    """Whether two addresses are one, mistyped: one edit apart, not in a digit."""
    texts = pl.DataFrame({"a": values.gather(a), "b": values.gather(b)})
    distance = process.cpdist(texts["a"].to_list(), texts["b"].to_list(), scorer=OSA.distance, score_cutoff=2)
    digits = (
        texts.select(pl.col("a").str.replace_all(r"\D", "") == pl.col("b").str.replace_all(r"\D", ""))
        .to_series()
        .to_numpy()
    )
    return np.asarray((distance <= 1) & digits, bool)


def _phone(table: Table, left: Ints, right: Ints) -> Compared:
    level = np.zeros(len(left), np.uint8)
    u = np.ones(len(left))
    people, least = table.common["phone"], max(table.people, _PEOPLE)
    rank = np.array([0, 5, 4, 3, 2, 1], np.uint8)
    for one in table.phone.codes:
        for two in table.phone.codes:
            at = np.flatnonzero((one[left] >= 0) & (two[right] >= 0))
            if not len(at):
                continue
            a, b = one[left[at]], two[right[at]]
            found = np.full(len(at), 5, np.uint8)
            share = np.ones(len(at))
            same = a == b
            found[same] = np.where(people[a[same]] >= 3, 2, 1)
            share[same] = np.where(people[a[same]] >= 3, 1.0, (0.04 + 0.5 * (people[a[same]] - 1)) / least)
            rest = np.flatnonzero(~same)
            distance, prefix = _phone_distance(table.phone.values, a[rest], b[rest])
            found[rest[prefix]] = 4
            near = rest[(distance <= 1) & ~prefix]
            found[near] = 3
            share[near] = 100.0 / least
            better = rank[found] > rank[level[at]]
            level[at[better]], u[at[better]] = found[better], share[better]
    return Compared(level, _log2(u))


def _phone_distance(values: pl.Series, a: Ints, b: Ints) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Edits between two numbers, and whether only their last two digits differ."""
    one, two = values.gather(a), values.gather(b)
    distance = process.cpdist(one.to_list(), two.to_list(), scorer=OSA.distance, score_cutoff=2)
    size = one.str.len_chars() - 2
    prefix = (
        pl.DataFrame({"a": one, "b": two, "n": size})
        .select(pl.col("a").str.head("n") == pl.col("b").str.head("n"))
        .to_series()
    )
    return np.asarray(distance, np.int64), prefix.to_numpy()


def _handle(table: Table, left: Ints, right: Ints) -> Compared:
    level = np.zeros(len(left), np.uint8)
    u = np.ones(len(left))
    network = (
        encoded(table.handle.values.str.extract("^([^:]+):").fill_null("")).code if len(table.handle.values) else None
    )
    least = max(table.people, _PEOPLE)
    if network is None:
        return Compared(level, _log2(u))
    for one in table.handle.codes:
        for two in table.handle.codes:
            at = np.flatnonzero((one[left] >= 0) & (two[right] >= 0))
            a, b = one[left[at]], two[right[at]]
            same = a == b
            level[at[same]] = 1
            u[at[same]] = (0.02 + 0.5 * (table.common["handle"][a[same]] - 1)) / least
            differ = ~same & (network[a] == network[b]) & (level[at] != 1)
            level[at[differ]] = 2
    return Compared(level, _log2(u))


def _badge(table: Table, left: Ints, right: Ints) -> Compared:
    a, b = table.badge.code[left], table.badge.code[right]
    both = (a >= 0) & (b >= 0)
    event = table.event.code[left] == table.event.code[right]
    level = np.select([both & (a == b), both & event], [1, 2], 0).astype(np.uint8)
    return Compared(level, _log2(np.where(level == 1, 0.05 / max(table.people, _PEOPLE), 1.0)))


def _company(table: Table, left: Ints, right: Ints) -> Compared:
    a, b = table.company.codes[0][left], table.company.codes[0][right]
    la, lb = table.company.codes[1][left], table.company.codes[1][right]
    both = (a >= 0) & (b >= 0)
    same = both & ((a == b) | ((la >= 0) & (la == lb)) | (la == b) | (lb == a))
    level = np.where(both, np.where(same, 1, 3), 0).astype(np.uint8)
    differ = np.flatnonzero(both & ~same)
    size = np.int64(len(table.company.values))
    keys, which = np.unique(
        np.minimum(a[differ], b[differ]).astype(np.int64) * size + np.maximum(a[differ], b[differ]), return_inverse=True
    )
    one, two = table.company.values.gather(keys // size).to_list(), table.company.values.gather(keys % size).to_list()
    like = process.cpdist(one, two, scorer=JaroWinkler.similarity, score_cutoff=0.9, dtype=np.float32) >= 0.9
    level[differ[like[which]]] = 2
    share = table.common["company"]
    u = np.select([level == 1, level == 2], [share[a], np.maximum(share[a] + share[b], 2e-4)], 1.0)
    return Compared(level, _log2(u))


def _plain(
    column: Column, share: npt.NDArray[np.float64], left: Ints, right: Ints, silent: npt.NDArray[np.bool_]
) -> Compared:
    """Same, different or blank; blank where something else has said it already."""
    a, b = column.code[left], column.code[right]
    both = (a >= 0) & (b >= 0) & ~silent
    level = np.where(both, np.where(a == b, 1, 2), 0).astype(np.uint8)
    return Compared(level, _log2(np.where(level == 1, share[a], 1.0)))


def vetoed(outcome: dict[str, Compared]) -> npt.NDArray[np.bool_]:
    """Pairs that no amount of evidence makes one without a person's word: two names, two badges at one event, two profiles."""
    given, family = outcome["given name"].level, outcome["family name"].level
    two_names = (given == 6) | (family == 3)
    # A mailbox that nobody with other initials has is one person's, however the name was mistyped.
    own_mail = (outcome["e-mail"].level == 1) & (
        outcome["e-mail"].log2_u < outcome["e-mail"].log2_u.min(initial=0.0) + 1
    )
    two_names &= ~own_mail
    return np.asarray(two_names | (outcome["badge"].level == 2) | (outcome["handle"].level == 2), bool)


_CONTRADICTING = {
    "family name": 3,
    "given name": 6,
    "e-mail": 5,
    "handle": 2,
    "badge": 2,
}  # by comparison, the level that speaks against one person, whatever else agrees


def against(outcome: dict[str, Compared], weights: Mapping[str, Floats]) -> Floats:
    """The sum of the weights that contradict, 0 where nothing does."""
    total = np.zeros(len(outcome["badge"].level), np.float32)
    for name, level in _CONTRADICTING.items():
        total += np.where(outcome[name].level == level, np.minimum(weights[name], -1.0), 0.0).astype(np.float32)
    return total


# A number or a profile stays when the employer changes; whatever else agrees mostly does because he doesn't.
_WITNESSES = dict.fromkeys(("company", "place", "job"), ("phone", "handle"))

RULES: Rules[Table] = Rules(LEVELS, blocking, compare, vetoed, against, _WITNESSES)
