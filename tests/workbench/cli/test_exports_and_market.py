"""`kedrovka export`, `share` and `market`: what is printed, and how a refusal ends."""

import json

import pytest

from workbench.cli import main


@pytest.fixture
def run(capsys, monkeypatch):
    """run(*words): (exit status, standard output, standard error) of one command."""
    monkeypatch.delenv("KEDROVKA_PROJECT", raising=False)
    monkeypatch.delenv("KEDROVKA_PERSON", raising=False)

    def one(*words):
        status = main([str(word) for word in words])
        told = capsys.readouterr()
        return status, told.out, told.err

    return one


@pytest.fixture
def folder(tmp_path):
    """An own project of Anna's."""
    assert main(["init", str(tmp_path / "p"), "--person", "Anna"]) == 0
    return tmp_path / "p"


OFFER = ("skin", "1500", "USD", "--source", "Report 7", "--kind", "asked", "--date", "2025",
         "--country", "Laos", "--market", "Boten")  # fmt: skip


def test_offers_become_prices_demand_and_exports(folder, tmp_path, run):
    at = ("--project", folder)
    assert "OFR-0001 is entered" in run("market", "offer", *OFFER, *at)[1]
    assert "nothing was entered twice" in run("market", "offer", *OFFER, *at)[1]
    told = run("market", "prices", *at)[1]
    assert "skin, asked price, USD: 1,500 (n = 1, too few for a middle)" in told
    page = json.loads(run("market", "prices", "--json", *at)[1])
    assert (page["total"], page["rows"][0]["market"]) == (1, "Boten")
    assert "LA: 1 offers there" in run("market", "demand", *at)[1]
    assert run("market", "bound", "SK-0001", *at)[0] == 1

    status, out, _ = run("export", "all", tmp_path / "f", "--format", "ftm", *at, "--json")
    made = json.loads(out)
    assert (status, made["form"], "entities.ftm.json" in made["digests"]) == (0, "ftm", True)
    assert (tmp_path / "f" / "entities.ftm.json").is_file()
    given = ("--recipient", "A park", "--purpose", "a study", "--authority", "letter 9")
    status, out, _ = run("share", tmp_path / "s", *given, *at)
    assert status == 0
    assert "seizures.csv" in out


def test_a_rate_converts_and_a_misspelt_one_is_refused(folder, run):
    at = ("--project", folder)
    run("market", "offer", *OFFER, *at)
    rate = ("USD", "CNY", "7", "--date", "2025", "--source", "Central bank")
    assert run("market", "rate", *rate, *at)[0] == 0
    assert "10,500" in run("market", "prices", "--convert", "CNY", *at)[1]
    status, _, err = run("market", "rate", "USD", "XYZ", *rate[2:], *at)
    assert (status, "Remedy: write its code" in err) == (1, True)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("export", "all", "x", "--format", "dxf"), "there is no format 'dxf'"),
        (("export", "CASE-1999-001", "x", "--format", "ftm"), "there is no case"),
        (("export", "all", "x", "--format", "ftm", "--sign-key", "k.pem"), "only a bag is signed"),
        (("export", "all", "x", "--format", "ftm", "--recipient", "A"), "purpose and an authority"),
        (("share", "x", "--recipient", "A", "--purpose", "b", "--authority", " "), "an authority"),
    ],
)
def test_a_refusal_says_why_and_writes_nothing(words, why, folder, tmp_path, run, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, _, err = run(*words, "--project", folder)

    assert status == 1
    assert why in err
    assert not (tmp_path / "x").exists()
