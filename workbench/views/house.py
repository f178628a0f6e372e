"""What an administrator keeps: networks with their cards, calibrations, mappings, compartments."""

import hashlib
from dataclasses import dataclass

from embeddings.network.weights_folder import DEFAULT, WEIGHTS, Card, read_card
from embeddings.strength import shipped
from workbench.project import Project
from workbench.store import AuditRow, Reader

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
    """A calibration that ships: for which species and domain, fitted on which population."""

    name: str
    species: str
    domain: str
    population: str
    digest: str
    simulated: bool


def networks() -> tuple[NetworkRow, ...]:
    """Every network that ships, by name; its bytes are read."""
    cards = [read_card(path.parent) for path in sorted(WEIGHTS.glob("*/card.json"))]
    return tuple(_row(card) for card in cards)


def calibrations() -> tuple[CalibrationRow, ...]:
    """Every calibration that ships, by name."""
    return tuple(
        CalibrationRow(one.name, one.species, one.domain, one.population, one.digest, one.simulated)
        for one in sorted(shipped(), key=lambda one: one.name)
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
