"""Reading old scans again, and showing what would change before anything is written."""

from datetime import UTC, datetime

from capture.badge.contact import Contact, Email, Phone
from capture.badge.profile import Profile
from capture.badge.read import read_badge
from capture.badge.reading import Reading
from capture.reread import Change, compare, reread
from capture.scan import Method, Scan


def scan(raw: bytes, *, method: Method = "camera", vouched_text: str = "") -> Scan:
    return Scan(
        scan_id="1",
        raw=raw,
        symbology="qrcode",
        symbology_identifier="",
        explicit_eci=bool(vouched_text),
        vouched_text=vouched_text,
        taken_at=datetime(2026, 5, 1, tzinfo=UTC),
        monotonic_ns=1,
        station="s",
        staff="",
        event="fair",
        exhibitor="x",
        channel="work",
        method=method,
        reader="boothflow-badge 0",
    )


def test_a_profile_that_came_later_reads_old_scans_better() -> None:
    old = scan(b"100482^Okafor^Amara^Buyer^Northwind")
    profile = Profile(event="fair", delimiter="^", fields=("badge_id", "family_name", "given_name", "title", "company"))
    first = read_badge(
        old.raw, profile=Profile(event="fair", delimiter="^", fields=("badge_id", "given_name", "family_name"))
    )
    (again,) = reread([(old, first)], profile=profile)
    assert Change(field="given_name", before="Okafor", after="Amara") in again.changes
    assert Change(field="company", before="", after="Northwind") in again.changes
    assert again.reading.contact.title == "Buyer"


def test_a_scan_that_reads_the_same_is_not_shown() -> None:
    old = scan(b"MECARD:N:Okafor,Amara;;")
    assert list(reread([(old, read_badge(old.raw))])) == []


def test_what_was_no_code_is_never_read_again() -> None:
    assert list(reread([(scan(b"anything", method="form"), Reading(kind="contact", format="form", reader="x"))])) == []


def test_the_text_a_code_vouched_for_is_still_trusted() -> None:
    old = scan("姓名:谢毅".encode("gb18030"), vouched_text="姓名:谢毅")
    first = read_badge(old.raw, explicit_text="姓名:谢毅")
    assert list(reread([(old, first)], locale="ru")) == []


def test_lists_are_compared_as_one_line() -> None:
    before = Reading(
        kind="contact", format="x", reader="1", contact=Contact(phones=(Phone("+49 1", "mobile"), Phone("+49 2")))
    )
    after = Reading(
        kind="contact", format="x", reader="2", contact=Contact(emails=(Email("a@b.example"),), extra=(("k", "v"),))
    )
    assert compare(before, after) == [
        Change(field="emails", before="", after="a@b.example"),
        Change(field="phones", before="+49 1 mobile, +49 2", after=""),
        Change(field="extra", before="", after="k v"),
    ]
