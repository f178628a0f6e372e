"""From an address to the drawn page, and from a click to its answer, in a real browser.

    python benchmarks/graph_world.py FOLDER         # once: 200,000 seizures, 1,000,000 entities
    python benchmarks/browsing.py FOLDER [--times 3] [--only network] [--keep SHOTS]
    python benchmarks/pages.py build FOLDER         # once: 200,000 seizures, places and routes
    python benchmarks/browsing.py FOLDER --only seizures

Serves the project, signs in as an analyst made for it, opens network views of 2,000 nodes (they
ask for a project of `graph_world.py`) and the page of seizures (of any project; a picture for
which its records hold nothing is told as such), and prints for each: seconds of the clock until it
is drawn (the first time and the median: what was counted is remembered), our server's processor
seconds likewise, the browser's, kilobytes sent, the longest time in which the page could not have
answered a click, and the load. Nothing is asserted.
"""

import argparse
import os
import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, TimeoutError, sync_playwright
from window import (
    CHROMIUM,
    FLAGS,
    PASSWORD,
    PATIENCE_MS,
    RESTS,
    WHO,
    Measured,
    Seen,
    answered,
    served,
)

from cases.statement import Ref
from workbench.project import Project
from workbench.security import accounts, create_administrator, first_run
from workbench.services.people import add_person, set_password
from workbench.store import Reader

SEED, MEMBERS, LAND_MS = 7, 230, 30_000
# What stands where a picture of the seizures is, and where records give none to draw.
LAND = ".map[data-drawn]"
TABLE = "[data-testid=stDataFrame] canvas"
LETTERS = ("post 17", "post 23", "post 31", "post 7")
SHOWN = """
() => document.querySelector('[data-testid=stMain]').innerText.match(/^\\d.* to .* of \\d.*$/m)?.[0]
"""


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


def seizures(measured: Measured, times: int) -> None:
    """The page of seizures: opened, filtered in its fields, turned, and each of its pictures."""
    page = measured.page

    def drawn(query: str, what: str) -> Callable[[int], None]:
        def act(_: int) -> None:
            page.goto(f"{measured.address}/seizures?{query}", wait_until="commit")
            page.locator(what).first.wait_for()

        return act

    def rest(_: int) -> None:
        page.wait_for_function(RESTS)

    for name, query, what in (
        ("seizures: opened, table", "", TABLE),
        ("seizures: opened, map", "", LAND),
        ("seizures: by country", "country=VN", TABLE),
        ("seizures: by country, product", "country=VN&product=teeth", TABLE),
        ("seizures: of some days", "first=2020-03-01&last=2020-03-07", TABLE),
        ("seizures: by text", "text=post 17", TABLE),
        ("seizures: by text of few", "text=B-17171", TABLE),
        ("seizures: page 1,000", "from=100000", TABLE),
        ("seizures: columns by year", "view=time", ".kedrovka-time"),
        ("seizures: routes", "view=routes", LAND),
    ):
        if what == LAND and not has_land(measured, query):
            print(f"{name:<42} the records hold nothing to draw")
            continue
        answered(measured, name, drawn(query, what), rest, times)
    within(measured, times)


def has_land(measured: Measured, query: str) -> bool:
    """Whether a picture with land comes to stand on the page of seizures.

    A project whose records give no coordinates has a sentence there, and waiting for the picture
    would never end; the picture itself comes a moment after the page rests.
    """
    measured.page.goto(f"{measured.address}/seizures?{query}")
    measured.page.wait_for_function(RESTS)
    try:
        measured.page.locator(LAND).first.wait_for(timeout=LAND_MS)
    except TimeoutError:
        return False
    return True


def within(measured: Measured, times: int) -> None:
    """What a person does on the open page, until how many there are has changed on the screen."""
    page = measured.page
    page.goto(f"{measured.address}/seizures")
    page.wait_for_function(RESTS)
    before = ""

    def changing(act: Callable[[int], object]) -> Callable[[int], None]:
        def acted(number: int) -> None:
            nonlocal before
            page.wait_for_function(RESTS)
            before = page.evaluate(SHOWN)
            act(number)

        return acted

    def changed(_: int) -> None:
        page.wait_for_function(
            f"(before) => ![undefined, before].includes(({SHOWN.strip()})())", arg=before
        )

    def type_letters(number: int) -> None:
        field = page.get_by_label("Text", exact=True)
        field.fill(LETTERS[number % len(LETTERS)])
        field.press("Enter")

    def typed(number: int) -> None:
        # Two words may be found equally often, so the address is what tells.
        page.wait_for_function(
            "(letters) => new URLSearchParams(location.search).get('text') === letters",
            arg=LETTERS[number % len(LETTERS)],
        )
        page.wait_for_function(RESTS)

    def pick_product(number: int) -> None:
        field = page.get_by_role("combobox", name="Product")
        field.click()
        field.press_sequentially(("skin", "bones", "teeth", "claws")[number % 4])
        field.press("Enter")
        field.press("Escape")

    for name, act, until in (
        ("  turned to the next page", lambda _: press(page, "Next"), changed),
        ("  one more product is picked in its field", pick_product, changed),
        ("  letters are typed into their field", type_letters, typed),
    ):
        answered(measured, name, changing(act), until, times)


def press(page: Page, name: str) -> None:
    """The first button of that name."""
    page.get_by_role("button", name=name, exact=True).first.click()


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


def prepared(folder: Path, only: str) -> Mapping[str, str]:
    """The analyst who signs in, made where they are not; the network views that are looked at."""
    project = Project.open(folder)
    now = datetime.now(UTC)
    if first_run(project.store):
        create_administrator(project.store, "Browsing Administrator", PASSWORD, now)
    head = next(a.name for a in accounts(project.store) if "administrator" in a.roles)
    if any(account.name == WHO for account in accounts(project.store)):
        set_password(project, head, WHO, PASSWORD)
    else:
        add_person(project, head, WHO, roles=["analyst"], clearance=1, password=PASSWORD)
    found = {} if only == "seizures" else views(project)
    project.close()
    return found


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
    addresses = prepared(given.folder, given.only)
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
