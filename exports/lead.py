"""Lead: one person as one exhibitor knows them today, and the polars schema of a frame of them.

This is the contract between the night and the files. Text is never null (unknown is ""), lists are never null,
times are UTC. A frame of leads is sorted by exhibitor, company_key, full_name and person_id before it is exported, so that
the same leads always give the same bytes.
"""

from __future__ import annotations

import polars as pl

UTC_TIME = pl.Datetime("us", "UTC")

_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "exhibitor": pl.String,
    "person_id": pl.String,  # stable over nights, merges and job changes
    "full_name": pl.String,
    "given_name": pl.String,
    "family_name": pl.String,
    "prefix": pl.String,
    "name_reading": pl.String,
    "title": pl.String,
    "department": pl.String,
    "company": pl.String,  # for display
    "company_key": pl.String,  # stable key of the company; "" when none is known
    "email": pl.String,  # the best one
    "other_emails": pl.List(pl.String),
    "phone": pl.String,  # the best landline or unlabelled one
    "mobile": pl.String,
    "other_phones": pl.List(pl.String),
    "handles": pl.List(pl.String),  # "network:value"
    "website": pl.String,
    "street": pl.String,
    "city": pl.String,
    "region": pl.String,
    "postal_code": pl.String,
    "country": pl.String,
    "badge_ids": pl.List(pl.String),  # "event:badge id"
    "rating": pl.String,  # hot, warm, cold or ""
    "score": pl.Float64,  # 0 to 100
    "score_reasons": pl.List(pl.String),
    "qualifiers": pl.List(pl.String),  # "name: value"
    "tags": pl.List(pl.String),
    "notes": pl.List(pl.Struct({"at": UTC_TIME, "staff": pl.String, "text": pl.String})),
    "next_step": pl.String,
    "owner": pl.String,
    "consent": pl.String,  # yes, no or not_asked
    "consent_at": UTC_TIME,  # null when not asked
    "consent_wording_version": pl.String,
    "channel": pl.String,  # how the contact was first made
    "channels": pl.List(pl.String),
    "introducer": pl.String,
    "events": pl.List(pl.String),
    "staff": pl.List(pl.String),
    "scans": pl.UInt32,
    "first_seen": UTC_TIME,
    "last_seen": UTC_TIME,
    "history": pl.List(
        pl.Struct({"company": pl.String, "title": pl.String, "seen_from": UTC_TIME, "seen_to": UTC_TIME})
    ),
    "addresses": pl.List(
        pl.Struct(
            {
                "street": pl.String,
                "postal_code": pl.String,
                "city": pl.String,
                "region": pl.String,
                "country": pl.String,
                "seen_from": UTC_TIME,
                "seen_to": UTC_TIME,
            }
        )
    ),
    "moved_from": pl.String,  # the employer before the present one, "" when no change of employer was seen
    "moved_at": UTC_TIME,  # when they were first seen at the present one, null likewise
    "review": pl.String,  # why a person should look at this lead, "" when nothing is in doubt
}

LEAD = pl.Schema(_COLUMNS)

SORT_KEYS = ("exhibitor", "company_key", "full_name", "person_id")
