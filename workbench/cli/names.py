"""`kedrovka names`: how likely two written names are one bearer's, for any list of pairs."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.frame import JsonOption, answer, progress_bar


def names(
    pairs: Annotated[Path, typer.Argument(help="CSV with the columns schema, name1, name2.")],
    out: Annotated[Path, typer.Option("--out", help="CSV to write: every row with its score.")],
    as_json: JsonOption = False,
) -> None:
    """Score pairs of names; outside any project, for any list and for evaluation by others.

    Adds score (probability that both names are one bearer's, if it was as likely as not before),
    weight (evidence in bits that adds to other evidence; a common name weighs little) and reason.
    schema: Person, Company, Organization, LegalEntity, Vessel and other kinds of FollowTheMoney.
    Rows that cannot be used keep an empty score and are listed beside OUT.
    """
    from workbench.services.scoring_names import score_names

    with progress_bar() as progress:
        done = score_names(pairs, out, progress=progress)
    for reject in done.first_rejects:
        typer.echo(f"{reject}.", err=True)
    if done.rejects:
        typer.echo(f"{done.rejected:,} rows were not scored; all in {done.rejects}.", err=True)
    answer(done, f"{done.scored:,} of {done.rows:,} pairs scored in {done.out}.", as_json=as_json)
