"""A window of a real browser before a dashboard that is served, and what is measured of it.

A page is drawn when its picture has said so and its script rests; a click is answered when what it
asks for is on the screen. Used by `browsing.py`.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-sync", "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
WHO, PASSWORD = "Browsing Analyst", "a leopard walks at dusk"
PATIENCE_MS = 240_000
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
