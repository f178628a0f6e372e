"""Addresses that no page wrote: typed wrongly, cut in a mail, or made to break the page."""

import pytest

LONG = "9" * 5000


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("seizures", {"from": "²"}),
        ("seizures", {"from": LONG}),
        ("seizures", {"first": "1700-01-01"}),
        ("seizures", {"last": "9999-12-31"}),
        ("market", {"from": LONG}),
        ("findings", {"k": "²"}),
        ("findings", {"k": LONG}),
        ("resolution", {"from": LONG, "least": LONG, "turn": LONG}),
        ("network", {"way": "²", "from": LONG}),
    ],
)
def test_a_number_that_is_none_is_answered_by_the_page_as_it_stands_without_it(
    path, address, shown, known
):
    assert shown(path, "Anna", **address).title[0].value == shown(path, "Anna").title[0].value
