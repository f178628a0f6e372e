"""The one place where a judgement about pixels becomes statements about records.

A person's "same" says that the skin is of that animal, "different" that it is not; of two skins,
that they are one or two. "Cannot tell" says nothing about the world. The statement rests on the
judgement, which decides who may see it, and its source is that judgement, so any link in the graph
leads back to who looked and why. When a judgement is taken back its statements are retracted;
nothing is deleted.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cases.model import schema_of_id
from cases.statement import Claim, Grade, Handling, Locator, Source
from workbench.store import Reader, Work

if TYPE_CHECKING:
    from workbench.project import Project

# An examiner who looked at both photos knows at first hand; what they conclude is an opinion.
# Nothing about the person's reliability is assumed, so the source cannot be judged by default.
OPINION = Grade("admiralty", "F", "6")

SAYS = {"same": "individual", "different": "notIndividual"}
SAYS_OF_SKINS = {"same": "sameSkin", "different": "notSameSkin"}


@dataclass(frozen=True, slots=True)
class Answered:
    """A person's answer about a skin and an animal, as it is translated.

    individual: id of the animal, or of the other skin where two skins were judged.
    """

    judgement: str
    skin: str
    individual: str
    verdict: str
    condition: str
    examiner: str
    why: str


def join(work: Work, answer: Answered, *, handling: Handling, simulated: bool) -> tuple[str, ...]:
    """Write what an answer says about the world; ids of the statements, none for "cannot tell".

    handling: at least as strict as what the answer rests on.
    """
    kind = schema_of_id(answer.individual)
    words = SAYS_OF_SKINS if kind is not None and kind.name == "Specimen" else SAYS
    word = words.get(answer.verdict)
    if word is None:
        return ()
    known = answer.judgement
    source = Source(
        id="",
        kind="judgement",
        title=f"{known}: {answer.examiner}, {answer.condition} examination of {answer.skin}",
        grade=OPINION,
        handling=handling,
        simulated=simulated,
    )
    claim = Claim(
        answer.skin,
        "Specimen",
        word,
        answer.individual,
        original_value=answer.verdict,
        locator=Locator(file=known, quote=answer.why),
    )
    return work.statements.add([claim], source, judgement=known).statements


def part(project: "Project", work: Work, judgement: str, skin: str, why: str) -> int:
    """Retract every statement that a judgement made about a skin; how many."""
    whole = project.store.read(Reader.whole("retract what a judgement said"))
    said = [
        statement
        for statement in whole.statements.statements_of([skin])
        if statement.judgement == judgement
    ]
    for statement in said:
        work.statements.retract(statement.id, why)
    return len(said)


def handling_of_pair(project: "Project", skin: str, individual: str) -> tuple[Handling, bool]:
    """The strictest handling of what is known of a skin and an animal; whether any is simulated.

    A conclusion must not be seen more widely than what it was drawn from.
    """
    whole = project.store.read(Reader.whole("handling of a judgement"))
    ids = [skin, individual]
    statements = [*whole.statements.statements_of(ids), *whole.statements.statements_to(ids)]
    sources = whole.sources.of({s.source_id for s in statements})
    handling = Handling()
    for statement in statements:
        if statement.judgement is None:
            handling = handling.with_strictest(statement.handling)
    simulated = any(source.simulated for source in sources.values())
    return handling, simulated
