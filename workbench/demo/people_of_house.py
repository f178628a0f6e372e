"""Who else works in the story's house: a second examiner, simulated, who is shown no result."""

from collections.abc import Sequence

from workbench.demo.deciding import told_of
from workbench.demo.intake import Skin
from workbench.demo.telling import Line, page
from workbench.project import Project
from workbench.services.examining import Judged, judge
from workbench.services.matching import Match
from workbench.services.pace import Clock
from workbench.services.people import add_person, list_people
from workbench.services.provisional import name_provisionally

__all__ = ["SECOND", "judged_line", "known_as", "second_answer", "suspicion_line"]

SECOND = "second examiner (simulated)"
_SECRET = 3


def second_answer(project: Project, by: str, skin: Skin, match: Match, *, clock: Clock) -> Judged:
    """The answer of somebody to whom neither the machine's result nor the first answer was shown.

    Who has seen what is known to the store, and it calls the answer blind. What they answer is
    simulated: that the marks of the first candidate agree.
    """
    if SECOND not in {person.name for person in list_people(project, by)}:
        add_person(project, by, SECOND, roles=["investigator"], clearance=_SECRET, clock=clock)
    why = "simulated second examiner of the demo: the marks of this coat agree"
    return judge(project, SECOND, skin.id, match.individual, "same", why=why, clock=clock)


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
    """A provisional identity where the lead is "not in the catalogue"; why not where it is open.

    None for a skin whose animal is named.
    """
    see = page("network", focus=skin.id)
    if match.verdict == "this_animal":
        return None
    if match.verdict != "not_in_catalogue":
        told = f"{skin.id} gets none: the lead is {match.verdict.replace('_', ' ')!r}, not excluded"
        return Line("Provisional identity", told, see, (skin.id,))
    why = "the machine excludes every animal compared (simulated analyst of the demo)"
    animal = name_provisionally(project, by, skin.id, species=species, why=why, clock=clock)
    told = f"{skin.id} is kept as {animal}, provisional, until the animal is named"
    return Line("Provisional identity", told, see, (skin.id, animal))
