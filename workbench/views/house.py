"""What an administrator keeps: networks with their cards, calibrations, mappings, compartments."""

import hashlib
from dataclasses import dataclass, replace

from embeddings.network.weights_folder import DEFAULT, WEIGHTS, Card, read_card
from embeddings.strength import Calibration, shipped
from workbench.project import Project
from workbench.store import AuditRow, Reader
from workbench.views.calibrations import own_calibration

__all__ = ["CalibrationRow", "NetworkRow", "backups", "calibrations", "compartments", "networks"]


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """A network that ships. intact: whether its file has the digest that its card names.

    text: the card in Markdown; default: a search uses it unless its project names another.
    """

    name: str
    role: str
    digest: str
    licence: str
    trained_on: str
    intact: bool
    default: bool
    text: str


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """A calibration: for which species and domain, fitted on which population.

    own: its number where it is the project's own, "" of one that ships. withdrawn: id of the row
    that withdrew it, "" while it weighs.
    """

    name: str
    species: str
    domain: str
    population: str
    digest: str
    simulated: bool
    own: str = ""
    withdrawn: str = ""


def networks() -> tuple[NetworkRow, ...]:
    """Every network that ships, by name; its bytes are read."""
    cards = [read_card(path.parent) for path in sorted(WEIGHTS.glob("*/card.json"))]
    return tuple(_row(card) for card in cards)


def calibrations(
    project: Project | None = None, reader: Reader | None = None
) -> tuple[CalibrationRow, ...]:
    """Every calibration that ships, by name, and before them the project's own, newest first."""
    ours = (
        ()
        if project is None or reader is None
        else tuple(
            replace(_weighs(own_calibration(project, one)), own=one.id, withdrawn=one.withdrawn)
            for one in reversed(project.store.read(reader).calibrations.all())
        )
    )
    return (*ours, *(_weighs(one) for one in sorted(shipped(), key=lambda one: one.name)))


def _weighs(one: Calibration) -> CalibrationRow:
    return CalibrationRow(
        one.name, one.species, one.domain, one.population, one.digest, one.simulated
    )


def compartments(project: Project, reader: Reader) -> tuple[str, ...]:
    """Compartments that some row carries; for administrators."""
    with project.store.read(reader) as q:
        return tuple(q.audit.compartments())


def backups(rows: tuple[AuditRow, ...]) -> tuple[AuditRow, ...]:
    """The backups among audit rows."""
    return tuple(row for row in rows if row.action == "backup")


def _row(card: Card) -> NetworkRow:
    text, digest = card.folder / "card.md", ""
    if card.model.exists():
        with card.model.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    return NetworkRow(
        card.name,
        card.role,
        card.sha256,
        card.licence,
        card.trained_on,
        digest == card.sha256,
        card.name == DEFAULT,
        text.read_text("utf-8") if text.exists() else "",
    )
