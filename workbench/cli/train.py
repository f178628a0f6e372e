"""`kedrovka train`: tune the embedding network to a catalogue of one's own."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.frame import JsonOption, answer, progress_bar


def train(
    table: Annotated[Path, typer.Argument(help="CSV of photos with individual_id and flank.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for checkpoints and the result.")],
    licence: Annotated[
        str, typer.Option("--licence", help="Licence of the weights; follows that of the photos.")
    ],
    name: Annotated[str, typer.Option("--name", help="What the network is called.")] = "own-coats",
    steps: Annotated[int, typer.Option("--steps", min=1, help="Steps at most.")] = 1200,
    start: Annotated[
        str, typer.Option("--start", help="Begin with imagenet, or with the folder of a training.")
    ] = "imagenet",
    against: Annotated[
        str | None,
        typer.Option("--against", help="Network to beat.", show_default="the one in use"),
    ] = None,
    held_out: Annotated[
        float,
        typer.Option(
            "--held-out", min=0.0, max=0.8, help="Share of animals held out; 0 proves nothing."
        ),
    ] = 0.2,
    rendered: Annotated[
        int, typer.Option("--rendered", min=0, help="Rendered animals to learn beside them.")
    ] = 0,
    seed: Annotated[int, typer.Option("--seed", min=0)] = 2026,
    as_json: JsonOption = False,
) -> None:
    """Learn from identified photos; the network is written only if it is better on other animals.

    Stopped or killed, the same command goes on from its last checkpoint. Needs the extra `train`.
    """
    from embeddings.network import DEFAULT
    from workbench.services.training import TrainOrder
    from workbench.services.training import train as learn

    order = TrainOrder(
        table=table,
        out=out,
        name=name,
        licence=licence,
        steps=steps,
        start=start,
        against=against or DEFAULT,
        share=held_out,
        rendered=rendered,
        seed=seed,
    )
    with progress_bar() as progress:
        report = learn(order, progress=progress)
    for reject in report.rejected[:10]:
        typer.echo(
            f"{reject.table}, line {reject.row}, {reject.field} {reject.value!r}: "
            f"{reject.reason}; {reject.remedy}.",
            err=True,
        )
    if len(report.rejected) > 10:
        typer.echo(f"... and {len(report.rejected) - 10:,} more rows.", err=True)
    answer(report, [report.sentence], as_json=as_json)
