from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import pytest
import zxingcpp

from capture.print.badge import badge_image
from capture.print.design import BadgeDesign
from capture.print.payload import payload_for
from flows.demo.event import MISHAPS, DemoEvent, Visit, make_event
from flows.demo.film import FilmLog, film_event, film_visits, still_pictures
from flows.demo.prop import NoBadgePictureError

EVENT = make_event(5, 20)


def readable_visits(count: int) -> list[Visit]:
    return [visit for visit in EVENT.visits if not visit.mishap][:count]


def print_badges(visits: Sequence[Visit], folder: Path, *, paper: str = "90x55") -> dict[str, Path]:
    badges = {}
    for badge_id in {visit.badge_id for visit in visits}:
        person = EVENT.attendee(badge_id)
        badges[badge_id] = folder / f"{badge_id}.png"
        badge_image(person.contact, BadgeDesign(format=paper, payload=person.payload), dpi=200).save(badges[badge_id])
    return badges


def small_event(visits: Sequence[Visit]) -> DemoEvent:
    return replace(EVENT, visits=tuple(visits))


def codes_by_visit(film: Path) -> list[set[bytes]]:
    log = FilmLog.load(film.with_suffix(".json"))
    found: list[set[bytes]] = [set() for _ in log.visits]
    for number, picture in enumerate(frames(film)):
        visit = log.visit_at(number)
        codes = zxingcpp.read_barcodes(picture)
        assert visit is not None or not codes, "a code outside every visit"
        if visit is not None:
            found[visit] |= {bytes(code.bytes) for code in codes}
    return found


def frames(film: Path) -> list[cv2.typing.MatLike]:
    reader = cv2.VideoCapture(str(film))
    pictures: list[cv2.typing.MatLike] = []
    while True:
        more, picture = reader.read()
        if not more:
            reader.release()
            return pictures
        pictures.append(picture)


@pytest.mark.parametrize("paper", ["90x55", "A7"])
def test_readable_visits_are_read_out_of_the_film_with_their_exact_bytes(tmp_path: Path, paper: str) -> None:
    visits = readable_visits(4)
    film_visits(visits, print_badges(visits, tmp_path, paper=paper), tmp_path / "film.avi", seed=3)
    people = [EVENT.attendee(visit.badge_id) for visit in visits]
    assert codes_by_visit(tmp_path / "film.avi") == [{payload_for(person.contact, person.payload)} for person in people]


def test_a_mishap_leaves_nothing_to_read(tmp_path: Path) -> None:
    visits = [replace(visit, mishap=mishap) for visit, mishap in zip(readable_visits(4), MISHAPS, strict=True)]
    log = film_visits(visits, print_badges(visits, tmp_path), tmp_path / "film.avi", seed=3)
    assert not any(visit.readable for visit in log.visits)
    assert codes_by_visit(tmp_path / "film.avi") == [set()] * 4


def test_the_film_has_the_size_rate_and_frames_its_log_tells(tmp_path: Path) -> None:
    visits = readable_visits(3)
    log = film_visits(visits, print_badges(visits, tmp_path), tmp_path / "film.avi", seed=3, size=(640, 360), fps=25)
    reader = cv2.VideoCapture(str(tmp_path / "film.avi"))
    told = (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT, cv2.CAP_PROP_FPS, cv2.CAP_PROP_FRAME_COUNT)
    assert [reader.get(name) for name in told] == [640, 360, 25, log.frames]
    reader.release()
    assert len(frames(tmp_path / "film.avi")) == log.frames


def test_the_log_follows_the_visits_in_order_without_overlap(tmp_path: Path) -> None:
    visits = readable_visits(5)
    log = film_visits(visits, print_badges(visits, tmp_path), tmp_path / "film.avi", seed=3, size=(320, 180))
    assert [(shown.badge_id, shown.at) for shown in log.visits] == [(visit.badge_id, visit.at) for visit in visits]
    edges = [edge for shown in log.visits for edge in (shown.first_frame, shown.last_frame)]
    assert edges == sorted(set(edges))
    assert edges[-1] < log.frames
    assert all(0.35 <= (shown.last_frame - shown.first_frame + 1) / log.fps <= 0.6 for shown in log.visits)
    assert log.recorded_at == visits[0].at


def test_a_log_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    visits = readable_visits(2)
    log = film_visits(visits, print_badges(visits, tmp_path), tmp_path / "film.avi", seed=3, size=(320, 180))
    assert FilmLog.load(tmp_path / "film.json") == log


def test_the_same_seed_films_the_same_bytes_however_many_workers(tmp_path: Path) -> None:
    stations = [next(visit for visit in EVENT.visits if visit.staff == staff) for staff in EVENT.staff]
    event, badges = small_event(stations), print_badges(stations, tmp_path)
    told: list[tuple[int, int]] = []
    pooled = film_event(event, badges, tmp_path / "two", seed=3, workers=2, progress=lambda *step: told.append(step))
    assert told == [(1, 3), (2, 3), (3, 3)]
    for log in pooled:
        again = [visit for visit in stations if visit.staff.station == log.station]
        film_visits(again, badges, tmp_path / log.film, seed=3)
        assert (tmp_path / log.film).read_bytes() == (tmp_path / "two" / log.film).read_bytes()


def test_another_seed_films_other_pictures(tmp_path: Path) -> None:
    visits = readable_visits(1)
    badges = print_badges(visits, tmp_path)
    for seed in (3, 4):
        (tmp_path / str(seed)).mkdir()
        film_visits(visits, badges, tmp_path / str(seed) / "film.avi", seed=seed, size=(320, 180))
    assert (tmp_path / "3" / "film.avi").read_bytes() != (tmp_path / "4" / "film.avi").read_bytes()


def test_nothing_to_film_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one visit"):
        film_visits([], {}, tmp_path / "film.avi", seed=3)
    assert not (tmp_path / "film.avi").exists()


def test_a_badge_picture_that_is_none_is_named(tmp_path: Path) -> None:
    (visit,) = readable_visits(1)
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"not a picture")
    with pytest.raises(NoBadgePictureError, match=r"broken\.png"):
        film_visits([visit], {visit.badge_id: broken}, tmp_path / "film.avi", seed=3)


def test_the_contact_sheet_shows_frames_side_by_side(tmp_path: Path) -> None:
    visits = readable_visits(6)
    film_visits(visits, print_badges(visits, tmp_path), tmp_path / "film.avi", seed=3, size=(640, 360))
    still_pictures([tmp_path / "film.avi"], tmp_path / "sheet.png", count=6, columns=3, width=900)
    sheet = cv2.imread(str(tmp_path / "sheet.png"))
    assert sheet is not None
    assert sheet.shape == (2 * (289 * 360 // 640 + 8) + 8, 899, 3)


def test_a_contact_sheet_of_too_few_badges_is_refused(tmp_path: Path) -> None:
    visits = readable_visits(2)
    film_visits(visits, print_badges(visits, tmp_path), tmp_path / "film.avi", seed=3, size=(320, 180))
    with pytest.raises(ValueError, match="show 2 readable badges"):
        still_pictures([tmp_path / "film.avi"], tmp_path / "sheet.png")
