"""What was computed about coats: kept as it was, with the fingerprint that says how."""

from collections.abc import Iterable, Mapping

from workbench.store.encode import canonical
from workbench.store.engine import ask_by_ids
from workbench.store.examining import ExposureRows
from workbench.store.ledger import Ledger
from workbench.store.naming import record_id
from workbench.store.records import CoatLike, CoatRecord, ComparisonRecord, SearchRecord
from workbench.store.tables import COAT, COMPARISON, SEARCH

__all__ = ["CoatRows", "ComparisonRows", "SearchRows", "search_row"]


class CoatRows:
    """Coats as they were fixed before a search."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(
        self, coat: CoatRecord | CoatLike, *, landmarks: Mapping[str, object] | None = None
    ) -> str:
        """Keep a coat (ours or that of embeddings); the same coat again is no new row."""
        return self.add_all([coat], landmarks=landmarks)[0]

    def add_all(
        self,
        coats: Iterable[CoatRecord | CoatLike],
        *,
        landmarks: Mapping[str, object] | None = None,
    ) -> list[str]:
        """Keep many coats at once; returns their ids in order."""
        given = list(coats)
        asked = "SELECT id FROM coat WHERE id IN {ids}"
        there = {r[0] for r in ask_by_ids(self._ledger.connection, asked, [c.id for c in given])}
        fresh = {coat.id: coat for coat in given if coat.id not in there}
        self._ledger.append_named(
            COAT,
            (
                {
                    "id": coat.id,
                    "photo": coat.photo,
                    "region": canonical(coat.region),
                    "flank": str(coat.flank),
                    "species": coat.species,
                    "kind": str(coat.kind),
                    "quality": canonical(coat.quality),
                    "landmarks": canonical(landmarks or getattr(coat, "landmarks", None) or {}),
                    "fixed_by": canonical(coat.fixed_by),
                    "supersedes": getattr(coat, "supersedes", None),
                }
                for coat in fresh.values()
            ),
        )
        return [coat.id for coat in given]


def search_row(known: str, search: SearchRecord) -> dict[str, str | int | float | None]:
    """A search of the catalogue, or of the skins, as the row that keeps it under its id."""
    return {
        "id": known,
        "skin": search.skin,
        "coats": canonical(list(search.coats)),
        "fingerprint": search.fingerprint,
        "answer": canonical(search.answer),
        "gallery_digest": search.gallery_digest,
        "network_digest": search.network_digest,
        "calibration_digest": search.calibration_digest,
    }


class SearchRows:
    """Searches and their answers."""

    def __init__(self, ledger: Ledger, exposures: ExposureRows) -> None:
        self._ledger = ledger
        self._exposures = exposures

    def add(self, search: SearchRecord) -> str:
        """Keep a search and its answer; returns its id (SR-0001).

        Whoever ran it has seen the machine's result for this skin: that is noted at once.
        """
        known = record_id("SR", self._ledger.next_number(SEARCH))
        self._ledger.append_named(SEARCH, [search_row(known, search)])
        if search.skin:
            self._exposures.add(self._ledger.by, search.skin, "machine result")
        return known


class ComparisonRows:
    """Pairs of coats held against each other."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, comparison: ComparisonRecord) -> str:
        """Keep a comparison; both coats must be known (`coats.add`)."""
        return self.add_all([comparison])[0]

    def add_all(self, comparisons: Iterable[ComparisonRecord]) -> list[str]:
        """Keep many comparisons at once; returns their ids in order."""
        first = self._ledger.next_number(COMPARISON)
        given = list(comparisons)
        ids = [record_id("CMP", first + i) for i in range(len(given))]
        self._ledger.append_named(
            COMPARISON,
            (
                {
                    "id": known,
                    "search": comparison.search,
                    "query_coat": comparison.query_coat,
                    "gallery_coat": comparison.gallery_coat,
                    "individual": comparison.individual,
                    "scores": canonical(comparison.scores),
                    "marks": canonical(comparison.marks),
                    "fingerprint": comparison.fingerprint,
                }
                for known, comparison in zip(ids, given, strict=True)
            ),
        )
        return ids
