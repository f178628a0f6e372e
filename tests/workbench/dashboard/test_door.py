"""Which pages there are, for whom, and where each person begins."""

import pytest

from workbench.dashboard.door import MENU, Page, landing, pages
from workbench.dashboard.serving import SETTINGS, hosts
from workbench.dashboard.shell import TOLD, shell_html
from workbench.dashboard.words import catalogue


def nothing(_here: object) -> None:
    """A page that is never drawn."""


# Doors whose keepers are settled; others come with their own tests.
OURS = {
    *("handed-over", "today", "to-examine", "cases", "new-skin", "pair", "seizures", "network"),
    "house-keeping",
}
HERE = tuple(Page(path, "x", nothing, 1) for path in ("cases", "today", "to-examine"))


def test_every_page_of_the_folder_has_its_title_and_stands_where_the_menu_says():
    paths = [page.path for page in pages()]
    doors = [page.path for page in pages() if page.place is not None]
    assert doors == [path for path in MENU if path in paths]
    assert paths[: len(doors)] == doors
    assert {"case", "found"} <= set(paths[len(doors) :])
    for path in paths:
        assert f"{path.replace('-', '_')}.title" in catalogue("en")


def test_a_page_that_the_menu_does_not_name_stands_after_those_it_names(monkeypatch):
    monkeypatch.setattr("workbench.dashboard.door.MENU", ("pair", "cases"))
    pages.cache_clear()
    doors = [page.path for page in pages() if page.place is not None]
    pages.cache_clear()
    assert doors[:2] == ["pair", "cases"]
    assert "seizures" in doors[2:]


@pytest.mark.parametrize(
    ("roles", "path"),
    [
        ({"analyst"}, "today"),
        ({"investigator"}, "to-examine"),
        ({"analyst", "investigator"}, "today"),
        ({"prosecutor"}, "cases"),
        ({"administrator"}, "cases"),
        (set(), "cases"),
    ],
)
def test_a_door_whose_page_is_not_there_opens_on_the_cases(roles, path):
    assert landing(frozenset(roles), HERE) == path


def test_with_the_pages_there_are_each_begins_at_their_own():
    for roles, path in (
        ({"analyst"}, "today"),
        ({"investigator"}, "to-examine"),
        ({"prosecutor"}, "handed-over"),
        ({"administrator"}, "house-keeping"),
        ({"administrator", "analyst", "investigator"}, "today"),
    ):
        assert landing(frozenset(roles), pages()) == path


def test_a_page_for_a_role_is_found_by_that_role_only():
    page = Page("x", "x", nothing, 1, roles=frozenset({"administrator"}))
    assert page.for_whom(frozenset({"administrator", "analyst"}))
    assert not page.for_whom(frozenset({"analyst"}))


@pytest.mark.parametrize(
    ("role", "doors"),
    [
        ("analyst", ["today", "cases", "new-skin", "seizures", "network"]),
        ("investigator", ["to-examine", "cases", "new-skin", "pair"]),
        ("prosecutor", ["handed-over", "cases"]),
        ("administrator", ["to-examine", "cases", "house-keeping"]),
    ],
)
def test_nobody_has_a_door_in_the_menu_that_is_not_theirs(role, doors):
    found = [page.path for page in pages() if page.is_door_of(frozenset({role}))]
    assert [path for path in found if path in OURS] == doors


def test_a_prosecutor_finds_two_doors_and_no_other():
    found = [page.path for page in pages() if page.is_door_of(frozenset({"prosecutor"}))]
    assert found == ["handed-over", "cases"]


def test_a_page_that_is_no_door_of_theirs_can_still_be_sent_to_a_colleague():
    prosecutor = frozenset({"prosecutor"})
    pair = next(page for page in pages() if page.path == "pair")
    assert pair.for_whom(prosecutor)
    assert not pair.is_door_of(prosecutor)


def test_on_this_machine_the_dashboard_knows_its_own_names_only():
    assert hosts("127.0.0.1", 8501) == {"127.0.0.1:8501", "localhost:8501", "[::1]:8501"}
    assert hosts("10.0.0.5", 80, ("kedrovka.example",)) == {"10.0.0.5:80", "kedrovka.example"}


def test_nothing_is_reported_and_no_error_shows_its_inside():
    assert SETTINGS["browser.gatherUsageStats"] is False
    assert SETTINGS["client.showErrorDetails"] == "none"
    assert SETTINGS["client.toolbarMode"] == "minimal"


def test_the_start_page_knows_its_server_and_bears_our_name():
    html = shell_html()
    assert TOLD in html
    assert "<title>Kedrovka</title>" in html
