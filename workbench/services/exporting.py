"""From a case to a bag for the court: gathered as this reader may see it, written whole or not.

What a bag holds has left the house, so the export itself is on record: who, for whom, under which
authority, and the digest of the bag's tag manifest, which covers every byte of it.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from cases.exports import ftm, graphml
from cases.exports.loss import report as told_losses
from cases.graph import layout
from workbench.bag.contents import Attachment, BagContents, GraphEdge, GraphNode
from workbench.bag.manifests import TAG_MANIFEST
from workbench.bag.packing import write_bag
from workbench.bag.paths import BagRefused
from workbench.bag.signature import Signer, read_signer
from workbench.services.acting import EXPORTING, acting
from workbench.services.bagging import (
    audit_extract,
    digests_of,
    finding_items,
    guarding_places,
    head_of,
    method_of,
    person_told,
    schedules,
    statement_rows,
    validations_behind,
    with_names,
)
from workbench.services.checking_bags import BagState as BagState
from workbench.services.checking_bags import bag_refusal
from workbench.services.checking_bags import verify_bag as verify_bag
from workbench.services.describing import Descriptions
from workbench.services.exhibits import comparisons_of, exhibits_of
from workbench.services.own_calibrations import files_of, own_behind
from workbench.services.pace import Clock, Progress, Step, silent, utc_now
from workbench.services.proficiency import examiners_measured
from workbench.services.refusal import Refused
from workbench.services.scope import Scope, scope_of
from workbench.services.skins_in_bag import told_of_skins
from workbench.services.validating import Recorded
from workbench.services.worlds import world_of
from workbench.store import Reader
from workbench.views.people import names

if TYPE_CHECKING:
    from workbench.project import Project

STEPS = 4


@dataclass(frozen=True, slots=True)
class Exported:
    """A bag that was written: its folder, report, what it holds, the digest of its tag manifest."""

    case: str
    folder: str
    report: str
    exhibits: int
    statements: int
    comparisons: int
    digest: str
    signed: bool

    @property
    def sentences(self) -> list[str]:
        """What was written and how to check it."""
        signed = "signed" if self.signed else "not signed"
        return [
            f"{self.case} is in {self.folder}: {self.exhibits} exhibits, {self.comparisons} "
            f"comparisons, {self.statements} statements; {signed}.",
            f"Report: {self.report}",
            f"Check it with: kedrovka verify {self.folder}",
        ]


def export_case(
    project: "Project",
    by: str,
    case: str,
    folder: Path,
    *,
    sign_key: Path | None = None,
    certificate: Path | None = None,
    recipient: str = "",
    authority: str = "",
    clock: Clock = utc_now,
    progress: Progress = silent,
) -> Exported:
    """Write a case as a bag into a new folder and put the export on record.

    Raises Refused where there is no such case for this person, the folder is not empty, an original
    was changed, or the disk is full; nothing is left behind then.
    """
    reader = acting(project, by, *EXPORTING)
    signer = _signer(sign_key, certificate)
    with tempfile.TemporaryDirectory(prefix="kedrovka-") as scratch:
        contents = contents_of(
            project,
            reader,
            case,
            Path(scratch),
            recipient=recipient,
            authority=authority,
            clock=clock,
            progress=progress,
        )
        try:
            bag = write_bag(contents, folder, sign_with=signer)
        except BagRefused as refused:
            raise bag_refusal(refused) from refused
    progress(Step(STEPS, STEPS, "exporting"))
    digest = _put_on_record(project, reader, case, bag, recipient, authority, clock)
    reports = sorted((bag / "data" / "report").glob("*.pdf"))
    return Exported(
        case,
        str(bag),
        str(reports[0]) if reports else "",
        len(contents.exhibits),
        len(contents.statements),
        len(contents.comparisons),
        digest,
        signer is not None,
    )


def _put_on_record(
    project: "Project",
    reader: Reader,
    case: str,
    bag: Path,
    recipient: str,
    authority: str,
    clock: Clock,
) -> str:
    """Who exported what, for whom; the digest of the tag manifest, which covers the whole bag."""
    with (bag / TAG_MANIFEST).open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    detail = {"case": case, "recipient": recipient, "authority": authority, "digest": digest}
    with project.store.transaction(reader.person, "export", clock(), detail, always=True) as work:
        if recipient:
            work.cases.release(
                case,
                purpose="export",
                authority=authority or "not stated",
                recipient=recipient,
                digest=digest,
            )
    return digest


def contents_of(
    project: "Project",
    reader: Reader,
    case: str,
    scratch: Path,
    *,
    recipient: str = "",
    authority: str = "",
    clock: Clock = utc_now,
    progress: Progress = silent,
) -> BagContents:
    """All that a bag of this case says to this reader. scratch: an empty folder for its graph."""
    now = clock().replace(microsecond=0)
    progress(Step(0, STEPS, "exporting"))
    with project.store.read(reader) as queries:
        found = queries.cases.one(case)
        if found is None:
            raise Refused(f"there is no case {case}", "list the cases: kedrovka case list")
        scope = scope_of(queries, found, by_cells=True)
        exhibits = exhibits_of(project, queries, scope)
        progress(Step(1, STEPS, "exporting"))
        told = with_names(scope, names(project))
        comparisons, answers = comparisons_of(project, queries, told)
        skins = told_of_skins(queries, scope)
    progress(Step(2, STEPS, "exporting"))
    used, unused = schedules(told)
    nodes, edges, positions = _picture(scope)
    by = person_told(reader.person, names(project))
    head = head_of(told, by, now, recipient, authority)
    head = replace(head, summary=(*head.summary, *skins))
    validations = validations_behind(project, reader, answers)
    own = own_behind(project, reader, digests_of(answers))
    contents = BagContents(
        case=guarding_places(head, exhibits, scope),
        method=replace(
            method_of(Descriptions.of(project).describer, answers, validations, own),
            examiners=examiners_measured(project, {one.examiner for one in scope.judgements}),
        ),
        exhibits=exhibits,
        comparisons=comparisons,
        statements=statement_rows(scope),
        findings=finding_items(scope, world_of(project, reader, now)),
        audit=audit_extract(project, scope),
        used=used,
        unused=unused,
        nodes=nodes,
        edges=edges,
        positions=positions,
        attachments=(
            *_attachments(scope, scratch),
            *_reports_of(project, validations),
            *files_of(own),
        ),
    )
    progress(Step(3, STEPS, "exporting"))
    return contents


def _signer(key: Path | None, certificate: Path | None) -> Signer | None:
    if key is None and certificate is None:
        return None
    if key is None or certificate is None:
        raise Refused("a signature needs a key and its certificate", "name both as PEM files")
    try:
        return read_signer(key, certificate)
    except BagRefused as refused:
        raise bag_refusal(refused) from refused


def _picture(
    scope: Scope,
) -> tuple[tuple[GraphNode, ...], tuple[GraphEdge, ...], dict[str, tuple[float, float]]]:
    """The graph as it is drawn: photos are left out, they are exhibits and no links of persons."""
    shown = scope.graph.subgraph(
        [one for one, given in scope.graph.nodes.items() if given["schema"] not in ("Photo", "")]
    )
    nodes = tuple(
        GraphNode(node, str(given["caption"]), str(given["schema"]), node in scope.members)
        for node, given in sorted(shown.nodes.items())
    )
    edges = tuple(
        GraphEdge(source, target, word, bool(shown.edges[source, target, word]["derived"]))
        for source, target, word in sorted(shown.edges(keys=True))
    )
    return nodes, edges, layout(shown)


def _reports_of(project: "Project", validations: Sequence[Recorded]) -> tuple[Attachment, ...]:
    """The evaluation reports that validations rest on, byte for byte."""
    return tuple(
        Attachment(
            f"{one.record.id}-evaluation.json",
            "method",
            project.store.originals.read(one.record.report),
            f"the evaluation report of {one.record.id}",
        )
        for one in validations
    )


def _attachments(scope: Scope, scratch: Path) -> tuple[Attachment, ...]:
    graph, entities, losses = (
        scratch / name for name in ("graph.graphml", "entities.ftm.json", "left-out.txt")
    )
    lost = [*graphml.write(scope.graph, graph), *ftm.write(scope.entities, entities)]
    losses.write_text(told_losses(lost) + "\n", encoding="utf-8")
    told = {
        graph: "the graph as GraphML",
        entities: "the entities as FollowTheMoney JSON lines",
        losses: "what these two formats cannot carry",
    }
    return tuple(Attachment(path.name, "graph", path, words) for path, words in told.items())
