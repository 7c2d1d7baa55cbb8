"""Every state of the page, in both languages, on a laptop and on a phone: nothing is cut off, covered or left of the screen.

With PICTURES=folder in the environment each is also kept there as a picture, to be looked at.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from capture.badge.contact import Contact, Email
from capture.print.signed import Signer, generate_keys, load_signer

pytestmark = pytest.mark.browser

Make = Callable[..., Any]
SIZES = {"laptop": (1280, 800), "phone": (390, 844)}
FOLDER = os.environ.get("PICTURES", "")
ANNA = Contact(badge_id="EX-000123", full_name="Anna Okonkwo-Lindqvist", company="Muster Anlagenbau GmbH")

# What does not fit: text that its own box cuts (an ellipsis is meant so), controls that something else covers, a page too wide.
UNFIT = """() => {
  const found = [];
  const top = document.querySelector('dialog[open]') ?? document.body;
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  const called = (element) => `${element.tagName.toLowerCase()}#${element.id}.${element.className.baseVal ?? element.className}`
    + ` "${element.textContent.trim().slice(0, 30)}"`;
  for (const element of top.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (!element.checkVisibility({ checkVisibilityCSS: true }) || !box.width) continue;
    if (element.closest('.spoken, .skip, svg, [inert], .brand')) continue;
    if (element.closest('.viewtools')?.parentElement.matches('.view') && element.matches('span')) continue; // icons only
    const says = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const cuts = style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis' && !/auto|scroll/.test(style.overflowX);
    if (says && cuts && element.scrollWidth > element.clientWidth + 1) found.push(`cut: ${called(element)}`);
    const isControl = element.matches('button, select, input, textarea, summary');
    const isNarrow = element.matches('button') && element.scrollWidth > element.clientWidth + 1;
    if (isNarrow) found.push(`too narrow: ${called(element)}`);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    if (!isControl || element.disabled || x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
    const over = document.elementFromPoint(x, y);
    const scrolled = element.closest('.scroll, #ask, dialog, main, .lead, header, #lines, .rows');
    const area = scrolled?.getBoundingClientRect();
    if (area && (y > area.bottom - 4 || y < area.top + 4)) continue;
    if (over && !element.contains(over) && !over.contains(element) && !over.closest('label')?.contains(element)
      && !over.closest('.actions, .buttons')) found.push(`covered: ${called(element)} by ${called(over)}`);
  }
  return found;
}"""


@dataclass
class Look:
    """Looks at one page in each language and size."""

    page: Any
    found: list[str] = field(default_factory=list)

    def __call__(self, state: str, *, again: Callable[[], None] | None = None) -> None:
        """Look at a state; ``again`` opens what a change of language would leave in the other one."""
        for language in ("en", "zh"):
            self.speak(language)
            for name, (width, height) in SIZES.items():
                self.page.set_viewport_size({"width": width, "height": height})
                if again:
                    again()
                self.page.wait_for_timeout(60)
                self.found += [f"{state}, {language}, {name}: {unfit}" for unfit in self.page.evaluate(UNFIT)]
                if FOLDER:
                    Path(FOLDER).mkdir(parents=True, exist_ok=True)
                    self.page.screenshot(path=Path(FOLDER) / f"{state}-{name}-{language}.png")
                if again:
                    self.close()
        self.speak("en")
        self.page.set_viewport_size({"width": 1280, "height": 800})

    def speak(self, language: str) -> None:
        self.page.evaluate(
            "(lang) => document.documentElement.lang.startsWith(lang) || document.getElementById('language').click()",
            language,
        )

    def close(self) -> None:
        self.page.evaluate("document.querySelector('dialog[open]:not(#locked)')?.close()")


def open_menu(page: Any, name: str = "") -> Callable[[], None]:
    def again() -> None:
        page.locator("#menu").click()
        if name:
            page.locator(f"#open-{name}").click()

    return again


def test_scans_and_what_is_noted_fit(make_staff: Make, badges: Any, vcard_of: Make) -> None:
    staff = make_staff(start=False)
    page, look = staff.page, Look(staff.page)
    look("gate")
    page.locator("#gate-go").click()
    staff.see('#view[data-camera="on"]')
    look("scanning")
    staff.hold(badges.ada, side=44)
    staff.see("#coach", "Closer, please")
    look("too-far")
    staff.hold()
    staff.poll("document.querySelector('#coach').hidden")
    staff.scan(badges.ada)
    look("new")
    page.keyboard.press("1")
    page.locator("[data-choice=Buyer]").click()
    page.locator("[data-choice=Gripper]").click()
    page.keyboard.press("y")
    page.locator("#more summary").click()
    page.locator("#next-step").fill("Send the offer for twelve grippers")
    page.locator("#owner").select_option("王芳")
    page.locator("#note").fill("Wants a quote by Friday. 需要周五前报价。")
    page.locator("#voice").click()
    look("qualified")
    page.locator("#voice").click()
    page.locator("#note").focus()
    staff.hold(badges.wang)
    staff.see("#queue")
    staff.hold()
    look("waiting")
    page.keyboard.press("Enter")
    staff.see("#name", "王小明")
    staff.gone()
    staff.scan(badges.ada, "Seen before")
    page.keyboard.press("Enter")
    staff.see("#lead-blank")
    staff.gone()
    staff.scan(badges.ada, "Seen before")
    page.locator("#past summary").click()
    look("seen-before")
    page.locator("#undo").click()
    staff.see("#rows .tags")
    look("taken-back")
    page.keyboard.press("u")
    staff.scan(b"WIFI:T:WPA;S:booth;P:none;;", "Not a badge")
    look("not-a-badge")
    page.keyboard.press("Enter")
    staff.scan(b"100482|Exempel|Linus|Muster AG")
    look("guessed")
    staff.scan("100483^Dvořák^Jiří^Vzorová a.s.".encode("cp1250"))
    look("two-readings")
    long = "Maximiliane-Theodora von und zu Musterhausen-Beispielstein " * 2
    staff.scan(
        vcard_of(long, "Vereinigte Musterwerke für Beispielanlagenbau Aktiengesellschaft " * 3, "Leiterin " * 12)
    )
    look("long-name")
    page.locator("#rapid").click()
    look("rapid")
    page.locator("#rapid").click()
    page.locator("#tab-numbers").click()
    look("numbers")
    page.locator("#search").fill("nobody of this name")
    staff.see("#rows-empty", "Nobody found")
    look("nobody-found")
    assert not look.found, "\n".join(look.found)


def test_signed_and_numbered_badges_fit(make_staff: Make, make_booth: Make) -> None:
    booth = make_booth()
    booth.kill()
    generate_keys(booth.home / "keys", "expo26")
    booth.start()
    staff = make_staff(booth)
    page, look = staff.page, Look(staff.page)
    days = (date(2026, 1, 1), date(2046, 1, 1))
    payload = load_signer(booth.home / "keys", "expo26", *days, sealed=False).payload(ANNA)
    staff.scan(payload)
    staff.see("#facts", "signature checked")
    look("signed")
    page.keyboard.press("Enter")
    staff.scan(payload[:-4] + b"0000", "Forged or damaged")
    staff.see("#name", "Forged or damaged")
    look("forged")
    page.keyboard.press("Enter")
    stranger = Signer(private_key=Ed25519PrivateKey.generate(), event="expo26", first_day=days[0], last_day=days[1])
    staff.scan(stranger.payload(ANNA))
    staff.see("#doubt", "Nobody vouches")
    look("unknown-key")
    page.keyboard.press("Enter")
    staff.scan(b"EX-000124")
    look("number-only")
    staff.booth.put_roster(replace(ANNA, badge_id="EX-000124"))
    staff.see("#name", "Anna Okonkwo-Lindqvist")
    look("roster-came")
    assert not look.found, "\n".join(look.found)


def test_forms_fit(make_staff: Make, make_booth: Make, badges: Any, jpeg_of: Make) -> None:
    people = [ANNA, Contact(badge_id="EX-7", full_name="Anneliese Beispiel", emails=(Email("a@muster.example"),))]
    staff = make_staff(make_booth(people=people))
    page, look = staff.page, Look(staff.page)
    staff.scan(badges.ada)

    def find() -> None:
        page.locator("#without").click()
        page.locator("#who").fill("Ann")
        staff.see("#found li")

    look("without-badge", again=lambda: page.locator("#without").click())
    look("people-found", again=find)
    look("correct", again=lambda: page.locator("#edit").click())

    def typed_off() -> None:
        page.locator("#without").click()
        page.locator("#file").set_input_files({"name": "c.jpg", "mimeType": "image/jpeg", "buffer": jpeg_of()})
        staff.see("#picture-read img")

    look("card-picture", again=typed_off)

    def no_picture() -> None:
        page.locator("#without").click()
        page.locator("#file").set_input_files({"name": "c.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"})
        staff.poll("document.querySelector('#person-trouble').textContent")

    look("no-picture", again=no_picture)
    assert not look.found, "\n".join(look.found)


def test_menus_fit(make_staff: Make) -> None:
    staff = make_staff(start=False)
    page, look = staff.page, Look(staff.page)
    look("staff", again=lambda: page.locator("#staff").click())
    look("menu", again=open_menu(page))
    look("setup", again=open_menu(page, "setup"))

    def questions() -> None:
        open_menu(page, "setup")()
        page.locator("#setup-details").evaluate("details => { details.open = true; }")

    look("setup-questions", again=questions)
    look("phones-off", again=open_menu(page, "phones"))

    def pair() -> None:
        open_menu(page, "phones")()
        if not page.locator("#phones-on").is_visible():
            page.locator("#phones-switch").click()
        page.locator("#phone-name").fill("Ben's phone")
        page.locator("#invite-form button").click()
        staff.see("#qr")

    look("phones", again=pair)
    look("pin", again=open_menu(page, "pin"))
    open_menu(page, "pin")()
    page.locator("#pin-new").fill("2468")
    page.keyboard.press("Enter")
    staff.poll("!document.querySelector('#pin-dialog').open")
    page.keyboard.press("l")
    staff.poll("document.querySelector('#locked').open")
    look("locked")
    assert not look.found, "\n".join(look.found)


def test_a_phone_fits_also_signed_off(make_staff: Make, open_phone: Make, badges: Any) -> None:
    laptop = make_staff(start=False)
    laptop.phones(do="on")
    link = laptop.phones(do="invite", name="Ben")["url"]
    phone = open_phone(laptop.booth, link)
    look = Look(phone.page)
    phone.scan(badges.ada)
    look("phone")
    [paired] = laptop.phones(do="list")["phones"]["list"]
    laptop.phones(do="revoke", phone=paired["id"])
    phone.see("#banner-title", "signed off")
    look("signed-off")
    assert not look.found, "\n".join(look.found)


def test_a_first_start_fits(make_staff: Make, make_booth: Make) -> None:
    staff = make_staff(make_booth(event=None), start=False)
    staff.poll("document.querySelector('#setup').open")
    look = Look(staff.page)
    look("first-start")
    assert not look.found, "\n".join(look.found)


def test_troubles_fit(make_staff: Make, badges: Any) -> None:
    staff = make_staff(start=False)
    page, look = staff.page, Look(staff.page)
    failures = {"NotAllowedError": "denied", "NotFoundError": "absent", "NotReadableError": "busy"}
    for failure, state in failures.items():
        page.evaluate("testCamera.fail", failure)
        page.locator("#gate-go").click()
        staff.see(f'#view[data-camera="{state}"]')
        look(f"camera-{state}")
    page.evaluate("testCamera.fail(null)")
    staff.see('#view[data-camera="on"]')
    second = page.context.new_page()
    second.goto(f"{staff.booth.url}/")
    second.locator("#gate-title", has_text="Another window scans").wait_for()
    other = Look(second)
    other("camera-elsewhere")
    second.close()
    page.evaluate("testCamera.silent(true)")
    staff.see('#view[data-camera="lost"]')
    page.evaluate("testCamera.fail('NotReadableError')")
    look("camera-lost")
    page.evaluate("testCamera.fail(null); testCamera.silent(false)")
    staff.see('#view[data-camera="on"]')
    staff.booth.limit_files(0)
    staff.hold(badges.ada)
    staff.see("#banner-title", "NOT saved")
    staff.hold()
    look("disk-full")
    staff.booth.limit_files(None)
    staff.gone()
    staff.scan(badges.ada)
    staff.booth.kill()
    staff.see("#banner-title", "Scanner stopped")
    page.keyboard.press("1")
    staff.see("#safe.waiting")
    look("server-gone")
    assert not look.found + other.found, "\n".join(look.found + other.found)
