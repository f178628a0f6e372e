"""`kedrovka demo`: the story of Lord, made and walked through; the second time it is only told."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.frame import JsonOption, answer, progress_bar


def demo(
    folder: Annotated[
        Path, typer.Option("--folder", help="Where the story's files and project are kept.")
    ] = Path("demo"),
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
        f"Open it with: make serve   (kedrovka serve --project {folder / PROJECT})",
    ]
    answer(told.plain(), sentences, as_json=as_json)
