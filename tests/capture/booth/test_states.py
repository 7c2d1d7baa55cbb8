"""What can go wrong at a booth, and the word and way out that staff get."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Make = Callable[..., Any]


@pytest.mark.parametrize(
    ("flags", "state", "words"),
    [
        (
            ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream=deny"),
            "denied",
            "may not use the camera",
        ),
        (
            ("--use-fake-device-for-media-stream=device-count=0", "--use-fake-ui-for-media-stream"),
            "absent",
            "No camera found",
        ),
    ],
)
def test_a_camera_that_is_refused_or_absent_is_said_and_the_form_still_works(
    launch: Make, make_booth: Make, flags: tuple[str, ...], state: str, words: str
) -> None:
    booth = make_booth()
    with launch(*flags) as browser:
        page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        page.goto(booth.link)
        page.locator("#gate-go").click()
        page.locator(f'#view[data-camera="{state}"]').wait_for()
        assert words in page.locator("#gate-title").inner_text()
        page.locator("#gate-without").click()
        page.keyboard.press("/")
        page.locator("#who").fill("Grace Beispiel")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.locator("#name", has_text="Grace Beispiel").wait_for()


def test_a_busy_camera_is_taken_as_soon_as_it_is_free(make_staff: Make) -> None:
    staff = make_staff(start=False)
    staff.page.evaluate("testCamera.fail('NotReadableError')")
    staff.page.locator("#gate-go").click()
    staff.see('#view[data-camera="busy"]')
    staff.see("#gate-title", "used by another program")
    staff.page.evaluate("testCamera.fail(null)")
    staff.see('#view[data-camera="on"]')


def test_a_camera_that_falls_silent_is_lost_and_comes_back(make_staff: Make, badges: Any) -> None:
    staff = make_staff()
    staff.page.evaluate("testCamera.silent(true)")
    staff.see('#view[data-camera="lost"]')
    staff.page.evaluate("testCamera.silent(false)")
    staff.see('#view[data-camera="on"]')
    staff.scan(badges.ada)


def test_after_a_reload_the_camera_runs_by_itself_and_the_lead_is_open(make_staff: Make, badges: Any) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    staff.page.reload()
    staff.see('#view[data-camera="on"]')
    staff.see("#name", "Ada Example")
    staff.scan(badges.wang)


def test_after_a_reload_the_camera_is_asked_for_only_once(make_staff: Make) -> None:
    staff = make_staff()
    staff.page.add_init_script("""(() => {
      const devices = navigator.mediaDevices, real = devices.getUserMedia;
      window.asked = 0;
      devices.getUserMedia = (wish) => { asked++; return real(wish); };
    })()""")
    staff.page.reload()
    staff.see('#view[data-camera="on"]')
    assert staff.page.evaluate("asked") == 1


def test_a_kiosk_keeps_to_the_laptops_camera_when_its_page_is_loaded_again(
    make_staff: Make, make_booth: Make, film: Any
) -> None:
    staff = make_staff(make_booth(camera=str(film)), start=False)
    staff.see('#view[data-camera="on"]')
    staff.page.reload()
    staff.see('#view[data-camera="on"]')
    assert staff.page.locator("#film").is_visible()
    assert staff.page.evaluate("document.querySelector('#video').srcObject === null")


def test_a_killed_server_is_said_and_what_was_typed_is_saved_when_it_is_back(
    make_staff: Make, badges: Any, read_touches: Make
) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    staff.booth.kill()
    staff.see("#banner-title", "Scanner stopped")
    staff.page.keyboard.press("1")
    staff.see("#safe.waiting")  # a key counts when no other follows at once, as from a handheld scanner
    staff.page.locator("#note").fill("typed while nothing answered")
    staff.page.locator("#note").blur()
    staff.see("#safe.waiting")
    staff.booth.start()
    staff.see("#safe:not(.waiting)", "Saved")
    staff.see("#banner-title", "Back again")
    assert read_touches(staff.booth) == [
        ("rating", {"rating": "hot"}),
        ("note", {"text": "typed while nothing answered"}),
    ]
    staff.scan(badges.wang)


def test_every_announced_scan_is_there_after_the_power_went(make_staff: Make, badges: Any, read_scans: Make) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    staff.booth.kill()  # SIGKILL: nothing is flushed on the way out
    assert read_scans(staff.booth) == [badges.ada]


def test_ending_the_booth_syncs_what_is_new_and_leaves_no_key_behind(make_staff: Make, badges: Any) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    assert staff.booth.end() == 0
    assert list((staff.booth.home / "inbox" / "laptop-1").glob("*.jsonl.gz"))
    assert not list((staff.booth.home / "booth").glob("open-*"))


def test_offline_changes_nothing(make_staff: Make, badges: Any) -> None:
    staff = make_staff()
    network = staff.page.context.new_cdp_session(staff.page)
    network.send(
        "Network.overrideNetworkState",
        {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    staff.scan(badges.ada)
    staff.page.keyboard.press("2")
    staff.see('[data-rating=warm][aria-pressed="true"]')


def test_a_second_window_waits_and_may_take_over(make_staff: Make, badges: Any) -> None:
    first = make_staff()
    second = first.page.context.new_page()
    second.goto(f"{first.booth.url}/")
    second.locator("#gate-title", has_text="Another window scans").wait_for()
    second.locator("#gate-go").click()
    second.locator('#view[data-camera="on"]').wait_for()
    first.see('#view[data-camera="elsewhere"]')


def test_a_full_disk_is_said_and_nothing_is_announced(make_staff: Make, badges: Any, read_scans: Make) -> None:
    staff = make_staff()
    staff.booth.limit_files(0)  # the system refuses to let any file grow
    staff.hold(badges.ada)
    staff.see("#banner-title", "NOT saved")
    assert staff.text("#count-all") == "0"
    staff.hold()
    staff.booth.limit_files(None)
    staff.gone()
    staff.scan(badges.ada)


def test_a_pin_locks_the_page_until_it_is_entered(make_staff: Make, badges: Any) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    staff.page.locator("#menu").click()
    staff.page.locator("#open-pin").click()
    staff.page.locator("#pin-new").fill("2468")
    staff.page.keyboard.press("Enter")
    staff.poll("!document.querySelector('#pin-dialog').open")
    staff.page.keyboard.press("l")
    staff.see("#locked[open]")
    assert staff.page.evaluate("fetch('/api/list').then((answer) => answer.status)") == 423
    staff.page.locator("#pin-entered").fill("1111")
    staff.page.keyboard.press("Enter")
    staff.see("#locked-trouble", "not it")
    staff.page.locator("#pin-entered").fill("2468")
    staff.page.keyboard.press("Enter")
    staff.poll("!document.querySelector('#locked').open")
    staff.gone()
    staff.see('#view[data-camera="on"]')
    staff.scan(badges.ada, "Seen before")
