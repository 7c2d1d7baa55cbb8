"""Splink (an optional extra) behind the same interface as our own rules: nodes in, pairs with weights out, people out.

For those who want its charts or its other backends: ``linker`` gives the trained Linker itself. The model follows Splink's own
documentation: its comparison library with term frequencies, u by random sampling, m by EM over two blocking rules.
It sees the same normalised columns as our engine. Splink counts nothing as forbidden, and joins by connected components.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from flows.errors import FlowError
from flows.match.blocking import Ints
from flows.match.clusters import Nodes, components
from flows.match.normalising import normalised
from flows.match.population import surveyed
from flows.match.shape import shaped
from flows.match.weights import Floats

if TYPE_CHECKING:
    from splink import Linker
    from splink.internals.blocking_rule_creator import BlockingRuleCreator

_TEXT = ("family", "root", "email0", "phone0", "handle0", "company", "badge", "city")


class SplinkMissingError(FlowError):
    """The optional extra is not installed."""

    def __init__(self) -> None:
        super().__init__("Splink is not installed; install the extra: pip install 'boothflow[splink]'")


def linker(nodes: pl.DataFrame) -> Linker:
    """A trained Splink Linker on DuckDB for nodes placed by `flows.match.population`, as text."""
    try:
        import splink.comparison_library as library
        from splink import Linker, SettingsCreator, block_on
        from splink.internals.duckdb.database_api import DuckDBAPI
    except ImportError as missing:
        raise SplinkMissingError from missing
    blank = [pl.when(pl.col(name) != "").then(name).alias(name) for name in _TEXT]
    frame = nodes.select(pl.int_range(pl.len()).alias("unique_id"), "exhibitor", *blank)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            library.NameComparison("root").configure(term_frequency_adjustments=True),
            library.NameComparison("family").configure(term_frequency_adjustments=True),
            library.EmailComparison("email0"),
            library.LevenshteinAtThresholds("phone0", 1),
            library.ExactMatch("handle0"),
            library.JaroWinklerAtThresholds("company", [0.9]).configure(term_frequency_adjustments=True),
            library.ExactMatch("city").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("exhibitor", "email0"),
            block_on("exhibitor", "phone0"),
            block_on("exhibitor", "handle0"),
            block_on("exhibitor", "badge"),
            block_on("exhibitor", "family", "root"),
            block_on("exhibitor", "family", "company"),
            block_on("exhibitor", "root", "company"),
        ],
    )
    api = DuckDBAPI()
    trained = Linker(api.register(frame.to_arrow()), settings, log_level="ERROR")
    rules: list[str | BlockingRuleCreator] = [
        block_on("email0"),
        block_on("family", "root", "company"),
        block_on("phone0", "family"),
    ]
    trained.training.estimate_probability_two_random_records_match(rules, recall=0.7)
    # Splink calls ten million often adequate, and warns that its default, a million, may be too small.
    trained.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    trained.training.estimate_parameters_using_expectation_maximisation(block_on("family", "root"))
    trained.training.estimate_parameters_using_expectation_maximisation(block_on("email0"))
    return trained


def scored(nodes: pl.DataFrame, threshold: float = 0.0) -> tuple[Ints, Ints, Floats]:
    """Left, right (row numbers) and weight in bits of every pair that Splink thinks at least so likely (bits)."""
    predicted = linker(nodes).inference.predict(threshold_match_weight=threshold)
    pairs = pl.from_arrow(predicted.as_pyarrow_table())
    assert isinstance(pairs, pl.DataFrame)
    left, right = pairs["unique_id_l"].cast(pl.Int32).to_numpy(), pairs["unique_id_r"].cast(pl.Int32).to_numpy()
    return np.minimum(left, right), np.maximum(left, right), pairs["match_weight"].cast(pl.Float32).to_numpy()


def clustered(nodes: int, left: Ints, right: Ints, weight: Floats, threshold: float) -> Nodes:
    """Splink's own way from pairs to people: everything connected by a pair above the threshold."""
    joined = weight >= threshold
    return components(nodes, left[joined], right[joined])


def match_with_splink(records: pl.DataFrame, threshold: float = 6.0) -> pl.DataFrame:
    """People by Splink: ``scan_id``, ``person_id`` (good for this run only), ``exhibitor``."""
    nodes, scans = normalised(shaped(records))
    _, nodes = surveyed(nodes)
    label = clustered(nodes.height, *scored(nodes.frame(), min(threshold, 0.0)), threshold)
    person = "p-" + nodes.node.gather(label[scans["number"].to_numpy()])
    return scans.select("scan_id", person.alias("person_id"), "exhibitor")
