"""Conventions of the house that no linter can express."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("capture", "exports", "flows")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TEXTS = [
    path
    for pattern in (
        "*.md",
        "*.toml",
        "Makefile",
        "docs/*.md",
        "docker/*",
        "scripts/*",
        ".ci/*",
        "bench/**/*.py",
        "lock/*.txt",
    )
    for path in sorted(ROOT.glob(pattern))
]


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core", "manager"}
    assert [str(path) for path in MODULES if path.stem in vague] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_importing_a_package_itself_costs_nothing(package: str) -> None:
    script = f"import sys; before = set(sys.modules); import {package}; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"['{package}']"


def test_tests_mirror_packages_and_are_no_package_themselves() -> None:
    assert [str(path) for path in (ROOT / "tests").rglob("__init__.py")] == []
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == set(PACKAGES)


def test_nothing_is_left_to_do_in_a_comment() -> None:
    marked = re.compile(r"#\s*(TODO|FIXME|XXX|HACK)\b")
    assert [str(path) for path in MODULES if marked.search(path.read_text("utf-8"))] == []


def test_no_machine_s_path_and_no_registry_s_host_stands_in_the_project() -> None:
    private = re.compile(r"/(?:root|work|home/\w+)/|pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org")
    found = {
        str(path.relative_to(ROOT)): match.group()
        for path in [*MODULES, *TEXTS]
        if (match := private.search(path.read_text("utf-8")))
    }
    assert found == {}


def test_only_the_flow_and_its_schedule_import_prefect() -> None:
    importing = re.compile(r"^\s*(from|import) prefect\b", re.MULTILINE)
    found = {str(path.relative_to(ROOT)) for path in MODULES if importing.search(path.read_text("utf-8"))}
    assert found == {"flows/nightly.py", "flows/schedule.py"}


def test_every_link_in_the_docs_leads_somewhere() -> None:
    link = re.compile(r"\]\((?!https?:|#)([^)#]+)")
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    broken = [
        (page.name, target)
        for page in pages
        for target in link.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("name", ["booth", "ops", "bench"])
def test_the_lock_files_agree_with_each_other(name: str) -> None:
    development, other = pins("dev"), pins(name)
    shared = development.keys() & other.keys()
    assert len(shared) > 25
    assert {package: other[package] for package in shared if not other[package] <= development[package]} == {}


def pins(name: str) -> dict[str, set[str]]:
    """Package to its pinned versions (several where Python versions differ)."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(
        r"^([\w.-]+)==([^ ;]+)", (ROOT / "lock" / f"{name}.txt").read_text("utf-8"), re.MULTILINE
    ):
        found.setdefault(package, set()).add(version)
    return found
