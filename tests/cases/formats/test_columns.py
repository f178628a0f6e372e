"""A column is found however its header is spelt, and a table without it says so."""

import pytest

from cases.formats.columns import by_fold, folded, missing_columns, published_table
from cases.formats.table import open_table


@pytest.mark.parametrize(
    "header",
    ["Importer reported quantity", "importer_reported_quantity", "Importer.reported.quantity"],
)
def test_one_column_under_its_three_spellings(header):
    assert folded(header) == "importerreportedquantity"


def test_of_two_headers_that_fold_alike_the_first_is_meant():
    assert by_fold(["App.", "APP", "Taxon"]) == {"app": "App.", "taxon": "Taxon"}


def test_what_is_missing_is_named_with_what_is_there(tmp_path):
    path = tmp_path / "trade.csv"
    path.write_text("Year,Taxon\n2016,Panthera pardus\n", "utf-8")
    table = open_table(path)
    assert missing_columns(table, ["year", "taxon"]) is None
    refused = missing_columns(table, ["year", "term", "quantity"])
    assert refused.column == "quantity"
    assert "quantity, term; it has Year, Taxon" in refused.reason


def test_a_published_table_is_given_whole_or_refused_whole(tmp_path):
    path = tmp_path / "trade.csv"
    path.write_text("Year,Taxon\n2016,Panthera pardus\n", "utf-8")
    assert published_table(path, ["year", "taxon"]).header == ("Year", "Taxon")
    assert published_table(path, ["year", "term"]).column == "term"
    path.write_text("Year,Taxon\n", "utf-8")
    assert "no rows" in published_table(path, ["year", "taxon"]).reason
    path.write_bytes(b"\x00\x01" * 50)
    assert published_table(path, ["year", "taxon"]).remedy
