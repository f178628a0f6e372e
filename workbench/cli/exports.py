"""`kedrovka export`, `share` and `verify`: what leaves, in which form, and whether it is whole."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.frame import (
    HERE,
    JsonOption,
    PersonOption,
    ProjectOption,
    answer,
    open_project,
    progress_bar,
)
from workbench.services.refusal import Refused

BAG = "bag"

CaseArgument = Annotated[
    str, typer.Argument(help="The case, e.g. CASE-2026-001, or `all` that you may see.")
]
RecipientOption = Annotated[
    str, typer.Option("--recipient", help="To whom it goes; empty for your own use.")
]
PurposeOption = Annotated[str, typer.Option("--purpose", help="What for.")]
AuthorityOption = Annotated[
    str, typer.Option("--authority", help="Under which order, letter or law.")
]


def export(
    case: CaseArgument,
    target: Annotated[Path, typer.Argument(help="New folder.")],
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="bag (for the court), ftm, graphml, gexf, cypher, i2, geojson or aitr.",
        ),
    ] = BAG,
    recipient: RecipientOption = "",
    purpose: PurposeOption = "",
    authority: AuthorityOption = "",
    year: Annotated[
        int | None, typer.Option("--year", help="Of the CITES report; else last year.")
    ] = None,
    country: Annotated[str, typer.Option("--country", help="Of the CITES report: a code.")] = "",
    sign_key: Annotated[
        Path | None, typer.Option("--sign-key", help="Private key (PEM) to sign the bag with.")
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option("--certificate", help="Its certificate (PEM).")
    ] = None,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write the bag for the court, or a case's records in an outside format."""
    project = open_project(folder)
    if form == BAG:
        from workbench.services.exporting import export_case

        with progress_bar(quiet=as_json) as progress:
            exported = export_case(
                project,
                person,
                case,
                target,
                sign_key=sign_key,
                certificate=certificate,
                recipient=recipient,
                authority=authority,
                progress=progress,
            )
        answer(exported, exported.sentences, as_json=as_json)
        return
    from workbench.services.sharing import export_records

    if sign_key or certificate:
        raise Refused("only a bag is signed", "leave out --sign-key and --certificate")
    written = export_records(
        project,
        person,
        case,
        form,
        target,
        recipient=recipient,
        purpose=purpose,
        authority=authority,
        year=year,
        country=country,
    )
    answer(written, written.sentences, as_json=as_json)


def share(
    target: Annotated[Path, typer.Argument(help="New folder.")],
    recipient: RecipientOption,
    purpose: PurposeOption,
    authority: AuthorityOption,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write counts and prices without names; fails on any name, phone, plate or account."""
    from workbench.services.sharing import share as write_share

    written = write_share(
        open_project(folder),
        person,
        target,
        recipient=recipient,
        purpose=purpose,
        authority=authority,
    )
    answer(written, written.sentences, as_json=as_json)


def verify(
    bag: Annotated[Path, typer.Argument(help="Folder of a bag.")],
    as_json: JsonOption = False,
) -> None:
    """Check a bag byte by byte and name what was changed; needs no project."""
    from workbench.services.checking_bags import verify_bag

    checked = verify_bag(bag)
    answer(checked, checked.sentences, as_json=as_json)
    if not checked.intact:
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("export")(export)
    app.command("share")(share)
    app.command("verify")(verify)
