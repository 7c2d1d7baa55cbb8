"""Leads: the rules by which two scans of a trade show are compared: comparisons with their levels, vetoes, contradictions.

Every comparison gives a level and u, the chance that two people who are not one agree that well, per value. What follows
from another outcome is not counted twice: place and job count only where the company does not already speak.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from flows.match import contacts
from flows.match.blocking import Ints
from flows.match.brands import Firms
from flows.match.lead_blocking import blocking
from flows.match.lead_table import UNSEEN, Names, Table
from flows.match.letters import Bools
from flows.match.likeness import distinct_pairs, likeness, similarity
from flows.match.linking import Rules
from flows.match.table import Codes, Column
from flows.match.weights import Compared, Floats, Level, Levels

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
        Level("numbered at one domain", fixed=-6.0),
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
    "company": (
        Level("blank", fixed=0.0),
        Level("same", 0.75),
        Level("near", 0.06),
        Level("different", 0.14),
        Level("a word in common", 0.05),
    ),
    "place": (Level("blank", fixed=0.0), Level("same", 0.7), Level("different", 0.3)),
    "job": (Level("blank", fixed=0.0), Level("same", 0.6), Level("different", 0.4)),
}

_MISTYPED = 0.04  # so many companies are mistyped
_ALIKE = 0.65  # so similar (Jaro-Winkler) are a name and the same name badly mistyped
_LEAST, _MOST = np.log2(1e-6), np.log2(100.0)  # of a given name's u beside a family name that agrees


def compare(table: Table, left: Ints, right: Ints) -> dict[str, Compared]:
    """The outcome of every comparison of `LEVELS` for pairs of nodes."""
    company = _company(table, left, right)
    family, given = _names(table, left, right, company.level == 1)
    one_name = (family.level == 1) & ((given.level == 1) | (given.level == 2))
    near_name = ((family.level == 1) | (family.level == 2)) & (given.level >= 1) & (given.level <= 4) & ~one_name
    return {
        "family name": family,
        "given name": given,
        "e-mail": contacts.mail(table, left, right, one_name, near_name),
        "phone": contacts.phone(table, left, right),
        "handle": contacts.handle(table, left, right),
        "badge": _badge(table, left, right),
        "company": company,
        "place": _plain(table.city, table.chance["place"], left, right, company.level != 1),
        "job": _plain(table.job, table.chance["job"], left, right, company.level != 3),
    }


def _names(table: Table, left: Ints, right: Ints, same_company: Bools) -> tuple[Compared, Compared]:
    """Family and given name, each pair of distinct names compared once."""
    one, two = table.name[left], table.name[right]
    lower, higher, which = distinct_pairs(one, two)
    alike = likeness(table.spellings, lower, higher)
    family, given = alike.family[which], alike.given[which]
    share_f, share_g, share_r = table.common["family"], table.common["given"], table.common["root"]
    # A typing error makes a name that hardly anybody has; two names that many have are two names.
    near_family = np.clip(100 * np.minimum(share_f[alike.families[0]], share_f[alike.families[1]]), 5e-4, 0.3)
    near_given = np.clip(30 * np.minimum(share_g[alike.givens[0]], share_g[alike.givens[1]]), 1e-3, 0.1)
    of_family = np.select([alike.family == 1, alike.family == 2], [share_f[alike.family_code], near_family], 1.0)
    nickname = 1e-3 + 0.15 * share_r[alike.root_code]
    levels = [share_g[alike.given_code], nickname, near_given, 0.016, table.kinship["Western"]]
    of_given = np.select([alike.given == level for level in (1, 2, 3, 4, 5)], levels, 1.0)
    # Colleagues have a name in common more often than people at large.
    kin = same_company + 2 * table.spellings.chinese[one].astype(np.int8)
    kin_family, kin_root, linked = _kinship(table)
    u_family = np.log2(of_family)[which]
    u_family = np.minimum(np.where(family == 1, u_family + kin_family[kin], u_family), 0.0)
    u_given = np.log2(of_given)[which]
    u_given = np.minimum(np.where((given == 1) | (given == 2), u_given + kin_root[kin], u_given), 0.0)
    both = np.flatnonzero((family == 1) & (given == 1))
    pair, mates = which[both], same_company[both]
    full = np.maximum((of_family * of_given)[pair] * linked[kin[both]], 1e-9)
    others = np.maximum(table.common["name"][lower], table.common["name"][higher])[pair] - np.where(mates, 1.0, 2.0)
    full += np.maximum(others, 0.0) / (table.people + UNSEEN)
    namesakes = np.maximum(table.namesakes[left[both]], table.namesakes[right[both]]) - 1.0
    at = np.flatnonzero(mates & (namesakes > 0))
    colleagues = table.common["company"][table.company.code[left[both[at]]]] * table.people
    full[at] = np.maximum(full[at], 3.0 * namesakes[at] / np.maximum(colleagues, 1.0))
    u_given[both] = np.clip(np.log2(full) - u_family[both], _LEAST, _MOST)
    # Who mistypes a family name mistypes, shortens or leaves out a given name, too.
    u_given[np.flatnonzero((family == 2) & np.isin(given, (0, 2, 3, 4)))] -= 2.0
    return Compared(family, u_family.astype(np.float32)), Compared(given, u_given.astype(np.float32))


def _kinship(table: Table) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """How much likelier names agree: at large, at one company, and the same for Chinese names.

    For the family name and for the given name's root in bits, and for both.
    """
    family, root, linked = np.ones(4), np.ones(4), np.ones(4)
    for chinese in (False, True):
        at = 2 * chinese
        family[at + 1], root[at + 1] = table.kinship[f"family {chinese}"], table.kinship[f"root {chinese}"]
        linked[at], linked[at + 1] = table.kinship[f"full {chinese}"], family[at + 1] * root[at + 1]
    return np.log2(family), np.log2(root), linked


def _badge(table: Table, left: Ints, right: Ints) -> Compared:
    a, b = table.badge.code[left], table.badge.code[right]
    both = (a >= 0) & (b >= 0)
    event = table.event.code[left] == table.event.code[right]
    level = np.where(both & (a == b), np.uint8(1), np.where(both & event, np.uint8(2), np.uint8(0)))
    chance = np.float32(np.log2(0.05 / table.counted))
    return Compared(level, np.where(level == 1, chance, np.float32(0)))


def _company(table: Table, left: Ints, right: Ints) -> Compared:
    a, b = table.company.codes[0][left], table.company.codes[0][right]
    la, lb = table.company.codes[1][left], table.company.codes[1][right]
    both = (a >= 0) & (b >= 0)
    same = both & ((a == b) | ((la >= 0) & (la == lb)) | (la == b) | (lb == a))
    level = np.where(both, np.where(same, np.uint8(1), np.uint8(3)), np.uint8(0))
    log2_u = np.where(same, table.chance["company"][a], np.float32(0))
    differ = np.flatnonzero(level == 3)
    like = _near(table.companies, a[differ], b[differ])
    # A mistyped company has no mail domain to stand for it: what was written is compared with what was written.
    nameless = table.nameless[left[differ]] | table.nameless[right[differ]]
    ka, kb = table.key.code[left[differ]], table.key.code[right[differ]]
    rest = np.flatnonzero(~like & nameless & (ka >= 0) & (kb >= 0))
    like[rest] = _near(table.keys, ka[rest], kb[rest])
    near, share = differ[like], table.common["company"]
    chance = np.maximum(share[a[near]] + share[b[near]], 2e-4)
    level[near] = 2
    log2_u[near] = np.log2(np.where(nameless[like], _MISTYPED * chance, chance))
    apart = differ[~like]
    one, two, which = distinct_pairs(*(table.firms.of_node[side[apart]] for side in (left, right)))
    shared = _word_in_common(table.firms, one, two)[which]
    common = np.flatnonzero(shared > 0)
    level[apart[common]] = 4
    log2_u[apart[common]] = np.log2(np.maximum(shared[common], 2e-4))
    return Compared(level, log2_u)


def _word_in_common(firms: Firms, one: Codes, two: Codes) -> npt.NDArray[np.float64]:
    """The share of people whose company has the rarest word that two names of companies have in common, 0 where they have none."""
    found = np.full(len(one), 1.0)
    a, b = firms.words[one], firms.words[two]
    for i in range(a.shape[1]):
        for j in range(b.shape[1]):
            at = np.flatnonzero((a[:, i] == b[:, j]) & (a[:, i] >= 0))
            found[at] = np.minimum(found[at], firms.share[a[at, i]])
    return np.where(found < 1.0, found, 0.0)


def _near(names: Names, one: Codes, two: Codes) -> Bools:
    """Whether companies are alike, each pair of distinct ones compared once."""
    found = names.letters.alike(one, two, 0.9)
    at = np.flatnonzero(found)
    a, b, which = distinct_pairs(one[at], two[at])
    found[at] = (similarity(names.texts[a], names.texts[b]) >= 0.9)[which]
    return found


def _plain(column: Column, chance: Floats, left: Ints, right: Ints, open_: Bools) -> Compared:
    """Same, different or blank; blank where something else has said it already."""
    level, log2_u = np.zeros(len(left), np.uint8), np.zeros(len(left), np.float32)
    at = np.flatnonzero(open_)
    a, b = column.code[left[at]], column.code[right[at]]
    same = a == b
    level[at] = np.where((a >= 0) & (b >= 0), np.where(same, np.uint8(1), np.uint8(2)), np.uint8(0))
    log2_u[at] = np.where(level[at] == 1, chance[a], np.float32(0))
    return Compared(level, log2_u)


def vetoed(table: Table, left: Ints, right: Ints, outcome: dict[str, Compared]) -> Bools:
    """Pairs that no amount of evidence makes one without a person's word: two names, two badges at one event, two profiles."""
    given, family, mail = outcome["given name"].level, outcome["family name"].level, outcome["e-mail"]
    # A mailbox that nobody with other initials has is one person's, however the name was mistyped.
    own_mail = (mail.level == 1) & (mail.log2_u < table.own_mail) & ((family != 3) | (given != 0))
    # So is one that is called after one of the two, if the name that differs is alike; a couple's two names are not.
    two_names = (given == 6) | (family == 3)
    called = np.flatnonzero(two_names & ~own_mail & (mail.level == 1) & (table.called[left] | table.called[right]))
    own_mail[called] = _mistyped(table, left[called], right[called], given[called], family[called])
    # Who kept the given name and a mailbox, number or profile of her own has married; families have several given names.
    kept = np.logical_or.reduce([outcome[name].level == 1 for name in ("e-mail", "phone", "handle")])
    two_names &= ~own_mail & ~((family == 3) & (given == 1) & kept)
    return np.asarray(
        two_names | (outcome["badge"].level == 2) | (outcome["handle"].level == 2) | (mail.level == 7), bool
    )


def _mistyped(table: Table, left: Ints, right: Ints, given: Levels, family: Levels) -> Bools:
    """Whether the one part of two names that differs is alike."""
    words = table.spellings.texts
    parts = ((given == 6) & (family != 3), 1), ((family == 3) & (given != 6) & (given != 0), 0)
    found = np.zeros(len(left), bool)
    for differs, part in parts:
        code = table.names.codes[part]
        at = np.flatnonzero(differs)
        one, two = (words[code[table.name[side[at]]]] for side in (left, right))
        found[at] = similarity(one, two) >= _ALIKE
    return found


_CONTRADICTING = {
    "family name": (3,),
    "given name": (6,),
    "e-mail": (5, 7),
    "handle": (2,),
    "badge": (2,),
}  # by comparison, the levels that speak against one person, whatever else agrees


def against(outcome: dict[str, Compared], weights: Mapping[str, Floats]) -> Floats:
    """The sum of the weights that contradict, 0 where nothing does."""
    total = np.zeros(len(outcome["badge"].level), np.float32)
    for name, levels in _CONTRADICTING.items():
        at = np.flatnonzero(np.isin(outcome[name].level, levels))
        total[at] += np.minimum(weights[name][at], -1.0)
    return total


# A number or a profile stays when the employer changes; whatever else agrees mostly does because he doesn't.
_WITNESSES = dict.fromkeys(("company", "place", "job"), ("phone", "handle"))

RULES: Rules[Table] = Rules(LEVELS, blocking, compare, vetoed, against, _WITNESSES)
