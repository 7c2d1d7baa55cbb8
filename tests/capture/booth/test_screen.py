"""The page as staff use it, in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bench.card_picture import ENGLISH, card
from capture.badge.contact import Contact
from capture.booth import cards

pytestmark = pytest.mark.browser

ADA = "Ada Example"
Make = Callable[..., Any]


def test_a_badge_in_the_film_becomes_a_card_and_a_line(make_staff: Make) -> None:
    staff = make_staff(film=True)
    staff.see("#banner.new", ADA)
    staff.see("#name", ADA)
    staff.see("#rows .name", ADA)
    # Wang comes next in the film, and nobody is typing: his card takes the place
    staff.see("#name", "王小明")


def test_the_laptops_own_camera_does_the_same(make_staff: Make, make_booth: Make, film: Any) -> None:
    staff = make_staff(make_booth(camera=str(film)), start=False)
    staff.see('#view[data-camera="on"]')
    staff.see("#rows .name", ADA)  # on a slow machine the film has gone on to the next card
    assert staff.poll("document.querySelector('#film').getContext('2d').getImageData(300, 10, 1, 1).data[3]") == 255


def test_a_second_sight_is_amber_and_says_by_whom(make_staff: Make, badges: Any) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    staff.page.keyboard.press("1")
    staff.see('[data-rating=hot][aria-pressed="true"]')
    staff.page.keyboard.press("Enter")
    staff.see("#lead-blank")
    staff.gone()
    staff.scan(badges.ada, "Seen before")
    assert "by Ana" in staff.text("#banner-text")
    assert "seen 2 times" in staff.text("#facts")
    staff.see('[data-rating=hot][aria-pressed="true"]')
    assert staff.page.locator("#rows li").count() == 1


def test_what_is_no_badge_is_red_and_counts_for_nothing(make_staff: Make) -> None:
    staff = make_staff()
    staff.scan(b"WIFI:T:WPA;S:booth;P:not-a-secret;;", "Not a badge")
    staff.see("#banner.bad")
    assert staff.text("#count-all") == "0"


def test_two_badges_in_view_make_two_cards(make_staff: Make, badges: Any) -> None:
    staff = make_staff()
    staff.hold(badges.ada, badges.wang)
    staff.see("#queue", "1 waiting")
    assert staff.text("#count-all") == "2"


def test_a_lead_is_qualified_in_four_keys(make_staff: Make, badges: Any, read_touches: Make) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    for key in ("2", "y", "n"):
        staff.page.keyboard.press(key)
        staff.page.wait_for_timeout(60)
    staff.page.keyboard.type("wants a quote", delay=50)
    staff.page.keyboard.press("Enter")
    staff.see("#lead-blank")
    assert read_touches(staff.booth) == [
        ("rating", {"rating": "warm"}),
        (
            "consent",
            {
                "answer": "yes",
                "purpose": "follow_up",
                "wording": "May we send you our news by e-mail?",
                "wording_version": "v3",
            },
        ),
        ("note", {"text": "wants a quote"}),
    ]


def test_the_first_letter_of_a_note_is_not_lost_on_a_busy_page(make_staff: Make, badges: Any) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    # The page hears of the second key before its own timer: it was busy for longer than a handheld scanner's pause.
    focused = staff.page.evaluate("""() => {
      const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
      press('n');
      for (const began = performance.now(); performance.now() - began < 80; );
      press('w');
      return document.activeElement.id;
    }""")
    assert focused == "note"


def test_questions_channel_introducer_next_step_and_owner_are_saved_as_they_are_given(
    make_staff: Make, badges: Any, read_touches: Make
) -> None:
    staff = make_staff()
    staff.scan(badges.wang)
    staff.page.keyboard.press("Enter")
    staff.scan(badges.ada)
    page = staff.page
    page.locator("[data-choice=Buyer]").click()
    page.locator("[data-choice=Gripper]").click()
    page.locator("[data-choice=Arm]").click()
    page.locator("[data-question=Budget]").last.fill("20 000")
    page.locator("#more summary").click()
    page.locator("#channel").select_option("introduction")
    page.locator("#owner").select_option("Ben")
    page.locator("#next-step").fill("Send the offer")
    page.locator("#due").fill("2026-12-01")
    page.locator("#introducer-scan").click()
    staff.see("#banner", "the person who brought them")
    staff.gone()
    staff.hold(badges.wang)
    page.locator("#past summary").click()
    page.locator("#history", has_text="Brought by").wait_for()
    kept = dict(read_touches(staff.booth))
    assert kept["owner"] == {"owner": "Ben"}
    assert kept["channel"] == {"channel": "introduction"}
    assert kept["next_step"] == {"text": "Send the offer", "due": "2026-12-01"}
    assert kept["introducer"]["name"] == "王小明"
    answers = [value for kind, value in read_touches(staff.booth) if kind == "qualifier"]
    assert {"name": "Role", "value": "Buyer"} in answers
    assert {"name": "Products", "value": ["Gripper", "Arm"]} in answers
    assert {"name": "Budget", "value": "20 000"} in answers


def test_a_slow_answer_about_one_question_takes_no_tap_on_the_next_one_back(
    make_staff: Make, badges: Any, read_touches: Make
) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    page = staff.page
    held: list[Any] = []
    page.route("**/api/touch", lambda route: held.append(route))
    page.locator("[data-choice=Buyer]").click()
    page.locator("[data-choice=Gripper]").click()
    _answer_next(page, held)  # about the role: it knows nothing of the gripper
    _await_next(page, held)
    page.locator("[data-choice=Arm]").click()
    _answer_next(page, held)
    _answer_next(page, held)
    staff.see("[data-choice=Arm][aria-pressed=true]", "Arm")
    page.locator("#past summary").click()
    page.locator("#history", has_text="Gripper, Arm").wait_for()
    answers = [value for kind, value in read_touches(staff.booth) if kind == "qualifier"]
    assert answers[-1] == {"name": "Products", "value": ["Gripper", "Arm"]}


def _await_next(page: Any, held: list[Any]) -> None:
    while not held:
        page.wait_for_timeout(10)


def _answer_next(page: Any, held: list[Any]) -> None:
    _await_next(page, held)
    held.pop().continue_()


def test_a_scan_while_somebody_types_is_saved_and_waits(make_staff: Make, badges: Any) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    staff.page.locator("#note").click()
    staff.page.keyboard.type("in the middle of", delay=50)
    staff.hold(badges.wang)
    staff.see("#queue", "王小明")
    staff.see("#banner.new", "王小明")
    assert staff.text("#name") == ADA
    assert staff.page.locator("#note").input_value() == "in the middle of"
    staff.hold()
    staff.page.keyboard.press("Enter")
    staff.see("#name", "王小明")
    assert not staff.page.locator("#queue").is_visible()


def test_a_note_that_is_typed_on_takes_the_place_of_the_earlier_one(
    make_staff: Make, badges: Any, read_touches: Make
) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    staff.page.locator("#note").click()
    staff.page.keyboard.type("wants", delay=40)
    staff.see("#past-count", "1")
    staff.page.keyboard.type(" two", delay=40)
    staff.page.keyboard.press("Enter")
    staff.see("#lead-blank")
    kinds = [kind for kind, _ in read_touches(staff.booth)]
    assert kinds == ["note", "undo", "note"]
    staff.page.locator("#rows .open").first.click()
    staff.see("#notes", "wants two")
    assert staff.page.locator("#notes li").count() == 1


def test_a_scan_is_taken_back_and_brought_back_as_a_record(make_staff: Make, badges: Any, read_touches: Make) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    staff.page.keyboard.press("u")
    staff.see("#rows li.undone")
    assert staff.text("#count-all") == "0"
    staff.page.keyboard.press("u")
    staff.see("#count-all", "1")
    staff.page.keyboard.press("u")
    staff.page.locator("#rows .small", has_text="Bring back").click()
    staff.see("#count-all", "1")
    assert [kind for kind, _ in read_touches(staff.booth)] == ["undo", "redo", "undo", "redo"]


def test_taking_a_second_sight_back_keeps_the_lead(make_staff: Make, badges: Any) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    staff.gone()
    staff.scan(badges.ada, "Seen before")
    staff.page.keyboard.press("u")
    staff.see("#banner-title", "Taken back")
    assert staff.text("#count-all") == "1"
    assert "seen 2 times" not in staff.text("#facts")


def test_the_last_change_is_taken_back_alone(make_staff: Make, badges: Any) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    staff.page.keyboard.press("1")
    staff.see('[data-rating=hot][aria-pressed="true"]')
    staff.page.keyboard.press("z")
    staff.see('[data-rating=hot][aria-pressed="false"]')
    assert staff.text("#count-all") == "1"


def test_rapid_mode_asks_nothing(make_staff: Make, badges: Any) -> None:
    staff = make_staff()
    staff.page.keyboard.press("r")
    staff.see('#rapid[aria-pressed="true"]')
    staff.scan(badges.ada)
    assert not staff.page.locator("#ask").is_visible()
    staff.hold(badges.wang)
    staff.see("#name", "王小明")


def test_a_voice_note_is_kept_beside_the_journal(make_staff: Make, badges: Any, read_touches: Make) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    staff.page.keyboard.press("v")
    staff.see("#voice.recording")
    staff.page.wait_for_timeout(700)
    staff.page.keyboard.press("v")
    staff.see("#notes audio")
    [(kind, value)] = read_touches(staff.booth)
    kept = staff.booth.home / "attachments" / value["file"]
    assert (kind, value["media_type"]) == ("attachment", "audio/webm")
    assert kept.stat().st_size > 100


def test_somebody_without_a_badge_is_typed_in(make_staff: Make) -> None:
    staff = make_staff()
    staff.page.keyboard.press("/")
    staff.see("#person[open]")
    staff.page.locator("#who").fill("Grace Beispiel")
    staff.page.keyboard.press("Enter")
    staff.page.locator("[name=company]").fill("Muster AG")
    staff.page.locator("[name=emails]").fill("grace@muster.example")
    staff.page.keyboard.press("Enter")
    staff.see("#name", "Grace Beispiel")
    assert "grace@muster.example" in staff.text("#facts")


def test_somebody_on_the_roster_is_found_by_a_few_letters(make_staff: Make, make_booth: Make) -> None:
    people = [Contact(badge_id="EX-7", full_name="Linus Exempel", company="Muster AG")]
    staff = make_staff(make_booth(people=people))
    staff.page.keyboard.press("/")
    staff.see("#person[open]")
    staff.page.locator("#who").press_sequentially("mus lin", delay=50)
    staff.see("#found li", "Linus Exempel")
    staff.page.keyboard.press("Enter")
    staff.see("#name", "Linus Exempel")


def test_a_roster_that_arrives_late_names_the_card_and_the_line(make_staff: Make) -> None:
    staff = make_staff()
    staff.scan(b"EX-000123")
    staff.see("#notice", "Only a number")
    staff.booth.put_roster(Contact(badge_id="EX-000123", full_name="Linus Exempel", company="Muster AG"))
    staff.see("#name", "Linus Exempel")
    staff.see("#rows .name", "Linus Exempel")


def test_what_was_read_is_corrected_by_hand(make_staff: Make, badges: Any, read_touches: Make) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    staff.page.keyboard.press("e")
    staff.page.locator("[name=company]").fill("Nordwind AB")
    staff.page.keyboard.press("Enter")
    staff.see("#job", "Nordwind AB")
    assert read_touches(staff.booth) == [("edit", {"field": "company", "value": "Nordwind AB"})]


def test_what_was_guessed_asks_to_be_compared_and_an_uncertain_charset_shows_the_other_text(make_staff: Make) -> None:
    staff = make_staff()
    staff.scan(b"100482|Exempel|Linus|Muster AG")
    staff.see("#doubt", "Partly guessed")
    staff.page.keyboard.press("Enter")
    staff.hold("100483^Dvořák^Jiří^Vzorová a.s.".encode("cp1250"))
    staff.see("#runner-up", "Dvořák")
    staff.hold()
    staff.page.keyboard.press("e")
    staff.page.locator("[name=full_name]").fill("Jiří Dvořák")
    staff.page.keyboard.press("Enter")
    staff.see("#name", "Jiří Dvořák")
    assert not staff.page.locator("#doubt").is_visible()


def test_a_dropped_picture_of_a_badge_is_read(make_staff: Make, badges: Any, jpeg_of: Make) -> None:
    staff = make_staff()
    staff.page.keyboard.press("/")
    staff.page.locator("#file").set_input_files(
        {"name": "b.jpg", "mimeType": "image/jpeg", "buffer": jpeg_of(badges.ada)}
    )
    staff.see("#name", ADA)
    assert not staff.page.locator("#person").is_visible()


def test_a_picture_without_a_code_is_kept_to_be_typed_off(make_staff: Make, jpeg_of: Make, read_touches: Make) -> None:
    staff = make_staff()
    staff.page.keyboard.press("/")
    staff.page.locator("#file").set_input_files({"name": "c.jpg", "mimeType": "image/jpeg", "buffer": jpeg_of()})
    staff.see("#picture-read img")
    staff.page.locator("[name=full_name]").fill("Grace Beispiel")
    staff.page.locator("#person-form .main").click()
    staff.see("#name", "Grace Beispiel")
    kept = dict(read_touches(staff.booth))
    assert (staff.booth.home / "attachments" / kept["attachment"]["file"]).read_bytes() == jpeg_of()


def test_a_handheld_scanner_types_a_badge_even_into_a_note(make_staff: Make) -> None:
    staff = make_staff()
    staff.types_fast("MECARD:N:Exempel,Linus;ORG:Muster AG;;")
    staff.see("#name", "Linus")
    staff.page.locator("#note").click()
    staff.page.keyboard.type("slow words", delay=60)
    staff.types_fast("MECARD:N:Beispiel,Grace;ORG:Muster AG;;")
    staff.see("#queue", "Grace")
    assert staff.page.locator("#note").input_value() == "slow words"


def test_the_page_speaks_both_languages_at_once_and_remembers(make_staff: Make, badges: Any) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    staff.page.locator("#language").click()
    staff.see("#banner-title", "新客户已保存")
    staff.see("[data-choice=Buyer]", "采购")
    assert staff.page.evaluate("document.documentElement.lang") == "zh-Hans"
    staff.page.reload()
    staff.see("#done", "完成")
    untranslated = staff.page.evaluate(
        "[...document.querySelectorAll('[data-t]')].filter((one) => !one.textContent).length"
    )
    assert untranslated == 0


def test_an_input_method_triggers_no_shortcut(make_staff: Make, badges: Any, read_touches: Make) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    send = "(detail) => document.body.dispatchEvent(new KeyboardEvent('keydown', {bubbles: true, ...detail}))"
    staff.page.evaluate(send, {"key": "1", "isComposing": True})
    staff.page.evaluate(send, {"key": "Process", "keyCode": 229})
    staff.page.keyboard.press("3")  # an ordinary key afterwards still counts
    staff.see('[data-rating=cold][aria-pressed="true"]')
    assert read_touches(staff.booth) == [("rating", {"rating": "cold"})]


def test_staff_change_with_two_keys_and_sign_what_they_do(make_staff: Make, badges: Any) -> None:
    staff = make_staff()
    staff.page.keyboard.press("s")
    staff.see("#staff-dialog[open]")
    staff.page.keyboard.press("2")
    staff.see("#staff-name", "Ben")
    staff.scan(badges.ada)
    assert "by Ben" in staff.text("#facts")


def test_single_key_shortcuts_can_be_switched_off(make_staff: Make, badges: Any, read_touches: Make) -> None:
    staff = make_staff()
    staff.page.locator("#menu").click()
    staff.page.locator("#single-keys").uncheck()
    staff.page.keyboard.press("Escape")
    staff.scan(badges.ada)
    staff.page.keyboard.press("1")
    staff.page.wait_for_timeout(150)
    assert read_touches(staff.booth) == []


def test_a_first_start_asks_three_things_and_then_scans(make_staff: Make, make_booth: Make, badges: Any) -> None:
    staff = make_staff(make_booth(event=None), start=False)
    staff.see("#setup[open]")
    staff.page.locator("#setup-name").fill("Testmesse 2026")
    staff.page.locator("#setup-exhibitor").fill("Muster AG")
    staff.page.locator("#setup-team").fill("Ana\nBen")
    staff.page.locator("#setup-form .main").click()
    staff.see("#where", "Testmesse 2026 · Muster AG")
    staff.page.locator("#gate-go").click()
    staff.see('#view[data-camera="on"]')
    staff.scan(badges.ada)
    staff.see("#name", ADA)


def test_questions_and_consent_are_changed_in_the_page(make_staff: Make, badges: Any) -> None:
    staff = make_staff()
    staff.page.locator("#menu").click()
    staff.page.locator("#open-setup").click()
    staff.page.locator("#setup-details summary").click()
    staff.page.locator("#setup-consent").fill("May we call you?")
    staff.page.locator("#question-add").click()
    box = staff.page.locator(".question").last
    box.locator("[data-name=name]").fill("Size")
    box.locator("[data-name=choices]").fill("small, large")
    with staff.page.expect_navigation():
        staff.page.locator("#setup-form .main").click()
    staff.see('#view[data-camera="on"]')
    staff.scan(badges.ada)
    staff.see("#wording", "May we call you?")
    staff.see("[data-choice=small]")


def test_the_day_is_searched_and_counted(make_staff: Make, badges: Any) -> None:
    staff = make_staff()
    staff.scan(badges.ada)
    staff.page.keyboard.press("1")
    staff.see("#counts", "Hot 1")
    staff.page.keyboard.press("Enter")
    staff.scan(badges.wang)
    staff.page.locator("#search").fill("云图")
    staff.see("#rows .name", "王小明")
    staff.poll("document.querySelectorAll('#rows li').length === 1")
    staff.page.locator("#search").fill("")
    staff.page.locator("#tab-numbers").click()
    staff.see("#numbers-view", "By hour")
    staff.page.locator("#sync").click()
    staff.see("#sync", "All synced")
    assert list((staff.booth.home / "inbox" / "laptop-1").glob("*.jsonl.gz"))


def test_on_a_phones_screen_nothing_is_cut_off(make_staff: Make, badges: Any) -> None:
    staff = make_staff(width=390, height=844)
    staff.scan(badges.ada)
    staff.see("#name", ADA)
    assert staff.page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.skipif(not cards.available(), reason="the engine that reads cards is not installed")
def test_a_business_cards_text_stands_beside_its_picture_to_be_checked(make_staff: Make) -> None:
    staff = make_staff()
    staff.page.keyboard.press("/")
    business_card = {"name": "card.jpg", "mimeType": "image/jpeg", "buffer": card(ENGLISH)}
    staff.page.locator("#file").set_input_files(business_card)
    staff.page.locator("#lines button").first.wait_for(timeout=60_000)
    fields = ["full_name", "company", "title", "emails", "phones"]
    shown = {name: staff.page.locator(f"[name={name}]").input_value() for name in fields}
    assert shown | {"phones": shown["phones"].replace(" ", "")} == {
        "full_name": "Ada Example",
        "company": "Nordwind Robotics",
        "title": "Head of Automation",
        "emails": "ada.example@nordwind.example",
        "phones": "+49301234567",
    }
    staff.page.locator("[name=company]").focus()
    staff.page.locator("#lines button", has_text="Nordwind Robotics").click()
    staff.page.locator("#person-form .main").click()
    staff.see("#name", "Ada Example")
    staff.see("#rows .company", "Nordwind Robotics")
