"""Why: what joined two scans or kept them apart, in words, in English and in Chinese.

The weights are worked out anew from what the last night knows, so that there is an answer for every two scans of an
exhibitor, also for those that were never near each other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import polars as pl

from capture.badge.text import matching_key
from flows.decisions import standing_decisions
from flows.errors import FlowError
from flows.lake import read_frame
from flows.match import leads
from flows.match.explain import Language, Reason, explain, in_words, reason_columns
from flows.match.known import Known
from flows.match.lead_table import table
from flows.match.linking import SAME, UNSURE, judged, prior_weight
from flows.match.nodes import Nodes
from flows.match.weights import probability, score
from flows.records import RECORDS
from flows.review.queue import NothingToReviewError


class NoSuchPersonError(FlowError):
    """Nobody known fits what was asked for."""

    exit_code = 66

    def __init__(self, word: str) -> None:
        super().__init__(
            f"Nobody known is {word!r}. Give a scan id, a person id, or a whole name or e-mail address; "
            "who was scanned today is known after the next `boothflow nightly`."
        )


class SeveralPeopleError(FlowError):
    """What was asked for fits several people."""

    exit_code = 64

    def __init__(self, word: str, people: Sequence[str]) -> None:
        super().__init__(f"{len(people)} people are {word!r}. Ask for one of them by its id: {', '.join(people[:20])}")


class BehindTheWallError(FlowError):
    """Two scans of two exhibitors."""

    exit_code = 64

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"{left!r} and {right!r} belong to two exhibitors: nothing is ever compared across that wall.")


@dataclass(frozen=True)
class Link:
    """Two scans that were compared, and what came of it."""

    left_scan_id: str
    right_scan_id: str
    reasons: list[Reason]

    @property
    def weight(self) -> float:
        """The whole weight in bits."""
        return sum(reason.weight for reason in self.reasons)


@dataclass(frozen=True)
class Why:
    """The answer: whether it is one person, the links that say so (one, or a chain of them), and what people decided."""

    one_person: bool
    links: tuple[Link, ...]
    decided: str  # "same", "different" or ""
    names: Mapping[str, str]  # by scan id, for display

    def told(self, language: Language) -> str:
        """The answer in words."""
        text = {name: words[language] for name, words in _TEXT.items()}
        chain = len(self.links) > 1
        if self.one_person:
            parts = [text["chain" if chain else "same" if self.links else "badge"].format(links=len(self.links))]
        elif self.decided == "same":
            parts = [text["soon"]]
        else:
            parts = [text["unsure" if self.links[0].weight >= UNSURE and not self.decided else "different"]]
        if self.decided:
            parts.append(text[f"decided {self.decided}"])
        for link in self.links:
            sides = (f"{self.names[scan]} ({scan})" for scan in (link.left_scan_id, link.right_scan_id))
            parts.append(f"\n{' ↔ '.join(sides)}\n{in_words(link.reasons, language)}")
        return "\n".join(parts)


_TEXT: dict[str, dict[Language, str]] = {
    "same": {"en": "They are one person.", "zh": "他们是同一个人。"},
    "badge": {
        "en": "They are one person: one badge with one name at one event, scanned more than once.",
        "zh": "他们是同一个人：同一活动中同一张胸卡、同一姓名，扫描了多次。",
    },
    "chain": {
        "en": "They are one person, by way of others: {links} links lead from one to the other.",
        "zh": "他们是同一个人，通过其他扫描相连，共 {links} 步。",
    },
    "unsure": {
        "en": "They may be one person. Nothing is joined on a guess: `boothflow review` asks about them.",
        "zh": "他们可能是同一个人。不会凭猜测合并，请用 boothflow review 复核。",
    },
    "soon": {"en": "They are two people until the next night joins them.", "zh": "目前是两个人，下次夜间处理时合并。"},
    "different": {"en": "They are two people.", "zh": "他们是两个人。"},
    "decided same": {"en": "Somebody decided in the review: the same person.", "zh": "复核时有人决定：同一个人。"},
    "decided different": {
        "en": "Somebody decided in the review: different people.",
        "zh": "复核时有人决定：不同的人。",
    },
}


class Explainer:
    """Answers about the people that the last night left in a lake."""

    def __init__(self, lake: Path) -> None:
        known = Known.load(lake / "known")
        if not isinstance(known, Known):  # also what an older version left: the next night learns the reasons anew
            raise NothingToReviewError(lake)
        self.lake = lake
        self.known = known
        self.records = read_frame(lake / "night" / "records.parquet", RECORDS).join(
            known.persons.select("scan_id", "person_id"), on="scan_id"
        )

    def why(self, one: str, two: str) -> Why:
        """Why ``one`` and ``two`` (scan ids, person ids, names or e-mail addresses) are one person or are not.

        Raises NoSuchPersonError, SeveralPeopleError and BehindTheWallError.
        """
        left, right = self._scans(one), self._scans(two)
        inside = left.join(right, on="exhibitor", how="inner", suffix="_two")
        if inside.is_empty():
            raise BehindTheWallError(one, two)
        lefts, rights = (inside[name].unique().sort().to_list() for name in ("person_id", "person_id_two"))
        if lefts == rights and len(lefts) == 2:  # one name, two people: those two are meant
            lefts, rights = lefts[:1], rights[1:]
        for word, people in ((one, lefts), (two, rights)):
            if len(people) > 1:
                raise SeveralPeopleError(word, self._with_exhibitor(people))
        scans = [
            frame.filter(pl.col("person_id") == person)["scan_id"].to_list()
            for frame, person in ((left, lefts[0]), (right, rights[0]))
        ]
        nodes = [sorted({self._node(scan) for scan in side}) for side in scans]
        is_one = lefts == rights
        links = self._chain(*nodes) if is_one else self._best(*nodes)
        named = [scan for link in links for scan in (link.left_scan_id, link.right_scan_id)]
        return Why(is_one, tuple(links), self._decided(lefts[0], rights[0], scans), self._names(named))

    def _scans(self, word: str) -> pl.DataFrame:
        """Scans with ``person_id`` and ``exhibitor`` that fit a word; an id counts before a name."""
        rows = self.records
        today = dict(self.known.aliases.iter_rows()).get(word, word)
        for fits in (pl.col("scan_id") == word, pl.col("person_id") == today):
            if not (found := rows.filter(fits)).is_empty():
                return found.select("scan_id", "person_id", "exhibitor")
        wanted = matching_key(word)
        texts = rows.select("scan_id", pl.concat_list(pl.concat_list("full_name"), "emails").alias("text")).explode(
            "text"
        )
        near = texts.filter(pl.col("text").map_elements(matching_key, return_dtype=pl.String) == wanted)
        found = rows.join(near, on="scan_id", how="semi")
        if found.is_empty():
            raise NoSuchPersonError(word)
        return found.select("scan_id", "person_id", "exhibitor")

    def _with_exhibitor(self, people: Sequence[str]) -> list[str]:
        rows = self.records.filter(pl.col("person_id").is_in(list(people))).unique("person_id").sort("person_id")
        return [f"{person} at {exhibitor}" for person, exhibitor in rows.select("person_id", "exhibitor").iter_rows()]

    def _node(self, scan_id: str) -> int:
        return int(self.known.members.filter(pl.col("scan_id") == scan_id)["number"][0])

    def _best(self, left: Sequence[int], right: Sequence[int]) -> list[Link]:
        """The strongest link between two people."""
        return [max(self._links(list(product(left, right))), key=lambda link: link.weight)]

    def _chain(self, left: Sequence[int], right: Sequence[int]) -> list[Link]:
        """The strongest direct link of one person if it joins by itself, else the shortest chain of links that do.

        Nothing where all scans are of one badge.
        """
        pairs = [(one, two) for one, two in product(left, right) if one != two]
        if not pairs:
            return []
        best = max(self._links(pairs), key=lambda link: link.weight)
        if best.weight >= SAME or set(left) & set(right):
            return [best]
        person = self.known.person[pairs[0][0]]
        mine = (self.known.person == person).arg_true().to_list()
        strong: dict[int, dict[int, Link]] = {node: {} for node in mine}
        every = [(one, two) for one in mine for two in mine if one < two]
        for (one, two), link in zip(every, self._links(every), strict=True):
            if link.weight >= SAME:
                strong[one][two] = strong[two][one] = link
        return list(_path(strong, left[0], right[0])) or [best]

    def _links(self, pairs: list[tuple[int, int]]) -> list[Link]:
        """The weights of pairs of nodes, as the night weighs them."""
        used, at = np.unique(np.array(pairs), return_inverse=True)
        at = at.reshape(-1, 2)
        nodes = Nodes.of(self.known.nodes.frame(used))
        one, two = at[:, 0].astype(np.int32), at[:, 1].astype(np.int32)
        compared = table(nodes, self.known.population)
        outcome = leads.compare(compared, one, two)
        exhibitor = self.known.nodes.columns["exhibitor"].code
        crowd = np.count_nonzero(exhibitor == exhibitor[used[0]])
        prior = prior_weight(np.full(len(one), crowd))
        total = judged(leads.RULES, compared, one, two, outcome, score(outcome, prior, self.known.weights))
        sides = {"left_scan_id": nodes.node.gather(one), "right_scan_id": nodes.node.gather(two)}
        reasons = reason_columns(outcome.items(), prior, self.known.weights)
        frame = pl.DataFrame({**sides, "weight": total, "probability": probability(total), **reasons})
        scans = list(zip(sides["left_scan_id"], sides["right_scan_id"], strict=True))
        return [Link(*scan, explain(frame[row], *scan)) for row, scan in enumerate(scans)]

    def _decided(self, left: str, right: str, scans: list[list[str]]) -> str:
        """The last word of a person about these two, or "": within one person about these scans, else about any of theirs."""
        if left != right:
            of = dict(self.known.persons.select("scan_id", "person_id").iter_rows())
            said = [
                made.answer
                for made in standing_decisions(self.lake)
                if {of.get(scan) for scan in made.pair} == {left, right}
            ]
        else:
            pairs = {frozenset(pair) for pair in product(*scans)}
            said = [made.answer for made in standing_decisions(self.lake) if frozenset(made.pair) in pairs]
        return said[-1] if said and said[-1] != "later" else ""

    def _names(self, scan_ids: Sequence[str]) -> dict[str, str]:
        rows = self.records.filter(pl.col("scan_id").is_in(list(scan_ids)))
        shown = rows.select("scan_id", "full_name", "company", pl.col("emails").list.first().fill_null(""))
        return {scan: ", ".join(filter(None, parts[:2])) or parts[2] for scan, *parts in shown.iter_rows()}


def _path(strong: Mapping[int, Mapping[int, Link]], start: int, end: int) -> Iterator[Link]:
    """The shortest chain of links from one node to another, or nothing."""
    before: dict[int, int] = {start: start}
    waiting = deque([start])
    while waiting and end not in before:
        node = waiting.popleft()
        for other in strong[node]:
            if other not in before:
                before[other] = node
                waiting.append(other)
    steps = []
    while end in before and end != start:
        steps.append(strong[before[end]][end])
        end = before[end]
    yield from reversed(steps)
