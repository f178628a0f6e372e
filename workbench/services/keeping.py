"""That nothing was altered and nothing is lost: audit, rebuild, backup, restore."""

import shutil
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.project import Project
from workbench.services.acting import KEEPING, acting
from workbench.services.pace import Clock, Progress, Stop, never, silent, utc_now
from workbench.services.refusal import Refused
from workbench.store.audit import Anchor, Verified, verify
from workbench.store.backup import backup as copy_project
from workbench.store.backup import restore as fill_from
from workbench.store.derived import build_catalogue_coats, digest_of_derived, drop_derived

if TYPE_CHECKING:
    from collections.abc import Mapping

SHOWN = 10


@dataclass(frozen=True, slots=True)
class AuditState:
    """What a check of the audit found; intact: nothing. findings: the first altered first."""

    intact: bool
    transactions: int
    rows: int
    originals: int
    head: str
    findings: tuple[str, ...]

    @property
    def sentences(self) -> list[str]:
        """The result in plain words, the first altered row first."""
        looked = f"{self.transactions:,} transactions, {self.rows:,} rows, {self.originals:,} files"
        if self.intact:
            return [f"Nothing was altered: {looked}.", f"Head of the audit: {self.head}"]
        more = len(self.findings) - SHOWN
        told = list(self.findings[:SHOWN]) + ([f"and {more} more"] if more > 0 else [])
        return [f"Altered: {told[0]}", *told[1:], f"Looked at {looked}."]


def verify_audit(project: Project, *, anchor: Path | str | None = None) -> AuditState:
    """Check every row that may never change, and every original, against the audit.

    anchor: a file that `anchor_audit` wrote, or its text; it also finds a cut tail. Raises Refused
    for a file that holds no anchor.
    """
    checked: Verified = verify(project.store, _anchor(anchor))
    return AuditState(
        checked.intact,
        checked.transactions,
        checked.rows,
        checked.originals,
        str(checked.head),
        tuple(finding.sentence for finding in checked.findings),
    )


def check_audit(project: Project, by: str, *, anchor: Path | str | None = None) -> AuditState:
    """`verify_audit` for an administrator at a page: what it finds is not for everybody."""
    acting(project, by, *KEEPING)
    return verify_audit(project, anchor=anchor)


@dataclass(frozen=True, slots=True)
class Anchored:
    """A head of the audit that was written down."""

    file: str
    head: str

    @property
    def sentence(self) -> str:
        """Where it is and what to do with it."""
        return (
            f"{self.head} is in {self.file}: keep it where nobody who uses the project can write."
        )


def anchor_audit(project: Project, by: str, file: Path) -> Anchored:
    """Write the number and hash of the last audit row to a new file."""
    acting(project, by, *KEEPING)
    if file.exists():
        raise Refused(f"{file} is there already", "name a new file: an old anchor is evidence too")
    checked = verify(project.store, originals=False)
    if not checked.intact:
        raise Refused(
            f"the audit is not intact: {checked.findings[0].sentence}",
            "look into it before anchoring: kedrovka audit verify",
        )
    file.write_text(f"{checked.head}\n", encoding="utf-8")
    return Anchored(str(file), str(checked.head))


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was derived again. differ: what is not what it was before."""

    coats: int
    same: int
    added: int
    differ: tuple[str, ...]

    @property
    def sentences(self) -> list[str]:
        """The result in plain words."""
        told = [
            f"{self.coats:,} coats described again: {self.same:,} identical to before, "
            f"{self.added:,} were missing before, {len(self.differ):,} differ."
        ]
        return told + [f"  differs: {one}" for one in self.differ[:SHOWN]]


def rebuild(
    project: Project,
    by: str,
    *,
    clock: Clock = utc_now,
    progress: Progress = silent,
    stop: Stop = never,
) -> Rebuilt:
    """Throw away all that is derived, compute it again, and compare it byte by byte.

    On one machine with one version of the program everything is identical. What was there is kept
    aside until the new is complete, so a stop or a full disk loses nothing.
    """
    from workbench.services.describing import Descriptions
    from workbench.services.gallery import all_coats

    reader = acting(project, by, *KEEPING)
    with project.importing(reader.person, "rebuild", clock()):
        before = digest_of_derived(project.store)
        aside = project.folder / "derived-before"
        _set_aside(project.derived, aside)
        drop_derived(project.store)
        build_catalogue_coats(project.store)
        coats = all_coats(project)
        Descriptions.of(project).fill(coats, progress=progress, stop=stop)
        same, added, differ = _compare(_digests(aside), _digests(project.derived))
        if digest_of_derived(project.store) != before:
            differ = ("the catalogue in the database", *differ)
        shutil.rmtree(aside)
    return Rebuilt(len(coats), same, added, differ)


@dataclass(frozen=True, slots=True)
class Copied:
    """A backup that was made or brought back."""

    place: str
    rows: int
    originals: int
    head: str
    intact: bool

    @property
    def sentence(self) -> str:
        """What is there."""
        return (
            f"{self.place}: {self.rows:,} rows, {self.originals:,} originals, "
            f"audit {'intact' if self.intact else 'NOT intact'} at {self.head}."
        )


def backup(project: Project, by: str, target: Path, *, clock: Clock = utc_now) -> Copied:
    """Copy a project into a new folder while work goes on; what is derived is left out.

    Raises StoreRefused where the folder exists or the disk is full.
    """
    reader = acting(project, by, *KEEPING)
    copied = copy_project(project.store, target)
    with project.store.transaction(
        reader.person, "backup", clock(), {"head": copied.head}, always=True
    ):
        pass
    return Copied(str(target), copied.rows, copied.originals, copied.head, intact=True)


def restore(
    source: Path, folder: Path, *, name: str = "", database_url: str | None = None
) -> Copied:
    """Make a new project in `folder` out of a backup, and check its audit.

    Raises StoreRefused where the backup is damaged or the folder holds a project.
    """
    if not source.is_dir():
        raise Refused(f"there is no backup {source}", "name the folder that backup made")
    empty = not folder.exists()
    project = Project.create(folder, name=name or folder.resolve().name, database_url=database_url)
    try:
        copied = fill_from(source, project.store)
        build_catalogue_coats(project.store)
        checked = verify(project.store)
        return Copied(str(folder), copied.rows, copied.originals, str(checked.head), checked.intact)
    except BaseException:
        project.close()
        if empty:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        project.close()


def _anchor(given: Path | str | None) -> Anchor | None:
    if given is None:
        return None
    text = given.read_text(encoding="utf-8") if isinstance(given, Path) else given
    try:
        return Anchor.read(text)
    except ValueError as wrong:
        raise Refused(str(wrong), "name the file that `kedrovka audit anchor` wrote") from wrong


def _set_aside(derived: Path, aside: Path) -> None:
    # A rebuild that broke off left the older of the two here: that is the one to compare with.
    if aside.exists():
        shutil.rmtree(derived, ignore_errors=True)
    elif derived.exists():
        derived.rename(aside)
    aside.mkdir(exist_ok=True)
    derived.mkdir(exist_ok=True)


def _digests(folder: Path) -> "Mapping[str, str]":
    found = {}
    for path in sorted((folder / "features").rglob("*.npz")):
        with path.open("rb") as file:
            name = path.relative_to(folder).as_posix()
            found[name] = file_digest(file, "sha256").hexdigest()
    return found


def _compare(
    before: "Mapping[str, str]", after: "Mapping[str, str]"
) -> tuple[int, int, tuple[str, ...]]:
    same = sum(before.get(name) == digest for name, digest in after.items())
    added = sum(name not in before for name in after)
    # Features of coats that no longer count are not built again, and that is no difference.
    differ = tuple(name for name, digest in after.items() if before.get(name, digest) != digest)
    return same, added, differ
