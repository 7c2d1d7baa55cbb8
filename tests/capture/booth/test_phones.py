"""A phone as one more scanner: HTTPS, paired by a key that works once, and signed off again."""

from __future__ import annotations

import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Make = Callable[..., Any]


def test_phones_are_off_until_they_are_switched_on(make_booth: Make) -> None:
    booth = make_booth()
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"https://127.0.0.1:{booth.phones_port}/boothflow-ca.crt", timeout=2)


def test_a_paired_phone_scans_and_a_revoked_one_gets_nothing(
    make_staff: Make, open_phone: Make, badges: Any, read_scans: Make
) -> None:
    laptop = make_staff()
    laptop.page.locator("#menu").click()
    laptop.page.locator("#open-phones").click()
    laptop.page.locator("#phones-switch").click()
    laptop.see("#phones-on")
    laptop.page.locator("#phone-name").fill("Ben's phone")
    laptop.page.locator("#invite-form button").click()
    laptop.see("#qr")
    link = laptop.phones(do="invite", name="Ben")["url"]
    laptop.page.keyboard.press("Escape")

    phone = open_phone(laptop.booth, link)
    phone.scan(badges.ada)
    phone.see("#name", "Ada Example")
    laptop.see("#rows .name", "Ada Example")
    assert not laptop.page.locator("#lead-filled").is_visible()  # the phone's visitor is the phone's
    assert read_scans(laptop.booth, "method") == ["phone"]
    assert phone.page.evaluate("fetch('/api/setup', {method: 'POST'}).then((answer) => answer.status)") == 403
    assert phone.page.evaluate("fetch('/api/phones', {method: 'POST'}).then((answer) => answer.status)") == 403

    [paired] = laptop.phones(do="list")["phones"]["list"]
    laptop.phones(do="revoke", phone=paired["id"])
    phone.see("#banner-title", "signed off")
    assert not phone.page.locator("#lead, #rows").locator("visible=true").count()  # it may be lost
    assert phone.page.evaluate("fetch('/api/list').then((answer) => answer.status)") == 403
    assert phone.page.goto(link).status == 403  # the key worked once


def test_the_certificate_holds_for_whoever_trusts_the_laptops_authority(make_staff: Make) -> None:
    laptop = make_staff(start=False)
    laptop.phones(do="on")
    authority = (laptop.booth.home / "booth" / "ca.pem").read_text()
    url = f"https://127.0.0.1:{laptop.booth.phones_port}/boothflow-ca.crt"
    trusting = ssl.create_default_context(cadata=authority)
    assert urllib.request.urlopen(url, context=trusting, timeout=5).read().decode() == authority
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(url.replace("boothflow-ca.crt", ""), context=trusting, timeout=5)
    laptop.phones(do="off")
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(url, context=trusting, timeout=2)
