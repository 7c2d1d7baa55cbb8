import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

from capture.badge.contact import Contact, Email
from capture.print.badge import badge_image, badge_layout, badge_payload
from capture.print.design import BadgeDesign
from capture.print.layout import PALETTE, LogoError, lay_out, role_colour
from capture.print.payload import PayloadKind
from capture.print.proof import UnreadableBadgeError, proven_layout
from capture.print.sheet import write_pngs, write_sheets
from capture.print.signed import Signer

NAMES = ("Amara Okafor", "王小明", "山田 太郎", "محمد الأحمد", "Łukasz Żółć", "Владимир Петров")
KINDS: tuple[PayloadKind, ...] = ("vcard", "mecard", "delimited", "id", "signed")


def people(count: int) -> list[Contact]:
    return [
        Contact(
            badge_id=f"B{number:04}",
            full_name=NAMES[number % len(NAMES)],
            company="上海精密机械有限公司" if number % 2 else "Northwind Robotics GmbH",
            title="Einkauf",
            emails=(Email(f"person{number}@example.com"),),
            extra=(("role", ("Speaker", "Visitor")[number % 2]),),
        )
        for number in range(count)
    ]


def a_signer() -> Signer:
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    return Signer(private_key=key, event="expo26", first_day=date(2026, 11, 24), last_day=date(2026, 11, 26))


def design(**changes: Any) -> BadgeDesign:
    return replace(BadgeDesign(event_name="Example Expo 示例展会", payload="mecard", signer=a_signer()), **changes)


def pages_of(pdf: Path, dpi: int) -> list[Image.Image]:
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", pdf, pdf.with_suffix("")], check=True)
    return [Image.open(path) for path in sorted(pdf.parent.glob("*.pgm"))]


def codes_in(picture: Image.Image) -> set[bytes]:
    return {code.bytes for code in zxingcpp.read_barcodes(picture)}


@pytest.mark.parametrize("badge_format", ["90x55", "A6", "4x3in"])
def test_every_code_on_the_printed_pages_is_read_back(tmp_path: Path, badge_format: str) -> None:
    contacts, kinds = people(5), KINDS
    report = write_sheets(contacts, design(format=badge_format), tmp_path / "sheet.pdf", kinds=kinds)
    pages = pages_of(report.path, 200)
    assert len(pages) == report.pages == -(-5 // report.badges_per_page)
    found = set().union(*map(codes_in, pages))
    wanted = {badge_payload(contact, design(payload=kind)) for contact, kind in zip(contacts, kinds, strict=True)}
    assert found == wanted


def test_the_names_on_a_page_can_be_selected_and_searched(tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    write_sheets(people(6), design(), tmp_path / "sheet.pdf")
    text = subprocess.run(["pdftotext", tmp_path / "sheet.pdf", "-"], check=True, capture_output=True).stdout.decode()
    words = "".join(text.split())
    for wanted in ("王小明", "山田太郎", "ŁukaszŻółć", "ВладимирПетров", "上海精密机械有限公司", "示例展会", "B0005"):
        assert wanted in words


def test_the_same_input_gives_the_same_bytes_and_progress_counts_every_badge(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    write_sheets(people(3), design(), tmp_path / "one.pdf", progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]
    write_sheets(people(3), design(), tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_pngs_are_named_by_id_and_read_back(tmp_path: Path) -> None:
    contacts = people(3)
    paths = write_pngs(contacts, design(), tmp_path / "png")
    assert [path.name for path in paths] == ["badge_B0000.png", "badge_B0001.png", "badge_B0002.png"]
    for contact, path in zip(contacts, paths, strict=True):
        with Image.open(path) as picture:
            assert codes_in(picture) == {badge_payload(contact, design())}
            assert picture.size == (round(90 / 25.4 * 300), round(55 / 25.4 * 300))


def test_no_badge_id_can_name_a_file_outside_the_folder_or_twice(tmp_path: Path) -> None:
    ids = ("../../evil", "..", "", "CON", "a/b", "a\\b", "A_B", "x" * 500, "=cmd", "图")
    contacts = [replace(people(1)[0], badge_id=badge_id) for badge_id in ids]
    paths = write_pngs(contacts, design(), tmp_path / "png", dpi=100)
    assert len({path.name.casefold() for path in paths}) == len(ids)
    assert {path.parent for path in paths} == {tmp_path / "png"}
    assert all(path.is_file() and len(path.name) < 80 for path in paths)


def test_what_stands_on_a_badge_stays_on_it_and_off_the_code() -> None:
    for badge_format in ("90x55", "A6", "86x54", "A7", "50x50", "200x60"):
        for contact in people(6):
            layout = badge_layout(contact, design(format=badge_format, payload="vcard"))
            code, quiet = layout.code, 4 * layout.code.module
            assert code.x - quiet >= -0.01
            assert code.x + code.side + quiet <= layout.width + 0.01
            assert code.y + code.side <= layout.band.y
            picture = np.asarray(badge_image(contact, design(format=badge_format, payload="vcard"), dpi=200))
            scale = 200 / 25.4
            left, right = (code.x - quiet + 0.3) * scale, (code.x + code.side + quiet - 0.3) * scale
            above = picture[int((code.y - 0.9 * quiet) * scale) : int(code.y * scale) - 1, int(left) : int(right)]
            beside = picture[
                int(code.y * scale) : int((code.y + code.side) * scale), int(left) : int(code.x * scale) - 1
            ]
            assert above.min() == 255
            assert beside.min() == 255


def test_role_logo_and_event_change_the_badge(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGB", (60, 20), (200, 0, 100)).save(logo)
    person = people(1)[0]
    colours = {"speaker": (1, 2, 3)}
    picture = np.asarray(badge_image(person, design(logo=logo, role_colours=colours)))
    assert picture[-1, -1].tolist() == [1, 2, 3]
    assert (picture == (200, 0, 100)).all(axis=2).any()


def test_the_usual_roles_are_told_apart_by_colour_in_either_language() -> None:
    roles = ("Visitor", "Speaker", "Exhibitor", "Press", "VIP", "Staff", "Student")
    assert len({role_colour(design(), role) for role in roles}) == len(roles)
    assert role_colour(design(), "专业观众") == role_colour(design(), "visitor")
    assert role_colour(design(), "Juggler") in PALETTE


def test_a_logo_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_text("hello", encoding="ascii")
    with pytest.raises(LogoError, match=r"logo\.png"):
        badge_image(people(1)[0], design(logo=tmp_path / "logo.png"))


def test_the_organiser_is_warned_of_codes_too_small_for_a_webcam(tmp_path: Path) -> None:
    small = write_sheets(people(2), design(payload="vcard", code_mm=15), tmp_path / "small.pdf")
    assert any("2 of 2 codes" in warning and "30 cm" in warning for warning in small.warnings)
    assert write_sheets(people(2), design(payload="id", code_mm=25), tmp_path / "large.pdf").warnings == ()


def test_the_organiser_is_warned_of_letters_that_no_font_has(tmp_path: Path) -> None:
    person = replace(people(1)[0], full_name="\U00010a00 Ana")
    report = write_sheets([person], design(payload="id", code_mm=25), tmp_path / "sheet.pdf")
    assert any("no font" in warning and "\U00010a00" in warning for warning in report.warnings)


def test_a_badge_that_can_not_be_read_back_stops_the_printing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableBadgeError, match="B0000"):
        write_sheets(people(1), design(payload="vcard", code_mm=1), tmp_path / "sheet.pdf")
    assert not (tmp_path / "sheet.pdf").exists()


def test_a_layout_that_hides_its_code_is_not_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoiled(contact: Contact, design: BadgeDesign) -> object:
        return lay_out(contact, design, np.zeros((21, 21), bool))

    monkeypatch.setattr("capture.print.proof.badge_layout", spoiled)
    with pytest.raises(UnreadableBadgeError):
        proven_layout(people(1)[0], design())
