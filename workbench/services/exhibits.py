"""The photos of a case as exhibits, and its comparisons with the pictures a court will look at."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbench.bag.contents import ComparisonItem, Exhibit, Opinion, Transfer
from workbench.bag.metadata import names_a_place
from workbench.services.answers import lead_word
from workbench.services.contributing import contributions_in, made_of
from workbench.services.custody import device_in
from workbench.services.explaining import stored_of
from workbench.services.figures import figures_of
from workbench.services.scope import Scope
from workbench.services.strengths import RAW_AND_BOUNDED, is_for_demonstration, told_beside
from workbench.store import ComparisonRecord, CustodyRecord, Queries, SearchRecord

if TYPE_CHECKING:
    from workbench.project import Project

# Beside those that a person judged, this many of the machine's candidates are shown per skin.
SHOWN = 2


def exhibits_of(project: "Project", queries: Queries, scope: Scope) -> tuple[Exhibit, ...]:
    """Every photo of the case's skins, and the catalogue photos that they were compared with."""
    found: dict[str, Exhibit] = {}
    for skin in scope.skins:
        custody = queries.cases.custody([skin])
        photos = scope.entities[skin].targets("photo")
        for number, photo in enumerate(photos, start=1):
            entity = scope.entities.get(photo)
            digest = entity.first("digest") if entity else ""
            if entity is None or not digest:
                continue
            own = [step for step in custody if step.digest in (None, digest)]
            begun = next((step for step in own if step.digest == digest), None)
            flank = entity.first("flank") or "unknown"
            found[digest] = Exhibit(
                id=f"{skin}-{number}",
                sha256=digest,
                file=project.store.originals.path_of(digest),
                file_name=entity.first("fileName") or digest[:16],
                label=f"skin {scope.called(skin)}, photo {number}, flank {flank}",
                media_type=entity.first("mediaType"),
                form=begun.form if begun else "original",
                device=_device(begun),
                collector=begun.to_whom if begun else "",
                collected_at=begun.at.isoformat() if begun and begun.at else "",
                transfers=tuple(_transfer(step) for step in own),
            )
    for skin in scope.skins:
        for record in _compared(queries, scope, skin):
            _add_reference(project, queries, record, found)
    return tuple(_placed(exhibit) for exhibit in found.values())


def _placed(exhibit: Exhibit) -> Exhibit:
    """The exhibit, marked where its file names a place; packing refuses one that is gone."""
    if not exhibit.file.is_file() or not names_a_place(exhibit.file):
        return exhibit
    label = f"{exhibit.label}; the file says where it was taken"
    return replace(exhibit, label=label, names_place=True)


def comparisons_of(
    project: "Project", queries: Queries, scope: Scope
) -> tuple[tuple[ComparisonItem, ...], list[dict[str, Any]]]:
    """What was held against what, and the stored answers behind it."""
    items: list[ComparisonItem] = []
    answers: list[dict[str, Any]] = []
    for skin in scope.skins:
        searches = queries.matching.searches(skin)
        if not searches:
            continue
        answers.append(dict(searches[0].answer))
        records = {one.individual: one for one in _compared(queries, scope, skin)}
        for individual, record in records.items():
            items.append(_item(project, queries, scope, searches[0], individual, record))
    return tuple(items), answers


def _compared(queries: Queries, scope: Scope, skin: str) -> list[ComparisonRecord]:
    """The latest comparison with each judged animal and with the machine's first few."""
    searches = queries.matching.searches(skin)
    if not searches:
        return []
    judged = {one.individual for one in scope.judgements if one.skin == skin}
    listed = searches[0].answer.get("candidates")
    leading = [one["individual"] for one in listed[:SHOWN]] if isinstance(listed, list) else []
    latest = {one.individual: one for one in queries.matching.comparisons(skin)}
    return [latest[one] for one in dict.fromkeys([*leading, *sorted(judged)]) if one in latest]


def _item(
    project: "Project",
    queries: Queries,
    scope: Scope,
    search: SearchRecord,
    individual: str,
    record: ComparisonRecord,
) -> ComparisonItem:
    answer: Mapping[str, Any] = search.answer
    listed = answer["candidates"]
    row: Mapping[str, Any] = next((one for one in listed if one["individual"] == individual), {})
    captions = queries.entities.captions([individual])
    animal = f"{individual} {captions[individual]}" if captions[individual] != individual else ""
    # No figures where the reader may not see the catalogue's photo: it may give an animal away.
    stored = stored_of(queries, record)
    pictures, controls = figures_of(project, stored, individual) if stored else ((), ())
    apart = contributions_in(row)
    searched = answer["searched"]["sentence"]
    if answer.get("coverage"):
        searched += f" Coverage: {answer['coverage']}."
    return ComparisonItem(
        skin=search.skin,
        animal=animal or individual,
        lead=answer["lead"]["sentence"],
        wording=row.get("wording", ""),
        log10_lr=row.get("log10_lr"),
        low=row.get("low"),
        high=row.get("high"),
        log10_lr_raw=row.get("log10_lr_raw"),
        reference_population=row.get("reference_population", ""),
        searched=searched,
        fingerprint=search.fingerprint,
        alternatives=(
            "another animal of the same kind that looks alike, such as a sibling",
            "an animal that was never photographed",
        ),
        opinions=tuple(
            Opinion(
                one.examiner,
                one.verdict.replace("_", " "),
                one.condition,
                one.at.isoformat(),
                one.why,
            )
            for one in scope.judgements
            if one.skin == search.skin and one.individual == individual and not one.superseded
        ),
        controls=controls,
        pictures=pictures,
        made_of=None if apart is None else made_of(apart),
        bound_reason=row.get("bound_reason", ""),
        beside=tuple(one for one in told_beside(row) if not one.startswith(RAW_AND_BOUNDED)),
        other_question=(answer.get("in_catalogue") or {}).get("sentence", ""),
        for_demonstration=is_for_demonstration(answer),
        leaning=lead_word(answer["lead"]).startswith("leaning_"),
    )


def _add_reference(
    project: "Project",
    queries: Queries,
    record: ComparisonRecord,
    found: dict[str, Exhibit],
) -> None:
    coat = queries.matching.coat(record.gallery_coat)
    if coat is None or coat.photo in found:
        return
    said = queries.statements.saying("Photo", ["digest"], coat.photo)
    names = queries.entities.captions({one.subject for one in said} | {record.individual})
    photo = next((one.subject for one in said), "")
    found[coat.photo] = Exhibit(
        id=photo or coat.id,
        sha256=coat.photo,
        file=project.store.originals.path_of(coat.photo),
        file_name=names.get(photo, coat.photo[:16]),
        label=f"catalogue photo of {names[record.individual]}, flank {coat.flank}",
        collector=", ".join(sorted({one.recorded_by for one in said})),
    )


def _device(step: CustodyRecord | None) -> str:
    return device_in(step.note) if step is not None else ""


def _transfer(step: CustodyRecord) -> Transfer:
    at = str(step.when) if step.when else (step.at.isoformat() if step.at else "")
    return Transfer(
        at=at,
        giver=step.from_whom or "not recorded",
        receiver=step.to_whom,
        place=step.place,
        seal=step.seal,
        digest=step.digest or "",
        note="; ".join(part for part in (step.action, step.note) if part),
    )
