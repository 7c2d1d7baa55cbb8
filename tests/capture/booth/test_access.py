"""axe-core finds nothing at WCAG 2.2 AA, in every state and both languages."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Make = Callable[..., Any]
RUN = """tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})
  .then(({violations}) => violations.map(({id, nodes}) =>
    [id, nodes.map((node) => node.target.join(' ') + ': ' + node.failureSummary)]))"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(staff: Any) -> Any:
    if not staff.page.evaluate("'axe' in window"):
        staff.page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    return staff.page.evaluate(RUN, TAGS)


@pytest.mark.parametrize(("language", "width"), [("en", 1366), ("zh", 390)])
def test_axe_finds_nothing_in_any_state(make_staff: Make, badges: Any, language: str, width: int) -> None:
    staff = make_staff(start=False, width=width)
    page = staff.page
    if language == "zh":
        page.locator("#language").click()
    found: list[str] = []

    def look(state: str) -> None:
        found.extend(f"{state}: {rule} {places}" for rule, places in violations(staff))

    look("start")
    page.locator("#gate-go").click()
    staff.see('#view[data-camera="on"]')
    look("idle")
    staff.hold(badges.ada)
    staff.see("#banner.new")
    page.locator("#more summary").click()
    look("new")
    page.locator("#note").fill("typing")
    page.locator("#note").focus()
    staff.hold(badges.wang)
    staff.see("#queue")
    look("waiting")
    staff.hold(b"WIFI:T:WPA;S:booth;P:none;;")
    staff.see("#banner.bad")
    page.locator("#done").click()
    staff.gone()
    staff.hold(badges.ada)
    staff.see("#banner.again")
    page.locator("#past summary").click()
    look("again")
    page.locator("#undo").click()
    staff.see("#rows li.undone, #past-count")
    look("undone")
    page.locator("#tab-numbers").click()
    look("numbers")
    for opener, dialog in (("#without", "#person"), ("#staff", "#staff-dialog"), ("#menu", "#menu-dialog")):
        page.locator(opener).click()
        look(dialog)
        page.keyboard.press("Escape")
    for name in ("setup", "phones", "pin"):
        page.locator("#menu").click()
        page.locator(f"#open-{name}").click()
        look(name)
        page.keyboard.press("Escape")
    page.evaluate("testCamera.fail('NotReadableError'); testCamera.silent(true)")
    staff.see("#gate-title")
    look("lost")
    assert found == []
