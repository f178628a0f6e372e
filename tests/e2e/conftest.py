"""A small world, served, with a real browser before it.

Four rendered leopards and one rendered skin, three invented seizures: all through the real
services. The browser fails the test for any request that leaves the machine, any error on the
console and any exception on a page.
"""

import csv
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from playwright.sync_api import Error as BrowserFault
from playwright.sync_api import TimeoutError as TooLate

from embeddings.synthesis import (
    LEOPARD,
    Animal,
    FrameConditions,
    PeltTreatment,
    encode_jpeg,
    make_animal,
    passage,
    render_pelt,
)
from workbench.project import Project
from workbench.services.importing import import_photos, import_records
from workbench.services.people import add_person

CHROMIUM = "/usr/bin/chromium"
INSTALL = "apt-get install -y chromium"
# Without these Chromium itself asks its maker's hosts, which is not the page's doing.
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--force-color-profile=srgb",
]
SEED = 20_261_121
# A machine that does other work as well answers late, not wrongly: only a failure waits this long.
PATIENCE_MS = 240_000
AGAIN_MS = 40_000
START_S = 180
PASSWORD = "a leopard walks at dusk"
ADMINISTRATOR = "Ada Lindholm"
ANALYST, FIRST, SECOND = "Anna Orlova", "Boris Kim", "Chen Wei"
PROSECUTOR = "Dora Lind"
NAMES = ("Kedrovka", "Lord", "Pamela", "Nerussa")
# Where pictures are kept: a test run alone does not change the documents.
SCREENSHOTS = os.environ.get("KEDROVKA_SCREENSHOTS", "")

SEIZURES = """\
Case no,Date,Agency,Country,Place,Latitude,Longitude,Species,Product,Quantity,Exhibit,Courier,\
Courier born,Courier phone,Driver,Phones found,Plate,Origin,Origin status,Destination,\
Destination status,Remarks
B-17/2026,14.03.2026,Border post,Russia,Kraskino,42.70,130.78,Panthera pardus,skin,1,EX-0001,\
Иван Соколов,12.05.1984,+79145550111,Pavel Orlov,+79145550199,А123ВС125,Russia,C,China,UC,one skin
M-02/2026,02.06.2026,Market office,China,Hunchun,42.86,130.37,Panthera pardus,skin,1,EX-0002,\
Wang Lei,03.09.1979,+8613955550122,Pavel Orlov,+79145550199,А123ВС125,Russia,C,China,C,cut
H-31/2025,11/2025,Customs,Vietnam,Hải Phòng,20.86,106.68,Panthera pardus,bones,3,EX-0003,\
Nguyễn Văn Minh,1990,+84905550133,,,,China,UC,Vietnam,C,
"""


def animals() -> list[Animal]:
    rng = np.random.default_rng(SEED)
    return [make_animal(rng, LEOPARD) for _ in NAMES]


def write_catalogue(folder: Path) -> Path:
    """Four leopards, two passages of the left flank each, as files and a table."""
    folder.mkdir(parents=True)
    rows = []
    for number, (name, animal) in enumerate(zip(NAMES, animals(), strict=True)):
        for encounter in range(2):
            rng = np.random.default_rng([SEED, number, encounter])
            frames = passage(animal, "left", rng, 1, FrameConditions.easy(rng))
            file = f"{name}-{encounter}.jpg"
            (folder / file).write_bytes(encode_jpeg(frames[0]))
            x, y, width, height = frames[0].box
            rows.append(
                {
                    "file": file,
                    "individual_id": name,
                    "encounter_id": f"{name}-{encounter}",
                    "flank": "left",
                    "species": LEOPARD,
                    "kind": "camera",
                    "bbox_x": x,
                    "bbox_y": y,
                    "bbox_w": width,
                    "bbox_h": height,
                    "date": f"2025-0{encounter + 3}-1{number}",
                }
            )
    table = folder / "catalogue.csv"
    with table.open("w", encoding="utf-8", newline="") as out:
        lines = csv.DictWriter(out, list(rows[0]))
        lines.writeheader()
        lines.writerows(rows)
    return table


def write_pelt(path: Path, name: str = "Pamela", view: int = 99) -> Path:
    """The skin of an animal on a floor, as a phone would photograph it."""
    rng = np.random.default_rng([SEED, view])
    animal = animals()[NAMES.index(name)]
    path.write_bytes(encode_jpeg(render_pelt(animal, PeltTreatment.easy(rng), rng)))
    return path


@dataclass
class World:
    """A project that is being served, and what the tests need to know of it."""

    folder: Path
    address: str
    pelt: Path
    seconds: dict[str, float] = field(default_factory=dict)

    def fill(self) -> None:
        """People, catalogue and seizures, entered by those who may."""
        project = Project.open(self.folder)
        for name, roles in (
            (ANALYST, ["analyst"]),
            (FIRST, ["investigator"]),
            (SECOND, ["investigator"]),
            (PROSECUTOR, ["prosecutor"]),
        ):
            add_person(project, ADMINISTRATOR, name, roles=roles, clearance=3, password=PASSWORD)
        incoming = self.folder.parent / "incoming"
        table = write_catalogue(incoming / "photos")
        import_photos(project, ANALYST, table, namespace="test", simulated=True)
        seizures = incoming / "seizures.csv"
        seizures.write_text(SEIZURES, "utf-8")
        import_records(project, ANALYST, seizures, "kedrovka_seizures")
        project.close()


def free_port() -> int:
    with socket.socket() as knock:
        knock.bind(("127.0.0.1", 0))
        return int(knock.getsockname()[1])


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """An empty project, served from a process of its own; the first test fills it."""
    room = tmp_path_factory.mktemp("e2e")
    folder = room / "project"
    Project.create(folder, name="A small world (simulated)").close()
    port = free_port()
    log = (room / "server.log").open("w", encoding="utf-8")
    script = f"from workbench.dashboard import serve; serve({str(folder)!r}, port={port})"
    server = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=log,
        stderr=subprocess.STDOUT,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        cwd=Path(__file__).parents[2],
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_served(address, server, room / "server.log")
        yield World(folder, address, write_pelt(room / "pelt.jpg"))
    finally:
        server.terminate()
        server.wait(START_S)
        log.close()
    said = (room / "server.log").read_text("utf-8")
    assert "Traceback" not in said, said[-4000:]


def wait_until_served(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text("utf-8")
        try:
            knock = HTTPConnection(address.removeprefix("http://"), timeout=5)
            knock.request("GET", "/login")
            knock.getresponse().read()
            return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"the dashboard did not answer at {address}: {log.read_text('utf-8')}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; its absence fails with the command that installs it."""
    chromium = shutil.which("chromium") or CHROMIUM
    if not Path(chromium).exists():
        pytest.fail(f"there is no Chromium on this machine; install it with: {INSTALL}")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@dataclass
class Watched:
    """A browser window of one person, and everything it should not have done."""

    context: BrowserContext
    page: Page
    world: World
    wrong: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note every request elsewhere, every error on the console and on the page."""
        home = self.world.address

        def asked(url: str) -> None:
            local = (home, home.replace("http", "ws"), "data:", "blob:")
            if not url.startswith(local):
                self.wrong.append(f"left the machine: {url}")

        self.page.on("request", lambda request: asked(request.url))
        self.page.on("websocket", lambda socket: asked(socket.url))
        self.page.on("pageerror", lambda error: self.wrong.append(f"page error: {error}"))
        self.page.on(
            "console",
            lambda said: (
                self.wrong.append(f"console: {said.text}") if said.type == "error" else None
            ),
        )

    def open(self, path: str) -> Page:
        """Go to an address and wait until Streamlit has come to rest."""
        self.page.goto(self.world.address + path)
        self.settled()
        return self.page

    def settled(self) -> None:
        """Wait until the page has been drawn and nothing runs any more.

        It says nothing right after a click, for the new run may not have begun: wait first for
        something that only the new run draws.
        """
        # Between two runs the foot of the page before stands beside the new one; and a button is a
        # script of its own, which a slow browser fetches after everything around it is drawn.
        self.page.wait_for_function(
            "document.querySelectorAll('.kedrovka-foot').length === 1 && "
            "!document.querySelector('[data-testid=stSkeleton], [data-testid=stAppSkeleton]') && "
            "document.querySelector('[data-testid=stApp]')"
            "?.getAttribute('data-test-script-state') === 'notRunning'"
        )

    def says(self, *texts: str, times: int = 1) -> str:
        """Wait until a person would read each text so many times; the whole page's words then.

        Streamlit draws a page piece by piece, so a single look may see half of it.
        """
        self.page.wait_for_function(
            "([texts, times]) => texts.every("
            "(text) => document.body.innerText.split(text).length > times)",
            arg=[list(texts), times],
        )
        return self.page.inner_text("body")

    def press(self, button: Locator, until: Locator) -> None:
        """Click, and once more where the answer stays away: a click that falls between two
        drawings of a busy page reaches nothing, and then a person clicks again."""
        for _ in range(int(PATIENCE_MS / AGAIN_MS)):
            button.click()
            try:
                until.wait_for(timeout=AGAIN_MS)
                return
            except TooLate:
                continue
        until.wait_for()

    def at_rest(self, place: Callable[[], list[float]]) -> list[float]:
        """A place on the screen once it has stopped moving: three looks in a row that agree."""
        looks: list[list[float]] = []
        until = time.monotonic() + PATIENCE_MS / 1000
        while time.monotonic() < until:
            looks = [*looks[-2:], place()]
            if len(looks) == 3 and looks[0] == looks[1] == looks[2]:
                return looks[-1]
            self.page.wait_for_timeout(150)
        pytest.fail(f"it does not come to rest: {looks}")

    def box_at_rest(self, of: Locator) -> list[float]:
        """x, y, width and height of an element on the screen once it has stopped moving."""
        of.scroll_into_view_if_needed()
        return self.at_rest(lambda: list((of.bounding_box() or {"": 0.0}).values()))

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Through the door, as a person would."""
        self.page.goto(self.world.address + "/login")
        self.page.fill("[name=name]", name)
        self.page.fill("[name=password]", password)
        began = time.perf_counter()
        self.page.click("button[type=submit]")
        self.page.wait_for_url(lambda url: "/login" not in url)
        self.settled()
        self.world.seconds.setdefault("first page", time.perf_counter() - began)

    def picture(self, name: str) -> None:
        """Keep what is on the screen for the documents."""
        folder = Path(SCREENSHOTS) if SCREENSHOTS else self.world.folder.parent / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_timeout(400)
        self.page.screenshot(path=folder / f"{name}.png")


@pytest.fixture
def window(browser: Browser, world: World) -> Iterator[Watched]:
    """A fresh window without a session."""
    yield from windows(browser, world)


@pytest.fixture
def second_window(browser: Browser, world: World) -> Iterator[Watched]:
    """Another person's window."""
    yield from windows(browser, world)


@pytest.fixture
def third_window(browser: Browser, world: World) -> Iterator[Watched]:
    """And a third's."""
    yield from windows(browser, world)


@pytest.fixture(scope="session")
def pelt_of() -> Callable[..., Path]:
    """pelt_of(path, name, view): the photo of a skin of that animal, written to path."""
    return write_pelt


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that fails tells what stood before the person when it did."""
    report = yield
    if report.when == "call" and report.failed:
        for name, watched in item.funcargs.items():
            if isinstance(watched, Watched):
                report.sections.append((f"what the {name} showed", shown(watched.page)))
    return report


def shown(page: Page) -> str:
    """The address of a page, what its script does, and its words."""
    try:
        state = page.locator("[data-testid=stApp]").get_attribute(
            "data-test-script-state", timeout=5_000
        )
        return f"{page.url} ({state})\n{page.inner_text('body', timeout=5_000)}"
    except BrowserFault as fault:
        return f"{page.url}: {fault}"


def windows(browser: Browser, world: World) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    watched = Watched(context, context.new_page(), world)
    watched.watch()
    yield watched
    context.close()
    assert watched.wrong == []


@pytest.fixture(scope="session")
def filled(browser: Browser, world: World) -> World:
    """The world after its first run, which happens in the browser, and with its people in it."""
    for watched in windows(browser, world):
        page = watched.page
        page.goto(world.address + "/cases")
        assert page.url == world.address + "/first-run"
        watched.picture("first-run")
        page.fill("[name=name]", ADMINISTRATOR)
        page.fill("[name=password]", PASSWORD)
        page.fill("[name=again]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url(world.address + "/today")
        watched.says("Nothing waits for you")
    world.fill()
    return world


@pytest.fixture(scope="session")
def searched(browser: Browser, filled: World) -> str:
    """The id of a skin that the analyst took in, checked, searched and put into a case."""
    for watched in windows(browser, filled):
        page = watched.page
        watched.sign_in(ANALYST)
        watched.open("/new-skin")
        page.set_input_files("input[type=file]", filled.pelt)
        page.get_by_text("pelt.jpg").wait_for()
        page.get_by_role("radiogroup", name="Flank").get_by_text("Both").click()
        page.get_by_role("button", name="Keep the photos").click()
        page.wait_for_url("**/new-skin?skin=SK-*")
        page.locator("svg rect.coat.free").wait_for()
        watched.settled()
        grown = page.get_by_role("radiogroup", name="Marks grown or painted")
        grown.get_by_text("speaks for it").click()
        page.get_by_text("A genuine coat of this species", exact=True).click()
        watched.picture("new-skin")
        page.get_by_role("button", name="Keep this answer").click()
        page.get_by_text("(AU-").wait_for()
        page.get_by_role("button", name="Lock and search").click()
        page.get_by_text("Locked:").wait_for()
        page.get_by_text("A shortlist is not a finding").wait_for()
        watched.settled()
        watched.open(f"/new-skin?skin={page.url.rpartition('=')[2]}")
        page.get_by_text("A shortlist is not a finding").wait_for()
        watched.picture("lead")
        skin = page.url.rpartition("=")[2]
    return skin
