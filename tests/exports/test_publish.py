from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from exports.errors import (
    DiskFullError,
    ExportError,
    FolderNotWritableError,
    FrameShapeError,
    NoEarlierSetError,
    NothingPublishedError,
    PublishBusyError,
    UnknownTimeZoneError,
)
from exports.lock import publish_lock
from exports.pointer import PointerKind, best_kind, current_set
from exports.publish import Published, publish
from exports.sets import drop_old_sets, kept_sets, rollback
from exports.settings import ExportSettings
from tests.exports.fictional import lead, lead_frame, many_leads, night, refused, refused_frame

REPOSITORY = Path(__file__).parents[2]
KINDS: list[PointerKind] = ["link", "page"]


def publish_some(
    root: Path, count: int = 9, settings: ExportSettings | None = None, kind: PointerKind | None = None
) -> Published:
    return publish(many_leads(count), refused_frame(refused()), night(), root, settings, pointer=kind)


def publish_one_company(root: Path, score: int, kind: PointerKind) -> Published:
    """The quickest set that is news for each score."""
    leads = lead_frame(lead(score=float(score)))
    return publish(leads, refused_frame(), night(), root, ExportSettings(keep_sets=100), pointer=kind)


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder with the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_set_has_a_parquet_file_and_a_workbook_per_company_for_each_exhibitor(tmp_path: Path) -> None:
    leads = pl.concat([many_leads(9), lead_frame(lead(1, exhibitor="südwind"))])
    published = publish(leads, refused_frame(refused()), night(), tmp_path)
    names = sorted(path.relative_to(published.set_folder).as_posix() for path in published.files)
    assert published.changed
    assert names.count("quarantine.parquet") == 1
    assert sum(name.startswith("northwind-") for name in names) == 2 + 7
    assert sum(name.startswith("südwind-") for name in names) == 2 + 1
    assert (tmp_path / "current" / "report.html").is_file()
    (own,) = (path for path in published.files if "südwind" in str(path) and path.suffix == ".parquet")
    assert pl.read_parquet(own)["exhibitor"].unique().to_list() == ["südwind"]


def test_a_night_without_news_changes_nothing_and_says_so(tmp_path: Path) -> None:
    first = publish_some(tmp_path)
    before = contents(tmp_path / "sets")
    second = publish(many_leads(9), refused_frame(refused()), night("run-2", seconds=9.9), tmp_path)
    assert (second.changed, second.set_folder) == (False, first.set_folder)
    assert contents(tmp_path / "sets") == before
    assert "Nothing new" in second.screen()
    assert {path.name for path in (tmp_path / "runs").iterdir()} == {
        "run-1.json",
        "run-1.html",
        "run-2.json",
        "run-2.html",
    }


def test_the_same_night_published_elsewhere_at_another_time_gives_the_same_bytes(tmp_path: Path) -> None:
    one = publish_some(tmp_path / "a")
    elsewhere = many_leads(50).filter(pl.col("person_id") < "person-00009").sample(fraction=1, shuffle=True, seed=2)
    two = publish(elsewhere, refused_frame(refused()), night("other", seconds=3), tmp_path / "b")
    assert one.set_folder.name == two.set_folder.name
    assert contents(one.set_folder) == contents(two.set_folder)


@pytest.mark.parametrize("settings", [ExportSettings(language="zh"), ExportSettings(time_zone="Asia/Shanghai")])
def test_other_settings_are_news(tmp_path: Path, settings: ExportSettings) -> None:
    publish_some(tmp_path)
    assert publish_some(tmp_path, settings=settings).changed


def test_a_file_that_somebody_saved_over_is_made_again_in_a_new_set(tmp_path: Path) -> None:
    first = publish_some(tmp_path)
    original = contents(first.set_folder)
    edited = next(path for path in first.files if path.suffix == ".xlsx")
    edited.chmod(0o600)
    edited.write_bytes(b"edited by hand")
    second = publish_some(tmp_path)
    assert second.changed
    assert contents(second.set_folder) == original
    assert edited.read_bytes() == b"edited by hand"


def test_published_files_are_write_protected(tmp_path: Path) -> None:
    assert all(path.stat().st_mode & 0o222 == 0 for path in publish_some(tmp_path).files)


def test_old_sets_are_kept_for_undo_and_no_more_than_asked(tmp_path: Path) -> None:
    for count in range(1, 6):
        last = publish_some(tmp_path, count, ExportSettings(keep_sets=3))
    assert [folder.name[:4] for folder in kept_sets(tmp_path)] == ["0003", "0004", "0005"]
    assert current_set(tmp_path) == last.set_folder


@pytest.mark.parametrize("kind", KINDS)
def test_a_rollback_makes_the_set_before_current_until_the_next_news(tmp_path: Path, kind: PointerKind) -> None:
    first, second = (publish_some(tmp_path, count, kind=kind) for count in (3, 4))
    assert current_set(tmp_path) == second.set_folder
    assert rollback(tmp_path, kind) == first.set_folder
    assert current_set(tmp_path) == first.set_folder
    with pytest.raises(NoEarlierSetError, match="oldest"):
        rollback(tmp_path, kind)
    third = publish_some(tmp_path, 5, kind=kind)
    assert third.set_folder.name.startswith("0003-")
    assert current_set(tmp_path) == third.set_folder


def test_a_whole_set_that_was_never_switched_to_is_taken_and_not_written_twice(tmp_path: Path) -> None:
    publish_some(tmp_path, 3)
    second = publish_some(tmp_path, 4)
    rollback(tmp_path)  # the same state as after a kill between the last two steps
    again = publish_some(tmp_path, 4)
    assert (again.changed, again.set_folder) == (True, second.set_folder)
    assert current_set(tmp_path) == second.set_folder
    assert len(kept_sets(tmp_path)) == 2


def test_nothing_can_be_rolled_back_or_dropped_before_the_first_set(tmp_path: Path) -> None:
    for action in (rollback, drop_old_sets):
        with pytest.raises(NothingPublishedError):
            action(tmp_path)


def test_an_erased_person_is_in_no_file_once_old_sets_are_dropped(tmp_path: Path) -> None:
    erased = lead(3, full_name="Erased Person", person_id="erased-person", company_key="k", consent="yes")
    publish(lead_frame(lead(0, company_key="k"), erased), refused_frame(), night(), tmp_path)
    kept = publish(lead_frame(lead(0, company_key="k")), refused_frame(), night("run-2"), tmp_path)
    assert drop_old_sets(tmp_path) == 1
    assert kept_sets(tmp_path) == [kept.set_folder]
    assert not any(
        "erased-person" in pl.read_parquet(path)["person_id"].to_list() for path in tmp_path.rglob("leads.parquet")
    )
    assert not any(b"Erased" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_reports_hold_nothing_about_a_person(tmp_path: Path) -> None:
    publish(lead_frame(lead(0, review="see Xaver")), refused_frame(refused(detail="Xaver")), night(), tmp_path)
    for path in [*tmp_path.rglob("*.html"), *tmp_path.rglob("*.json")]:
        text = path.read_text("utf-8")
        assert not any(word in text for word in ("Amara", "visitor0", "5550142", "Xaver"))


@pytest.mark.parametrize("kind", KINDS)
def test_switching_the_kind_of_pointer_leaves_only_one(tmp_path: Path, kind: PointerKind) -> None:
    other: PointerKind = "page" if kind == "link" else "link"
    publish_some(tmp_path, 3, kind=other)
    last = publish_some(tmp_path, 4, kind=kind)
    assert current_set(tmp_path) == last.set_folder
    names = {path.name for path in tmp_path.iterdir()}
    assert len(names & {"current", "current.html"}) == 1


def test_a_page_pointer_leads_to_the_report_of_the_current_set(tmp_path: Path) -> None:
    published = publish_some(tmp_path, kind="page")
    assert f'url=sets/{published.set_folder.name}/report.html"' in (tmp_path / "current.html").read_text("utf-8")


def test_two_publishers_at_once_are_told_apart(tmp_path: Path) -> None:
    first = publish_some(tmp_path)
    with publish_lock(tmp_path), pytest.raises(PublishBusyError, match="try again"):
        publish_some(tmp_path, 4)
    assert current_set(tmp_path) == first.set_folder
    assert publish_some(tmp_path, 4).changed


def test_leads_that_break_the_contract_leave_the_old_set_current(tmp_path: Path) -> None:
    first = publish_some(tmp_path)
    with pytest.raises(FrameShapeError):
        publish(many_leads(2).drop("email"), refused_frame(), night(), tmp_path)
    assert current_set(tmp_path) == first.set_folder


def test_an_unknown_time_zone_is_refused_before_anything_is_written() -> None:
    with pytest.raises(UnknownTimeZoneError, match="Europe/Berlin"):
        ExportSettings(time_zone="Mars/Olympus")


def test_a_folder_that_cannot_be_written_is_named_with_what_to_do(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("I am a file")
    with pytest.raises(FolderNotWritableError, match="choose another folder"):
        publish_some(blocked / "out")
    assert blocked.read_text() == "I am a file"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs Linux's /proc, which nobody can write to")
def test_a_read_only_file_system_is_named_with_what_to_do() -> None:
    with pytest.raises(FolderNotWritableError, match="/proc"):
        publish_some(Path("/proc/boothflow"))


PUBLISH_WITH_LITTLE_ROOM = """
import resource, sys
from pathlib import Path
from exports.errors import DiskFullError
from tests.exports.test_publish import publish_some
resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))
try:
    publish_some(Path(sys.argv[1]), 40)
except DiskFullError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits on file size are POSIX")
def test_a_full_disk_keeps_the_old_set_and_leaves_no_half_one(tmp_path: Path) -> None:
    first = publish_some(tmp_path)
    before = contents(tmp_path / "sets")
    said = subprocess.run(
        [sys.executable, "-c", PUBLISH_WITH_LITTLE_ROOM, str(tmp_path)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "no room left" in said.stdout
    assert "are untouched" in said.stdout
    assert current_set(tmp_path) == first.set_folder
    assert contents(tmp_path / "sets") == before


def test_every_error_says_what_to_do_and_has_an_exit_code_of_its_own_kind() -> None:
    for error in (DiskFullError(Path("x")), PublishBusyError(Path("x")), FolderNotWritableError(Path("x"), "why")):
        assert isinstance(error, ExportError)
        assert error.exit_code > 1
        assert "again" in str(error)


def test_a_folder_without_symbolic_links_gets_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError("a required privilege is not held by the client")

    assert best_kind(tmp_path) == "link"
    monkeypatch.setattr(Path, "symlink_to", no_links)
    assert best_kind(tmp_path) == "page"


READER = """
import hashlib, json, select, sys
from pathlib import Path
from exports.pointer import current_set
root, seen, reads = Path(sys.argv[1]), set(), 0
print("ready", flush=True)
while not select.select([sys.stdin], [], [], 0)[0]:
    folder = current_set(root)
    report = json.loads((folder / "report.json").read_text("utf-8"))
    for file in report["files"]:
        assert hashlib.sha256((folder / file["path"]).read_bytes()).hexdigest() == file["sha256"], file
    direct = root / "current" / "report.html"
    assert sys.argv[2] == "page" or direct.read_bytes()
    seen.add(folder.name)
    reads += 1
print(json.dumps({"sets": len(seen), "reads": reads}))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="select on a pipe is POSIX")
@pytest.mark.parametrize("kind", KINDS)
def test_a_reader_sees_the_old_set_or_the_new_one_and_never_half_of_one(tmp_path: Path, kind: PointerKind) -> None:
    publish_one_company(tmp_path, 0, kind)
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(tmp_path), kind],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
        for score in range(1, 17):
            publish_one_company(tmp_path, score, kind)
        out, _ = reader.communicate("stop\n")
    assert reader.returncode == 0
    result = json.loads(out)
    assert result["sets"] > 1
    assert result["reads"] > result["sets"]


PUBLISHER = """
import sys
from pathlib import Path
from tests.exports.test_publish import publish_one_company
print("ready", flush=True)
for number in range(10_000):
    publish_one_company(Path(sys.argv[1]), number % 100, sys.argv[2])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
@pytest.mark.parametrize("kind", KINDS)
def test_a_publisher_killed_at_any_moment_leaves_a_whole_set_and_the_next_one_sweeps_up(
    tmp_path: Path, kind: PointerKind
) -> None:
    publish_one_company(tmp_path, 99, kind)
    for kill in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", PUBLISHER, str(tmp_path), kind], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
        ) as publisher:
            assert publisher.stdout is not None
            assert publisher.stdout.readline() == "ready\n"
            with pytest.raises(subprocess.TimeoutExpired):
                publisher.wait(timeout=0.05 + 0.137 * kill)
            publisher.kill()
        folder = current_set(tmp_path)
        assert folder is not None
        report = json.loads((folder / "report.json").read_text("utf-8"))
        found = contents(folder)
        assert {file["path"]: file["sha256"] for file in report["files"]}.items() <= found.items()
        assert len(found) == len(report["files"]) + 2
    last = publish(many_leads(60), refused_frame(), night("after"), tmp_path, pointer=kind)
    assert current_set(tmp_path) == last.set_folder
    left = [path.name for path in [*tmp_path.iterdir(), *(tmp_path / "sets").iterdir()] if path.name.startswith(".")]
    assert left == [".publish.lock"]
