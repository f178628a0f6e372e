"""A table with bad rows in a real browser: looked at, let in, its rejects told on Today."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import ANALYST, SEIZURES
from workbench.project import Project
from workbench.services.importing import import_records

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]

TABLE = """\
Reference;Date seized;Country;Goods;Pieces;Courier
KX-1;05.04.2026;Russia;skin;1;Li Ming
KX-2;31.02.2026;Russia;skin;1;Pak Chol
KX-3;07.04.2026;Atlantis;bones;2;Cho Su
KX-4;08.04.2026;China;bones;2;Cho Su
"""


def test_a_table_with_bad_rows_is_looked_at_and_let_in(window, filled, tmp_path):
    page = window.page
    table = tmp_path / "border post april.csv"
    table.write_text(TABLE, "utf-8")
    window.sign_in(ANALYST)
    window.open("/import")
    page.set_input_files("input[type=file]", table)

    # The mapping is proposed, the rows and what would not come in are shown, nothing is written.
    expect(page.get_by_text("A mapping is proposed below")).to_be_visible()
    expect(page.get_by_role("combobox", name="Meaning of Courier")).to_have_value(
        "courier or suspect"
    )
    expect(page.get_by_text(re.compile(r"All 4 rows were read: .* 2 refused"))).to_be_visible()
    expect(page.get_by_text("What would not come in")).to_be_visible()
    window.settled()
    window.picture("import")

    page.get_by_role("button", name="Let it in").click()
    expect(page.get_by_text(re.compile(r"26 new statements, .* 2 refused in"))).to_be_visible()
    came = page.get_by_role("link", name="What came in and what did not")
    expect(came).to_have_attribute("href", re.compile(r"run=RUN-"))


def _row(number, date):
    """A row of that table in which nobody is named: the network of the others stays as it is."""
    empty = SEIZURES.partition("\n")[0].count(",") - 6
    return f"{number},{date},Border post,Russia,Kraskino,42.70,130.78{',' * empty}"


def test_what_was_refused_is_told_on_today_and_can_be_taken_away(window, filled, tmp_path):
    header = SEIZURES.partition("\n")[0]
    table = tmp_path / "border post may.csv"
    table.write_text(f"{header}\n{_row('KM-7', '31.02.2026')}\n{_row('KM-8', '02.05.2026')}\n")
    project = Project.open(filled.folder)
    run = import_records(project, ANALYST, table, "kedrovka_seizures").run
    project.close()

    page = window.page
    window.sign_in(ANALYST)
    window.open("/today")
    told = page.locator("[data-testid=stVerticalBlock]").filter(has_text=table.name).last
    expect(told.get_by_text("refused: ")).to_be_visible()
    told.get_by_role("link", name="See the rejects").click()
    expect(page).to_have_url(re.compile(f"run={run}"))
    expect(page.get_by_text(re.compile(r"finished, .* [1-9]\d* refused"))).to_be_visible()
    with page.expect_download() as got:
        page.get_by_role("button", name="Download the rejects").click()
    assert "31.02.2026" in got.value.path().read_text("utf-8")
