"""The network page: ways, filters and groups of an address, and a reader's view of them."""

from workbench.dashboard.looking import pinned, sieve_of, with_pin
from workbench.dashboard.words import LANGUAGES, catalogue


def test_a_way_is_told_with_its_weakest_link_and_the_statement_it_hangs_on(shown, words, known):
    said = words(
        shown("network", "Anna", focus=known.seizure, **{"from": known.skin, "to": known.courier})
    )
    assert "Ways from" in said
    assert "strength 0.81" in said
    assert "the weakest link" in said
    assert "border.csv" in said
    assert "no proof that goods or orders went along it" in said


def test_ends_without_a_way_say_how_far_was_looked(shown, words, known):
    said = words(
        shown("network", "Anna", focus=known.seizure, **{"from": known.lord, "to": known.courier})
    )
    assert "No way between" in said


def test_a_hidden_role_is_not_drawn_and_the_start_stays(shown, words, known):
    page = shown("network", "Anna", focus=known.seizure, hide="courier,seizure,place")
    said = words(page)
    assert known.seizure in said
    assert known.courier not in said


def test_only_credible_lines_are_left_by_a_grade(shown, words, known):
    assert known.courier in words(shown("network", "Anna", focus=known.seizure, worst="2"))
    # A word that says nothing is read as if it were not there.
    assert known.courier in words(shown("network", "Anna", focus=known.seizure, worst="x"))


def test_a_window_of_days_holds_what_happened_in_it(shown, words, known):
    assert known.seizure in words(
        shown("network", "Anna", focus=known.seizure, first="2027-01-01", last="no day")
    )


def test_pins_are_read_from_the_address_and_nonsense_is_left_out() -> None:
    address = {"pins": "PER-0001:10:-20,nonsense,PHN-1:x:2,group|PER-1|Phone:3:4"}
    assert pinned(address) == {"PER-0001": (10.0, -20.0), "group|PER-1|Phone": (3.0, 4.0)}
    assert pinned({"pins": with_pin(address, "PER-0001", 1.4, 2.6)})["PER-0001"] == (1.0, 3.0)


def test_an_address_says_what_passes() -> None:
    sieve = sieve_of({"worst": "3", "first": "2026-02-30", "last": "2026-03-01", "hide": "a, b,a"})
    assert (sieve.worst, sieve.first, str(sieve.last)) == (3, None, "2026-03-01")
    assert sieve.roles == {"a", "b"}


def test_every_sentence_of_the_page_is_there_in_every_language() -> None:
    ours = {key for key in catalogue("en") if key.startswith("network.")}
    for language in LANGUAGES:
        assert {key for key in catalogue(language) if key.startswith("network.")} == ours
