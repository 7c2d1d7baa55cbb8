"""The outcome of comparisons for pairs that earlier versions took for two people, and for pairs that look alike but are two."""

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from flows.match import leads
from flows.match.lead_table import table
from flows.match.normalising import normalised
from flows.match.population import surveyed
from flows.match.shape import shaped
from flows.records import RECORDS

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
Fields = dict[str, object]


def levels(left: Fields, right: Fields, *others: Fields) -> dict[str, str]:
    """How every comparison of two records comes out, by name, with others known beside them."""
    blank: Fields = {name: [] if isinstance(dtype, pl.List) else "" for name, dtype in RECORDS.items()}
    rows = [
        blank
        | {"scan_id": f"{at:03}", "exhibitor": "ours", "event": f"show {at}", "taken_at": DAY + timedelta(days=at)}
        | row
        for at, row in enumerate((left, right, *others))
    ]
    population, nodes = surveyed(normalised(shaped(pl.DataFrame(rows, schema=RECORDS)))[0])
    outcome = leads.compare(table(nodes, population), np.array([0], np.int32), np.array([1], np.int32))
    return {name: leads.LEVELS[name][outcome[name].level[0]].name for name in leads.LEVELS}


@pytest.mark.parametrize("western", ["Helen", "Linda", "Emma", "Coco", "Andy"])
def test_a_western_and_a_chinese_given_name_of_one_family_name_may_be_one_persons(western: str) -> None:
    assert levels({"full_name": f"{western} Ye"}, {"full_name": "叶良"})["given name"] == "Western and Chinese"


@pytest.mark.parametrize(("one", "two"), [("Frank Kim", "김영호"), ("Wong, Man-Fong", "王敏芳")])
def test_so_may_a_korean_and_two_readings_of_one_name(one: str, two: str) -> None:
    assert levels({"full_name": one}, {"full_name": two})["given name"] == "Western and Chinese"


def test_two_korean_given_names_are_two() -> None:
    assert levels({"full_name": "Kim, Min-ho"}, {"full_name": "김영수"})["given name"] == "different"


def test_two_chinese_given_names_are_two() -> None:
    assert levels({"full_name": "Ye Minhao"}, {"full_name": "叶良"})["given name"] == "different"


@pytest.mark.parametrize(("initial", "nickname"), [("R. Kinton", "Bob Kinton"), ("F. Lopez", "Paco Lopez")])
def test_an_initial_is_that_of_the_name_a_nickname_stands_for(initial: str, nickname: str) -> None:
    assert levels({"full_name": initial}, {"full_name": nickname})["given name"] == "initial"
    assert levels({"full_name": nickname}, {"full_name": "X. " + initial[3:]})["given name"] == "different"


def test_a_mistyped_address_beside_a_mistyped_name_is_near() -> None:
    found = levels(
        {"full_name": "Patricia Harirer", "emails": ["paricia.harrer@nordwerk.example"]},
        {"full_name": "Patricia Harrer", "emails": ["patricia.harrer@nordwerk.example"]},
    )
    assert (found["family name"], found["e-mail"]) == ("near", "near")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("Max Meier", "mmeier"), ("Max Meyer", "mmeyer")),
        (("Jan Holt", "janholt"), ("Jana Holt", "janaholt")),
        (("Nina Falk", "nf1"), ("Mina Falk", "mf1")),
        (("Anna García Márquez", "agarcia"), ("Hanna García Márquez", "hgarcia")),
    ],
)
def test_colleagues_whose_addresses_fit_their_own_names_have_two_addresses(
    one: tuple[str, str], two: tuple[str, str]
) -> None:
    sides: list[Fields] = [{"full_name": name, "emails": [f"{box}@nordwerk.example"]} for name, box in (one, two)]
    assert levels(*sides)["e-mail"] == "different at one domain"


def test_a_mistyped_company_is_near_one_that_a_mail_domain_stands_for() -> None:
    colleagues: list[Fields] = [
        {"full_name": name, "company": "Südflow", "emails": [f"{name.split()[0].lower()}@suedflow-systems.example"]}
        for name in ("Ida Brandt", "Tom Weiss", "Eva Kern")
    ]
    typed: Fields = {"full_name": "Ole Lang", "company": "Südlow"}
    meant: Fields = {"full_name": "Ole Lang", "company": "Südflow GmbH"}
    assert levels(typed, meant, *colleagues)["company"] == "near"
    assert levels(typed | {"company": "Nordbau"}, meant, *colleagues)["company"] == "different"


def test_a_company_that_only_an_address_tells_is_near_to_none_that_was_written() -> None:
    told: Fields = {"full_name": "Ole Lang", "emails": ["ole@nordwerk.example"]}
    assert levels(told, {"full_name": "Ole Lang", "company": "Südlow"})["company"] == "different"


@pytest.mark.parametrize("written", ["rPof. Jan Simow", "Dor. Jan Simow", "Dott. Ing. Jan Simow"])
def test_an_abbreviated_word_before_a_whole_name_is_a_title(written: str) -> None:
    found = levels({"full_name": written}, {"full_name": "Jan Simow"})
    assert (found["family name"], found["given name"]) == ("same", "same")


def test_a_rare_word_in_common_makes_two_names_of_one_company() -> None:
    others: list[Fields] = [{"full_name": f"Ida Brandt{at}", "company": f"Firma{at} Dichtungen"} for at in range(200)]
    one: Fields = {"full_name": "Ole Lang", "company": "Axosys"}
    two: Fields = {"full_name": "Ole Lang", "company": "Axosys Dichtungen Nord"}
    assert levels(one, two, *others)["company"] in {"near", "a word in common"}
    assert (
        levels(two | {"company": "Nordfirma Dichtungen"}, one | {"company": "Südwerk Dichtungen"}, *others)["company"]
        == "different"
    )


def test_two_family_names_and_the_first_of_them_are_near() -> None:
    found = levels({"full_name": "Pablo Gutiérrez Navarro"}, {"full_name": "Pablo Gutiérrez"})
    assert (found["family name"], found["given name"]) == ("near", "nickname")


@pytest.mark.parametrize(
    ("one", "two"), [("Oleg Iwanow", "Oleg Ivanov"), ("Gim, Minho", "Kim, Minho"), ("Hsu, Chenhai", "Xu, Chenhai")]
)
def test_a_name_in_another_romanisation_is_near(one: str, two: str) -> None:
    assert levels({"full_name": one}, {"full_name": two})["family name"] == "near"


def test_an_address_of_somebody_else_contradicts_nobody() -> None:
    own: Fields = {"full_name": "Petra Braun", "emails": ["petra.braun@nordwerk.example"]}
    assistant: Fields = {"full_name": "Petra Braun", "emails": ["holger.falk@nordwerk.example"]}
    department: Fields = {"full_name": "Petra Braun", "emails": ["contact@nordwerk.example"]}
    assert [levels(own, other)["e-mail"] for other in (assistant, department)] == ["blank", "blank"]


def test_mailboxes_that_only_a_number_tells_apart_are_two_namesakes() -> None:
    one: Fields = {"full_name": "Wei Zhang", "emails": ["wei.zhang@nordwerk.example"]}
    two: Fields = {"full_name": "Wei Zhang", "emails": ["wei.zhang2@nordwerk.example"]}
    assert levels(one, two)["e-mail"] == "numbered at one domain"
