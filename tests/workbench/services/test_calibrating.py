"""`calibrate_table`: what is refused before hours are spent, what is written, and what is said."""

import csv
from dataclasses import replace

import pytest

from embeddings.evaluation.calibrating import Made
from embeddings.evaluation.metrics import Interval
from embeddings.evaluation.ratios import Ratios
from embeddings.strength import shipped
from workbench.services import calibrating
from workbench.services.calibrating import CalibrateOrder, calibrate_table
from workbench.services.calibration_worth import worth_sentences
from workbench.services.refusal import Refused

TIGERS = next(one for one in shipped() if one.domain == "camera" and not one.simulated)


def ratios(cost=0.4):
    """Figures as a fit would give them."""
    shares = {
        "same animal, LR below 1": 0.24,
        "other animal, LR above 1": 0.028,
        "other animal, LR above 10": 0.005,
        "other animal, LR above 100": 0.0,
    }
    figures = {
        "Cllr": Interval(cost, cost - 0.1, cost + 0.1, 71),
        "calibration loss": Interval(0.03, 0.02, 0.05, 71),
        **{name: Interval(share, 0.0, share + 0.1, 71) for name, share in shares.items()},
    }
    return Ratios(figures, 154, 10227)


@pytest.fixture
def table(tmp_path):
    """Twenty animals of two encounters and three of one; no photo is ever opened."""
    path = tmp_path / "ours.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(["file", "individual_id", "encounter_id", "flank"])
        for animal in range(23):
            for meeting in range(2 if animal < 20 else 1):
                lines.writerow([f"{animal}.jpg", f"N{animal}", f"{animal}-{meeting}", "left"])
    return path


@pytest.fixture
def order(table, tmp_path):
    return CalibrateOrder(
        table=table,
        out=tmp_path / "nyala.json",
        name="our nyala",
        species="Tragelaphus angasii",
        population="twenty nyala of one reserve",
        cache=tmp_path / "cache",
    )


@pytest.fixture
def fits(monkeypatch):
    """Puts a finished fit in the place of the hours that it takes; remembers what it was asked."""
    asked = []

    def instead(asking, wish, *, progress, reject):
        asked.append((asking, wish))
        told = wish.told
        calibration = replace(
            TIGERS, name=told.name, species=told.species, population=told.population
        )
        return Made(calibration, 20, 3, ratios())

    monkeypatch.setattr(calibrating, "calibrate", instead)
    return asked


def test_the_file_is_written_and_its_worth_is_said_in_words(order, fits):
    report = calibrate_table(order)
    assert order.out.read_text("utf-8") == replace_of(order).text()
    said = " ".join(report.sentences)
    assert "fitted on 20 animals met in two or more encounters and 3 met once" in said
    assert "Cllr on held-out animals: 0.400 (0.300 to 0.500)" in said
    assert "24.0% (0.0% to 34.0%) got a ratio below 1" in said
    assert "0.5% (0.0% to 10.5%) above 10" in said
    bounds = TIGERS.models["close"].bounds
    assert f"LR {10**bounds.high:.0f} for ({bounds.high_by}) and 1/" in said
    assert "investigative, not validated" in said
    assert "SIMULATED" not in said


def replace_of(order):
    return replace(TIGERS, name=order.name, species=order.species, population=order.population)


def test_queries_are_drawn_out_of_one_table_and_every_photo_is_searched(order, fits):
    calibrate_table(order)
    [(asking, wish)] = fits
    assert len(asking.gallery) == 43
    assert len(asking.queries) == 43
    assert {row.species for row in asking.gallery} == {"Tragelaphus angasii"}
    assert wish.network == ""


def test_a_second_table_asks_the_first_as_it_is(order, fits, tmp_path):
    queries = tmp_path / "asks.csv"
    queries.write_text("file,individual_id,encounter_id\nq.jpg,N1,new\n", encoding="utf-8")
    calibrate_table(replace(order, queries=queries))
    [(asking, _)] = fits
    assert [row.file for row in asking.queries] == ["q.jpg"]


def test_a_file_that_is_there_is_never_written_over(order, fits):
    order.out.write_text("weighed with this last year", encoding="utf-8")
    with pytest.raises(Refused, match="is there already"):
        calibrate_table(order)
    assert order.out.read_text("utf-8") == "weighed with this last year"
    assert fits == []


def test_nothing_is_left_of_a_file_that_could_not_be_written(order, fits, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(calibrating.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        calibrate_table(order)
    assert [path.name for path in order.out.parent.iterdir()] == ["ours.csv"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"name": " "}, "needs its name"),
        ({"species": ""}, "needs its species"),
        ({"population": ""}, "needs its population"),
        ({"domain": "fur"}, "there is no domain 'fur'"),
        ({"weights": "nowhere"}, "there is no network 'nowhere'"),
        ({"domain": "pelt"}, "no photo can ask"),
        ({"domain": "skin", "for_skins": True}, "show skins already"),
    ],
)
def test_what_a_court_would_miss_is_refused_before_anything_is_computed(
    order, fits, changed, reason
):
    with pytest.raises(Refused, match=reason):
        calibrate_table(replace(order, **changed))
    assert fits == []


def test_too_few_animals_are_counted_in_the_refusal(order, table):
    lines = table.read_text("utf-8").splitlines()
    table.write_text("\n".join(lines[:39]) + "\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        calibrate_table(order)
    assert refused.value.reason == (
        "19 animals were met in two or more encounters by the same flank, and 20 are needed"
    )
    assert "met once do not count" in refused.value.remedy


def test_ratios_that_tell_nothing_are_not_written(order, fits, monkeypatch):
    monkeypatch.setattr(
        calibrating, "calibrate", lambda *_, **__: Made(TIGERS, 20, 3, ratios(cost=1.04))
    )
    with pytest.raises(Refused, match=r"Cllr is 1\.04"):
        calibrate_table(order)
    assert not order.out.exists()


def test_rows_that_teach_nothing_are_listed_beside_the_file(order, table, fits):
    with table.open("a", encoding="utf-8") as lines:
        lines.write("x.jpg,N1,,left\n")
    report = calibrate_table(order)
    assert [one.field for one in report.rejected] == ["encounter_id"]
    assert "no photo may meet its own" in report.rejects.read_text("utf-8")


def test_what_was_not_counted_and_what_is_simulated_is_said():
    said = " ".join(worth_sentences(Made(replace(TIGERS, simulated=True), 31, 40, ratios())))
    assert "Of both flanks only 0 animals were met again" in said
    assert "Of several photos of one flank: " in said
    assert 'is told "not in the catalogue" in' in said
    assert "SIMULATED: it never weighs a real skin." in said
    bare = replace(TIGERS, thresholds=replace(TIGERS.thresholds, balances=()))
    assert "cannot tell" in " ".join(worth_sentences(Made(bare, 31, 40, ratios())))
