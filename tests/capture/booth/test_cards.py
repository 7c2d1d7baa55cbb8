"""Business cards: what is proposed of the lines that were read, and, where the ``cards`` extra is installed, the reading itself."""

from __future__ import annotations

import socket

import pytest

from bench.card_picture import CHINESE, ENGLISH, card
from capture.booth import cards
from capture.booth.pictures import picture_from

needs_engine = pytest.mark.skipif(
    not cards.available(), reason="the engine that reads cards is not installed: pip install 'boothflow[cards]'"
)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            ENGLISH,
            {
                "full_name": "Ada Example",
                "company": "Nordwind Robotics",  # by the domain of the address
                "title": "Head of Automation",
                "emails": "ada.example@nordwind.example",
                "phones": "+49 30 1234567",
            },
        ),
        (
            CHINESE,
            {
                "full_name": "王小明",
                "company": "深圳云图科技有限公司",
                "title": "采购经理",
                "emails": "wang@yuntu.example",
                "phones": "+86 755 8888 0101",
            },
        ),
        (  # the name first, its address elsewhere
            ("Grace Beispiel", "Muster Anlagenbau GmbH", "Einkauf", "Tel. 030 / 555 0199"),
            {
                "full_name": "Grace Beispiel",
                "company": "Muster Anlagenbau GmbH",
                "title": "Einkauf",
                "emails": "",
                "phones": "030 / 555 0199",
            },
        ),
        (("12", "www.muster.example"), dict.fromkeys(("full_name", "company", "title", "emails", "phones"), "")),
        ((), dict.fromkeys(("full_name", "company", "title", "emails", "phones"), "")),
    ],
)
def test_lines_that_speak_for_themselves_are_proposed(lines: tuple[str, ...], found: dict[str, str]) -> None:
    assert cards.proposal(list(lines)) == found


@needs_engine
@pytest.mark.parametrize("photographed", [False, True])
@pytest.mark.parametrize("lines", [ENGLISH, CHINESE])
def test_a_drawn_card_is_read_without_a_network(
    lines: tuple[str, ...], photographed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*address: object) -> None:
        raise AssertionError("a card is read offline")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    read = cards.read_lines(picture_from(card(lines, photographed=photographed)))
    assert [line.replace(" ", "") for line in read] == [line.replace(" ", "") for line in lines]


@needs_engine
def test_a_picture_without_text_has_no_lines() -> None:
    assert cards.read_lines(picture_from(card(()))) == []
