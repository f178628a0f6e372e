"""What has to be marked on a photo before the candidates are shown, and what is refused."""

import pytest

from workbench.services.marked import Feature, Marked, read_feature, refuse_unfinished
from workbench.services.refusal import Refused


def features(count: int) -> tuple[Feature, ...]:
    return tuple(Feature(10.0 * n, 5.0, f"rosette {n}") for n in range(count))


@pytest.mark.parametrize(
    ("written", "feature"),
    [
        ("420,310,broken rosette", Feature(420.0, 310.0, "broken rosette")),
        ("420.5, 310 ,two spots, joined", Feature(420.5, 310.0, "two spots, joined")),
        ("0,0,", Feature(0.0, 0.0)),
        ("7,8", Feature(7.0, 8.0)),
    ],
)
def test_a_feature_is_a_place_and_the_words_after_it(written, feature):
    assert read_feature(written) == feature


@pytest.mark.parametrize("written", ["", "420", "420,", "left,310,x", "420;310;x", "4 2,3,x"])
def test_words_without_a_place_are_no_feature(written):
    with pytest.raises(Refused, match="is no feature") as refused:
        read_feature(written)
    assert "420,310,broken rosette" in refused.value.remedy


@pytest.mark.parametrize("grade", ["sufficient", "limited"])
@pytest.mark.parametrize("count", [2, 12])
def test_two_to_twelve_features_are_enough(grade, count):
    assert refuse_unfinished(Marked(grade, features(count))) is None


@pytest.mark.parametrize("count", [0, 1, 13])
def test_fewer_or_more_are_sent_back_with_their_number(count):
    with pytest.raises(Refused, match=f"{count} features are marked"):
        refuse_unfinished(Marked("limited", features(count)))


def test_a_photo_that_is_no_good_needs_a_reason_and_no_feature():
    with pytest.raises(Refused, match="why the photo is no good"):
        refuse_unfinished(Marked("not_suitable", features(2), why="  "))
    refuse_unfinished(Marked("not_suitable", why="only the tail is in it"))


@pytest.mark.parametrize("word", ["", "good", "Sufficient", "not suitable"])
def test_another_word_for_the_quality_is_not_guessed(word):
    with pytest.raises(Refused, match="does not say whether the photo is good enough"):
        refuse_unfinished(Marked(word, features(3)))


@pytest.mark.parametrize("written", ["nan,1,x", "inf,2,x", "-4,2,x", "1e9,2,x", "1_0,2,x", "4,,x"])
def test_a_place_that_no_photo_has_is_no_feature(written):
    with pytest.raises(Refused, match="is no feature"):
        read_feature(written)
