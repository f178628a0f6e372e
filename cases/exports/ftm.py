"""FollowTheMoney entities as JSON lines, for Aleph and everything that reads its model.

Their model has no animals, cameras or patrols, and keeps neither source nor grade with a value:
that is listed as lost. Each line also says our own kind under a key of ours, which their readers
pass over, and what of it was retracted, so that nothing taken back comes alive elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from cases.entities import Entities
from cases.exports.ftm_records import Properties, Records
from cases.exports.loss import Loss, LossList
from cases.exports.stamp import Stamp
from cases.statement import Statement

__all__ = ["write"]


def write(
    entities: Entities,
    path: Path,
    *,
    stamp: Stamp | None = None,
    retracted: Iterable[Statement] = (),
) -> tuple[Loss, ...]:
    """One JSON object a line: {"id", "schema", "properties": {name: [texts]}, "kedrovka"}, by id.

    Every line keeps to FollowTheMoney's schema. retracted: statements that were taken back; their
    values are named under `kedrovka` of their entity. Equal entities give equal bytes.
    """
    made = Records(entities)
    taken_back: dict[str, dict[str, set[str]]] = {}
    for statement in retracted:
        values = taken_back.setdefault(statement.subject, {})
        values.setdefault(statement.property, set()).add(statement.value)
    _losses_of_provenance(entities, made.losses)
    with path.open("w", encoding="utf-8", newline="\n") as sink:
        for one, properties in made.records.items():
            own: dict[str, object] = {"schema": entities[one].schema}
            if one in taken_back:
                named = sorted(taken_back[one].items())
                own["retracted"] = {name: sorted(values) for name, values in named}
            sink.write(_line(one, made.kinds[one], properties, own, stamp))
        for one in sorted(made.links):
            sink.write(_line(one, "UnknownLink", made.links[one], {}, stamp))
    return tuple(made.losses)


def _line(
    one: str, schema: str, properties: Properties, own: dict[str, object], stamp: Stamp | None
) -> str:
    record: dict[str, object] = {"id": one, "schema": schema, "properties": properties}
    if stamp is not None:
        own = {**own, "handling": stamp.handling_words, "simulated": stamp.simulated}
    if own:
        record["kedrovka"] = own
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def _losses_of_provenance(entities: Entities, losses: LossList) -> None:
    statements: Iterable[Statement] = (s for e in entities.values() for s in e.statements)
    for statement in statements:
        losses.add("source and place", "FollowTheMoney keeps none a value", statement.source_id)
        if statement.grade.scheme:
            losses.add("grade", "FollowTheMoney grades nothing", f"{statement.grade}")
        if statement.handling.level or statement.handling.compartments:
            losses.add(
                "handling of a value",
                "FollowTheMoney cannot restrict one; the strictest stands on every line",
                f"level of {statement.subject}",
            )
