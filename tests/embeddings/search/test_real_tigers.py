"""Real tigers, filmed on different occasions: the way from photo to answer holds on them."""

import pandas as pd
import pytest

from embeddings.coat import Flank, locate
from embeddings.features import Describer
from embeddings.gallery import Entry, Gallery
from embeddings.lead import Verdict
from embeddings.photo import read_photo
from embeddings.search import search_skin
from embeddings.strength import INVESTIGATIVE, choose, shipped

SPECIES = "Panthera tigris"
ASKED = "000029.jpg"
HELD = ("004420.jpg", "004084.jpg", "004165.jpg", "001096.jpg")


@pytest.fixture(scope="module")
def tigers(shared_data):
    """One query and four catalogued right flanks, one of them its own from another occasion."""
    pack = shared_data / "amur_tigers"
    table = pd.read_csv(pack / "photos.csv", dtype=str).set_index("file")
    describer = Describer.shipped()

    def features(file):
        photo = read_photo(pack / "images" / file)
        coat = locate(photo, flank=Flank(table.flank[file]), species=SPECIES)
        return describer.describe(photo, coat)

    entries = [
        Entry(features(file), table.individual_id[file], table.encounter_id[file]) for file in HELD
    ]
    return features(ASKED), table.loc[ASKED], Gallery.build(entries)


def test_a_tiger_is_found_again_across_encounters(tigers):
    query, truth, gallery = tigers
    calibration, why = choose(shipped(), species=SPECIES, domain="camera")
    answer = search_skin(
        [query],
        gallery,
        calibration,
        exclude_encounters=frozenset({truth.encounter_id}),
        chosen_because=why,
    )
    first = answer.candidates[0]
    assert first.individual == truth.individual_id
    assert first.strength.log10_lr > 0
    assert INVESTIGATIVE in first.strength.wording
    assert answer.lead.verdict in (Verdict.THIS_ANIMAL, Verdict.CANNOT_TELL)
    assert "its species and its kind of photo" in answer.calibration
    assert len(first.best.comparison.matches["sift"]) > 5


def test_the_same_search_gives_the_same_numbers(tigers):
    query, _, gallery = tigers
    calibration, _ = choose(shipped(), species=SPECIES, domain="camera")
    first, again = (search_skin([query], gallery, calibration) for _ in range(2))
    assert [one.strength for one in first.candidates] == [one.strength for one in again.candidates]
    assert first.fingerprint == again.fingerprint
