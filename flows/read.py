"""Read: collected Scans become Records, with roster and staff edits applied; what can't become a lead is refused with a reason."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import polars as pl

from capture.badge.contact import Contact, Email, Phone
from capture.badge.reading import Reading
from capture.roster import with_roster
from flows.collect import Collected, quarantine_rows
from flows.records import RECORDS
from flows.touches import standing, taken_back

REFUSALS: Mapping[str, str] = {
    "not_a_badge": "not a badge",
    "opaque": "encrypted, or in a format nobody taught yet",
    "unknown": "in no known format",
    "refused": "broken or hostile",
}
"""Why a kind of Reading can't become a lead by itself."""


@dataclass(frozen=True)
class ReadResult:
    """Records that may become leads, and refused rows with reasons."""

    records: pl.DataFrame
    refused: pl.DataFrame


def read(collected: Collected, rosters: Mapping[str, Mapping[str, Contact]]) -> ReadResult:
    """Turn every Scan into a Record or a refused row; ``rosters`` maps event to badge id to Contact.

    The newest Reading counts; what staff typed (touches of kind "edit") stands above it, the roster fills blanks.
    """
    newest = (
        collected.readings.sort("scan_id", "at", "number").unique("scan_id", keep="last").select("scan_id", "reading")
    )
    edits = _edits(standing(collected.touches))
    undone = taken_back(collected.touches)
    records: list[dict[str, object]] = []
    refused: list[dict[str, object]] = []
    for scan in (
        collected.scans.join(newest, on="scan_id", how="left").sort("taken_at", "scan_id").iter_rows(named=True)
    ):
        contact, source, reason, detail = _understood(
            scan, edits.get(scan["scan_id"], {}), rosters.get(scan["event"], {})
        )
        if scan["scan_id"] in undone:
            reason, detail = "taken back by staff", ""
        if reason:
            names = ("exhibitor", "event", "scan_id", "station", "taken_at")
            refused.append({name: scan[name] for name in names} | {"step": "read", "reason": reason, "detail": detail})
        else:
            records.append(_record(scan, contact, source, edits.get(scan["scan_id"], {})))
    return ReadResult(pl.DataFrame(records, schema=RECORDS), quarantine_rows(refused))


def _understood(
    scan: Mapping[str, Any], edits: Mapping[str, str], roster: Mapping[str, Contact]
) -> tuple[Contact, str, str, str]:
    """Contact, where it came from, and, where it can't become a lead, the reason and what stood there."""
    if scan["reading"] is None:
        return Contact(), "", "no reading was stored with the scan", ""
    reading = Reading.from_json(scan["reading"])
    contact = _edited(reading.contact, edits)
    resolved = with_roster(contact, roster)
    by_method = {"form": "typed", "card": "card"}
    source = "roster" if resolved != contact and not contact.full_name else by_method.get(scan["method"], "badge")
    if reading.kind in REFUSALS and not edits:
        return contact, source, REFUSALS[reading.kind], reading.reason
    if not (resolved.full_name or resolved.emails or resolved.phones or resolved.handles):
        return (
            contact,
            source,
            "badge id is on no roster" if contact.badge_id else "nothing on it says who it is",
            contact.badge_id,
        )
    return resolved, source, "", ""


def _edited(contact: Contact, edits: Mapping[str, str]) -> Contact:
    known = {item.name for item in fields(Contact) if item.type == "str"}
    contact = replace(contact, **{name: value for name, value in edits.items() if name in known and value})  # type: ignore[arg-type]
    if edits.get("emails"):
        contact = replace(contact, emails=(Email(edits["emails"]), *contact.emails))
    if edits.get("phones"):
        contact = replace(contact, phones=(Phone(edits["phones"]), *contact.phones))
    return contact


def _record(scan: Mapping[str, Any], contact: Contact, source: str, edited: Iterable[str]) -> dict[str, object]:
    texts = {name: getattr(contact, name) for name in RECORDS if isinstance(getattr(contact, name, None), str)}
    carried = ("scan_id", "exhibitor", "event", "station", "staff", "taken_at", "channel", "method")
    return {
        **{name: scan[name] for name in carried},
        **texts,
        "source": source,
        "doubt": "" if edited else _doubt(Reading.from_json(scan["reading"])),
        "edited": sorted(edited),
        "emails": list(dict.fromkeys(email.address for email in contact.emails)),
        "phones": list(dict.fromkeys(phone.number for phone in contact.phones if phone.kind != "fax")),
        "mobiles": list(dict.fromkeys(phone.number for phone in contact.phones if phone.kind == "mobile")),
        "handles": [f"{handle.network}:{handle.value}" for handle in contact.handles],
    }


def _doubt(reading: Reading) -> str:
    return (reading.reason or "read without a profile: check the fields") if reading.needs_review else ""


def _edits(touches: pl.DataFrame) -> dict[str, dict[str, str]]:
    """Scan to field to the last value somebody typed."""
    edits: dict[str, dict[str, str]] = defaultdict(dict)
    for scan_id, text in touches.filter(pl.col("kind") == "edit").select("scan_id", "value").iter_rows():
        value = json.loads(text)
        edits[scan_id][str(value.get("field", ""))] = str(value.get("value", ""))
    return edits
