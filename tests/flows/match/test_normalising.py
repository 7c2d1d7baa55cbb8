import polars as pl
import pytest

from flows.match.companies import company_keys, directory, free_domains, respelled
from flows.match.emails import clean_emails, email_parts
from flows.match.fold import folded, without_digraphs
from flows.match.phones import phone_key


@pytest.mark.parametrize(
    "written",
    ["+49 171 3920000", "0171/3920000", "0049 (0)171 39 20 000", "+49-171-3920000", "+49 (0)171 3920000 ext. 12"],
)
def test_one_number_in_many_spellings(written: str) -> None:
    assert pl.DataFrame({"n": [written]}).select(phone_key(pl.col("n"))).item() == "713920000"


def test_what_has_too_few_digits_is_no_number() -> None:
    assert pl.DataFrame({"n": ["12-34"]}).select(phone_key(pl.col("n"))).item() == ""


def test_umlauts_digraphs_and_plain_letters_meet_but_pinyin_stays() -> None:
    rows = pl.DataFrame({"t": ["Jürgen", "Juergen", "Jurgen", "Xue", "Łódź"]}).select(
        without_digraphs(folded(pl.col("t")))
    )
    assert rows.to_series().to_list() == ["jurgen", "jurgen", "jurgen", "xue", "lodz"]


def test_companies_lose_their_legal_forms() -> None:
    names = pl.Series("company", ["Siemag AG", "SIEMAG GmbH & Co. KG", "Siemag Sp. z o.o.", "华光科技有限公司", "GmbH"])
    assert company_keys(names)["key"].to_list() == ["siemag", "siemag", "siemag", "华光科技", "gmbh"]


def test_a_company_is_known_by_the_domain_its_people_mostly_have() -> None:
    seen = pl.DataFrame(
        {
            "key": ["华光科技", "huaguang", "huaguang", "huaguang"],
            "label": ["huaguang", "huaguang", "huaguang", "other"],
            "n": [1, 1, 1, 1],
        }
    )
    assert dict(directory(seen).iter_rows()) == {"华光科技": "huaguang", "huaguang": "huaguang"}


def test_a_domain_of_many_companies_is_nobody_s() -> None:
    seen = pl.DataFrame(
        {
            "domain": ["mail.example"] * 30 + ["werk.example"] * 30,
            "key": [f"firm {at}" for at in range(30)] + ["werk"] * 30,
            "n": [1] * 60,
        }
    )
    assert free_domains(seen).to_list() == ["mail.example"]


def test_a_mistyped_company_is_the_frequent_one_but_a_number_makes_another() -> None:
    keys = {"nordpumpen": 9, "nordpunpen": 1, "halle 10 werk": 1, "halle 11 werk": 1, "halle 12 werk": 9}
    assert respelled(pl.DataFrame({"key": list(keys), "n": list(keys.values())})).rows() == [
        ("nordpunpen", "nordpumpen")
    ]


def test_mails_are_cleaned_and_told_apart() -> None:
    parts = pl.DataFrame({"raw": ["mailto:A.Berger+fair@Werk.co.uk", "info@werk.example", "x@qq.com", "nothing"]})
    parts = email_parts(parts.select(email=clean_emails(pl.col("raw")))["email"])
    assert parts["email"].to_list() == ["a.berger@werk.co.uk", "info@werk.example", "x@qq.com", ""]
    assert parts["label"].to_list()[0] == "werk"
    assert parts["role"].to_list()[:2] == [False, True]
    assert parts["free"].to_list()[2]
