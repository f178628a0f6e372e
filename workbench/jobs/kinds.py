"""What kinds of long work there are, and which verb each one runs.

A job's arguments are plain values, because they lie in the database between asking and doing. The
worker acts as the person who asked, so a role that was taken away in between is missed.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from workbench.project import Project
from workbench.services.pace import Progress, Stop

Run = Callable[[Project, str, Mapping[str, Any], Progress, Stop], dict[str, Any]]


def _import_camtrap_dp(
    project: Project, by: str, given: Mapping[str, Any], progress: Progress, stop: Stop
) -> dict[str, Any]:
    from workbench.services.importing import import_camtrap_dp

    report = import_camtrap_dp(project, by, Path(given["path"]), progress=progress, stop=stop)
    return _imported(report.run, report.sentence, len(report.rejects), stopped=report.stopped)


def _import_photos(
    project: Project, by: str, given: Mapping[str, Any], progress: Progress, stop: Stop
) -> dict[str, Any]:
    from workbench.services.importing import import_photos

    images, boxes = given.get("images"), given.get("boxes")
    report = import_photos(
        project,
        by,
        Path(given["path"]),
        images=Path(images) if images else None,
        boxes=Path(boxes) if boxes else None,
        species=given.get("species", ""),
        progress=progress,
        stop=stop,
    )
    return _imported(report.run, report.sentence, len(report.rejects), stopped=report.stopped)


def _import_records(
    project: Project, by: str, given: Mapping[str, Any], progress: Progress, stop: Stop
) -> dict[str, Any]:
    from workbench.services.importing import import_records

    report = import_records(
        project,
        by,
        Path(given["path"]),
        given.get("mapping", ""),
        format=given.get("format", ""),
        simulated=bool(given.get("simulated")),
        corrects=given.get("corrects", ""),
        progress=progress,
        stop=stop,
    )
    return _imported(report.run, report.sentence, report.refused, stopped=report.stopped)


def _match(
    project: Project, by: str, given: Mapping[str, Any], progress: Progress, stop: Stop
) -> dict[str, Any]:
    from workbench.services.skin_against_skin import search_everywhere

    both = search_everywhere(project, by, given["skin"], progress=progress, stop=stop)
    match = both.catalogue
    return {
        "search": match.search if match else "",
        "skin_search": both.skins.search,
        "skin": given["skin"],
        "sentence": both.sentences(1)[0],
    }


def _export(
    project: Project, by: str, given: Mapping[str, Any], progress: Progress, _stop: Stop
) -> dict[str, Any]:
    from workbench.services.exporting import export_case

    exported = export_case(project, by, given["case"], Path(given["folder"]), progress=progress)
    return {
        "folder": exported.folder,
        "report": exported.report,
        "sentence": exported.sentences[0],
    }


def _findings(
    project: Project, by: str, given: Mapping[str, Any], progress: Progress, stop: Stop
) -> dict[str, Any]:
    from workbench.services.finding_answers import look_for_findings

    return look_for_findings(
        project,
        by,
        case=given.get("case", ""),
        about=given.get("about", []),
        progress=progress,
        stop=stop,
    )


def _resolution(
    project: Project, by: str, _given: Mapping[str, Any], progress: Progress, stop: Stop
) -> dict[str, Any]:
    from workbench.services.weighing import weigh_records

    return weigh_records(project, by, progress=progress, stop=stop)


def _verify_audit(
    project: Project, by: str, given: Mapping[str, Any], _progress: Progress, _stop: Stop
) -> dict[str, Any]:
    from workbench.services.keeping import check_audit

    state = check_audit(project, by, anchor=given.get("anchor") or None)
    return {
        "intact": state.intact,
        "head": state.head,
        "sentence": state.sentences[0],
        "findings": state.sentences[1:],
    }


def _rebuild(
    project: Project, by: str, _given: Mapping[str, Any], progress: Progress, stop: Stop
) -> dict[str, Any]:
    from workbench.services.keeping import rebuild

    rebuilt = rebuild(project, by, progress=progress, stop=stop)
    return {"sentence": rebuilt.sentences[0], "differ": list(rebuilt.differ)}


def _backup(
    project: Project, by: str, given: Mapping[str, Any], _progress: Progress, _stop: Stop
) -> dict[str, Any]:
    from workbench.services.keeping import backup

    return {"sentence": backup(project, by, Path(given["folder"])).sentence}


def _index_letters(
    project: Project, by: str, _given: Mapping[str, Any], progress: Progress, stop: Stop
) -> dict[str, Any]:
    from workbench.services.lettering import index_project

    reached = index_project(project, by, progress=progress, stop=stop)
    return {"sentence": f"Letters of {reached:,} statements are indexed."}


def _imported(run: str, sentence: str, rejects: int, *, stopped: bool) -> dict[str, Any]:
    return {"run": run, "sentence": sentence, "rejects": rejects, "stopped": stopped}


KINDS: Mapping[str, Run] = {
    "import camtrap-dp": _import_camtrap_dp,
    "import photos": _import_photos,
    "import records": _import_records,
    "match": _match,
    "export": _export,
    "verify audit": _verify_audit,
    "rebuild": _rebuild,
    "backup": _backup,
    "findings": _findings,
    "resolution": _resolution,
    "index letters": _index_letters,
}
