import polars as pl
import pytest

from flows.match.names import COLUMNS, parsed


def name(full_name: str = "", **columns: str) -> dict[str, object]:
    row = dict.fromkeys(COLUMNS, "") | {"full_name": full_name} | columns
    return parsed(pl.DataFrame([row])).row(0, named=True)


@pytest.mark.parametrize(
    "written",
    [
        "Robert Müller",
        "Robert Mueller",
        "Dr. Robert Müller",
        "Müller, Robert",
        "MÜLLER Robert",
        "Robert Müller, PhD",
        "Prof. Dr. Robert Muller",
        "Robert von Müller",
    ],
)
def test_one_name_in_many_spellings(written: str) -> None:
    assert (name(written)["family"], name(written)["root"]) == ("muller", "robert")


def test_a_nickname_has_the_root_of_the_name_it_is_short_for() -> None:
    assert name("Bob Müller")["root"] == "robert"
    assert name("Mike Evans")["root"] == name("Michael Evans")["root"]


@pytest.mark.parametrize("written", ["张伟", "ZHANG Wei", "Wei Zhang", "张伟先生", "张伟 (David)", "Wei (David) Zhang"])
def test_a_chinese_name_in_hanzi_pinyin_and_with_a_western_name_beside_it(written: str) -> None:
    assert (name(written)["family"], name(written)["given"]) == ("zhang", "wei")


def test_the_western_name_beside_hanzi_is_kept_as_another_given_name() -> None:
    assert name("张伟 David Zhang")["other"] == "david"
    assert name("David Wei Zhang")["other"] == "wei"


def test_a_surname_is_read_as_a_surname_and_a_compound_one_whole() -> None:
    assert name("曾强")["family"] == "zeng"
    assert name("欧阳锋")["family"] == "ouyang"


def test_a_surname_that_is_a_particle_elsewhere_stays_a_name() -> None:
    assert [name(written)["family"] for written in ("Qiang Du", "Kevin Du", "DU Qiang", "Du Qiang")] == ["du"] * 4
    assert name("Jean du Pont")["family"] == "pont"


def test_a_syllable_of_pinyin_is_no_nickname() -> None:
    assert (name("ZHANG Su")["root"], name("Sue Miller")["root"]) == ("su", "susan")


def test_cyrillic_meets_its_transliteration() -> None:
    assert name("Иван Петров")["family"] == name("Ivan Petrov")["family"]


def test_columns_that_divide_a_name_are_believed() -> None:
    divided = name("", given_name="Anna Maria", family_name="de la Cruz")
    assert (divided["family"], divided["given"]) == ("cruz", "annamaria")


def test_nothing_is_a_name_too() -> None:
    assert name()["family"] == ""


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        ("Ben Example", "example", "ben"),  # a particle in "ben Ali", a given name here
        ("Al Smith", "smith", "al"),
        ("Ma Xiaoming", "ma", "xiaoming"),  # a degree elsewhere, the surname 马 here
        ("Le Thi Hoa", "hoa", "lethi"),
        ("Mohammed bin Salman", "salman", "mohammed"),
    ],
)
def test_words_that_are_particles_or_degrees_elsewhere_can_be_names(written: str, family: str, given: str) -> None:
    assert (name(written)["family"], name(written)["given"]) == (family, given)
