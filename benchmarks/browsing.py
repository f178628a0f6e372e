"""From an address to the drawn page, and from a click to its answer, in a real browser.

    python benchmarks/graph_world.py FOLDER         # once: 200,000 seizures, 1,000,000 entities
    python benchmarks/browsing.py FOLDER [--times 3] [--only network] [--keep SHOTS]

Serves the project, signs in as an analyst made for it, opens network views of 2,000 nodes and the
page of seizures, and prints for each: seconds of the clock until it is drawn (the first time and
the median: what was counted is remembered), our server's processor seconds likewise, the browser's,
kilobytes sent, the longest time in which the page could not have answered a click, and the load. A
page is drawn when its picture has said so and its script rests; a click is answered when what it
asks for is on the screen. Nothing is asserted.
"""

import argparse
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from cases.statement import Ref
from workbench.project import Project
from workbench.security import accounts, create_administrator, first_run
from workbench.services.people import add_person, set_password
from workbench.store import Reader

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-sync", "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
WHO, PASSWORD = "Browsing Analyst", "a leopard walks at dusk"
PATIENCE_MS, SEED, MEMBERS = 240_000, 7, 230
TICK = os.sysconf("SC_CLK_TCK")
# What the page could not have answered a click during: tasks of more than 50 ms, as the browser
# itself tells them.
WATCH = """
window.kept = { long: [] };
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.kept.long.push(task.duration);
}).observe({ type: 'longtask', buffered: true });
"""
RESTS = """
() => document.querySelectorAll('.kedrovka-foot').length === 1
  && !document.querySelector('[data-testid=stSkeleton], [data-testid=stAppSkeleton]')
  && document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
"""


@dataclass
class Seen:
    """What was measured of one page or click, one number a time."""

    clock: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    browser: list[float] = field(default_factory=list)
    longest: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    load: list[float] = field(default_factory=list)
    more: str = ""

    def row(self, name: str) -> str:
        """The line of the table."""

        def mid(some: list[float]) -> float:
            return statistics.median(some)

        return (
            f"{name:<42} {self.clock[0]:>6.2f} {mid(self.clock):>6.2f} {self.server[0]:>7.2f} "
            f"{mid(self.server):>6.2f} {mid(self.browser):>8.2f} {mid(self.sent) / 1000:>8,.0f} "
            f"{max(self.longest):>8.2f} {mid(self.load):>5.1f}  {self.more}"
        )


class Measured:
    """One window of one analyst before one server."""

    def __init__(self, page: Page, address: str, server: int, keep: Path | None) -> None:
        self.page, self.address, self.server, self.keep = page, address, server, keep
        self.bytes = 0
        page.add_init_script(WATCH)
        told = page.context.new_cdp_session(page)
        told.send("Network.enable")
        told.on("Network.dataReceived", lambda d: self._add(d["encodedDataLength"]))
        told.on(
            "Network.webSocketFrameReceived",
            lambda d: self._add(len(d["response"]["payloadData"]) * 3 // 4),
        )

    def _add(self, count: int) -> None:
        self.bytes += count

    @contextmanager
    def into(self, seen: Seen) -> Iterator[None]:
        """Measure what happens within."""
        self.bytes = 0
        self.page.evaluate("() => { if (window.kept) window.kept.long = []; }")
        own, others = used(self.server), used_below(os.getpid(), {self.server})
        began = time.perf_counter()
        yield
        seen.clock.append(time.perf_counter() - began)
        self.page.wait_for_function(RESTS)
        seen.server.append(used(self.server) - own)
        seen.browser.append(used_below(os.getpid(), {self.server}) - others)
        long = self.page.evaluate("() => Math.max(0, ...window.kept.long)")
        seen.longest.append(float(long) / 1000)
        seen.sent.append(self.bytes)
        seen.load.append(os.getloadavg()[0])

    def sign_in(self) -> None:
        """Through the door, as a person would."""
        self.page.goto(self.address + "/login")
        self.page.fill("[name=name]", WHO)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("button[type=submit]")
        self.page.wait_for_url(lambda url: "/login" not in url)
        self.page.wait_for_function(RESTS)

    def shot(self, name: str) -> None:
        """Keep what is on the screen."""
        if self.keep:
            self.page.screenshot(path=self.keep / f"{name.replace(' ', '-')}.png")


def used(process: int) -> float:
    """Processor seconds of a process and the children it has waited for; 0 once it is gone."""
    try:
        told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(one) for one in told[11:15]) / TICK


def used_below(top: int, without: set[int]) -> float:
    """Processor seconds of everything below a process, the browser's many among them."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                told = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(told[1]), []).append(int(entry.name))
    below, waiting = 0.0, list(parents.get(top, ()))
    while waiting:
        one = waiting.pop()
        if one not in without:
            below += used(one)
            waiting += parents.get(one, ())
    return below


def open_network(measured: Measured, name: str, query: str, times: int) -> Seen:
    """A network view from its address to the drawn graph."""
    seen, page = Seen(), measured.page
    for _ in range(times):
        page.goto("about:blank")
        with measured.into(seen):
            page.goto(f"{measured.address}/network?{query}", wait_until="commit")
            page.locator(".graph[data-drawn-ms]").first.wait_for()
        seen.more = marks(page)
    measured.shot(name)
    print(seen.row(name), flush=True)
    return seen


def marks(page: Page) -> str:
    """When, after the address was asked for, what the page notes of itself; and how many nodes."""
    told = page.evaluate(
        "() => Object.fromEntries(performance.getEntriesByType('mark')"
        ".filter((m) => m.name.startsWith('graph.')).map((m) => [m.name.slice(6), m.startTime]))"
    )
    graph = page.locator(".graph").first
    when = ", ".join(f"{name} at {at / 1000:.2f}" for name, at in told.items())
    return f"{graph.get_attribute('data-nodes')} nodes; {when}"


def pick_node(measured: Measured, times: int) -> None:
    """A node is picked by keyboard and explained beside the graph."""
    seen, page = Seen(), measured.page
    graph = page.locator(".graph").first
    for _ in range(times):
        graph.focus()
        before = page.url
        with measured.into(seen):
            page.keyboard.press("ArrowRight")
            page.wait_for_function("(before) => location.href !== before", arg=before)
            page.locator("[data-testid=stMain] h3").first.wait_for()
    print(seen.row("  a node is picked and explained"), flush=True)


def answered(
    measured: Measured, name: str, act: Callable[[int], object],
    until: Callable[[int], object],
    times: int,
) -> None:  # fmt: skip
    """A click, and what shows that it was answered."""
    seen = Seen()
    for number in range(times):
        with measured.into(seen):
            act(number)
            until(number)
    measured.shot(name.strip())
    print(seen.row(name), flush=True)


def seizures(measured: Measured, times: int) -> None:
    """The page of seizures: opened, filtered, turned, and each of its pictures."""
    page = measured.page

    def drawn(query: str, what: str) -> Callable[[int], None]:
        def act(_: int) -> None:
            page.goto(f"{measured.address}/seizures?{query}", wait_until="commit")
            page.locator(what).first.wait_for()

        return act

    def rest(_: int) -> None:
        page.wait_for_function(RESTS)

    table, land = "[data-testid=stDataFrame] canvas", ".map[data-drawn]"
    for name, query, what in (
        ("seizures: opened, table", "", table),
        ("seizures: opened, map", "", land),
        ("seizures: by country", "country=VN", table),
        ("seizures: by country, product", "country=VN&product=teeth", table),
        ("seizures: of some days", "first=2020-03-01&last=2020-03-07", table),
        ("seizures: by text", "text=post 17", table),
        ("seizures: by text of few", "text=B-17171", table),
        ("seizures: page 1,000", "from=100000", table),
        ("seizures: columns by year", "view=time", ".kedrovka-time"),
        ("seizures: routes", "view=routes", RESTED),
    ):
        answered(measured, name, drawn(query, what), rest, times)
    drawn("", land)(0)
    rest(0)
    answered(
        measured, "  turned to the next page",
        lambda _: page.get_by_role("button", name="Next", exact=True).first.click(),
        lambda n: page.wait_for_function("(n) => location.search.includes(`from=${n}`)",
                                         arg=(n + 1) * 100), times,
    )  # fmt: skip


RESTED = "[data-testid=stApp][data-test-script-state=notRunning] .kedrovka-foot"


def views(project: Project) -> Mapping[str, str]:
    """Addresses of large network views: around the best linked things, and of many seizures."""
    everything = Reader("STAFF-0001", frozenset({"analyst"}), 1)
    with project.store.read(everything) as q:
        shop = q.entities.id_of(Ref("Phone", "phone", "shop"))
        of = random.Random(SEED).sample(q.entities.of_kind("Seizure"), MEMBERS)
        officers = [q.entities.id_of(Ref("Person", "officer", str(n))) for n in (0, 1)]
        people = random.Random(SEED).sample(q.entities.of_kind("Person"), MEMBERS)
        degrees = q.statements.degrees(people)
    return {
        "network: one number in 2,000 seizures": f"focus={shop}",
        "network: surroundings of 230 seizures": f"focus={','.join(of)}",
        "network: two with thousands of links": f"focus={','.join(filter(None, officers))}",
        "network: one person": f"focus={max(people, key=lambda one: (degrees[one], one))}",
    }


def prepared(folder: Path) -> Mapping[str, str]:
    """The analyst who signs in, made where they are not; what is looked at."""
    project = Project.open(folder)
    now = datetime.now(UTC)
    if first_run(project.store):
        create_administrator(project.store, "Browsing Administrator", PASSWORD, now)
    head = next(a.name for a in accounts(project.store) if "administrator" in a.roles)
    if any(account.name == WHO for account in accounts(project.store)):
        set_password(project, head, WHO, PASSWORD)
    else:
        add_person(project, head, WHO, roles=["analyst"], clearance=1, password=PASSWORD)
    found = views(project)
    project.close()
    return found


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, int]]:
    """(address, process) of the dashboard over the project."""
    with socket.socket() as knock:
        knock.bind(("127.0.0.1", 0))
        port = int(knock.getsockname()[1])
    script = f"from workbench.dashboard import serve; serve({str(folder)!r}, port={port})"
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            [sys.executable, "-c", script], stdout=log, stderr=log,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
        )  # fmt: skip
        try:
            wait_until_served(port)
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            server.terminate()
            server.wait(60)
            log.seek(0)
            sys.stderr.write(log.read().decode("utf-8", "replace"))


def wait_until_served(port: int) -> None:
    """Wait until something answers there."""
    for _ in range(400):
        try:
            knock = HTTPConnection("127.0.0.1", port, timeout=5)
            knock.request("GET", "/login")
            knock.getresponse().read()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise SystemExit("the dashboard does not answer")


def measure(measured: Measured, addresses: Mapping[str, str], only: str, times: int) -> None:
    """The whole table."""
    print(
        f"{'seconds':<42} {'first':>6} {'median':>6} {'server':>7} {'again':>6} "
        f"{'browser':>8} {'kB sent':>8} {'blocked':>8} {'load':>5}"
    )
    if only in ("", "network"):
        for name, query in addresses.items():
            open_network(measured, name, query, times)
            pick_node(measured, times)
    if only in ("", "seizures"):
        seizures(measured, times)


def main() -> None:
    """Serve, sign in, look, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--only", choices=("network", "seizures"), default="")
    parser.add_argument("--keep", type=Path, help="a folder for pictures of the screen")
    given = parser.parse_args()
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
    addresses = prepared(given.folder)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {given.times} times each")
    with served(given.folder) as (address, process), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context: Any = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        context.set_default_timeout(PATIENCE_MS)
        wrong: list[str] = []
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
        measured = Measured(page, address, process, given.keep)
        measured.sign_in()
        measure(measured, addresses, given.only, given.times)
        browser.close()
    print("errors of the page:", "; ".join(wrong[:5]) or "none")


if __name__ == "__main__":
    main()
