"""Who else works in the story's house: a second examiner, simulated, who is shown no result."""

from collections.abc import Sequence

from workbench.demo.deciding import told_of
from workbench.demo.intake import Skin
from workbench.demo.telling import Line, page
from workbench.project import Project
from workbench.services.answering import answer, finish, mark
from workbench.services.answers import lead_word
from workbench.services.examining import Judged, open_examination
from workbench.services.marked import Feature, Marked
from workbench.services.matching import Match
from workbench.services.pace import Clock
from workbench.services.people import add_person, list_people
from workbench.services.provisional import name_provisionally
from workbench.store import Reader

__all__ = ["SECOND", "judged_line", "known_as", "second_answer", "suspicion_line"]

SECOND = "second examiner (simulated)"
_SECRET = 3
_SEED = 2026


def second_answer(project: Project, by: str, skin: Skin, match: Match, *, clock: Clock) -> Judged:
    """The examination of somebody to whom neither the machine's result nor an answer was shown.

    Who has seen what is known to the store, and it calls the answer blind. What they mark and
    answer is simulated: of all candidates that the marks of the machine's first agree.
    """
    if SECOND not in {person.name for person in list_people(project, by)}:
        add_person(project, by, SECOND, roles=["investigator"], clearance=_SECRET, clock=clock)
    known = open_examination(project, SECOND, skin.id, clock=clock).examination
    mark(project, SECOND, known, _marked(skin), seed=_SEED, clock=clock)
    whole = project.store.read(Reader.whole("the simulated examiner of the demo"))
    for place, _ in whole.line_ups.revealed(known):
        agree = place.individual == match.individual
        verdict, word = ("same", "agree") if agree else ("different", "differ")
        why = f"simulated second examiner of the demo: the marks of this coat {word}"
        answer(project, SECOND, known, place.number, verdict, why=why, clock=clock)
    ended = finish(project, SECOND, known, clock=clock)
    return next(one for one in ended.judgements if one.individual == match.individual)


def _marked(skin: Skin) -> Marked:
    """Two places on the coat, as a simulated examiner would mark them."""
    x, y, width, height = skin.added[0].coats[0].region
    at = (0.35, 0.65)
    features = tuple(
        Feature(round(x + share * width), round(y + height / 2), "simulated mark") for share in at
    )
    return Marked("limited", features, why="the skin is folded (simulated)")


def judged_line(skin: Skin, match: Match, own: Sequence[Judged]) -> Line:
    """Who answered what about a skin, and whether they had seen the machine's result."""
    told = [
        f"{one.verdict.replace('_', ' ')} as {match.called(one.individual)} ({one.condition})"
        for one in own
    ]
    people = len({one.judgement for one in own if one.verdict == "same"})
    both = f"; {people} people say the same" if people > 1 else ""
    sentence = f"{skin.id}: {', '.join(told) or 'nobody answered'}{both}. Simulated examiners"
    return Line("Judged", sentence, page("pair", skin=skin.id), (skin.id,))


def suspicion_line(skin: Skin, match: Match, suspicion: str) -> Line | None:
    """What the machine says of the animal that was suspected; None where it was not compared."""
    told = told_of(match, suspicion)
    if told is None or match.individual == suspicion:
        return None
    sentence = f"{skin.id} as {match.called(suspicion)}: {told['wording']}"
    return Line("Was it who was suspected", sentence, page("pair", skin=skin.id), (skin.id,))


def known_as(
    project: Project, by: str, skin: Skin, match: Match, species: str, *, clock: Clock
) -> Line | None:
    """A provisional identity where the lead is firmly "not in the catalogue"; else why none.

    None for a skin whose animal is named.
    """
    see = page("network", focus=skin.id)
    if match.firmly == "this_animal":
        return None
    if match.firmly != "not_in_catalogue":
        word = lead_word(match.answer["lead"]).replace("leaning_", "leaning: ").replace("_", " ")
        told = f"{skin.id} gets none: the lead is {word!r}, not excluded"
        return Line("Provisional identity", told, see, (skin.id,))
    why = "the machine excludes every animal compared (simulated analyst of the demo)"
    animal = name_provisionally(project, by, skin.id, species=species, why=why, clock=clock)
    told = f"{skin.id} is kept as {animal}, provisional, until the animal is named"
    return Line("Provisional identity", told, see, (skin.id, animal))
