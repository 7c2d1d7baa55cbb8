"""The page as staff use it, in a real Chromium."""

import pytest

pytestmark = pytest.mark.browser


def test_a_badge_in_the_film_becomes_a_card_and_a_line(make_staff):
    staff = make_staff(film=True)
    staff.see("#banner.new", "Ada Example")
    staff.see("#name", "Ada Example")
    staff.see("#rows .name", "Ada Example")
