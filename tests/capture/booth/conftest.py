"""A running booth, one Chromium for all tests, and a camera that shows what a test holds in front of it."""

from __future__ import annotations

import functools
import json
import multiprocessing
import resource
import shutil
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from bench.film import jpeg, picture, write_film
from capture.badge.contact import Contact, Email
from capture.booth.server import serve
from capture.print.code import qr_matrix
from capture.print.payload import payload_for
from capture.roster import RosterImport, store_roster
from capture.settings import Event, change_event, change_settings, load_settings

COOLDOWN = 1.0
CHROMIUM = shutil.which("chromium") or ""
# Booths are processes of their own; a server that has imported everything already forks them, which saves a second each.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["capture.booth.server"])

# A camera whose picture a test draws: rows of a QR code, or nothing. It is a real MediaStream; only its source is a canvas.
CAMERA = """
(() => {
  const canvas = document.createElement('canvas');
  canvas.width = 1280; canvas.height = 720;
  const drawing = canvas.getContext('2d');
  let codes = [], side = 560, stream = null, failure = null, tick = 0, isSilent = false;
  const draw = () => {
    if (isSilent) return;
    drawing.fillStyle = '#6a6a6a'; drawing.fillRect(0, 0, 1280, 720);
    drawing.fillStyle = tick++ % 2 ? '#707070' : '#727272'; drawing.fillRect(0, 0, 8, 8);
    codes.forEach((rows, place) => {
      const size = rows.length + 8, exact = Math.min(side, 1200 / codes.length) / size, px = exact < 3 ? exact : Math.floor(exact);
      const x0 = Math.round((2 * place + 1) * 640 / codes.length - size * px / 2), y0 = Math.round(360 - size * px / 2);
      drawing.fillStyle = '#fff'; drawing.fillRect(x0, y0, size * px, size * px);
      drawing.fillStyle = '#000';
      const fill = (x, y) => drawing.fillRect(x0 + (x + 4) * px, y0 + (y + 4) * px, px, px);
      rows.forEach((row, y) => [...row].forEach((dark, x) => dark === '1' && fill(x, y)));
    });
  };
  setInterval(draw, 33);
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wish) => {
    if (!wish.video) return real(wish);
    if (failure) throw new DOMException('', failure);
    draw();
    stream = canvas.captureStream(30);
    return stream;
  };
  const show = (rows, largest = 560) => { codes = rows; side = largest; draw(); };
  window.testCamera = { show, fail: (name) => { failure = name; }, silent: (on) => { isSilent = on; } };
})();
"""

PHONES = """async (wish) => (await fetch('/api/phones', {
  method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(wish)})).json()"""

TYPE_FAST = """text => {
  const field = document.activeElement;
  for (const key of [...text, 'Enter']) {
    const goesOn = field.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
    if (goesOn && key !== 'Enter' && 'value' in field) field.value += key;
  }
}"""


def vcard(name: str, company: str = "", title: str = "", email: str = "", badge_id: str = "") -> bytes:
    """The bytes of a badge with a vCard."""
    emails = (Email(email),) if email else ()
    return payload_for(Contact(full_name=name, company=company, title=title, emails=emails, badge_id=badge_id), "vcard")


ADA = vcard("Ada Example", "Nordwind Robotics", "Head of Automation", "ada@nordwind.example")
WANG = vcard("王小明", "深圳云图科技有限公司", "采购经理", "wang@yuntu.example")


@dataclass
class Booth:
    """A booth in a process of its own."""

    home: Path
    port: int
    camera: str = ""
    phones_port: int = 0
    process: ForkServerProcess | None = None
    link: str = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        here, there = PROCESSES.Pipe(duplex=False)
        options = {"port": self.port, "camera": self.camera or None, "open_browser": False, "announce": there.send}
        phones = {"phones_port": self.phones_port, "phones_address": "127.0.0.1"}
        self.process = PROCESSES.Process(target=serve, args=(load_settings(self.home, {}),), kwargs=options | phones)
        self.process.start()
        there.close()
        with here:
            self.link = here.recv()  # the port is open by now: the browser may come

    def put_roster(self, *people: Contact) -> None:
        store_roster(RosterImport(event="expo26", mapping={}, unmapped=(), contacts=people), self.home)

    def end(self) -> int | None:
        """End it as a system does when it shuts down; returns the exit code."""
        assert self.process is not None
        self.process.terminate()
        self.process.join(15)
        return self.process.exitcode

    def limit_files(self, size: int | None) -> None:
        """Let no file of the booth grow beyond this size, as on a full disk; None lifts the limit."""
        assert self.process is not None
        assert self.process.pid is not None
        _, most = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (most if size is None else size, most))

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.join()
            self.process.close()
            self.process = None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def expo(**changes: Any) -> Event:
    """A plainly fictional event."""
    questions = (
        {
            "name": "Role",
            "kind": "single",
            "choices": ["Buyer", "User"],
            "name_zh": "角色",
            "choices_zh": ["采购", "用户"],
        },
        {"name": "Products", "kind": "multi", "choices": ["Gripper", "Arm", "Camera"]},
        {"name": "Budget", "kind": "text"},
    )
    values: dict[str, Any] = {
        "name": "Fictional Expo 2026",
        "exhibitors": ("Example Robotics",),
        "team": ("Ana", "Ben", "王芳"),
        "qualifiers": questions,
        "consent_wording": "May we send you our news by e-mail?",
        "consent_wording_version": "v3",
    }
    return Event(code="expo26", **(values | changes))


MakeBooth = Callable[..., Booth]


@pytest.fixture
def make_booth(tmp_path: Path) -> Iterator[MakeBooth]:
    """Starts booths and ends them."""
    started: list[Booth] = []

    def make(*, event: Event | None = expo(), camera: str = "", people: Sequence[Contact] = ()) -> Booth:  # noqa: B008 - never changed
        home = tmp_path / f"home{len(started)}"
        home.mkdir()
        if event:
            change_event(home, event)
            change_settings(home, station="laptop-1", staff="Ana", cooldown_seconds=str(COOLDOWN))
        booth = Booth(home, free_port(), camera, free_port())
        if people:
            booth.put_roster(*people)
        booth.start()
        started.append(booth)
        return booth

    yield make
    for booth in started:
        booth.kill()


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nothing for a second, Ada, nothing for two seconds, Wang, and round again."""
    scenes = [((), 1.0), ((ADA,), 0.8), ((), 2.0), ((WANG,), 0.8)]
    return write_film(tmp_path_factory.mktemp("film") / "film.mjpeg", scenes)


@contextmanager
def chromium(playwright: Playwright, *flags: str) -> Iterator[Browser]:
    """A real Chromium with these flags; skips where there is none."""
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine: install Debian's chromium to run the tests of the page")
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--headless=new", *flags])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def browser(playwright_: Playwright, film: Path) -> Iterator[Browser]:
    """The one Chromium: its fake camera plays the film, its microphone hums."""
    with chromium(
        playwright_,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
        "--host-resolver-rules=MAP rebound.example 127.0.0.1, MAP evil.example 127.0.0.1",
    ) as chosen:
        yield chosen


@pytest.fixture
def launch(playwright_: Playwright) -> Callable[..., Any]:
    """Starts another Chromium with flags of its own."""
    return functools.partial(chromium, playwright_)


@dataclass
class Staff:
    """Somebody at the booth: a page, and badges to hold in front of the camera. Every error of the page counts."""

    page: Page
    booth: Booth
    errors: list[str] = field(default_factory=list)
    looks: list[float] = field(default_factory=list)
    """When the server answered that it looked at a whole frame and found no code in it."""

    def hear(self, message: str | bytes) -> None:
        """Note what the server says over the page's own connection."""
        told = json.loads(message) if isinstance(message, str) else {}
        if told.get("type") == "frame" and not told.get("glance") and not told["codes"]:
            self.looks.append(time.monotonic())

    def gone(self) -> None:
        """Hold nothing until the badge is gone for the booth too, however slow the machine looks just now."""
        self.hold()
        self.page.wait_for_timeout(200)  # what shows the badge may be on its way still
        self.looks.clear()
        longest = COOLDOWN / 5
        while sum(min(longest, later - look) for look, later in pairwise(self.looks)) < COOLDOWN + longest:
            self.page.wait_for_timeout(50)

    def hold(self, *payloads: bytes, side: int = 560) -> None:
        """Hold badges side by side, or none; ``side`` is how large in pixels their codes appear at most."""
        rows = [["".join("1" if dark else "0" for dark in row) for row in qr_matrix(payload)] for payload in payloads]
        self.page.evaluate("([rows, side]) => testCamera.show(rows, side)", [rows, side])

    def phones(self, **wish: str) -> Any:
        """What the laptop answers to a wish about phones."""
        return self.page.evaluate(PHONES, wish)

    def scan(self, payload: bytes, title: str = "New lead saved") -> None:
        """Hold a badge until the banner says what became of it, then take it away."""
        self.hold(payload)
        self.page.locator("#banner-title", has_text=title).wait_for()
        self.hold()

    def types_fast(self, text: str) -> None:
        """Type as a handheld scanner does: all keys within some milliseconds, then Enter."""
        self.page.evaluate(TYPE_FAST, text)

    def text(self, selector: str) -> str:
        return self.page.locator(selector).inner_text()

    def see(self, selector: str, text: str = "") -> None:
        self.page.locator(selector, has_text=text).first.wait_for()

    def poll(self, expression: str) -> Any:
        """Wait until an expression in the page is true (the page's policy allows no eval inside it)."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            value = self.page.evaluate(expression)
            if value:
                return value
            self.page.wait_for_timeout(30)
        raise AssertionError(f"never true: {expression}")


MakeStaff = Callable[..., Staff]


@pytest.fixture
def make_staff(browser: Browser, make_booth: MakeBooth) -> Iterator[MakeStaff]:
    """Opens the page as staff would, with the test's camera (or the film), and fails the test on any error in the page."""
    contexts: list[BrowserContext] = []
    opened: list[Staff] = []

    def make(
        booth: Booth | None = None,
        *,
        film: bool = False,
        start: bool = True,
        width: int = 1366,
        height: int = 768,
        **options: Any,
    ) -> Staff:
        booth = booth or make_booth()
        context = browser.new_context(
            viewport={"width": width, "height": height}, permissions=["camera", "microphone"], locale="en-GB", **options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        staff = Staff(page, booth)
        page.on("pageerror", lambda error: staff.errors.append(str(error)))
        page.on("console", lambda said: staff.errors.append(said.text) if "Content Security" in said.text else None)
        page.on("websocket", lambda socket: socket.on("framereceived", staff.hear))
        if not film:
            page.add_init_script(CAMERA)
        page.goto(booth.link)
        page.wait_for_url(f"{booth.url}/")
        if start:
            page.locator("#gate-go").click()
            staff.see('#view[data-camera="on"]')
        opened.append(staff)
        return staff

    yield make
    for context in contexts:
        context.close()
    assert [error for staff in opened for error in staff.errors] == []


def rows(booth: Booth, sql: str) -> list[tuple[Any, ...]]:
    """Rows of the journal, read beside the running booth."""
    with closing(sqlite3.connect(booth.home / "journals" / "laptop-1.sqlite")) as connection:
        return connection.execute(sql).fetchall()


def touches(booth: Booth) -> list[tuple[str, Any]]:
    """Kind and value of every touch in the journal."""
    return [(kind, json.loads(value)) for kind, value in rows(booth, "SELECT kind, value FROM touch ORDER BY number")]


@pytest.fixture
def read_touches() -> Callable[[Booth], list[tuple[str, Any]]]:
    return touches


@pytest.fixture(scope="session")
def badges() -> SimpleNamespace:
    """Two plainly fictional visitors."""
    return SimpleNamespace(ada=ADA, wang=WANG)


@pytest.fixture(scope="session")
def jpeg_of() -> Callable[..., bytes]:
    """A JPEG of badges held side by side, or of nothing."""
    return lambda *payloads: jpeg(picture(*payloads))


@pytest.fixture
def read_scans() -> Callable[..., list[Any]]:
    """One column of every Scan in the journal: its bytes, unless another is asked for."""
    return lambda booth, column="raw": [value for (value,) in rows(booth, f"SELECT {column} FROM scan ORDER BY number")]


@pytest.fixture
def open_phone(browser: Browser) -> Iterator[Callable[[Booth, str], Staff]]:
    """Opens an invitation on a phone that goes on past the certificate's warning."""
    contexts: list[BrowserContext] = []

    def open_(booth: Booth, link: str) -> Staff:
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, has_touch=True, ignore_https_errors=True, permissions=["camera"]
        )
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(CAMERA)
        page.goto(link)
        phone = Staff(page, booth)
        page.locator("#gate-go").click()
        phone.see('#view[data-camera="on"]')
        return phone

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def vcard_of() -> Callable[..., bytes]:
    return vcard
