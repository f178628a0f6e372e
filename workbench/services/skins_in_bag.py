"""What a bag says of its skins beside the catalogue: is each one at all, and other skins."""

from typing import Any

from workbench.services.authenticity import looked
from workbench.services.scope import Scope
from workbench.store import Queries

NOBODY_LOOKED = "nobody has put on record whether it is a genuine coat at all."


def told_of_skins(queries: Queries, scope: Scope) -> tuple[str, ...]:
    """Paragraphs for the summary, skin by skin, as this reader may see them.

    First whether it is a genuine coat, with every answer that was given; then what a search among
    other skins said, and what people judged of two skins.
    """
    paragraphs = []
    for skin in scope.skins:
        said = queries.skins.authenticity(skin)
        if not said:
            paragraphs.append(f"{skin}: {NOBODY_LOOKED}")
        for place, record in enumerate(said):
            before = "" if place == 0 else "Before that: "
            paragraphs.append(f"{before}{looked(record).sentence}")
        for search in queries.skins.searches(skin)[:1]:
            lead: Any = search.answer.get("lead")
            paragraphs.append(
                f"{skin} among the other skins ({search.id}): {lead['sentence']} "
                f"{search.answer.get('calibration', '')}."
            )
        paragraphs += [
            f"{one.id}: {one.skin} and {one.individual} are judged {_verdict(one.verdict)} by "
            f"{one.examiner} ({one.condition}): {one.why}"
            for one in queries.examining.judgements(skin)
            if one.individual.startswith("SK-") and not one.superseded
        ]
    return tuple(paragraphs)


def _verdict(verdict: str) -> str:
    return {"same": "one skin, or pieces of one", "different": "two skins"}.get(
        verdict, "impossible to tell"
    )
