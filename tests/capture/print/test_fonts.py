import sys
from pathlib import Path

import pytest

from capture.print import fonts
from capture.print.fonts import Font, FontStack, font_stack, how_to_install, installed_fonts, missing_scripts

CHINESE = not any(name in installed_fonts() for name in fonts.CJK[True])


def test_names_in_many_scripts_can_be_written() -> None:
    for text in ("Łukasz Żółć", "Владимир", "Δοκιμή"):
        assert all(map(font_stack(bold=True).has, text.replace(" ", "")))


@pytest.mark.skipif(CHINESE, reason="no Chinese font on this computer")
def test_chinese_and_japanese_come_from_a_font_that_has_them() -> None:
    stack = font_stack(bold=True)
    assert all(map(stack.has, "王小明山田太郎サンプル"))
    runs = list(stack.runs("Ana 王小明"))
    assert [piece for _, piece in runs] == ["Ana ", "王小明"]
    assert ord("王") in runs[1][0].advances


def test_an_accent_stays_with_its_letter() -> None:
    assert [piece for _, piece in font_stack(bold=True).runs("e\u0301e")] == ["e\u0301e"]


def test_what_no_font_has_is_drawn_by_the_first_and_known_to_be_missing() -> None:
    stack = FontStack([next(iter(font_stack(bold=True).fonts))])
    assert not stack.has("\U00010a00")
    assert [font for font, _ in stack.runs("\U00010a00")] == [stack.fonts[0]]


def test_widths_are_in_em_and_add_up() -> None:
    stack = font_stack(bold=True)
    assert 0.2 < stack.width("i") < stack.width("W") < 1.5
    assert stack.width("iW") == pytest.approx(stack.width("i") + stack.width("W"))


def test_a_computer_without_fonts_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "font_folders", lambda: [tmp_path])
    fonts.installed_fonts.cache_clear()
    fonts.font_stack.cache_clear()
    try:
        assert missing_scripts() == ["latin", "cjk"]
        with pytest.raises(fonts.NoFontError):
            font_stack(bold=True)
    finally:
        fonts.installed_fonts.cache_clear()
        fonts.font_stack.cache_clear()


def test_the_remedy_fits_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert how_to_install("cjk") == "sudo apt-get install fonts-wqy-microhei"
    assert how_to_install("latin") == "sudo apt-get install fonts-dejavu-core"
    monkeypatch.setattr(sys, "platform", "win32")
    assert "Settings" in how_to_install("cjk")


def test_a_font_in_a_collection_is_found_by_its_number() -> None:
    collections = [path for path in installed_fonts().values() if path.suffix == ".ttc"]
    if not collections:
        pytest.skip("no font collection on this computer")
    assert Font(collections[0], 0).advances
