"""The command line: as people type it, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import cv2
import numpy as np
import pytest
import qrcode

from flows.cli import COMMANDS, boothflow

ROOT = Path(__file__).parents[1]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run ``boothflow`` with a data folder of its own."""

    def run(*words: str, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("BOOTHFLOW_", "PREFECT_"))}
        done = subprocess.run(
            [sys.executable, "-m", "flows.cli", *words],
            cwd=ROOT,
            env=clean | {"BOOTHFLOW_HOME": str(tmp_path / "home"), "COLUMNS": "160"} | environment,
            capture_output=True,
            text=True,
            timeout=240,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done

    return run


@pytest.fixture
def expo(run: Run) -> None:
    """An event with one exhibitor."""
    run("event", "add", "expo", "--exhibitor", "Northwind", "--time-zone", "Europe/Berlin")


def badge(path: Path, payload: bytes) -> str:
    code = np.array(qrcode.make(payload).convert("L"))
    frame = np.full((720, 1280), 90, np.uint8)
    frame[200:500, 400:700] = cv2.resize(code, (300, 300))
    cv2.imwrite(str(path), frame)
    return str(path)


def all_commands(group: click.Group, prefix: str = "") -> dict[str, click.Command]:
    found = {}
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        found[f"{prefix}{name}"] = command
        if isinstance(command, click.Group):
            found |= all_commands(command, f"{prefix}{name} ")
    return found


def test_every_command_and_option_explains_itself() -> None:
    for name, command in all_commands(boothflow).items():
        assert command.help, f"{name} has no help"
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.name != "help":
                assert parameter.help or parameter.name in ("payload", "attendees"), (
                    f"{name} {parameter.opts} has no help"
                )


def test_every_command_stands_in_the_docs() -> None:
    pages = "\n".join(page.read_text("utf-8") for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])
    missing = [name for name in COMMANDS if f"boothflow {name}" not in pages]
    assert missing == []


def test_the_list_of_commands_needs_no_heavy_library() -> None:
    script = (
        "import sys; from flows.cli import boothflow; boothflow(['--help'], standalone_mode=False);"
        "print(sorted({'cv2', 'polars', 'prefect', 'starlette', 'xlsxwriter'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_scanning_imports_neither_prefect_nor_polars(tmp_path: Path, run: Run, expo: None) -> None:
    picture = badge(tmp_path / "badge.png", b"100482")
    script = (
        "import sys; from flows.cli import boothflow;"
        f"boothflow(['--home', {str(tmp_path / 'home')!r}, 'scan', {picture!r}], standalone_mode=False);"
        "print(sorted({'polars', 'prefect', 'sqlalchemy', 'fastapi', 'xlsxwriter'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_badge_is_scanned_listed_rated_erased(tmp_path: Path, run: Run, expo: None) -> None:
    picture = badge(tmp_path / "badge.png", "MECARD:N:王,小明;ORG:上海精密机械;EMAIL:x@cn.example;;".encode())
    assert "1 scan stored (1 new" in run("scan", picture, "--staff", "Ana").stdout
    assert "0 scans stored" in run("scan", picture).stdout  # the same picture again adds nothing
    listed = run("today", "--all").stdout
    assert "王小明" in listed
    assert "Ana" in listed
    assert "1 scan: 1 unrated" in listed
    run("erase", "x@cn.example", "--yes")
    assert "王小明" not in run("today", "--all").stdout
    assert "Nothing fits" in run("erase", "nobody@cn.example").stdout


def test_a_roster_is_shown_and_taken_in(tmp_path: Path, run: Run, expo: None) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("Badge;Name;Firma;Shoe size\n100482;Amara Okafor;Northwind;42\n;Nobody;;\n", "utf-8")
    shown = run("roster", "import", str(roster), "--dry-run")
    assert "badge_id" in shown.stdout
    assert "Shoe size" in shown.stdout
    assert "row 3 refused: no badge id" in shown.stderr
    assert "Nothing was changed" in shown.stdout
    assert "1 person; refused: 1" in run("roster", "import", str(roster)).stdout
    run("scan", badge(tmp_path / "badge.png", b"100482"))
    assert "Amara Okafor" in run("today", "--all").stdout


def test_badges_are_printed_from_an_attendee_list(tmp_path: Path, run: Run) -> None:
    attendees = tmp_path / "attendees.csv"
    attendees.write_text("badge,name,company\n1,Amara Okafor,Northwind\n2,王小明,上海精密机械\n", "utf-8")
    assert "2 badges on 1 sheet:" in run("badges", str(attendees), "--out", str(tmp_path / "out")).stdout
    assert (tmp_path / "out" / "badges.pdf").read_bytes().startswith(b"%PDF")
    assert len(list((tmp_path / "out" / "png").glob("*.png"))) == 2


def test_the_band_of_a_badge_has_the_colour_of_its_role(tmp_path: Path, run: Run) -> None:
    attendees = tmp_path / "attendees.csv"
    attendees.write_text("badge,name,title,role\n1,Amara Okafor,Buyer,Speaker\n", "utf-8")
    printed = ("badges", str(attendees), "--out", str(tmp_path / "out"), "--role-colour")
    run(*printed, "speaker=#a3161f")
    picture = cv2.imread(str(next((tmp_path / "out" / "png").glob("*.png"))))
    assert picture is not None
    assert (picture == (0x1F, 0x16, 0xA3)).all(axis=2).any()  # OpenCV's order: blue, green, red
    assert "Speaker=#a3161f" in run(*printed, "red", code=2).stderr


def test_the_terminal_shows_both_texts_where_the_charset_is_not_certain(tmp_path: Path, run: Run, expo: None) -> None:
    printed = run("scan", badge(tmp_path / "badge.png", "100483^Dvořák^Jiří^Vzorová a.s.".encode("cp1250"))).stdout
    assert "Jiøí Dvoøák" in printed
    assert "Jiří" in printed


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("scan", "97"), 66, "There is no camera 97"),
        (("scan", "missing.avi"), 66, "nothing to scan"),
        (("scan", "README.md"), 65, "can't be read as a film"),
        (("scan", "0", "--event", "nope"), 64, "no event 'nope'"),
        (("scan", "0", "--exhibitor", "nope"), 64, "no exhibitor 'nope'"),
        (("scan", "0", "--station", "../x"), 78, "station: got"),
        (("scan", "0", "--channel", "fax"), 2, "fax"),
        (("scan", "0", "--recorded-at", "yesterday"), 2, "2026-11-18T09:00"),
        (("today", "--station", "nobody"), 66, "no journal"),
        (("today", "--day", "soon"), 2, "2026-11-18"),
        (("roster", "import", "missing.csv"), 65, "no such file"),
        (("roster", "import", "README.md", "--map", "x"), 2, "badge_id='Ticket no'"),
        (("erase",), 2, "Give either"),
        (("rescue", "missing.sqlite"), 2, "does not exist"),
        (("nightly", "--plain"), 66, "boothflow sync"),
        (("nonsense",), 2, "No such command"),
    ],
)
def test_bad_input_gets_one_clear_sentence_and_its_own_status(
    run: Run, expo: None, words: tuple[str, ...], code: int, message: str
) -> None:
    assert message in run(*words, code=code).stderr


def test_a_damaged_journal_is_said_and_rescued(tmp_path: Path, run: Run, expo: None) -> None:
    for number in range(3):
        run("scan", badge(tmp_path / f"{number}.png", f"10048{number}".encode()), "--station", "front")
    journal = tmp_path / "home" / "journals" / "front.sqlite"
    data = bytearray(journal.read_bytes())
    data[:16] = b"no SQLite at all"
    journal.write_bytes(data)
    refused = run("scan", str(tmp_path / "0.png"), "--station", "front", code=65).stderr
    assert "damaged" in refused
    assert "boothflow rescue" in refused
    assert journal.read_bytes() == bytes(data)
    data[:16] = b"SQLite format 3\0"
    journal.write_bytes(data)
    assert "Saved 3 scans" in run("rescue", str(journal)).stdout
    assert "3 scans" in run("today", "--all", "--station", "front-rescued").stdout


def test_the_doctor_says_what_is_wrong_and_how_to_mend_it(tmp_path: Path, run: Run) -> None:
    said = run("doctor").stdout
    assert "boothflow event add" in said
    assert "Ready, with the warnings above" in said
    (tmp_path / "home" / "journals").mkdir(parents=True)
    (tmp_path / "home" / "journals" / "front.sqlite").write_bytes(b"damaged" * 1000)
    assert "Not ready" in run("doctor", "--station", "front", code=1).stdout


def test_a_missing_half_is_named_with_the_command_that_installs_it() -> None:
    script = "import sys; sys.modules['polars'] = None; from flows.cli import main; main()"
    command = [sys.executable, "-c", script, "nightly", "--plain"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 69
    assert "pip install 'boothflow[ops]'" in done.stderr


def test_the_system_timers_name_the_data_folder_and_the_hour(tmp_path: Path, run: Run) -> None:
    for timer, words in (
        ("systemd", "Persistent=true"),
        ("windows", "StartWhenAvailable"),
        ("launchd", "<integer>3</integer>"),
    ):
        text = run("schedule", "--at", "03:05", "--time-zone", "Europe/Berlin", "--timer", timer).stdout
        assert words in text
        assert str(tmp_path / "home") in text


def test_a_profile_taught_by_one_example_reads_old_scans_again(tmp_path: Path, run: Run, expo: None) -> None:
    run("scan", badge(tmp_path / "badge.png", b"Z9~Okafor~Amara~blue"), "--station", "front")
    taught = run("teach", "--station", "front", "--delimiter", "~", "--labels", "badge_id,family_name,given_name,")
    assert "Okafor" in taught.stdout
    shown = run("reread", "--station", "front", "--yes").stdout
    assert "1 of 1 scans read differently now" in shown
    assert "Amara Okafor" in run("today", "--all", "--station", "front").stdout
    assert "0 of 1 scans" in run("reread", "--station", "front").stdout
    assert "no label" in run("teach", "--station", "front", "--labels", "a,b,c,d", code=65).stderr


def test_signed_badges_are_told_from_forged_ones(tmp_path: Path, run: Run, expo: None) -> None:
    attendees = tmp_path / "attendees.csv"
    attendees.write_text("badge,name,company\n1,Amara Okafor,Northwind\n", "utf-8")
    printing = ("badges", str(attendees), "--out", str(tmp_path / "out"), "--payload", "signed", "--event", "expo")
    assert "boothflow keys" in run(*printing, "--valid", "2020-01-01", "2099-12-31", code=66).stderr
    assert "Keep to yourself" in run("keys", "new", "expo").stdout
    run("keys", "new", "expo", code=73)  # never overwritten
    run(*printing, "--valid", "2020-01-01", "2099-12-31")
    picture = next((tmp_path / "out" / "png").glob("*.png"))
    assert "Amara Okafor" in run("scan", str(picture), "--station", "front").stdout
    public = tmp_path / "home" / "keys" / "expo.public.pem"
    public.unlink()
    run("keys", "new", "other")
    assert (
        "! " in run("scan", str(picture), "--station", "back").stdout
    )  # nobody here knows the key: said, and to be looked at
