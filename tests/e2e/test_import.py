"""A table with bad rows in a real browser: looked at before anything is written, then let in."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import ANALYST

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
