"""Refusals as sentences and as a table."""

import pytest

from cases.reject import Reject, frame

ROW = Reject(
    "seizures.csv", 41, "seized_on", "31.02.2024", "February 2024 has 29 days", "write 2024-02"
)


def test_a_reject_is_one_sentence_with_place_value_reason_and_remedy() -> None:
    assert str(ROW) == (
        "seizures.csv, row 41, column 'seized_on' (“31.02.2024”): "
        "February 2024 has 29 days; write 2024-02"
    )


def test_a_whole_file_has_no_row() -> None:
    assert str(Reject("a.csv", None, "", "", "it is empty", "export again")) == (
        "a.csv: it is empty; export again"
    )


def test_the_table_has_a_column_a_field_and_keeps_a_missing_row_missing() -> None:
    table = frame([ROW, Reject("b.csv", None, "", "", "it is empty", "export again")])
    assert list(table.columns) == ["file", "row", "column", "value", "reason", "remedy"]
    assert table["row"].isna().tolist() == [False, True]
    assert int(table.loc[0, "row"]) == 41


def test_no_rejects_are_an_empty_table_with_its_columns() -> None:
    assert list(frame([]).columns) == ["file", "row", "column", "value", "reason", "remedy"]
    assert len(frame([])) == 0


def test_a_monstrous_cell_is_shortened() -> None:
    big = Reject("a.csv", 2, "x", "A" * 100_000_000, "too long", "shorten it")
    assert len(big.value) < 300
    assert big.value.endswith("(100000000 characters)")


@pytest.mark.parametrize(("reason", "remedy"), [("", "do"), ("bad", "")])
def test_a_refusal_without_reason_or_remedy_cannot_be_made(reason: str, remedy: str) -> None:
    with pytest.raises(ValueError, match="needs a reason and a remedy"):
        Reject("a.csv", 1, "", "", reason, remedy)
