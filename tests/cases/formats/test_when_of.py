"""When a record of a published format was: a stretch, a beginning, a day, or nobody's word."""

import pytest

from cases.formats.when_of import when_between


@pytest.mark.parametrize(
    ("told", "when"),
    [
        ({"startDate": ["2019"], "endDate": ["2021"]}, "2019/2021"),
        ({"startDate": ["2019-03"]}, "2019-03"),
        ({"endDate": ["2021-05-06"]}, "2021-05-06"),
        ({"date": ["2020-02-29"]}, "2020-02-29"),
        ({"date": ["some day", "2020-02"]}, "2020-02"),
        ({"startDate": ["2021"], "endDate": ["2019"]}, "2021"),
        ({"startDate": ["2018"], "date": ["1999"]}, "2018"),
    ],
)
def test_as_much_as_is_told(told, when):
    assert str(when_between(told)) == when


@pytest.mark.parametrize("told", [{}, {"date": []}, {"date": ["2021-02-30"]}, {"name": ["2020"]}])
def test_no_time_is_made_up(told):
    assert when_between(told) is None
