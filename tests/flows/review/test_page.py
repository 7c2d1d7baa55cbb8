"""The review page in a real Chromium: by keys and by hand, in two languages, clean by axe-core, with hostile badges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright

from flows.decisions import standing_decisions
from tests.capture.booth.conftest import chromium
from tests.flows.review.conftest import Review

pytestmark = pytest.mark.browser

RUN = """tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})
  .then(({violations}) => violations.map(({id, nodes}) => [id, nodes.map((node) => node.target.join(' '))]))"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser(playwright_: Playwright) -> Iterator[Browser]:
    with chromium(playwright_) as chosen:
        yield chosen


@pytest.fixture
def open_page(browser: Browser, review: Review) -> Iterator[Open]:
    """Opens the page; every error of it, every broken policy and every request elsewhere fails the test."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(10_000)
    wrong: list[str] = []

    def open_page(width: int = 1366, height: int = 768) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("request", lambda sent: None if sent.url.startswith(f"{review.url}/") else wrong.append(sent.url))
        page.goto(review.link)
        page.wait_for_url(f"{review.url}/")
        page.locator("#left .name").wait_for()
        return page

    yield open_page
    context.close()
    assert wrong == []


def press(page: Page, key: str, says: str) -> None:
    page.keyboard.press(key)
    page.locator("#said", has_text=says).wait_for()


def kept(review: Review) -> list[tuple[str, str, str]]:
    return [(*made.pair, made.answer) for made in standing_decisions(review.home / "lake")]


def violations(page: Page) -> Any:
    if not page.evaluate("'axe' in window"):
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    return page.evaluate(RUN, TAGS)


def test_three_pairs_are_answered_by_three_keys_and_taken_back(open_page: Open, review: Review) -> None:
    page = open_page()
    assert page.locator("#how-far").inner_text() == "0 of 3 answered"
    press(page, "s", "the same person")
    press(page, "d", "different people")
    press(page, "l", "for later")
    answers = [
        ("scan-0001", "scan-0002", "same"),
        ("scan-0003", "scan-0004", "different"),
        ("scan-0005", "scan-0006", "later"),
    ]
    assert kept(review) == answers
    page.locator("#done-title", has_text="Everything is answered").wait_for()
    assert page.locator("#how-far").inner_text() == "2 of 3 answered, 1 for later"

    press(page, "u", "Taken back")
    assert kept(review) == answers[:2]
    page.locator("#left", has_text="Chen Li").wait_for()
    press(page, "l", "for later")
    page.locator("#see-later").click()
    page.locator("#left", has_text="Chen Li").wait_for()
    page.locator("[data-answer=same]").click()
    page.locator("#done").wait_for()
    assert kept(review)[-1] == ("scan-0005", "scan-0006", "same")

    page.locator("#open-decided").click()
    page.locator("#decisions li").nth(2).wait_for()
    page.get_by_role("button", name="Undo: Amara Okafor and Amara Okafor").click()
    page.locator("#decisions li").nth(2).wait_for(state="detached")
    page.keyboard.press("Escape")
    page.locator("#left", has_text="Amara Okafor").wait_for()
    page.locator("#exhibitor").select_option("Southwind")
    page.locator("#how-far", has_text="0 of 1 answered").wait_for()


def test_keys_do_nothing_while_an_input_method_composes_or_when_switched_off(open_page: Open, review: Review) -> None:
    page = open_page()
    compose = (
        "key => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, isComposing: true}))"
    )
    page.evaluate(compose, "s")
    page.locator("#exhibitor").focus()
    page.keyboard.press("s")
    page.locator("#single-keys").uncheck()
    page.locator("body").press("s")
    page.wait_for_timeout(200)
    assert kept(review) == []
    page.locator("#single-keys").check()
    page.locator("#single-keys").blur()
    press(page, "s", "the same person")
    assert len(kept(review)) == 1


@pytest.mark.parametrize("width", [1366, 390])
def test_axe_finds_nothing_in_either_language_and_nothing_sticks_out(open_page: Open, width: int) -> None:
    page = open_page(width)
    for language in ("en", "zh"):
        if language == "zh":
            page.locator("#language").click()
            assert page.locator("#question").inner_text() == "这两位是同一个人吗？"
            page.reload()  # the choice is remembered
            page.locator("#left .name").wait_for()
            assert page.locator("html").get_attribute("lang") == "zh-Hans"
        assert violations(page) == []
        page.locator("#open-decided").click()
        page.locator("#decided[open]").wait_for()
        assert violations(page) == []
        page.keyboard.press("Escape")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for _ in range(3):
        page.locator("[data-answer=later]").click()
        page.wait_for_timeout(100)
    page.locator("#done").wait_for()
    assert violations(page) == []


def test_what_a_badge_says_stays_text(open_page: Open, review: Review) -> None:
    """A name that is markup is shown letter by letter, and makes no element."""
    page = open_page()
    page.locator("#exhibitor").select_option("Southwind")
    page.locator("#left", has_text="<img src=x onerror=alert(1)>").wait_for()
    assert page.locator("main img, main script").count() == 0
