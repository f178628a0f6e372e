"""The one sentence that tells a person what became of their import."""

from dataclasses import replace

import pytest

from workbench.services.import_report import ImportReport

FIRST = ImportReport(
    run="RUN-0007", title="seizures.csv", new=1200, known=0, photos=30, photos_known=0,
    batches=3, batches_known=0, described=0, stopped=False, seconds=2.04,
    describing_seconds=0.0, refused=0, rejects=(),
)  # fmt: skip
BEFORE = replace(FIRST, new=0, known=1200, photos=0, photos_known=30, batches_known=3)


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (
            FIRST,
            "seizures.csv (RUN-0007): 1,200 new statements, 30 new photos, 0 refused in 2.0 s.",
        ),
        (BEFORE, "seizures.csv was imported before as RUN-0007: nothing new."),
        (
            replace(FIRST, new=400, known=800, photos=10, photos_known=20, batches_known=2),
            "seizures.csv (RUN-0007): 400 new statements, 10 new photos, 800 statements known "
            "before, 20 photos known before, 0 refused in 2.0 s.",
        ),
        (
            replace(FIRST, stopped=True, refused=12_345),
            "seizures.csv (RUN-0007): 1,200 new statements, 30 new photos, 12,345 refused in "
            "2.0 s. Stopped: the same command goes on.",
        ),
        (
            replace(FIRST, described=30, describing_seconds=9.96),
            "seizures.csv (RUN-0007): 1,200 new statements, 30 new photos, 0 refused in 2.0 s; "
            "30 coats described in 10.0 s.",
        ),
    ],
)
def test_an_import_is_told_in_one_sentence(report, sentence):
    assert report.sentence == sentence


@pytest.mark.parametrize("what", [{"stopped": True}, {"described": 30}])
def test_known_batches_are_not_nothing_while_the_run_stopped_or_coats_were_described(what):
    """ "Nothing new" would send a person home while work is left, or hide what was done."""
    assert "nothing new" not in replace(BEFORE, **what).sentence
