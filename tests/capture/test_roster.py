"""The roster: whatever an organiser sends becomes people by badge id, or a clear word about what is wrong."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from capture.badge.contact import Contact, Email
from capture.errors import RosterError
from capture.roster import RosterImport, forget_in_rosters, load_roster, read_roster, store_roster, with_roster

ENGLISH = "Badge ID,First name,Last name,Company,Job title,E-mail,Mobile\n000012,Amara,Okafor,Northwind,Buyer,a@n.example,+15550100\n"


def take_in(tmp_path: Path, text: str, encoding: str = "utf-8", **overrides: str) -> RosterImport:
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return read_roster(path, "expo", overrides)


def test_columns_are_recognised_and_leading_zeros_stay(tmp_path: Path) -> None:
    taken = take_in(tmp_path, ENGLISH)
    (contact,) = taken.contacts
    assert taken.mapping["badge_id"] == "Badge ID"
    assert contact.badge_id == "000012"
    assert (contact.full_name, contact.company, contact.title) == ("Amara Okafor", "Northwind", "Buyer")
    assert [(phone.number, phone.kind) for phone in contact.phones] == [("+15550100", "mobile")]


@pytest.mark.parametrize(
    ("text", "encoding", "name", "company"),
    [
        ("胸卡号;姓名;公司名称\n7;王小明;上海精密机械有限公司\n", "gb18030", "王小明", "上海精密机械有限公司"),
        ("バッジID\t氏名\t会社名\n7\t山田太郎\t株式会社サンプル\n", "utf-16", "山田太郎", "株式会社サンプル"),
        ("Ausweisnummer|Vorname|Nachname|Firma\n7|Jörg|Müller|Beispiel AG\n", "cp1252", "Jörg Müller", "Beispiel AG"),
        ("Numéro de badge,Prénom,Nom,Société\n7,Zoé,Dupont,Exemple SA\n", "utf-8-sig", "Zoé Dupont", "Exemple SA"),
    ],
)
def test_any_language_charset_and_delimiter(tmp_path: Path, text: str, encoding: str, name: str, company: str) -> None:
    (contact,) = take_in(tmp_path, text, encoding).contacts
    assert (contact.badge_id, contact.full_name, contact.company) == ("7", name, company)


def test_the_role_at_the_event_is_kept_apart_from_the_job(tmp_path: Path) -> None:
    (speaker,) = take_in(tmp_path, "id,name,title,role\n7,Amara Okafor,Buyer,Speaker\n").contacts
    assert (speaker.title, speaker.extra) == ("Buyer", (("role", "Speaker"),))
    (visitor,) = take_in(tmp_path, "编号,姓名,职务,身份\n7,王小明,经理,专业观众\n").contacts
    assert (visitor.title, visitor.extra) == ("经理", (("role", "专业观众"),))
    # A lone "role" is the job, as it always was.
    (buyer,) = take_in(tmp_path, "id,name,role\n7,Amara Okafor,Buyer\n").contacts
    assert (buyer.title, buyer.extra) == ("Buyer", ())


def test_a_workbook_is_read_with_ids_as_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Ticket", "Name", "Company"], [100482, "Amara Okafor", "Northwind"], ["000012", "王小明", None]):
        sheet.append(row)
    book.save(tmp_path / "roster.xlsx")
    taken = read_roster(tmp_path / "roster.xlsx", "expo")
    assert [(contact.badge_id, contact.full_name) for contact in taken.contacts] == [
        ("100482", "Amara Okafor"),
        ("000012", "王小明"),
    ]


def test_rows_without_id_or_name_are_refused_with_their_number(tmp_path: Path) -> None:
    taken = take_in(tmp_path, "badge,name\n1,Amara\n,Nobody\n2,\n,\n")
    assert taken.refused == ((3, "no badge id"), (4, "neither name nor company"))


def test_map_overrules_what_was_recognised(tmp_path: Path) -> None:
    text = "badge,name,Firma intern,code\n1,Amara,Northwind,X9\n"
    taken = take_in(tmp_path, text, badge_id="code", company="Firma intern")
    assert taken.contacts == (Contact(badge_id="X9", full_name="Amara", company="Northwind"),)
    assert taken.unmapped == ("badge",)


@pytest.mark.parametrize(
    ("text", "overrides", "words"),
    [
        ("name,company\nAmara,Northwind\n", {}, "no column holds the badge id.*--map badge_id=COLUMN"),
        ("badge,name\n1,Amara\n1,Ben\n", {}, "badge id '1' stands in rows 2 and 3 for different people"),
        ("badge,name\n,Amara\n", {}, "no row has both"),
        ("badge,name\n1,Amara\n", {"colour": "name"}, "there is no field 'colour'"),
        ("badge,name\n1,Amara\n", {"badge_id": "nope"}, "there is no column 'nope'"),
        ("badge,badge,name\n1,2,Amara\n", {}, "stands there twice"),
        ("badge,name\n", {}, "no rows below a heading"),
        ('badge,name\n1,"Amara\n', {}, "not a sound CSV"),
    ],
)
def test_what_is_wrong_with_a_roster_is_said(tmp_path: Path, text: str, overrides: dict[str, str], words: str) -> None:
    with pytest.raises(RosterError, match=words):
        take_in(tmp_path, text, **overrides)


@pytest.mark.parametrize("name", ["missing.csv", "broken.xlsx"])
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK but no workbook")
    with pytest.raises(RosterError, match="was not taken in"):
        read_roster(tmp_path / name, "expo")


def test_a_later_import_wins_and_the_same_one_again_changes_nothing(tmp_path: Path) -> None:
    first = store_roster(take_in(tmp_path, ENGLISH), tmp_path)
    assert store_roster(take_in(tmp_path, ENGLISH), tmp_path) == first
    store_roster(take_in(tmp_path, ENGLISH.replace("Northwind", "Southwind")), tmp_path)
    assert load_roster("expo", tmp_path)["000012"].company == "Southwind"
    assert len(list((tmp_path / "rosters" / "expo").iterdir())) == 2


def test_a_forgotten_person_is_in_no_roster_file(tmp_path: Path) -> None:
    path = store_roster(take_in(tmp_path, ENGLISH + "7,Ben,Ito,Southwind,,,\n"), tmp_path)
    assert forget_in_rosters(tmp_path, [("expo", "000012"), ("other", "7")]) == 1
    assert list(load_roster("expo", tmp_path)) == ["7"]
    assert "Okafor" not in path.read_text("utf-8")


def test_the_badge_wins_and_the_roster_fills_blanks() -> None:
    roster = {
        "7": Contact(
            badge_id="7",
            full_name="Amara Okafor",
            given_name="Amara",
            company="Old Ltd",
            emails=(Email("a@n.example"),),
        )
    }
    completed = with_roster(Contact(badge_id="7", company="New Ltd"), roster)
    assert (completed.full_name, completed.given_name, completed.company) == ("Amara Okafor", "Amara", "New Ltd")
    assert completed.emails == (Email("a@n.example"),)
    other_name = with_roster(Contact(badge_id="7", full_name="A. Okafor"), roster)
    assert (other_name.full_name, other_name.given_name) == ("A. Okafor", "")  # parts of another spelling don't mix in
    assert with_roster(Contact(full_name="Nobody"), roster) == Contact(full_name="Nobody")
