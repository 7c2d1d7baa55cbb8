"""Consent: what of a person leaves the house when they said no, the same in every export."""

from __future__ import annotations

import polars as pl

WITHHELD_TEXT = ("email", "phone", "mobile", "website", "street", "postal_code")
WITHHELD_LISTS = ("other_emails", "other_phones", "handles", "addresses")


def withhold_refused(leads: pl.DataFrame) -> pl.DataFrame:
    """The same leads, with every way of reaching a person emptied where the person's consent is "no".

    The row itself stays, with name, company and what colleagues wrote, so that everybody sees not to get in touch.
    """
    refused = pl.col("consent") == "no"
    return leads.with_columns(
        *(pl.when(refused).then(pl.lit("")).otherwise(pl.col(name)).alias(name) for name in WITHHELD_TEXT),
        *(
            pl.when(refused).then(pl.lit([], dtype=leads.schema[name])).otherwise(pl.col(name)).alias(name)
            for name in WITHHELD_LISTS
        ),
    )
