"""What a report prints of a finding: numbers as people write them."""

import pytest

from workbench.services.bagging import between, person_told


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0.123456, 0.98765, "0.123 to 0.988"),
        (0.0, 1.0, "0 to 1"),
        (38.0, 41.27, "38 to 41.3"),
        (99.96, 1234.4, "100 to 1234"),
        (-1500000.0, 0.00001234, "-1500000 to 0.0000123"),
    ],
)
def test_the_ends_of_an_interval_have_three_digits_and_no_exponent(low, high, told):
    assert between(low, high) == told


def test_who_judged_is_told_by_name_and_an_unknown_account_as_it_is():
    called = {"STAFF-0001": "Anna Orlova"}
    assert person_told("STAFF-0001", called) == "Anna Orlova (STAFF-0001)"
    assert person_told("STAFF-0009", called) == "STAFF-0009"
