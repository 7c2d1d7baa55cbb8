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


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        ("Lee Seung-Ki", "lee", "seungki"),
        ("Seung-Ki Lee", "lee", "seungki"),
        ("Kang Seo Yong", "kang", "seoyong"),
        ("Kim, Jin Mi", "kim", "jinmi"),
        ("박민기", "park", "minki"),
        ("김 님", "kim", ""),
        ("남궁민수", "namkung", "minsu"),
        ("Shi Yan-wei", "shi", "yanwei"),
        ("XU J.S.", "xu", "j"),  # two initials say no more than one
        ("T.W. Lee", "lee", "t"),
        ("Xi JIN", "jin", "xi"),  # capitals tell which is the family name
        ("Hans MÜLLER", "muller", "hans"),
        ("Hans Müller MBA", "muller", "hans"),
        ("Rafael Rubio M.", "rubio", "rafalm"),  # the second family name is only an initial
        ("García-Núñez, Patricia", "garcianunez", "patricia"),
        ("Omar El-Sayed", "sayed", "omar"),
        ("Jean-Pierre Dupont", "dupont", "jeanpierre"),
    ],
)
def test_hyphens_capitals_commas_and_initials_tell_the_parts_of_a_name(written: str, family: str, given: str) -> None:
    assert (name(written)["family"], name(written)["given"]) == (family, given)


@pytest.mark.parametrize("written", ["Pablo Gutiérrez Navarro", "GUTIÉRREZ NAVARRO Pablo", "Gutiérrez Navarro, Pablo"])
def test_of_two_family_names_the_first_is_kept_beside_the_last(written: str) -> None:
    assert (name(written)["family"], name(written)["middle"], name(written)["head"]) == (
        "navarro",
        "gutierrez",
        "pablo",
    )


def test_a_family_name_in_a_column_of_its_own_is_one_without_a_given_name() -> None:
    alone = name("González Vázquez", family_name="González Vázquez")
    assert alone["given"] == ""
    assert (alone["family"], alone["middle"]) == ("vazquz", "gonzalez")


@pytest.mark.parametrize("written", ["Jean-Pierre Dupont", "Jean Pierre Dupont"])
def test_a_hyphenated_given_name_has_the_root_of_its_first_half(written: str) -> None:
    assert name(written)["root"] == name("John Dupont")["root"]


@pytest.mark.parametrize("written", ["Ki-ho Wong", "Wong Hiu Keung", "Leung Wai Ming"])
def test_a_chinese_name_of_hong_kong_is_a_chinese_one(written: str) -> None:
    assert name(written)["chinese"]


@pytest.mark.parametrize(
    ("written", "family", "given", "other"),
    [
        ("Linda Cai Jingmin", "cai", "linda", "jingmin"),
        ("Henry Su Bo Ping", "su", "henry", "boping"),
        ("Kevin Wei Zhang", "zhang", "kevin", "wei"),
        ("Anna Maria Li", "li", "annamaria", ""),
    ],
)
def test_a_western_name_may_stand_before_a_whole_chinese_one(written: str, family: str, given: str, other: str) -> None:
    assert (name(written)["family"], name(written)["given"], name(written)["other"]) == (family, given, other)
