"""`kedrovka demo`: the story of Lord, made and walked through; the second time it is only told."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.frame import JsonOption, answer, progress_bar

# Where `make demo` puts it and `make serve` looks for it.
OF_MAKE = Path("demo")


def _serve(folder: Path) -> str:
    """The command of the Makefile that serves this demonstration."""
    return "make serve" if folder == OF_MAKE else f"make serve DEMO={folder}"


def demo(
    folder: Annotated[
        Path, typer.Option("--folder", help="Where the story's files and project are kept.")
    ] = OF_MAKE,
    seed: Annotated[int, typer.Option("--seed", help="Another seed tells another truth.")] = 1,
    as_json: JsonOption = False,
) -> None:
    """Make a simulated world, run the main job over it, say what was found and where."""
    from workbench.demo.run import PROJECT, SIGN_IN, run_demo

    with progress_bar(quiet=as_json) as progress:
        told, known = run_demo(folder, seed, progress=progress)
    done = "Done before, nothing was changed." if known else f"Done in {told.seconds:.0f} s."
    sentences = [
        f"The story of Lord, seed {seed}. SIMULATED: rendered animals, invented people. {done}",
        "",
        *(str(line) for line in told.lines),
        "",
        f"Report: {told.report}",
        f"Graph picture: {told.picture}",
        f"Bag: {told.bag}",
        f"Name and password for the dashboard: {folder / SIGN_IN}",
        f"Open the dashboard with {_serve(folder)}, then http://127.0.0.1:8501 "
        f"(without make: kedrovka serve --project {folder / PROJECT})",
    ]
    answer(told.plain(), sentences, as_json=as_json)
