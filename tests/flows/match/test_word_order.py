import polars as pl

from flows.match.names import COLUMNS, parsed
from flows.match.word_order import Tallies, ordered


def parts(*written: str) -> list[tuple[str, str, str]]:
    """Family name, given name and root of names that make up a whole population."""
    rows = parsed(pl.DataFrame([dict.fromkeys(COLUMNS, "") | {"full_name": name} for name in written]))
    rows = rows.with_columns(times=1)
    return ordered(rows, Tallies.of(rows)).select("family", "given", "root").rows()


CROWD = [f"Holger {family}" for family in ("Lehmhoff", "Bauer", "Weber", "Fischer", "Wagner", "Schulz")]


def test_a_name_is_turned_when_its_last_word_is_a_given_name_everywhere_else() -> None:
    assert parts(*CROWD, "Junghoff Holger")[-1] == ("junghoff", "holger", "holger")


def test_a_turned_name_has_the_root_of_its_given_name() -> None:
    crowd = [one.replace("Holger", "Bob") for one in CROWD]
    assert parts(*crowd, "Junghoff Bob")[-1] == ("junghoff", "bob", "robert")


def test_a_name_of_words_that_are_both_stays_as_it_is_written() -> None:
    crowd = [
        f"{given} {family}" for given in ("Thomas", "Martin") for family in ("Weber", "Fischer", "Martin", "Thomas")
    ]
    assert parts(*crowd) == [(row[1].lower(), row[0].lower(), row[0].lower()) for row in map(str.split, crowd)]


def test_a_name_that_nobody_knows_stays_as_it_is_written() -> None:
    assert parts("Xeno Quirrel") == [("quirrel", "xeno", "xeno")]


def test_an_initial_tells_no_order() -> None:
    assert parts(*CROWD, "H. Junghoff")[-1][:2] == ("junghoff", "h")


def test_capitals_throughout_leave_the_given_name_of_two_family_names_last() -> None:
    crowd = [f"José {family}" for family in ("Ruiz", "González", "González", "Vega", "Prieto")]
    assert parts(*crowd, "GUITEROS GONZÁLEZ JOSÉ")[-1][:2] == ("gonzalez", "joseguiteros")


def test_three_syllables_begin_with_the_family_name_that_others_have() -> None:
    crowd = ["Tao Jing", "Tao Min", "Tao Hua", "Qianmei Li", "Qianmei Wu"]
    assert parts(*crowd, "Tao Qian Mei")[-1][:2] == ("tao", "qianmei")


def test_two_given_names_stay_given_names() -> None:
    crowd = [f"{given} {family}" for given in ("Luca", "Vincenzo") for family in ("Rossi", "Bianchi", "Verdi", "Conti")]
    assert parts(*crowd, "Luca Vincenzo Barato")[-1][:2] == ("barato", "lucavincenzo")
