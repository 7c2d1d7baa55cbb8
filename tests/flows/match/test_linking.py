from datetime import UTC, datetime

import numpy as np
import polars as pl
import pytest

from bench.leads import leads
from bench.truth import quality
from flows.match import linking
from flows.match.blocking import blocks, pairs
from flows.match.clusters import components, divided
from flows.match.engine import DECISIONS, match
from flows.match.identity import ALIASES, PERSONS, followed, identified
from flows.match.registers import match_register
from flows.match.weights import Compared, Level, Patterns, from_priors, learn, score


def joined(nodes: int, *rows: tuple[int, int, float, float]) -> list[int]:
    left, right, weight, against = (np.array(column) for column in zip(*rows, strict=True))
    ends = left.astype(np.int32), right.astype(np.int32)
    connected = components(nodes, *(side[weight >= 4.0] for side in ends))
    label = divided(connected, *ends, weight.astype(np.float32), against.astype(np.float32), threshold=4.0)
    return [int(one) for one in label]


def test_a_giant_block_is_left_to_finer_keys() -> None:
    key = np.full(50, 7, np.uint64)
    assert len(pairs([blocks("all", 40, key)], 50)[0]) == 0
    assert len(pairs([blocks("all", 50, key)], 50)[0]) == 50 * 49 // 2


def test_a_pair_that_several_rules_find_is_compared_once() -> None:
    key = np.array([3, 3, 0], np.uint64)
    left, right = pairs([blocks("one", 9, key), blocks("two", 9, key, key)], 3)
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == [(0, 1)]


def test_a_long_chain_is_one_component() -> None:
    order = np.random.default_rng(3).permutation(999)
    assert set(components(1000, order, order + 1).tolist()) == {0}


def test_a_weak_link_does_not_join_two_strong_groups_that_contradict() -> None:
    strong = [(0, 1, 12.0, 0.0), (2, 3, 12.0, 0.0)]
    bridge = (1, 2, 5.0, 0.0)
    assert joined(4, *strong, bridge) == [0, 0, 0, 0]
    assert joined(4, *strong, bridge, (0, 3, -8.0, -8.0), (0, 2, -8.0, -8.0)) == [0, 0, 2, 2]


def test_having_little_in_common_is_no_contradiction() -> None:
    assert joined(3, (0, 1, 12.0, 0.0), (1, 2, 9.0, 0.0), (0, 2, -3.0, 0.0)) == [0, 0, 0]


def test_m_is_learned_without_labels() -> None:
    rng = np.random.default_rng(1)
    same = rng.random(20_000) < 0.3
    levels = {"a": (Level("blank", fixed=0.0), Level("same", 0.9), Level("different", 0.1))}
    levels["b"] = levels["c"] = levels["a"]
    outcome = {}
    for name, m in (("a", 0.6), ("b", 0.95), ("c", 0.9)):
        agree = np.where(same, rng.random(20_000) < m, rng.random(20_000) < 0.01)
        log2_u = np.log2(np.where(agree, 0.01, 0.99)).astype(np.float32)
        outcome[name] = Compared(np.where(agree, 1, 2).astype(np.uint8), log2_u)
    prior = np.full(20_000, np.log2(0.3 / 0.7), np.float32)
    learned = learn(levels, Patterns.of(levels, outcome, prior), 12_000, from_priors(levels))
    assert 2 ** learned.log2_m["a"][1] == pytest.approx(0.6, abs=0.03)
    assert (score(outcome, prior, learned).total[same] > 0).mean() > 0.9


def test_a_split_leaves_the_id_with_the_larger_part_and_a_chain_of_aliases_leads_to_today() -> None:
    before = pl.DataFrame([(scan, "p-1", "x") for scan in "1234"], schema=PERSONS, orient="row")
    groups = pl.DataFrame({"scan_id": list("1234"), "group": [0, 1, 1, 1], "exhibitor": ["x"] * 4})
    persons, _, events = identified(groups, before)
    assert dict(persons.select("scan_id", "person_id").iter_rows()) == {
        "1": "p-1-b",
        "2": "p-1",
        "3": "p-1",
        "4": "p-1",
    }
    assert events["kind"].to_list() == ["split"]
    old = pl.DataFrame([("p-9", "p-5")], schema=ALIASES, orient="row")
    assert followed(old, pl.DataFrame([("p-5", "p-2")], schema=ALIASES, orient="row")).rows() == [
        ("p-5", "p-2"),
        ("p-9", "p-2"),
    ]


@pytest.mark.parametrize("seed", [11, 12])
def test_made_up_leads_are_told_apart(seed: int) -> None:
    records, truth = leads(4000, seed)
    matched = match(records)
    found = quality(matched.persons, truth)
    assert found["P"] > 0.98  # two namesakes at one small company are enough to lose a point
    assert found["F1"] > 0.95


def test_learning_from_drawn_pairs_finds_the_same_people(monkeypatch: pytest.MonkeyPatch) -> None:
    records, truth = leads(4000, 1)
    one, other = truth["scan_id"][0], truth.filter(pl.col("person") != truth["person"][0])["scan_id"][0]
    decided = DECISIONS.to_frame().vstack(
        pl.DataFrame([[one, other, "same", datetime(2026, 1, 1, tzinfo=UTC), "Ana"]], schema=DECISIONS, orient="row")
    )
    by_all = match(records, None, decided).persons
    monkeypatch.setattr(linking, "_TAUGHT_BY", 2000)
    by_drawn = match(records, None, decided).persons
    assert by_all.join(by_drawn, on=["scan_id", "person_id"]).height >= 0.995 * by_all.height
    of = dict(by_drawn.select("scan_id", "person_id").iter_rows())
    assert of[one] == of[other]


def test_a_register_is_matched_without_labels() -> None:
    rng = np.random.default_rng(5)
    letters = "abcdefghijklmnoprstuvwz"

    def word() -> str:
        return "".join(letters[at] for at in rng.integers(0, len(letters), 7))

    given, family = [word() for _ in range(90)], [word() for _ in range(400)]
    rows = [
        (
            given[rng.integers(90)],
            family[rng.integers(400)],
            str(rng.integers(19400101, 20001231)),
            str(rng.integers(10**6, 10**7)),
        )
        for _ in range(1500)
    ]
    slipped = [(first, last[:-1] + "x", born, number) for first, last, born, number in rows[:700]]
    kinds = {"given_name": "name", "surname": "name", "date_of_birth": "code", "soc_sec_id": "key"}
    person = match_register(pl.DataFrame(rows + slipped, schema=list(kinds), orient="row"), kinds)
    assert person.to_list() == [*range(1500), *range(700)]
