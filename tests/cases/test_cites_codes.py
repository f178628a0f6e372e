"""Codes of CITES reports, and taxa: known, unknown, nearly right."""

import pytest

from cases import taxa
from cases.cites_codes import FIELDS, code_of, meaning, not_a_country, suggestion


@pytest.mark.parametrize(
    ("field", "written", "code"),
    [
        ("term", "SKI", "SKI"), ("term", "skins", "SKI"), ("term", "Skin", "SKI"),
        ("term", "feet", "FOO"), ("unit", "feet", "FEE"), ("unit", "kg", "KIL"),
        ("source", "i", "I"), ("purpose", "T", "T"), ("purpose", "J", ""), ("term", "", ""),
    ],
)  # fmt: skip
def test_a_code_is_known_by_letters_and_by_words(field: str, written: str, code: str) -> None:
    assert code_of(field, written) == code


def test_the_codes_are_those_that_the_guide_lists(shared_data) -> None:
    table = (shared_data / "cites_codes/cites_codes.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines()[1:]]
    for field in ("Purpose", "Source"):
        theirs = {code for kind, code, _ in rows if kind == field}
        assert {code for code in theirs if not meaning(field.lower(), code)} == set()


def test_an_unknown_code_is_answered_with_what_it_may_be() -> None:
    assert "SKI" in suggestion("term", "SKN")
    assert suggestion("purpose", "9").startswith("the purpose codes are B, E")
    assert all(suggestion(field, "🐆") for field in FIELDS)


@pytest.mark.parametrize(("code", "what"), [("XX", "unknown"), ("SU", "Soviet Union"), ("NA", "")])
def test_what_is_no_country_is_known_as_such(code: str, what: str) -> None:
    assert not_a_country(code) == what


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Panthera pardus amurensis", ("Panthera pardus orientalis",)),
        ("Uncia uncia", ("Panthera uncia",)),
        ("дальневосточный леопард", ("Panthera pardus orientalis",)),
        ("Panthera pardus", ("Panthera pardus",)),
        ("unicorn", ()),
    ],
)
def test_a_taxon_is_known_by_any_of_its_names(written: str, known: tuple[str, ...]) -> None:
    assert taxa.taxa_of(written) == known


def test_leopard_may_be_a_snow_leopard_or_a_clouded_one() -> None:
    assert len(taxa.taxa_of("Leopard")) == 3
    assert taxa.accepted("leopard") == ""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Panthera pardis", "Panthera pardus"), ("Pantera tigris", "Panthera tigris"),
        ("Panthera pardus", ""), ("Panthera spp.", ""), ("Vulpes vulpes", ""),
        ("Lynx lynx", ""), ("skin of a cat", ""),
    ],
)  # fmt: skip
def test_only_a_misspelt_name_is_corrected(written: str, meant: str) -> None:
    assert taxa.suggestion(written) == meant
