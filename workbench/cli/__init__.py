"""The command line: parse, call one service, print.

Nothing heavy is imported before a command needs it: the help must be there in half a second on a
laptop, and a person who lists cases does not wait for a network to load.
"""

import sys

import typer

from workbench.cli import (
    between,
    calibrate,
    calibrations,
    cases,
    demo,
    evaluate,
    examine,
    exports,
    findings,
    imports,
    keep,
    market,
    match,
    names,
    people,
    project,
    rank,
    resolution,
    serve,
    skins,
    train,
    validations,
    watches,
)
from workbench.cli.frame import broken, project_folder, refuse
from workbench.services.refusal import as_refusal

GROUPS = (
    project,
    imports,
    skins,
    match,
    examine,
    cases,
    watches,
    exports,
    findings,
    between,
    resolution,
    market,
    keep,
    people,
    calibrations,
    validations,
    serve,
)


def command_line() -> typer.Typer:
    """All commands, in the order in which a skin passes through them."""
    app = typer.Typer(
        name="kedrovka",
        help="From a photo of a seized skin to the animal it came from, how strong that is, "
        "and the network behind it. Everything stays on this machine.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for group in GROUPS:
        group.register(app)
    app.command("rank")(rank.rank)
    app.command("names")(names.names)
    app.command("evaluate")(evaluate.evaluate)
    app.command("calibrate")(calibrate.calibrate)
    app.command("train")(train.train)
    app.command("demo")(demo.demo)
    return app


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status: 0 done, 1 refused, 2 misspelt, 3 the program is broken."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        command_line()(words, prog_name="kedrovka")
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    except Exception as error:  # noqa: BLE001 - the outermost frame: told to the person and logged
        refusal = as_refusal(error)
        if refusal is not None:
            return refuse(refusal, as_json="--json" in words)
        return broken(error, project_folder(words))
    return 0
