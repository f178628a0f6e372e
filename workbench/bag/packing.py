"""Write a court bag: a BagIt 1.0 folder (RFC 8493) that is there whole or not at all.

Everything is written into a folder beside the goal, whose name says that it is unfinished, flushed,
and renamed at the end. Each original's digest is computed while it is copied; one that is no longer
what came in stops the export, because a bag that vouches for changed bytes is worse than none.
"""

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from workbench.bag import manifests
from workbench.bag.contents import (
    AuditRow,
    BagContents,
    Exhibit,
    ScheduleRow,
    StatementRow,
    Transfer,
)
from workbench.bag.paths import BagRefused, safe_name, unique_names
from workbench.bag.picture import draw_graph
from workbench.bag.report import STANDING, checks, report_pdf
from workbench.bag.signature import Signer, sign
from workbench.bag.tables import canonical_json, columns_of, csv_bytes, jsonl_bytes, rows_of

_PIECE = 1 << 20
_FOLDERS = ("report", "exhibits", "custody", "statements", "graph", "method", "audit", "schedules")


def write_bag(contents: BagContents, folder: Path, *, sign_with: Signer | None = None) -> Path:
    """Write the bag to `folder`, which must not exist or be empty, and return it.

    With `sign_with` a detached CMS signature over the tag manifest is put beside it. Raises
    BagRefused where a real case was weighed with a calibration fitted on simulated coats, the
    folder holds something, an original is absent or changed, or the disk is full or read-only;
    nothing is left behind then.
    """
    _no_simulated_weighing(contents)
    goal = folder.absolute()
    if goal.exists() and (not goal.is_dir() or any(goal.iterdir())):
        raise BagRefused(f"{folder} is not empty: name a new folder for the bag")
    try:
        goal.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=f".{goal.name}-unfinished-", dir=goal.parent))
    except OSError as refused:
        raise _disk(refused, goal) from refused
    try:
        _fill(contents, unfinished, sign_with)
        unfinished.chmod(0o755)
        if goal.exists():
            goal.rmdir()
        unfinished.rename(goal)
    except OSError as refused:
        raise _disk(refused, goal) from refused
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return folder


def exhibit_paths(exhibits: tuple[Exhibit, ...]) -> dict[str, str]:
    """Exhibit id -> path inside the bag, safe on any file system, no two alike.

    Raises BagRefused where two exhibits share an id.
    """
    ids = [exhibit.id for exhibit in exhibits]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise BagRefused(f"two exhibits are called {twice[0]}: give each its own id")
    folders = unique_names(ids)
    return {
        exhibit.id: f"{manifests.PAYLOAD}/exhibits/{folder}/{safe_name(exhibit.file_name)}"
        for exhibit, folder in zip(exhibits, folders, strict=True)
    }


def _no_simulated_weighing(contents: BagContents) -> None:
    """What rendered coats taught may be shown in a rendered case and nowhere else."""
    if contents.case.simulated:
        return
    found = sorted({one.skin for one in contents.comparisons if one.for_demonstration})
    if found:
        raise BagRefused(
            f"{', '.join(found)}: weighed with a calibration fitted on simulated coats, and "
            f"{contents.case.id} is no simulated case: search again with a calibration of real "
            "animals"
        )


def _fill(contents: BagContents, bag: Path, signer: Signer | None) -> None:
    paths = exhibit_paths(contents.exhibits)
    payload: dict[str, str] = {}
    size = 0
    for exhibit in contents.exhibits:
        size += _copy_exhibit(exhibit, bag, paths[exhibit.id])
        payload[paths[exhibit.id]] = exhibit.sha256.lower()
    for name, content in _payload(contents, paths):
        if name in payload:
            raise BagRefused(f"two files of the bag are called {name}: rename an attachment")
        data = content.read_bytes() if isinstance(content, Path) else content
        payload[name] = _write(bag / name, data)
        size += len(data)
    tags = {
        manifests.DECLARATION: b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        manifests.INFO: manifests.info_text(_info(contents, size, len(payload))).encode(),
        manifests.MANIFEST: manifests.manifest_text(payload).encode(),
    }
    listed = {name: _write(bag / name, data) for name, data in tags.items()}
    tag_manifest = manifests.manifest_text(listed).encode()
    _write(bag / manifests.TAG_MANIFEST, tag_manifest)
    if signer is not None:
        _write(bag / manifests.SIGNATURE, sign(tag_manifest, signer))


def _payload(contents: BagContents, paths: Mapping[str, str]) -> Iterator[tuple[str, bytes | Path]]:
    """Every file below data/ but the originals: its path inside the bag and its content."""
    for name, content in _tables(contents, paths):
        yield f"{manifests.PAYLOAD}/{name}", content
    yield f"{manifests.PAYLOAD}/report/report.pdf", report_pdf(contents, paths)
    if contents.nodes:
        picture = draw_graph(contents.nodes, contents.edges, contents.positions)
        yield f"{manifests.PAYLOAD}/graph/graph.svg", picture.encode()
    for attachment in contents.attachments:
        if attachment.folder not in _FOLDERS:
            raise BagRefused(
                f"{attachment.name}: a bag has no folder {attachment.folder!r}, only "
                f"{', '.join(_FOLDERS)}"
            )
        if safe_name(attachment.name) != attachment.name:
            raise BagRefused(f"{attachment.name!r} is no plain file name: rename the attachment")
        yield f"{manifests.PAYLOAD}/{attachment.folder}/{attachment.name}", attachment.content


def _tables(contents: BagContents, paths: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    hidden = ("file", "thumbnail", "transfers")
    exhibits = [
        {**row, "path": paths[exhibit.id]}
        for row, exhibit in zip(rows_of(contents.exhibits, hidden), contents.exhibits, strict=True)
    ]
    yield "exhibits/exhibits.csv", csv_bytes(exhibits, [*columns_of(Exhibit, hidden), "path"])
    custody = [
        {"exhibit": exhibit.id, **row}
        for exhibit in contents.exhibits
        for row in rows_of(exhibit.transfers)
    ]
    yield "custody/custody.csv", csv_bytes(custody, ["exhibit", *columns_of(Transfer)])
    yield "custody/custody.jsonl", jsonl_bytes(custody)
    statements = rows_of(contents.statements)
    yield "statements/statements.csv", csv_bytes(statements, columns_of(StatementRow))
    yield "statements/statements.jsonl", jsonl_bytes(statements)
    method = {
        "method": asdict(contents.method),
        "comparisons": rows_of(contents.comparisons, ("pictures",)),
        "findings": rows_of(contents.findings),
        "standing": STANDING,
    }
    yield "method/method.json", canonical_json(method)
    yield "audit/audit.csv", csv_bytes(rows_of(contents.audit), columns_of(AuditRow))
    for name, rows in (("used", contents.used), ("unused", contents.unused)):
        kept = [row if not row.sensitive else _withheld(row) for row in rows]
        yield f"schedules/{name}.csv", csv_bytes(rows_of(kept), columns_of(ScheduleRow))
    yield "README.txt", _readme(contents).encode()


def _withheld(row: ScheduleRow) -> ScheduleRow:
    return ScheduleRow(row.id, "sensitive, listed by number only", row.reason, row.assists, True)


def _readme(contents: BagContents) -> str:
    case = contents.case
    lines = [f"{case.id}: {case.title}", f"Handling: {case.handling}"]
    if case.simulated:
        lines.append("SIMULATED. Animals, people and events in this bag are invented.")
    placed = [exhibit.id for exhibit in contents.exhibits if exhibit.names_place]
    if placed:
        lines.append(f"The files of these exhibits say where they were taken: {', '.join(placed)}.")
    lines += ["", "Begin with report/report.pdf.", ""]
    lines += [
        "In the CSV files an apostrophe stands before a cell that a spreadsheet would take for a",
        "formula; the JSON lines hold the value as it is.",
        "",
        "To check this bag, in the folder above this one:",
    ]
    lines += [f"  {what}\n    {command}" for what, command in checks()]
    return "\n".join([*lines, "", *STANDING]) + "\n"


def _info(contents: BagContents, size: int, files: int) -> dict[str, str]:
    case = contents.case
    return {
        "External-Identifier": case.id,
        "External-Description": case.title,
        "Source-Organization": case.prepared_by,
        "Bagging-Date": case.prepared_at.date().isoformat(),
        "Bag-Software-Agent": f"Kedrovka {contents.method.program_version}",
        "Payload-Oxum": f"{size}.{files}",
        "Handling": case.handling,
        "Simulated": "yes" if case.simulated else "no",
    }


def _copy_exhibit(exhibit: Exhibit, bag: Path, name: str) -> int:
    """Copy an original into the bag and return its size, its digest checked on the way."""
    goal = bag / name
    goal.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    try:
        source = exhibit.file.open("rb")
    except FileNotFoundError as gone:
        raise BagRefused(
            f"the original of {exhibit.id} is not at {exhibit.file}: bring it back from the backup"
        ) from gone
    with source, goal.open("wb") as out:
        while piece := source.read(_PIECE):
            digest.update(piece)
            out.write(piece)
            size += len(piece)
        out.flush()
        os.fsync(out.fileno())
    if digest.hexdigest() != exhibit.sha256.lower():
        raise BagRefused(
            f"the original of {exhibit.id} was changed since it came in (SHA-256 "
            f"{digest.hexdigest()[:12]}, recorded {exhibit.sha256[:12]}): bring it back from the "
            "backup before anything is exported"
        )
    return size


def _write(path: Path, data: bytes) -> str:
    """Write a file through to the disk and return its SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    return hashlib.sha256(data).hexdigest()


def _disk(refused: OSError, goal: Path) -> BagRefused:
    if refused.errno in (errno.ENOSPC, errno.EDQUOT):
        return BagRefused(f"the disk of {goal.parent} is full: make room or name another folder")
    if refused.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return BagRefused(f"{goal.parent} may not be written: name a folder of your own")
    return BagRefused(f"the bag cannot be written to {goal}: {refused.strerror or refused}")
