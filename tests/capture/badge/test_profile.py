"""Event profiles: written, read back, and refused with everything that is wrong."""

from dataclasses import replace
from pathlib import Path

import pytest

from capture.badge.profile import Profile, ProfileError, load_profile, write_profile

FULL = Profile(
    event="fair-2026",
    locale="zh-CN",
    charset="gb18030",
    delimiter="\x1d",
    fields=("badge_id", "family_name", "given_name", "", "extra:行业"),
    id_position=-1,
    regex=r'(?P<badge_id>\d+)"\^(?P<full_name>.*)',
    json_keys={"full_name": "attendee.name", "badge_id": "id"},
    id_property="EVENTYAY",
    link_hosts=("badge.example", "go.badge.example"),
    key_file="keys/fair.toml",
)


def saved(folder: Path, text: str) -> Path:
    path = folder / "fair.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("profile", [FULL, Profile(event="fair"), Profile(event='q"\\\x7f\n', delimiter="\t")])
def test_what_is_written_is_read_back(tmp_path: Path, profile: Profile) -> None:
    if profile.key_file:
        profile = replace(profile, key_file=str(tmp_path / profile.key_file))
    write_profile(profile, tmp_path / "fair.toml")
    assert load_profile(tmp_path / "fair.toml") == profile


def test_a_key_file_lies_beside_its_profile_wherever_both_are_moved(tmp_path: Path) -> None:
    write_profile(Profile(event="fair", key_file=str(tmp_path / "keys" / "fair.toml")), tmp_path / "fair.toml")
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    (tmp_path / "fair.toml").rename(moved / "fair.toml")
    assert load_profile(moved / "fair.toml").key_file == str(moved / "keys" / "fair.toml")


def test_empty_values_are_not_written(tmp_path: Path) -> None:
    write_profile(Profile(event="fair"), tmp_path / "fair.toml")
    assert (tmp_path / "fair.toml").read_text(encoding="utf-8") == 'event = "fair"\n'


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "event is missing"),
        ("event = 5", "event = 5, wanted a text"),
        ('event = "x"\ncolour = "red"', "colour = 'red', wanted one of the keys"),
        ('event = "x"\nfields = ["name"]', r"fields = \['name'\], wanted labels from badge_id, full_name"),
        ('event = "x"\nfields = "badge_id"', "wanted a list of texts"),
        ('event = "x"\nid_position = "last"', "id_position = 'last', wanted a whole number"),
        ('event = "x"\nid_position = true', "wanted a whole number"),
        ('event = "x"\ncharset = "klingon"', "charset = 'klingon', wanted a charset"),
        ('event = "x"\nregex = "("', "wanted a regular expression"),
        ('event = "x"\nregex = "abc"', "wanted named groups"),
        ('event = "x"\nregex = "(?P<colour>.*)"', "wanted named groups"),
        ('event = "x"\njson_keys = "a"', "wanted a table"),
        ('event = "x"\n[json_keys]\ncolour = "a"', "wanted labels"),
        ("event = ", "Invalid value"),
    ],
)
def test_an_error_says_key_value_and_what_was_wanted(tmp_path: Path, text: str, wanted: str) -> None:
    with pytest.raises(ProfileError, match=wanted):
        load_profile(saved(tmp_path, text))


def test_all_problems_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        load_profile(saved(tmp_path, 'delimiter = 5\ncharset = "klingon"\n'))
    for word in ("delimiter", "klingon", "event is missing", "fair.toml", "boothflow teach"):
        assert word in str(caught.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"nothing\.toml"):
        load_profile(tmp_path / "nothing.toml")
