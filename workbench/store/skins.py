"""What is said and found of skins: whether one is a coat at all, and what it was held against."""

from collections.abc import Iterable

from workbench.store.encode import canonical
from workbench.store.examining import ExposureRows
from workbench.store.ledger import Ledger
from workbench.store.matching import search_row
from workbench.store.naming import record_id
from workbench.store.records import AuthenticityRecord, ComparisonRecord, SearchRecord
from workbench.store.refusal import StoreRefused
from workbench.store.tables import AUTHENTICITY, SKIN_COMPARISON, SKIN_SEARCH

__all__ = ["ANSWERS", "AuthenticityRows", "SkinComparisonRows", "SkinSearchRows"]

ANSWERS = ("genuine", "not_genuine", "cannot_tell")


class AuthenticityRows:
    """Answers to whether a skin is a genuine coat of its species; the newest of a skin stands."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, said: AuthenticityRecord) -> str:
        """Keep an answer; returns its id (AU-0001). Raises StoreRefused without a reason."""
        if said.answer not in ANSWERS:
            raise StoreRefused(
                f"{said.answer!r} is no answer", "answer genuine, not_genuine or cannot_tell"
            )
        if not any(part.strip() for part in (*said.speaks_for, *said.speaks_against, said.note)):
            raise StoreRefused("an answer needs a reason", "say what speaks for and against")
        known = record_id("AU", self._ledger.next_number(AUTHENTICITY))
        self._ledger.append_named(
            AUTHENTICITY,
            [
                {
                    "id": known,
                    "skin": said.skin,
                    "answer": said.answer,
                    "species": said.species,
                    "basis": said.basis,
                    "speaks_for": canonical(list(said.speaks_for)),
                    "speaks_against": canonical(list(said.speaks_against)),
                    "note": said.note,
                }
            ],
        )
        return known


class SkinSearchRows:
    """Searches of a skin among the other skins, and their answers."""

    def __init__(self, ledger: Ledger, exposures: ExposureRows) -> None:
        self._ledger = ledger
        self._exposures = exposures

    def add(self, search: SearchRecord) -> str:
        """Keep a search and its answer; returns its id (SS-0001).

        Whoever ran it has seen the machine's result for this skin: that is noted at once.
        """
        known = record_id("SS", self._ledger.next_number(SKIN_SEARCH))
        self._ledger.append_named(SKIN_SEARCH, [search_row(known, search)])
        self._exposures.add(self._ledger.by, search.skin, "machine result")
        return known


class SkinComparisonRows:
    """Coats of two skins held against each other."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add_all(self, comparisons: Iterable[ComparisonRecord]) -> list[str]:
        """Keep comparisons; `individual` of each is the other skin. Returns their ids in order."""
        first = self._ledger.next_number(SKIN_COMPARISON)
        given = list(comparisons)
        ids = [record_id("SC", first + i) for i in range(len(given))]
        self._ledger.append_named(
            SKIN_COMPARISON,
            (
                {
                    "id": known,
                    "search": comparison.search,
                    "query_coat": comparison.query_coat,
                    "gallery_coat": comparison.gallery_coat,
                    "other": comparison.individual,
                    "scores": canonical(comparison.scores),
                    "marks": canonical(comparison.marks),
                    "fingerprint": comparison.fingerprint,
                }
                for known, comparison in zip(ids, given, strict=True)
            ),
        )
        return ids
