"""What a transaction says of itself, for a person who reads the audit."""

import pytest

from workbench.dashboard.house_audit import told_detail


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ({}, ""),
        ({"case": "CASE-2026-001"}, "case CASE-2026-001"),
        ({"authority": "order 18", "case": "CASE-1"}, "authority order 18 · case CASE-1"),
        ({"toWhom": "Дора", "rows": 3}, "to whom Дора · rows 3"),
        ({"roles": ["analyst"], "active": True}, 'roles ["analyst"] · active true'),
    ],
)
def test_a_detail_is_told_in_words(detail, told):
    assert told_detail(detail) == told
