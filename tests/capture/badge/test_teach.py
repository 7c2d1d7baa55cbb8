"""Teaching an event's badges from one labelled scan."""

from pathlib import Path

import pytest

from capture.badge.profile import Profile, load_profile, write_profile
from capture.badge.read import read_badge
from capture.badge.teach import TeachError, pieces, profile_from_labels


def taught(tmp_path: Path, raw: bytes, labels: list[str], locale: str = "") -> Profile:
    """The profile after a round through its file."""
    write_profile(profile_from_labels("fair", raw, labels, locale=locale), tmp_path / "fair.toml")
    return load_profile(tmp_path / "fair.toml")


def test_a_delimited_scan_shows_its_pieces_with_guesses() -> None:
    found = pieces(b"100482^Okafor^Amara^Northwind Robotics GmbH")
    assert [(piece.position, piece.text, piece.guess) for piece in found] == [
        (0, "100482", "badge_id"),
        (1, "Okafor", "family_name"),
        (2, "Amara", "given_name"),
        (3, "Northwind Robotics GmbH", "company"),
    ]


def test_the_labels_read_the_next_badge_without_a_guess(tmp_path: Path) -> None:
    profile = taught(tmp_path, b"100482^Amara^Okafor^Hall 7", ["badge_id", "given_name", "family_name", "extra:hall"])
    reading = read_badge(b"000017^Bela^Nagy^Hall 1", profile=profile)
    assert not reading.needs_review
    assert (reading.contact.badge_id, reading.contact.full_name) == ("000017", "Bela Nagy")
    assert reading.contact.extra == (("hall", "Hall 1"),)


def test_a_legacy_charset_is_learned_too(tmp_path: Path) -> None:
    profile = taught(
        tmp_path, "17^王小明^苏州光学有限公司".encode("gb18030"), ["badge_id", "full_name", "company"], "zh-CN"
    )
    assert (profile.charset, profile.locale) == ("gb18030", "zh-CN")
    # The bytes of 谢毅 alone would pass for UTF-8's neighbours: the profile settles it.
    assert read_badge("18^谢毅^某某有限公司".encode("gb18030"), profile=profile).contact.full_name == "谢毅"


def test_labelled_pieces_lose_their_labels(tmp_path: Path) -> None:
    raw = "姓名:王小明^公司:苏州光学有限公司".encode()
    assert [(piece.text, piece.guess) for piece in pieces(raw)] == [
        ("王小明", "full_name"),
        ("苏州光学有限公司", "company"),
    ]
    profile = taught(tmp_path, raw, ["full_name", "company"])
    assert read_badge("姓名:李娜^公司:某某有限公司".encode(), profile=profile).contact.full_name == "李娜"


def test_json_keys_are_learned(tmp_path: Path) -> None:
    raw = b'{"p":{"k":"0007","n":"Amara Okafor"},"v":1}'
    assert [(piece.name, piece.text) for piece in pieces(raw)] == [("p.k", "0007"), ("p.n", "Amara Okafor"), ("v", "1")]
    profile = taught(tmp_path, raw, ["badge_id", "full_name", ""])
    contact = read_badge(b'{"p":{"k":"0008","n":"Bela Nagy"},"v":1}', profile=profile).contact
    assert (contact.badge_id, contact.full_name) == ("0008", "Bela Nagy")


def test_a_links_host_and_the_place_of_its_id_are_learned(tmp_path: Path) -> None:
    raw = b"https://badge.example/e/77/x9Q2?lang=de&uid=000712"
    names = [piece.name for piece in pieces(raw)]
    assert names == ["path 0", "path 1", "path 2", "lang", "uid"]
    # The general rule takes uid; the person says it is the third part of the path.
    by_path = taught(tmp_path, raw, ["", "", "badge_id", "", ""])
    assert read_badge(b"https://badge.example/e/77/zz81?lang=de&uid=1", profile=by_path).contact.badge_id == "zz81"
    by_query = taught(tmp_path, raw, ["", "", "", "badge_id", ""])
    assert read_badge(b"https://badge.example/e/77/zz81?lang=fr&uid=1", profile=by_query).contact.badge_id == "fr"
    plain = taught(tmp_path, raw, ["", "", "", "", "badge_id"])
    assert (plain.link_hosts, plain.regex) == (("badge.example",), "")
    assert read_badge(b"https://other.example/e/77/zz81?uid=000712", profile=plain).kind == "not_a_badge"


def test_a_vcards_id_property_is_learned(tmp_path: Path) -> None:
    raw = b"BEGIN:VCARD\nFN:Amara Okafor\nEVENTYAY:PZD97WTMFJ\nEND:VCARD"
    assert [piece.name for piece in pieces(raw)] == ["FN", "EVENTYAY"]
    profile = taught(tmp_path, raw, ["", "badge_id"])
    assert read_badge(raw, profile=profile).contact.badge_id == "PZD97WTMFJ"


def test_an_older_profile_is_built_on() -> None:
    before = Profile(
        event="fair", delimiter="^", fields=("badge_id", "company"), key_file="k", link_hosts=("badge.example",)
    )
    assert [piece.guess for piece in pieces(b"1234^Okafor", profile=before)] == ["badge_id", "company"]
    after = profile_from_labels("fair", b"1234^Okafor", ["badge_id", "family_name"], profile=before)
    assert (after.fields, after.key_file, after.link_hosts) == (("badge_id", "family_name"), "k", ("badge.example",))


def test_labels_that_do_not_fit_are_refused() -> None:
    with pytest.raises(TeachError, match="2 pieces and there are 1 labels"):
        profile_from_labels("fair", b"1234^Okafor", ["badge_id"])
    with pytest.raises(TeachError, match="colour is no label; there are badge_id"):
        profile_from_labels("fair", b"1234^Okafor", ["badge_id", "colour"])
