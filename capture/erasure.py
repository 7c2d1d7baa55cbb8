"""Erasure: a person is forgotten on this station: journal, attachments, rosters; the night is told by a sealed erasure."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from capture.badge.text import matching_key
from capture.journal import Entry, Journal
from capture.roster import Rosters, forget_in_rosters, with_roster
from capture.settings import Settings
from capture.sync import seal


def matching(journal: Journal, home: Path, words: str) -> list[Entry]:
    """Every Scan of the person: whose e-mail, badge id, scan id or full name is exactly ``words`` (case and width aside).

    A Scan that shares an e-mail address or badge id with one that fits belongs to the same person and is found too.
    """
    rosters = Rosters(home)
    keyed = []
    for entry in journal.entries():
        event = entry.scan.event
        contact = with_roster(entry.reading.contact, rosters[event])
        identifiers = {matching_key(email.address) for email in contact.emails}
        if contact.badge_id:
            identifiers.add(f"{event}:{matching_key(contact.badge_id)}")
        keyed.append(
            (entry, identifiers, {matching_key(contact.full_name), matching_key(contact.badge_id), entry.scan.scan_id})
        )
    wanted = matching_key(words)
    shared = {key for _, identifiers, others in keyed if wanted in identifiers | others for key in identifiers}
    return [entry for entry, identifiers, others in keyed if wanted in identifiers | others or identifiers & shared]


def erase_entries(journal: Journal, settings: Settings, entries: Iterable[Entry], reason: str, at: datetime) -> int:
    """Erase whole Scans with their attachments and roster rows, and seal the erasure for the night; returns how many."""
    entries = list(entries)
    badges = {(e.scan.event, e.reading.contact.badge_id) for e in entries if e.reading.contact.badge_id}
    erased = journal.erase((entry.scan.scan_id for entry in entries), reason, at)
    for entry in entries:
        shutil.rmtree(settings.home / "attachments" / entry.scan.scan_id, ignore_errors=True)
    forget_in_rosters(settings.home, badges)
    seal(journal, settings.station, settings.inbox_path, at)
    return erased
