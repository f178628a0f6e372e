"""A skin of nobody known gets a provisional identity, so that it can be spoken of and found again.

The identity rests on a statement with its source: who gave it, and why. When the animal is named
later, a decision joins the two records; nothing is renamed.
"""

from typing import TYPE_CHECKING

from cases.statement import Claim, Locator, Ref, Source
from workbench.services.acting import EXAMINING, acting
from workbench.services.joining import OPINION, handling_of_pair
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["name_provisionally"]

_KIND = "IndividualAnimal"


def name_provisionally(
    project: "Project", by: str, skin: str, *, species: str, why: str, clock: Clock = utc_now
) -> str:
    """Make an animal "provisional, of this skin" and say that the skin is of it; the animal's id.

    Handled at least as strictly as what is known of the skin. Doing it again gives the same id.
    Raises NotAllowed for whoever may not examine, Refused for no skin that they see or no reason.
    """
    reader = acting(project, by, *EXAMINING)
    if not why.strip():
        raise Refused("a provisional identity needs a reason", "say why it is nobody known")
    with project.store.read(reader) as queries:
        if skin not in queries.entities.refs_of([skin]):
            raise Refused(f"there is no skin {skin}", "check its id")
    handling, simulated = handling_of_pair(project, skin, skin)
    animal = Ref(_KIND, "provisional", skin)
    title = f"Provisional identity of {skin}, given by {reader.person}"
    source = Source(
        id="", kind="provisional identity", title=title, grade=OPINION, handling=handling,
        simulated=simulated,
    )  # fmt: skip
    at = Locator(quote=why)
    claims = [
        Claim(animal, _KIND, "name", f"Unknown animal of {skin}", locator=at),
        Claim(animal, _KIND, "species", species, locator=at),
        Claim(animal, _KIND, "provisional", f"provisional, of {skin}", locator=at),
        Claim(skin, "Specimen", "individual", animal, locator=at),
    ]
    with project.store.transaction(reader.person, "name provisionally", clock()) as work:
        return work.statements.add(claims, source).entities[animal]
