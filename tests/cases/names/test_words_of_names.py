"""What a word of a name is, and what an alignment of words says."""

import pytest

from cases.names import compare, prepare
from cases.names.alignment import FEATURES, align, features
from cases.names.model import SIGNS, probability, weights
from cases.names.words import Role, Sex, without_legal_form, without_titles, word


def score(one: str, other: str, schema: str = "Person") -> float:
    return compare(one, other, schema).score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ООО «Амур Лес»", "Amur Les LLC"),
        ("Limited Liability Company Amur Les", "Amur Les LLC"),
        ("OAO Gazprom", "Gazprom JSC"),
        ("People's Liberation Army", "PLA"),
        ("1st Amur Bank", "First Amur Bank"),
        ("ANNA GRACE", "Anna-Grace"),
    ],
)
def test_one_organisation_or_vessel_under_two_writings(one: str, other: str) -> None:
    assert score(one, other, "Company") > 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amur Trade Ltd", "Sakhalin Fish Ltd"),
        ("Ocean Star", "Pacific Pearl"),
    ],
)
def test_two_organisations_that_share_weak_words_only(one: str, other: str) -> None:
    assert score(one, other, "Company") < 0.5


def test_legal_forms_of_several_words_go_whole_and_leave_the_name() -> None:
    parts, kinds = without_legal_form(("Open", "Joint", "Stock", "Company", "Gazprom"))

    assert (parts, kinds) == (("Gazprom",), frozenset({"stock"}))
    assert without_legal_form(("GmbH",))[0] == ("GmbH",)


def test_titles_go_and_a_name_that_is_all_title_stays() -> None:
    assert without_titles(("Dr", "Ivan", "Petrov")) == ("Ivan", "Petrov")
    assert without_titles(("Dr",)) == ("Dr",)
    assert without_titles(("JC", "Juncker")) == ("J", "C", "Juncker")
    assert without_titles(("NG", "KIN")) == ("NG", "KIN")


@pytest.mark.parametrize(
    ("written", "role", "sex"),
    [
        ("Иванович", Role.FATHER, Sex.HE),
        ("Ivanovna", Role.FATHER, Sex.SHE),
        ("Петрова", Role.NAME, Sex.SHE),
        ("Petrov", Role.NAME, Sex.HE),
        ("Irina", Role.NAME, Sex.UNKNOWN),
        ("П", Role.INITIAL, Sex.UNKNOWN),
        ("VIII", Role.NUMBER, Sex.UNKNOWN),
    ],
)
def test_what_a_word_does_and_whose_it_is(written: str, role: Role, sex: Sex) -> None:
    found = word(written)

    assert (found.role, found.sex) == (role, sex)


def test_of_two_fathers_names_one_is_a_family_name() -> None:
    roles = [w.role for w in prepare("Мария Фёдоровна Попович").words]

    assert roles == [Role.NAME, Role.FATHER, Role.NAME]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Петров Александр Иванович", "Петрова Александра Ивановна"),
        ("Morozov Ivan", "Moroz Ivan"),
        ("Ahmad bin Hasan al-Ubaidi", "Hasan bin Ahmad al-Ubaidi"),
        ("Иванов П. С.", "Иванов Алексей Сергеевич"),
        ("Лукашенко Александр", "Lukashevich Alexander"),
    ],
)
def test_relatives_and_near_namesakes_are_two(one: str, other: str) -> None:
    assert score(one, other) < 0.6


def test_words_written_together_are_found_apart() -> None:
    assert score("AlisherUsmanov", "Alisher Usmanov") > 0.8
    assert score("van der bilt", "vanderbilt", "Company") > 0.8


def test_every_feature_has_a_sign_a_weight_and_keeps_to_it() -> None:
    _, found = weights()

    assert set(SIGNS) == set(FEATURES)
    for name, weight in zip(FEATURES, found, strict=True):
        assert SIGNS[name] * weight >= 0, name


def test_a_graver_difference_never_makes_a_match_likelier() -> None:
    """Every feature with a sign, raised alone from a middling pair."""
    first, second = prepare("Ivan Petrov"), prepare("Ivan Petrovsky")
    values = features(align(first.words, second.words), (frozenset(), frozenset()), thing=False)
    before = probability(values)
    for place, name in enumerate(FEATURES):
        raised = [*values]
        raised[place] += 0.5
        assert (probability(raised) - before) * SIGNS[name] >= 0, name
