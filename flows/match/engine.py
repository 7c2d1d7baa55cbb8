"""Matching: who is who among the scans of an exhibitor, one person once, for years.

``match`` is all that a caller needs. A first or weekly full run gets every record and learns the weights; a night gets only
what is new, finds the few known people it could be about, and matches them anew by the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.match import leads
from flows.match.blocking import Blocks, Ints
from flows.match.cores import give_back
from flows.match.explain import reason_columns
from flows.match.identity import ALIASES, PERSONS, followed, identified
from flows.match.jobs import job_changes, moves
from flows.match.known import MEMBERS, Known, Remembered, Segment, salted
from flows.match.lead_blocking import blocking
from flows.match.lead_table import Table
from flows.match.lead_table import table as table_of
from flows.match.linking import UNSURE, Answers, Linked, judged, linked, prior_weight
from flows.match.nodes import Nodes
from flows.match.normalising import normalised
from flows.match.population import Population, extended, placed, refreshed, surveyed
from flows.match.shape import shaped
from flows.match.table import named
from flows.match.weights import probability, score

_DECISIONS: dict[str, pl.DataType | type[pl.DataType]] = {
    "left_scan_id": pl.String,
    "right_scan_id": pl.String,
    "answer": pl.String,  # "same" or "different"
    "at": pl.Datetime("us", "UTC"),
    "by": pl.String,
}
DECISIONS = pl.Schema(_DECISIONS)

_REVIEW = 0.009  # so many pairs a person known are put before people, the likeliest
_LOOSE = -4.0  # bits: a known person whom a new scan comes so near is matched anew


@dataclass(frozen=True)
class Matched:
    """The answer of one night: who is who, why, what changed, and what to keep for the next night.

    ``persons`` has every scan known (``scan_id``, ``person_id``, ``exhibitor``). ``pairs`` has the pairs looked at tonight that are
    of one person (band "same") or that somebody should look at ("unsure", the best one of two people): ``left_scan_id``,
    ``right_scan_id``, ``weight`` in bits, ``probability``, ``band``, ``prior`` and for every comparison a column of its name
    (the level) and one with " weight" added. ``events`` are `flows.match.identity.EVENTS` of kinds new, merge, split and
    job_change; ``aliases`` are all ids that ever became others; ``known`` is to be saved for the next night. ``looked_at`` has the
    scans that pairs could name tonight, ``moves`` the changes of employer (`flows.match.jobs.MOVES`) of the people looked at.
    """

    persons: pl.DataFrame
    pairs: pl.DataFrame
    events: pl.DataFrame
    aliases: pl.DataFrame
    known: Known
    looked_at: pl.Series
    moves: pl.DataFrame
    report: dict[str, int] = field(default_factory=dict)


def most_unsure(people: int) -> int:
    """How many pairs are put before somebody when so many people are known: more nobody would work through."""
    return max(20, int(_REVIEW * people))


def match(
    records: pl.DataFrame | pl.LazyFrame, known: Known | Remembered | None = None, decisions: pl.DataFrame | None = None
) -> Matched:
    """Puts every scan to its person: those in ``records`` anew, those known already and not in it as they were.

    If ``records`` has every scan known, all is matched and learned anew and ids are kept by overlap; otherwise only what is
    new is looked at. ``decisions`` (`DECISIONS`) are obeyed whatever the weights say, the latest of a pair. Raises ValueError
    where only something is new and what is known was kept by a version that knew less. Records that are scanned lazily are read
    column by column.
    """
    rows = shaped(records)
    decided = _latest(decisions)
    if known is None:
        return _full(rows, known, decided)
    scans = known.persons["scan_id"] if isinstance(known, Remembered) else known.members["scan_id"]
    again = scans.is_in(rows.select("scan_id").collect().to_series().implode())
    if again.all():
        return _full(rows, known, decided)
    if isinstance(known, Remembered):
        raise ValueError("what is known was kept by an older version: match all records once, not only the new ones")
    return _night(rows, known, again, decided)


def _full(rows: pl.LazyFrame, known: Known | Remembered | None, decided: pl.DataFrame) -> Matched:
    nodes, scans = normalised(rows, _apart(decided))
    population, nodes = surveyed(nodes)
    found = _all_linked(nodes, population, _answers(decided, scans.select("scan_id", at="number")))
    give_back()
    number = scans["number"].to_numpy()
    before = known.persons if known else PERSONS.to_frame()
    grouped = scans.select("scan_id", "exhibitor", group=pl.Series(found.label[number]))
    persons, aliases, events = identified(grouped, before)
    of_node = persons["person_id"].gather(np.flatnonzero(np.diff(np.maximum.accumulate(number), prepend=-1)))
    members = scans.select(pl.col(name).cast(dtype) for name, dtype in MEMBERS.items())
    kept = Known(
        nodes, members, of_node.alias("person"), population, found.weights, (),
        followed(known.aliases if known else ALIASES.to_frame(), aliases),
    )  # fmt: skip
    return _told(kept, found, nodes.node, of_node, events, before, set())


def _all_linked(nodes: Nodes, population: Population, answers: Answers | None) -> Linked:
    """All nodes linked, those of one name side by side; the table that this takes is gone when ids are given."""
    order = nodes.by_name()
    table = table_of(nodes.arranged(order), population)
    return linked(leads.RULES, table, _crowd(table), answers, order=order)


def _night(rows: pl.LazyFrame, known: Known, seen: pl.Series, decided: pl.DataFrame) -> Matched:
    """``seen`` says of every member whether it is among tonight's records."""
    nodes, scans = normalised(rows, _apart(decided))
    population = extended(known.population, nodes)
    nodes = placed(nodes, population)
    left = known.members.filter(~seen) if seen.any() else known.members
    reread = known.members["number"].filter(seen).unique().to_numpy()
    again = (
        np.setdiff1d(reread, left["number"].to_numpy()) if len(reread) else reread
    )  # nodes of which nothing else is left
    rules = blocking(table_of(nodes, population))
    near = _near(nodes, rules, known, again)
    people = known.person.gather(near).unique()
    people = _with_decided(people, known, decided)
    moved = known.person.gather(reread).unique() if len(reread) else people.clear()
    touched = _numbers(known, pl.concat([people, moved]).unique())
    staying = np.setdiff1d(touched, again).astype(np.int32)
    local = Nodes.of(pl.concat([known.nodes.frame(staying), nodes.frame()]))
    population_now = refreshed(population, local)
    table = table_of(local, population_now)
    crowd_of = _crowd_of(local, known)
    size = np.maximum(crowd_of * known.nodes.height // max(known.members.height, 1), 1)
    first = known.nodes.height
    number = np.concatenate([staying, np.arange(first, first + nodes.height)]).astype(np.int32)
    places = pl.DataFrame({"number": number, "at": np.arange(len(number), dtype=np.int32)})
    fresh = scans.with_columns(pl.col("number") + first).select(
        pl.col(name).cast(dtype) for name, dtype in MEMBERS.items()
    )
    members = pl.concat([left, fresh])
    here = members.join(places, on="number", maintain_order="left")
    found = linked(leads.RULES, table, size, _answers(decided, here), known.weights)
    grouped = here.select("scan_id", "exhibitor", group=pl.Series(found.label).gather(here["at"]))
    before = known.of(known.members.join(grouped.select("scan_id"), on="scan_id", how="semi"))
    persons, aliases, events = identified(grouped, before)
    of_local = here.select("scan_id", "at").join(persons, on="scan_id").unique("at", keep="any").sort("at")
    person = pl.concat([known.person, pl.Series("person", [""] * nodes.height, pl.String)])
    if len(again):
        person = person.scatter(again, "")
    person = person.scatter(number[of_local["at"].to_numpy()], of_local["person_id"])
    segment = Segment.of(rules, first)
    kept = Known(
        known.nodes.followed_by(nodes), members, person, population, known.weights,
        (*known.segments, segment),
        followed(known.aliases, aliases),
    )  # fmt: skip
    of_node = person.gather(number)
    return _told(kept, found, local.node, of_node, events, known.members, set(of_node.unique().to_list()))


def _near(nodes: Nodes, rules: list[Blocks], known: Known, again: npt.NDArray[np.int32]) -> Ints:
    """The known nodes that new ones, blocked by ``rules``, come near enough for a closer look."""
    keys, owner, limits = salted(rules)
    hits = [np.zeros(0, np.int64)]
    for segment in known.segments:
        which, number = segment.meets(keys, limits)
        hits.append(owner[which].astype(np.int64) * known.nodes.height + number)
    pairs = np.unique(np.concatenate(hits))
    new, old = pairs // known.nodes.height, pairs % known.nodes.height
    keep = ~np.isin(old, again)
    new, old = new[keep], old[keep]
    touched, position = np.unique(old, return_inverse=True)
    both = Nodes.of(pl.concat([nodes.frame(), known.nodes.frame(touched)]))
    table = table_of(both, known.population)
    left, right = new.astype(np.int32), (position + nodes.height).astype(np.int32)
    outcome = leads.compare(table, left, right)
    prior = prior_weight(np.full(len(left), known.nodes.height))
    total = judged(leads.RULES, table, left, right, outcome, score(outcome, prior, known.weights))
    return np.unique(old[total >= _LOOSE]).astype(np.int32)


def _numbers(known: Known, people: pl.Series) -> npt.NDArray[np.int32]:
    """The numbers of all nodes of some people."""
    mine = known.person.is_in(people.implode()) & (known.person != "")
    return mine.arg_true().cast(pl.Int32).to_numpy()


def _with_decided(people: pl.Series, known: Known, decided: pl.DataFrame) -> pl.Series:
    """People whom a decision that the ids of today do not show yet is about come into tonight's matching."""
    if decided.is_empty():
        return people
    persons = known.persons.select("scan_id", "person_id")
    both = decided.join(persons, left_on="left_scan_id", right_on="scan_id", how="left")
    both = both.join(persons, left_on="right_scan_id", right_on="scan_id", how="left", suffix="_right")
    open_ones = both.filter(
        ((pl.col("person_id") == pl.col("person_id_right")) != (pl.col("answer") == "same"))
        | pl.col("person_id").is_null()
        | pl.col("person_id_right").is_null()
    )
    return pl.concat([people, open_ones["person_id"], open_ones["person_id_right"]]).drop_nulls().unique()


def _latest(decisions: pl.DataFrame | None) -> pl.DataFrame:
    """One answer a pair: the latest."""
    if decisions is None:
        return DECISIONS.to_frame()
    ordered = decisions.with_columns(
        left_scan_id=pl.min_horizontal("left_scan_id", "right_scan_id"),
        right_scan_id=pl.max_horizontal("left_scan_id", "right_scan_id"),
    )
    latest = ordered.sort("at").unique(["left_scan_id", "right_scan_id"], keep="last", maintain_order=True)
    return latest.filter(
        pl.col("answer").is_in(["same", "different"]) & (pl.col("left_scan_id") != pl.col("right_scan_id"))
    )


def _apart(decided: pl.DataFrame) -> pl.Series:
    different = decided.filter(pl.col("answer") == "different")
    return pl.concat([different["left_scan_id"], different["right_scan_id"]]).unique()


def _answers(decided: pl.DataFrame, places: pl.DataFrame) -> Answers | None:
    """Decisions about scans as answers about nodes, by a frame of ``scan_id`` and ``at``."""
    if decided.is_empty():
        return None
    at = places.select("scan_id", "at")
    both = (
        decided.select("left_scan_id", "right_scan_id", "answer")
        .join(at, left_on="left_scan_id", right_on="scan_id")
        .join(at, left_on="right_scan_id", right_on="scan_id", suffix="_right")
    )
    both = both.filter(pl.col("at") != pl.col("at_right"))
    same = (both["answer"] == "same").cast(pl.Int8).to_numpy()
    return Answers(both["at"].cast(pl.Int32).to_numpy(), both["at_right"].cast(pl.Int32).to_numpy(), same)


def _crowd_of(nodes: Nodes, known: Known) -> npt.NDArray[np.int64]:
    """For every node how many scans its exhibitor had before tonight."""
    walls = known.nodes.columns["exhibitor"]
    times = np.bincount(walls.code[known.members["number"].to_numpy()] + 1, minlength=len(walls.values) + 1)
    counts = pl.DataFrame({"value": walls.values, "n": times[1:]}).group_by("value").agg(pl.col("n").sum())
    own = nodes.columns["exhibitor"]
    found = own.lookup(counts, 0.0).astype(np.int64)
    found[-1] = times[0]
    return found[own.code]


def _crowd(table: Table) -> npt.NDArray[np.int64]:
    code = table.exhibitor.code
    return np.bincount(code)[code] if len(code) else np.zeros(0, np.int64)


def _told(
    kept: Known,
    found: Linked,
    node: pl.Series,
    of_node: pl.Series,
    events: pl.DataFrame,
    before: pl.DataFrame,
    only: set[str],
) -> Matched:
    """The pairs, the events and the counts of a night whose people are already known."""
    persons = kept.persons
    people = persons["person_id"].hash().n_unique()  # so much faster than by the texts themselves
    moved = moves(kept, only)
    pairs = _pairs(found, node, of_node, people)
    events = pl.concat([events, job_changes(moved, before)]).sort("kind", "person_id", "other_person_id", "scan_id")
    unsure = pairs.filter(pl.col("band") == "unsure")
    report = {
        "scans": persons.height,
        "people": people,
        "compared_pairs": found.compared,
        "unsure_pairs": unsure.height,
        **{
            f"{kind}_events": events.filter(pl.col("kind") == kind).height
            for kind in ("new", "merge", "split", "job_change")
        },
    }
    return Matched(persons, pairs, events, kept.aliases, kept, node, moved, report)


def _pairs(found: Linked, node: pl.Series, of_node: pl.Series, persons: int) -> pl.DataFrame:
    """The table of reasons: pairs within a person, and of two people that may be one the best pair."""
    left, right, total = found.left, found.right, found.total
    same = found.label[left] == found.label[right]
    maybe = np.flatnonzero(~same & (total >= UNSURE) & (total < 500))
    maybe = maybe[np.lexsort((right[maybe], left[maybe]))]
    people = pl.DataFrame(
        {"at": maybe, "a": found.label[left[maybe]], "b": found.label[right[maybe]], "weight": total[maybe]}
    ).with_columns(low=pl.min_horizontal("a", "b"), high=pl.max_horizontal("a", "b"))
    most = most_unsure(persons)
    ranked = people.with_row_index("place").sort("weight", "place", descending=[True, False])
    best = ranked.unique(["low", "high"], keep="first", maintain_order=True)["at"].head(most).to_numpy()
    shown = np.sort(np.concatenate([np.flatnonzero(same), best]))
    outcome = ((name, found.outcome.pop(name).of(shown)) for name in leads.LEVELS)  # in memory only once
    return pl.DataFrame(
        {
            "left_scan_id": node.gather(left[shown]),
            "right_scan_id": node.gather(right[shown]),
            "left_person_id": of_node.gather(left[shown]),
            "right_person_id": of_node.gather(right[shown]),
            "weight": total[shown].astype(np.float64),
            "probability": probability(total[shown]).astype(np.float64),
            "band": named(["same", "unsure"], np.where(same[shown], np.uint8(0), np.uint8(1))),
            **reason_columns(outcome, found.prior[shown], found.weights),
        }
    )
