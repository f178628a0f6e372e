"""What every command shares: who asks, in which project, how answers and refusals are printed.

Answers go to standard output, progress and refusals to standard error, so that `--json` can be
piped. Three endings: 0 done, 1 refused with a sentence and a remedy, 2 the command was misspelt.
A broken program ends with 3, a reference number, and a trace in the project's log.
"""

import json
import os
import secrets
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.services.pace import Progress, Step
from workbench.services.refusal import Refused

if TYPE_CHECKING:
    from workbench.project import Project

DONE, REFUSED, MISSPELT, BROKEN = 0, 1, 2, 3

ProjectOption = Annotated[
    Path,
    typer.Option(
        "--project",
        envvar="KEDROVKA_PROJECT",
        help="Folder of the project.",
        show_default="the current folder",
    ),
]
PersonOption = Annotated[
    str,
    typer.Option(
        "--as",
        envvar="KEDROVKA_PERSON",
        help="Who asks; needed where a project has several people.",
        show_default="the only person",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]

HERE = Path()


def open_project(folder: Path) -> "Project":
    """The project in `folder`; refuses in a sentence where there is none."""
    from workbench.project import Project

    return Project.open(folder)


def plain(value: Any) -> Any:
    """The value as JSON can carry it: dataclasses as objects, times in ISO 8601, sets sorted."""
    if is_dataclass(value) and not isinstance(value, type):
        return {key: plain(part) for key, part in asdict(value).items()}
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, (set, frozenset)):
        return sorted(plain(part) for part in value)
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return str(value)


def answer(value: Any, sentences: str | list[str], *, as_json: bool) -> None:
    """Print the answer: the value as one JSON document, or the sentences line by line."""
    if as_json:
        typer.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))
        return
    for line in [sentences] if isinstance(sentences, str) else sentences:
        typer.echo(line)


@contextmanager
def progress_bar(*, quiet: bool = False) -> Iterator[Progress]:
    """A bar on standard error with what is being done, how far it is, and the time left."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import (
        Progress as Bars,
    )

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=console, disable=quiet or not console.is_terminal) as bars:
        tasks: dict[str, Any] = {}

        def show(step: Step) -> None:
            if step.what not in tasks:
                tasks[step.what] = bars.add_task(step.what, total=step.total)
            bars.update(tasks[step.what], completed=step.done, total=step.total)

        yield show


def refuse(refusal: Refused, *, as_json: bool) -> int:
    """Say why it cannot be done and what would help; the exit status to end with."""
    if as_json:
        told = {"refused": refusal.reason, "remedy": refusal.remedy}
        typer.echo(json.dumps(told, ensure_ascii=False))
    typer.echo(f"Refused: {refusal.reason}.\nRemedy: {refusal.remedy}.", err=True)
    return REFUSED


def broken(error: BaseException, folder: Path) -> int:
    """Keep the trace under a reference number where the project can be written, and name it."""
    reference = secrets.token_hex(4).upper()
    trace = "".join(traceback.format_exception(error))
    # A log belongs to a project; where there is none it must not litter the person's folder.
    home = folder if (folder / "kedrovka.toml").is_file() else Path(tempfile.gettempdir())
    log = home / "kedrovka.log"
    typer.echo(f"The program is broken: {type(error).__name__}. Reference {reference}.", err=True)
    try:
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{reference} {' '.join(sys.argv[1:])}\n{trace}\n")
    except OSError as refused:
        typer.echo(f"{log} cannot be written ({refused.strerror}); the trace:\n{trace}", err=True)
    else:
        typer.echo(f"The trace is in {log}; send it with the reference number.", err=True)
    return BROKEN


def project_folder(arguments: list[str]) -> Path:
    """The project folder that a command line names, for the log of a broken program."""
    for place, word in enumerate(arguments):
        if word == "--project" and place + 1 < len(arguments):
            return Path(arguments[place + 1])
        if word.startswith("--project="):
            return Path(word.partition("=")[2])
    return Path(os.environ.get("KEDROVKA_PROJECT", "."))
