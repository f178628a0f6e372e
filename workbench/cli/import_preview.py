"""`kedrovka import records --preview`: what a file was taken for, and what it would bring."""

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.frame import answer, open_project

if TYPE_CHECKING:
    from workbench.services.previewing import Preview, Said

SHOWN = 10


def kept_mapping(folder: Path, person: str, table: Path, name: str) -> str:
    """Keep the mapping that is proposed for a table under a name; the name."""
    from workbench.services.mappings import save_mapping
    from workbench.services.previewing import propose
    from workbench.services.refusal import Refused

    project = open_project(folder)
    said = propose(project, person, table, name=name)
    if said.recognised.format not in ("table", "mapping"):
        raise Refused(
            f"{table.name} needs no mapping: {said.recognised.why}",
            "import it without --save-mapping",
        )
    save_mapping(project, person, said.guess.text)
    return name


def show_preview(
    folder: Path, person: str, table: Path, mapping: str, format_: str, *, as_json: bool
) -> None:
    """Print what an import would do; for a table that nothing fits, the mapping proposed for it."""
    from cases.formats.mapping import Mapping
    from workbench.services.previewing import preview, propose
    from workbench.services.refusal import Refused

    project = open_project(folder)
    try:
        found = preview(project, person, table, mapping=mapping, format=format_)
    except Refused as refused:
        if mapping or format_ or "--preview" not in refused.remedy:
            raise
        said = propose(project, person, table)
        found = preview(project, person, table, mapping=Mapping.parse(said.guess.text))
        answer(found, [*_proposed(said), *_lines(found)], as_json=as_json)
        return
    answer(found, _lines(found), as_json=as_json)


def _proposed(said: "Said") -> list[str]:
    lines = [
        f"{said.recognised.why}. Proposed mapping (a row is a {said.guess.kind}):",
        *(
            f"  {one.column[:40]:<40}  {one.meaning or '-':<14} {one.why}"
            for one in said.guess.columns
        ),
        "  --save-mapping NAME keeps it; the TOML below may be changed and named with --mapping",
        said.guess.text,
    ]
    if said.guessed_encoding:
        lines.insert(1, f"  The encoding was guessed: {said.encoding}.")
    return lines


def _lines(found: "Preview") -> list[str]:
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in found.kinds) or "nothing"
    seen = "" if found.whole else f" in the first {found.looked:,} rows"
    lines = [
        f"{found.title} is taken for {found.recognised.title}: {found.recognised.why}.",
        f"It would bring{seen} {found.statements:,} statements about {kinds}; "
        f"{found.refused:,} refused. Nothing was written.",
    ]
    lines += [
        f"  row {one.row}: {one.kind} {one.about[:24]} {one.property} = {one.value[:60]}"
        for one in found.told[: 2 * SHOWN]
    ]
    lines += [f"  refused: {reject}" for reject in found.rejects[:SHOWN]]
    if found.refused > SHOWN:
        lines.append(f"  and {found.refused - SHOWN:,} more")
    return lines
