"""Names of months, held against a calendar written by hand."""

import pytest

from cases.month_names import MONTHS

RUSSIAN_GENITIVE = [
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
]  # fmt: skip
ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@pytest.mark.parametrize("names", [RUSSIAN_GENITIVE, ENGLISH])
def test_every_month_is_known_in_order(names: list[str]) -> None:
    assert [MONTHS[name.casefold()] for name in names] == list(range(1, 13))


def test_no_word_is_a_number() -> None:
    assert not [word for word in MONTHS if word.isdigit()]
