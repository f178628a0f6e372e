"""EarthRanger's track CSV: a position a row; its subject once."""

import pytest

from cases.formats.earthranger_track import read
from cases.reject import Reject
from cases.statement import Claim, Ref

HEADER = (
    "recorded_at,lat,lon,source_provider,manufacturer_id,subject_name,subject_type,"
    "subject_subtype,model_name,source_type\n"
)
# Invented (simulated).
ROW = "2026-01-05T00:00:00Z,43.2,131.5,collars,C-7,Simulated cat,wildlife,leopard,M1,tracking\n"


def items_of(tmp_path, text):
    path = tmp_path / "track.csv"
    path.write_text(HEADER + text, "utf-8")
    return list(read(path))


def test_positions_hang_on_their_animal_which_is_told_once(tmp_path):
    items = items_of(tmp_path, ROW + ROW.replace("00:00:00", "01:00:00"))
    points = {one.subject for one in items if one.subject.schema == "TrackPoint"}
    assert len(points) == 2
    assert sum(one.property == "name" for one in items) == 1
    linked = {one.value for one in items if one.property == "individual"}
    assert linked == {Ref("IndividualAnimal", "earthranger", "Simulated cat")}
    assert any(one.property == "model_name" for one in items)


@pytest.mark.parametrize(
    ("bad", "column"),
    [(ROW.replace("43.2", ""), "lat"), (ROW.replace("43.2", "143.2"), "lat"),
     (ROW.replace("2026-01-05T00:00:00Z", "soon"), "recorded_at"), (ROW.replace("C-7", ""),
     "manufacturer_id")],
)  # fmt: skip
def test_a_position_without_place_time_or_device_is_refused_and_the_next_taken(
    bad, column, tmp_path
):
    items = items_of(tmp_path, bad + ROW)
    assert [one.column for one in items if isinstance(one, Reject)] == [column]
    assert any(isinstance(one, Claim) for one in items)
