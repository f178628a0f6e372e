"""The one way from the photos of a skin to an answer: match, rank, demo and evaluation walk it."""

from collections.abc import Mapping, Sequence

import numpy as np

from embeddings.coat import QualityGrade
from embeddings.features import Features
from embeddings.gallery import Apart, Gallery, same_species
from embeddings.lead import Searched, not_in_catalogue_llr, say
from embeddings.photo import fingerprint
from embeddings.search.answer import Answer, Candidate, RankedCoat
from embeddings.search.looking import BUDGET, Look, look
from embeddings.search.scoring import Scored, score_coats, weigh_up
from embeddings.strength import Calibration, Evidence, Scale, Strength, Validation, weigh
from embeddings.verify import VERSION as VERIFY_VERSION

VERSION = "search-5"


def search_skin(
    query: Sequence[Features],
    gallery: Gallery,
    calibration: Calibration,
    *,
    budget: int = BUDGET,
    exclude_photos: frozenset[str] = frozenset(),
    exclude_encounters: frozenset[str] = frozenset(),
    validation: Validation | None = None,
    chosen_because: str = "",
    scale: Scale | None = None,
) -> Answer:
    """Search all photos of one skin in a gallery and weigh what is found.

    query: features of one or more coats of one animal. budget: coats looked at closely for each
    query photo. exclude_encounters: the query's own; its own photos are excluded always.
    chosen_because: why this calibration (from `strength.choose`). scale: the verbal scale, the
    shipped one without it. Raises ValueError without a query or with a budget below one.
    """
    if not query or budget < 1:
        raise ValueError(f"{len(query)} query photos and a budget of {budget}: one or more of each")
    own = frozenset(features.coat.photo for features in query)
    apart = Apart(own | exclude_photos, exclude_encounters)
    looks = [look(features, gallery, apart=apart, budget=budget) for features in query]
    scored = [score_coats(one) for one in looks]
    evidence: dict[str, list[Evidence]] = {}
    for one, scores in zip(looks, scored, strict=True):
        for group, piece in weigh_up(one, scores, gallery, calibration.cohorts).items():
            evidence.setdefault(group, []).append(piece)
    strengths = {
        group: weigh(pieces, calibration, validation=validation, scale=scale)
        for group, pieces in evidence.items()
    }
    coats = _ranked(looks, scored, gallery, strengths)
    candidates = _candidates(coats, strengths, evidence)
    incomparable = _incomparable(query, gallery, candidates)
    searched = _searched(looks, gallery, len(candidates), len(incomparable))
    named = [candidate.strength for candidate in candidates]
    lead = say(
        named,
        good_enough=_good_enough(query),
        searched=searched,
        thresholds=calibration.thresholds,
        reasons=query[0].coat.quality.reasons,
    )
    return Answer(
        candidates=tuple(candidates),
        coats=tuple(coats),
        incomparable=incomparable,
        lead=lead,
        not_in_catalogue_llr=not_in_catalogue_llr(named),
        searched=searched,
        calibration=chosen_because or f"calibration {calibration.name}",
        fingerprint=_fingerprint(query, gallery, calibration, apart, budget),
    )


def _incomparable(
    query: Sequence[Features], gallery: Gallery, candidates: Sequence[Candidate]
) -> tuple[str, ...]:
    """Named animals of the query's species of which no coat could be compared."""
    met = {candidate.individual for candidate in candidates}
    return tuple(
        sorted(
            {
                entry.individual
                for entry in gallery.entries
                if entry.individual
                and entry.individual not in met
                and any(same_species(entry.species, one.coat.species) for one in query)
            }
        )
    )


def _searched(looks: Sequence[Look], gallery: Gallery, animals: int, incomparable: int) -> Searched:
    allowed = np.logical_or.reduce([one.allowed for one in looks])
    return Searched(
        species=tuple(sorted({one.query.coat.species for one in looks})),
        flanks=tuple(sorted({one.query.coat.flank.value for one in looks})),
        animals=animals,
        coats=int(allowed.sum()),
        gallery_digest=gallery.digest,
        incomparable=incomparable,
    )


def _fingerprint(
    query: Sequence[Features],
    gallery: Gallery,
    calibration: Calibration,
    apart: Apart,
    budget: int,
) -> str:
    """SHA-256 over everything the answer follows from."""
    return fingerprint(
        VERSION.encode(),
        VERIFY_VERSION.encode(),
        gallery.digest.encode(),
        calibration.digest.encode(),
        str(budget).encode(),
        "|".join(sorted(apart.photos)).encode(),
        "\x1f".join(sorted(apart.encounters)).encode(),
        *(one.fingerprint.encode() for one in query),
    )


def _good_enough(query: Sequence[Features]) -> bool:
    return any(one.coat.quality.grade != QualityGrade.NOT_SUITABLE for one in query)


def _ranked(
    looks: Sequence[Look],
    scored: Sequence[Scored],
    gallery: Gallery,
    strengths: Mapping[str, Strength],
) -> list[RankedCoat]:
    """All coats that any query photo could be compared with, best first.

    The animal's evidence comes first, the likeness of the coat itself orders within the animal.
    """
    pair = np.stack([one.pair for one in scored])
    compared = ~np.isnan(pair)
    best = np.where(compared, pair, -np.inf).argmax(axis=0)
    queries = [one.query.coat.id for one in looks]
    ranked = []
    for row in np.flatnonzero(compared.any(axis=0)).tolist():
        place = int(best[row])
        entry = gallery.entries[row]
        share = 1.0 / (1.0 + float(np.exp(-pair[place, row])))
        raw = strengths[gallery.groups[row]].log10_lr_raw
        ranked.append(
            RankedCoat(
                entry=row,
                coat=gallery.ids[row],
                individual=entry.individual,
                query=queries[place],
                score=raw + 0.01 * share,
                comparison=looks[place].closely.get(row),
            )
        )
    return sorted(ranked, key=lambda coat: (-coat.score, coat.entry))


def _candidates(
    coats: Sequence[RankedCoat],
    strengths: Mapping[str, Strength],
    evidence: Mapping[str, Sequence[Evidence]],
) -> list[Candidate]:
    """Named animals, strongest first, each with its best coat."""
    best: dict[str, RankedCoat] = {}
    for coat in coats:
        if coat.individual:
            best.setdefault(coat.individual, coat)
    found = []
    for individual, coat in best.items():
        group = f"={individual}"
        pieces = evidence[group]
        strongest = max(pieces, key=lambda piece: piece.scores.get("sift", -1.0))
        found.append(
            Candidate(
                individual=individual,
                strength=strengths[group],
                best=coat,
                scores=strongest.scores,
                coats=max(piece.coats for piece in pieces),
                encounters=max(piece.encounters for piece in pieces),
                evidence=tuple(pieces),
            )
        )
    # Where the ratios say the same, the likeness of the best coats still orders a shortlist.
    return sorted(
        found, key=lambda one: (-one.strength.log10_lr_raw, -one.best.score, one.individual)
    )
