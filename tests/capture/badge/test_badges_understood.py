"""docs/badges-understood.md says what the code does."""

import re
import tomllib
from pathlib import Path

from capture.badge.labels import FIELD_NAMES
from capture.badge.limits import MAX_BYTES
from capture.badge.profile import Profile, load_profile
from capture.badge.read import RECOGNISERS, read_badge

PAGE = (Path(__file__).parents[3] / "docs" / "badges-understood.md").read_text(encoding="utf-8")


def test_the_profile_on_the_page_can_be_loaded_and_uses_every_key(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(event = .*?)```", PAGE, re.DOTALL)
    assert example
    path = tmp_path / "fair.toml"
    path.write_text(example.group(1), encoding="utf-8")
    profile = load_profile(path)
    assert set(tomllib.loads(example.group(1))) == set(Profile.__dataclass_fields__)
    reading = read_badge(b"AieshaAaronson_DanubePartner^2427", profile=Profile(event="fair", regex=profile.regex))
    assert (reading.contact.badge_id, reading.contact.company) == ("2427", "DanubePartner")


def test_the_page_lists_every_label() -> None:
    listed = re.search(r"Labels: (.*?)`extra:<name>`", PAGE, re.DOTALL)
    assert listed
    assert set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]*)`", listed.group(1))))) == set(FIELD_NAMES)


def test_the_table_has_the_recognisers_in_their_order() -> None:
    table = re.findall(r"`(\w+\.py)` \|$", PAGE, re.MULTILINE)
    modules = [f"{recogniser.__module__.rpartition('.')[2]}.py" for recogniser in RECOGNISERS]
    assert list(dict.fromkeys(table)) == [*dict.fromkeys(modules), "read.py"]


def test_the_limit_on_the_page_is_the_limit() -> None:
    assert f"{MAX_BYTES:,} bytes" in PAGE
