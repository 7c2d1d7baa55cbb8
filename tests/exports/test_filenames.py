from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exports.filenames import company_file_stem, exhibitor_folder

# Microsoft, "Naming Files, Paths, and Namespaces"
FORBIDDEN = set('<>:"/\\|?*')
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³")}


@given(st.text())
@example("CON")
@example("con.example")
@example("nul.")
@example("..")
@example("a" * 400)
@example("😀" * 90)
@example("../../etc/passwd")
def test_a_stem_is_safe_on_every_system(key: str) -> None:
    stem = company_file_stem(key)
    assert not set(stem) & FORBIDDEN
    assert all(unicodedata.category(char)[0] not in "CZ" for char in stem)
    assert stem.partition(".")[0].casefold() not in DEVICES
    assert not stem.startswith((".", "-", " "))
    assert not stem.endswith((".", " "))
    assert len(f"{stem}.xlsx".encode()) <= 100
    assert unicodedata.is_normalized("NFC", stem)


@given(st.lists(st.text(), unique=True, max_size=30))
@example(["Muster", "MUSTER", "muster"])
@example(["Caf\u00e9", "Cafe\u0301"])
@example(["a" * 200, "a" * 201])
@example(["", "-", ".", "no-company"])
def test_different_companies_never_share_a_name_even_where_case_does_not_count(keys: list[str]) -> None:
    stems = {unicodedata.normalize("NFC", company_file_stem(key)).casefold() for key in keys}
    assert len(stems) == len(keys)


@pytest.mark.parametrize(
    ("key", "beginning"),
    [
        ("muster robotik gmbh", "muster-robotik-gmbh-"),
        ("示例机械有限公司", "示例机械有限公司-"),
        ("हिन्दी उदाहरण", "हिन्दी-उदाहरण-"),  # vowel signs stay with their letters
        ("société exemplaire", "société-exemplaire-"),
        ("muster.example", "muster-example-"),
        ("", "no-company-"),
        ("***", "no-company-"),
    ],
)
def test_a_stem_is_readable_in_any_script(key: str, beginning: str) -> None:
    assert company_file_stem(key).startswith(beginning)


def test_a_stem_is_the_same_in_every_release() -> None:
    assert company_file_stem("muster robotik gmbh") == "muster-robotik-gmbh-6nrey7e6"


def test_an_exhibitor_without_readable_letters_still_has_a_folder() -> None:
    assert exhibitor_folder("***").startswith("no-exhibitor-")
