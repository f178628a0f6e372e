"""Which animal a written name means, in the words of registers, markets and reports."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.taxa import accepted, genera, suggestion, taxa_of

NAMES = {
    "Panthera pardus orientalis": [
        "Panthera pardus orientalis", "Panthera pardus amurensis", "Amur leopard", "东北豹",
        "远东豹",
        "дальневосточный леопард", "Леопард дальневосточный", "báo Amur", "FAR EASTERN LEOPARD",
        "Panthera pardus orientalis (Schlegel, 1857)",
    ],
    "Panthera pardus": ["Panthera pardus", "Felis pardus", "花豹", "金钱豹", "báo hoa mai",
                        "Panthera pardus (Linnaeus, 1758)", "PANTHERA PARDUS"],
    "Panthera uncia": ["Uncia uncia", "snow leopard", "Снежный барс", "ирбис", "雪豹", "báo tuyết",
                       "Panthera uncia (Schreber, 1775)"],
    "Panthera tigris": ["tiger", "тигр", "虎", "老虎", "hổ", "Cọp",
                        "Panthera tigris (Linnaeus,1758)"],
    "Panthera tigris altaica": ["Siberian tiger", "Amur tiger", "амурский тигр", "东北虎",
                                "hổ Amur"],
    "Neofelis nebulosa": ["clouded leopard", "云豹", "báo gấm", "дымчатый леопард",
                          "Neofelis nebulosa (Griffith, 1821)"],
    "Prionailurus bengalensis": ["leopard cat", "Felis bengalensis", "豹猫"],
    "Acinonyx jubatus": ["cheetah", "猎豹", "гепард"],
    "Manis javanica": ["Sunda pangolin", "Malayan pangolin", "Manis javanica Desmarest, 1822"],
    "Manis temminckii": ["Temminck's pangolin", "Temminck’s pangolin", "Smutsia temminckii"],
    "Saiga tatarica": ["saiga", "сайгак", "高鼻羚羊"],
}  # fmt: skip
CASES = [(name, taxon) for taxon, names in NAMES.items() for name in names]


@pytest.mark.parametrize(("written", "taxon"), CASES)
def test_a_name_in_any_language_is_one_taxon(written: str, taxon: str) -> None:
    assert accepted(written) == taxon
    assert taxa_of(written) == (taxon,)
    assert suggestion(written) == ""


@pytest.mark.parametrize(("written", "taxon"), CASES)
def test_accents_put_together_in_another_way_change_nothing(written: str, taxon: str) -> None:
    """Files from a Mac hold báo tuyết with its accents apart."""
    assert accepted(unicodedata.normalize("NFD", written)) == taxon
    assert accepted(f"  {written.replace(' ', '   ')}\u00a0") == taxon


@pytest.mark.parametrize("word", ["leopard", "Леопард", "豹", "báo", "Leopard "])
def test_a_leopard_may_be_three_animals_and_none_is_chosen(word: str) -> None:
    assert accepted(word) == ""
    assert set(taxa_of(word)) == {"Panthera pardus", "Panthera uncia", "Neofelis nebulosa"}


@pytest.mark.parametrize("word", ["pangolin", "Панголин", "穿山甲", "tê tê"])
def test_a_pangolin_is_of_some_species_of_its_genus(word: str) -> None:
    assert taxa_of(word) == ("Manis spp.",)


def test_a_subspecies_is_never_read_out_of_its_species_nor_the_species_out_of_it() -> None:
    assert accepted("Panthera pardus") != accepted("Panthera pardus orientalis")
    assert accepted("Panthera tigris sondaica") == ""


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("Panthera pardis", "Panthera pardus"), ("Pantera tigris", "Panthera tigris"),
        ("Panthera tigri", "Panthera tigris"), ("Manis javanicus", "Manis javanica"),
        ("Panthera pardus orientalus", "Panthera pardus orientalis"),
        ("Neofelis nebolusa", "Neofelis nebulosa"),
    ],
)  # fmt: skip
def test_a_slip_in_a_scientific_name_is_asked_back_and_not_mended(slip: str, meant: str) -> None:
    assert accepted(slip) == ""
    assert suggestion(slip) == meant


@pytest.mark.parametrize(
    "name",
    [
        "Panthera spp.", "Panthera sp.", "Homo sapiens", "Canis lupus", "snow lepard", "тигрр", "",
        " ",
        "Felis catus", "Panthera leo persica", "=cmd|' /C calc'!A0", "x" * 5000, "Panthera",
    ],
)  # fmt: skip
def test_another_animal_is_no_slip(name: str) -> None:
    """A species that the list lacks must not be turned into one that it has."""
    assert accepted(name) == ""
    assert suggestion(name) == ""


@given(st.text(max_size=60))
def test_any_text_names_a_listed_taxon_or_none(text: str) -> None:
    assert accepted(text) == "" or accepted(text).partition(" ")[0] in genera()
    assert accepted(accepted(text)) == accepted(text)
