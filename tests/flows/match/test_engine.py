import polars as pl

from flows.match.engine import match


def test_scans_with_the_same_email_are_one_person() -> None:
    records = pl.DataFrame(
        {
            "scan_id": ["a", "b", "c"],
            "exhibitor": ["x", "x", "x"],
            "emails": [["a@one.example"], ["a@one.example"], ["b@one.example"]],
        },
        schema_overrides={"emails": pl.List(pl.String)},
    )
    people = dict(match(records).persons.select("scan_id", "person_id").iter_rows())
    assert people["a"] == people["b"] != people["c"]
