"""A new skin is searched among all skins known so far, and a person's "same" joins what they tell.

The skins are drawn boards: another view of a board is the same skin photographed again.
"""

from dataclasses import replace

import pytest

from cases.statement import Claim, Handling, Ref, Source
from embeddings.strength import Balance, Calibration, Rate, Thresholds, shipped
from workbench.services.acting import acting
from workbench.services.authenticity import look
from workbench.services.examining import open_examination, undo
from workbench.services.finding import run_findings
from workbench.services.keeping import verify_audit
from workbench.services.people import add_person
from workbench.services.refusal import NotAllowed, Refused
from workbench.services.skin_against_skin import match_among_skins, search_everywhere
from workbench.services.skin_pairs import judge_skins
from workbench.services.skins import add_skin
from workbench.store import Reader
from workbench.views.skin_pairs import in_order, pair_of_skins

LEOPARD = "Panthera pardus"
WHOLE = Reader.whole("a test looks")


@pytest.fixture
def keep(draw, tmp_path, clock):
    """keep(project, animal, view): a skin of that board, looked at and ready to search."""

    def kept(project, animal, view, *, flank="left", answer="genuine", **how):
        photo = draw(tmp_path / f"{animal}-{view}-{flank}.jpg", animal, view)
        skin = add_skin(
            project, "Anna", [photo], flank=flank, species=LEOPARD, clock=clock, **how
        ).skin
        reasons = {"speaks_for": ["drawn as grown"], "speaks_against": ["printed"]}
        look(project, "Anna", skin, answer, **reasons, clock=clock)
        return skin

    return kept


def event(project, schema, day, **more):
    """An offer or a seizure on a day; its id."""
    ref = Ref(schema, "test", f"{schema} {day}")
    claims = [Claim(ref, schema, "date", day), *(Claim(ref, schema, k, v) for k, v in more.items())]
    source = Source("", "report", f"report of {day}")
    with project.store.transaction("test", "test", project_now()) as work:
        return work.statements.add(claims, source).entities[ref]


def project_now():
    from datetime import UTC, datetime

    return datetime(2026, 4, 1, tzinfo=UTC)


def test_a_skin_seen_before_comes_first_and_without_a_calibration_there_is_no_ratio(
    either, keep, clock
):
    known = [keep(either, animal, 0) for animal in (31, 32, 33)]
    again = keep(either, 32, 5)

    found = match_among_skins(either, "Anna", again, clock=clock)

    assert found.nearest == known[1]
    assert {one["skin"] for one in found.answer["candidates"]} == set(known)
    first = found.answer["candidates"][0]
    assert (first["log10_lr"], first["wording"]) == (None, "")
    assert first["scores"]["sift"] > max(
        one["scores"]["sift"] for one in found.answer["candidates"][1:]
    )
    assert found.answer["calibrated"] is False
    told = " ".join(found.sentences())
    assert "No calibration for skin against skin exists" in told
    assert "log10 LR" not in told
    stored = either.store.read(WHOLE).skins.searches(again)
    assert [one.id for one in stored] == [found.search]
    assert dict(stored[0].answer) == dict(found.answer)
    assert stored[0].calibration_digest == ""
    assert verify_audit(either).intact


def test_the_same_search_again_gives_the_same_answer(project, keep, clock):
    keep(project, 31, 0)
    again = keep(project, 31, 5)
    first = match_among_skins(project, "Anna", again, clock=clock)
    second = match_among_skins(project, "Anna", again, clock=clock)
    assert second.search != first.search
    assert (second.fingerprint, second.answer) == (first.fingerprint, first.answer)


def test_a_calibration_of_skins_gives_a_ratio_and_no_other_calibration_does(
    project, keep, clock, monkeypatch
):
    known = keep(project, 31, 0)
    again = keep(project, 31, 5)
    real = next(one for one in shipped() if not one.simulated)
    of_skins = replace(real, name="skins", species=LEOPARD, domain="skin")
    monkeypatch.setattr("workbench.views.calibrations.shipped", lambda: (real, of_skins))

    found = match_among_skins(project, "Anna", again, clock=clock)

    [first] = found.answer["candidates"]
    assert first["skin"] == known
    assert first["calibration_digest"] == of_skins.digest
    assert first["low"] <= first["log10_lr"] <= first["high"]
    assert "investigative, not validated" in first["wording"]
    assert found.answer["calibrated"] is True


@pytest.mark.parametrize(
    ("at", "word", "begins"),
    [
        (-900.0, "this_skin", "Leaning to {other}, not firm: LR "),
        (900.0, "none_of_the_skins", "Leaning to none of the skins compared, not firm, the nea"),
    ],
)
def test_a_leaning_among_skins_is_told_as_one(project, keep, clock, monkeypatch, at, word, begins):
    known, again = keep(project, 31, 0), keep(project, 31, 5)
    real = next(one for one in shipped() if not one.simulated)
    rates = [Rate(0.27, 0.2, 0.6)] * 5
    thresholds = Thresholds(900.0, 1, balances=(Balance(1, at, 1.0, *rates, animals=58),))
    of_skins = replace(real, name="skins", species=LEOPARD, domain="skin", thresholds=thresholds)
    monkeypatch.setattr("workbench.views.calibrations.shipped", lambda: (real, of_skins))
    lead = match_among_skins(project, "Anna", again, clock=clock).answer["lead"]
    assert (lead["verdict"], lead["firm"]) == (word, False)
    assert lead["sentence"].startswith(begins.format(other=known))
    assert "about 27 of 100 (20 to 60)" in lead["sentence"]


def test_a_calibration_of_rendered_skins_never_weighs_a_real_one(project, keep, clock, monkeypatch):
    keep(project, 31, 0)
    again = keep(project, 31, 5)
    real = next(one for one in shipped() if not one.simulated)
    rendered = replace(real, name="rendered", species=LEOPARD, domain="skin", simulated=True)
    monkeypatch.setattr("workbench.views.calibrations.shipped", lambda: (real, rendered))
    found = match_among_skins(project, "Anna", again, clock=clock)
    assert found.answer["candidates"][0]["log10_lr"] is None


def test_a_calibration_of_skins_never_weighs_an_animal(matched, clock, monkeypatch):
    from workbench.services import matching

    real = next(one for one in shipped() if not one.simulated)
    of_skins = replace(
        real, name="skins", species=LEOPARD, domain="skin", thresholds=Thresholds(1.0)
    )
    assert isinstance(of_skins, Calibration)
    monkeypatch.setattr("workbench.views.calibrations.shipped", lambda: (of_skins, real))
    found = matching.match_skin(matched, "Anna", "SK-0001", clock=clock)
    assert {one["calibration_digest"] for one in found.answer["candidates"]} == {real.digest}


def test_the_first_skin_of_a_project_finds_nothing_and_says_so(project, keep, clock):
    found = match_among_skins(project, "Anna", keep(project, 31, 0), clock=clock)
    assert found.answer["candidates"] == []
    assert "No other skin is known yet" in found.sentences()[0]


def test_the_very_same_photo_is_named_without_any_comparison(project, keep, clock):
    offered = keep(project, 31, 0)
    seized = add_skin(
        project, "Anna", [("copy.jpg", photo_of(project, offered))], flank="left",
        species=LEOPARD, seizure=event(project, "Seizure", "2026-03-01"), clock=clock,
    ).skin  # fmt: skip
    assert seized == offered
    other = keep(project, 32, 0)
    joined = add_skin(
        project, "Anna", [("copy.jpg", photo_of(project, offered))], skin=other, flank="left",
        species=LEOPARD, clock=clock,
    ).skin  # fmt: skip
    found = match_among_skins(project, "Anna", joined, clock=clock)
    assert [one["skin"] for one in found.answer["same_photos"]] == [offered]
    assert f"The very same photo belongs to {offered}" in found.sentences()[0]


def photo_of(project, skin):
    queries = project.store.read(WHOLE)
    photos = [one.target for one in queries.statements.statements_of([skin]) if one.target]
    [digest] = {
        one.value for one in queries.statements.statements_of(photos) if one.property == "digest"
    }
    return project.store.originals.read(digest)


def test_a_skin_that_is_no_coat_is_left_out_and_counted(project, keep, clock):
    keep(project, 31, 0, answer="not")
    known = keep(project, 32, 0)
    found = match_among_skins(project, "Anna", keep(project, 31, 5), clock=clock)
    assert [one["skin"] for one in found.answer["candidates"]] == [known]
    assert "Left out as no genuine coat: 1 skin." in found.sentences()[0]


def test_a_hidden_skin_is_in_no_answer(project, keep, clock):
    add_person(project, "Anna", "Galina", roles=["investigator"], clearance=0, clock=clock)
    secret = keep(project, 31, 0, handling=Handling(3))
    again = keep(project, 31, 5)
    told = match_among_skins(project, "Galina", again, clock=clock)
    assert told.answer["candidates"] == []
    match_among_skins(project, "Anna", again, clock=clock)
    theirs = project.store.read(acting(project, "Galina")).skins
    assert secret not in str([one.answer for one in theirs.searches(again)])
    assert theirs.comparisons(again) == []


def test_both_searches_are_made_and_an_empty_catalogue_hinders_only_one(
    project, catalogue, keep, clock
):
    alone = search_everywhere(project, "Anna", keep(project, 2, 7), clock=clock)
    assert alone.catalogue is None
    assert "the catalogue holds no animal" in alone.sentences()[0]
    both = search_everywhere(catalogue, "Anna", keep(catalogue, 2, 7), clock=clock)
    assert both.catalogue is not None
    assert both.catalogue.search == "SR-0001"
    assert both.skins.search == "SS-0001"
    told = "\n".join(both.sentences())
    assert "(SR-0001)" in told
    assert "(SS-0001)" in told


def test_an_offer_and_a_seizure_are_joined_by_a_persons_same(either, keep, clock):
    offer = event(either, "Offer", "2026-01-10", product="skin")
    seizure = event(either, "Seizure", "2026-03-01", product="skin")
    offered = keep(either, 31, 0, offer=offer)
    seized = keep(either, 31, 5, seizure=seizure)
    match_among_skins(either, "Anna", seized, clock=clock)

    judged = judge_skins(
        either, "Anna", seized, offered, "same", why="the broken ring", clock=clock
    )

    assert (judged.skin, judged.individual, judged.condition) == (seized, offered, "informed")
    [finding] = [
        one for one in run_findings(either, "Anna", clock=clock) if one.kind == "same_skin"
    ]
    assert finding.subjects == (seized, offered, offer, seizure)
    assert finding.value == 50.0
    whole = either.store.read(WHOLE)
    [said] = whole.statements.by_id(judged.statements)
    assert (said.subject, said.property, said.target) == (seized, "sameSkin", offered)
    assert said.judgement == judged.judgement
    assert verify_audit(either).intact


def test_from_either_skin_the_pair_is_one_and_a_change_replaces_the_answer(project, keep, clock):
    earlier, later = keep(project, 31, 0), keep(project, 31, 5)
    first = judge_skins(project, "Anna", later, earlier, "same", why="the ring", clock=clock)
    second = judge_skins(
        project, "Anna", earlier, later, "cannot-tell", why="too dark", clock=clock
    )
    assert (second.skin, second.individual, second.supersedes) == (later, earlier, first.judgement)
    assert run_findings(project, "Anna", clock=clock) == ()
    assert second.statements == ()


def test_an_answer_alone_does_not_close_the_catalogue(project, keep, clock):
    earlier, later = keep(project, 31, 0), keep(project, 31, 5)
    judged = judge_skins(project, "Boris", later, earlier, "same", why="the ring", clock=clock)
    assert judged.condition == "blind"
    assert project.store.read(acting(project, "Boris")).examining.holds_blind() == []
    match_among_skins(project, "Boris", later, clock=clock)


def test_an_answer_about_two_skins_is_taken_back_like_any_other(project, keep, clock):
    earlier, later = keep(project, 31, 0), keep(project, 31, 5)
    judged = judge_skins(project, "Boris", later, earlier, "same", why="the ring", clock=clock)
    undone = undo(project, "Boris", judged.judgement, why="it was the shadow", clock=clock)
    assert (undone.verdict, undone.supersedes) == ("cannot_tell", judged.judgement)
    assert run_findings(project, "Anna", clock=clock) == ()
    assert project.store.read(acting(project, "Boris")).examining.holds_blind() == []


def test_an_analyst_who_could_read_the_search_is_never_called_blind(project, keep, clock):
    add_person(project, "Anna", "Dora", roles=["analyst"], clearance=3, clock=clock)
    earlier, later = keep(project, 31, 0), keep(project, 31, 5)
    match_among_skins(project, "Anna", later, clock=clock)
    judged = judge_skins(project, "Dora", later, earlier, "same", why="the ring", clock=clock)
    assert judged.condition == "informed"


def test_whoever_holds_an_open_blind_examination_searches_no_skins(project, keep, clock):
    skin = keep(project, 31, 0)
    open_examination(project, "Boris", skin, clock=clock)
    with pytest.raises(Refused, match="open blind examination"):
        match_among_skins(project, "Boris", skin, clock=clock)


@pytest.mark.parametrize(
    ("other", "verdict", "why", "refused"),
    [
        ("SK-0001", "same", "x", "is one skin already"),
        ("SK-0404", "same", "x", "there is no skin SK-0404"),
        ("SK-0002", "maybe", "x", "'maybe' is no answer"),
        ("SK-0002", "same", " ", "an answer needs a reason"),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(
    project, keep, clock, other, verdict, why, refused
):
    keep(project, 31, 0)
    keep(project, 31, 5)
    with pytest.raises(Exception, match=refused):
        judge_skins(project, "Anna", "SK-0001", other, verdict, why=why, clock=clock)
    assert project.store.read(WHOLE).examining.judgements() == []


@pytest.mark.parametrize(
    ("one", "other"), [("SK-0007", "SK-0003"), ("SK-10000", "SK-9999"), ("SK-0010", "SK-0009")]
)
def test_the_later_of_two_skins_is_the_one_with_the_higher_number(one, other):
    assert in_order(one, other) == in_order(other, one) == (one, other)


def test_a_prosecutor_judges_no_skins(project, keep, clock):
    keep(project, 31, 0)
    keep(project, 31, 5)
    with pytest.raises(NotAllowed):
        judge_skins(project, "Vera", "SK-0002", "SK-0001", "same", why="x", clock=clock)


def test_the_pair_is_shown_with_its_marks_and_answers(project, keep, clock):
    earlier, later = keep(project, 31, 0), keep(project, 31, 5)
    reader = acting(project, "Anna")
    assert pair_of_skins(project, reader, later, earlier) is None
    match_among_skins(project, "Anna", later, clock=clock)
    judged = judge_skins(project, "Anna", later, earlier, "same", why="the ring", clock=clock)
    pair = pair_of_skins(project, acting(project, "Anna"), later, earlier)
    assert pair is not None
    assert len(pair.marks) > 10
    assert {kind for *_, kind in pair.marks} <= {"sift", "xfeat"}
    assert (pair.query.width, pair.query.height) == (480, 300)
    assert [one.id for one in pair.judgements] == [judged.judgement]
    assert pair.candidate["skin"] == earlier
