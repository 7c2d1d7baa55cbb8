"""Plainly fictional leads for the tests of the exports: example domains and reserved telephone numbers only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from exports.lead import LEAD
from exports.quarantine import QUARANTINE
from exports.report import RunSummary, Stage

MORNING = datetime(2026, 3, 18, 8, 41, 7, tzinfo=UTC)

NAMES = (
    ("Amara Testfrau", "Muster Robotik GmbH", "+493055550142", "Einkaufsleiterin"),
    ("测试 小明", "示例机械有限公司", "+8613800000000", "采购经理"),
    ("見本 花子", "見本電機株式会社", "+81355550142", "購買部長"),
    ("Jean-Élie Exemple", "Société Exemplaire", "+33155500142", "Directeur des achats"),
    ("עדי לדוגמה", "חברה לדוגמה", "+97255550142", "מנהלת רכש"),
    ("हिन्दी उदाहरण", "उदाहरण उद्योग", "+915555550142", "प्रबंधक"),
    ("Пример Примеров", "ООО Пример", "+74955550142", "Инженер"),
)


def lead(number: int = 0, **changes: Any) -> dict[str, Any]:
    """One lead as a row; ``changes`` replaces columns."""
    name, company, phone, title = NAMES[number % len(NAMES)]
    seen = MORNING + timedelta(minutes=7 * number)
    row: dict[str, Any] = {
        column: "" if dtype == pl.String else [] if isinstance(dtype, pl.List) else None
        for column, dtype in LEAD.items()
    }
    row |= {
        "exhibitor": "northwind",
        "person_id": f"person-{number:05}",
        "full_name": f"{name} {number}",
        "title": title,
        "company": company,
        "company_key": company.casefold(),
        "email": f"visitor{number}@muster.example",
        "phone": phone,
        "postal_code": "01099",
        "rating": ("hot", "warm", "cold", "")[number % 4],
        "score": float(number * 37 % 101),
        "consent": ("yes", "not_asked", "no")[number % 3],
        "channel": "work",
        "events": ["fair-2026"],
        "scans": 1 + number % 3,
        "first_seen": seen,
        "last_seen": seen,
    }
    return row | changes


def lead_frame(*rows: dict[str, Any]) -> pl.DataFrame:
    """A frame of leads that fits the LEAD schema."""
    return pl.DataFrame(list(rows), schema=LEAD, orient="row")


def many_leads(count: int) -> pl.DataFrame:
    """That many different leads at seven companies."""
    return lead_frame(*(lead(number) for number in range(count)))


def note(text: str, *, minutes: int = 0, staff: str = "Kim") -> dict[str, Any]:
    """One note as it stands in a lead."""
    return {"at": MORNING + timedelta(minutes=minutes), "staff": staff, "text": text}


def refused(**changes: Any) -> dict[str, Any]:
    """One refused row."""
    row: dict[str, Any] = {
        "exhibitor": "northwind",
        "event": "fair-2026",
        "scan_id": "0197b3c2-6a3e-7c1e-9d55-0d5f1c9a7e11",
        "station": "front",
        "taken_at": MORNING,
        "step": "read",
        "reason": "no name, no e-mail, no telephone and no id",
        "detail": "WIFI:T:WPA;S:guest;;",
    }
    return row | changes


def refused_frame(*rows: dict[str, Any]) -> pl.DataFrame:
    """A frame of refused rows that fits the QUARANTINE schema."""
    return pl.DataFrame(list(rows), schema=QUARANTINE, orient="row")


def night(run_id: str = "run-1", seconds: float = 0.25) -> RunSummary:
    """What a small night did."""
    stage = Stage(name="read", seconds=seconds, rows_in=12, rows_out=11, refused=1)
    return RunSummary(run_id=run_id, started_at=MORNING, stages=(stage,), counts={"scans stored": 12})
