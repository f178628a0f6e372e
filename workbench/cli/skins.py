"""`kedrovka skin`: one specimen and its photos, before anything is searched."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.frame import HERE, JsonOption, PersonOption, ProjectOption, answer, open_project


def add(
    photos: Annotated[list[Path], typer.Argument(help="Photos of one skin.")],
    skin: Annotated[str, typer.Option("--skin", help="Join them to this skin, e.g. SK-0001.")] = "",
    species: Annotated[str, typer.Option("--species", help="Scientific name.")] = "",
    flank: Annotated[str, typer.Option("--flank", help="left, right, both or unknown.")] = (
        "unknown"
    ),
    box: Annotated[
        str, typer.Option("--box", help="Where the coat is: x,y,width,height in pixels.")
    ] = "",
    exhibit: Annotated[str, typer.Option("--exhibit", help="Exhibit number.")] = "",
    seizure: Annotated[str, typer.Option("--seizure", help="The seizure it comes from.")] = "",
    offer: Annotated[str, typer.Option("--offer", help="The offer that showed it.")] = "",
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Keep the photos of one skin, find the coat in each, and say how good it is."""
    from workbench.services.skins import add_skin, read_box

    project = open_project(folder)
    added = add_skin(
        project,
        person,
        photos,
        skin=skin or None,
        species=species,
        flank=flank,
        box=read_box(box),
        exhibit=exhibit,
        seizure=seizure or None,
        offer=offer or None,
    )
    answer(added, added.sentences, as_json=as_json)


def look(
    skin: Annotated[str, typer.Argument(help="The skin, e.g. SK-0001.")],
    verdict: Annotated[str, typer.Argument(help="genuine, not or cannot-tell.")],
    speaks_for: Annotated[
        list[str] | None,
        typer.Option("--for", help="What speaks for it: a feature's name, or words. Repeat it."),
    ] = None,
    speaks_against: Annotated[
        list[str] | None,
        typer.Option("--against", help="What speaks against it: the same. Repeat it."),
    ] = None,
    note: Annotated[str, typer.Option("--note", help="Anything else.")] = "",
    basis: Annotated[
        str, typer.Option("--on", help="What was looked at: photos, or skin for the thing itself.")
    ] = "photos",
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say whether a skin is a genuine coat of its species at all; a search waits for this.

    Features: hair-length, hair-direction, marks-grown, pattern-repeats, underside,
    claws-and-whiskers, proportions, seams.
    """
    from workbench.services import authenticity

    said = authenticity.look(
        open_project(folder),
        person,
        skin,
        verdict,
        speaks_for=speaks_for or (),
        speaks_against=speaks_against or (),
        note=note,
        basis=basis,
    )
    answer(said, said.sentence, as_json=as_json)


def correct(
    coat: Annotated[str, typer.Argument(help="The coat, e.g. CT-0123456789abcdef.")],
    species: Annotated[str | None, typer.Option("--species", help="Scientific name.")] = None,
    flank: Annotated[
        str | None, typer.Option("--flank", help="left, right, both or unknown.")
    ] = None,
    box: Annotated[str, typer.Option("--box", help="x,y,width,height in pixels.")] = "",
    quality: Annotated[
        str | None, typer.Option("--quality", help="sufficient, limited or not-suitable.")
    ] = None,
    why: Annotated[str, typer.Option("--why", help="Needed for a quality.")] = "",
    landmark: Annotated[
        list[str] | None, typer.Option("--landmark", help="NAME=x,y in pixels; all of them.")
    ] = None,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Correct a coat before its skin is searched; afterwards it is locked."""
    from workbench.services.correcting import correct_coat
    from workbench.services.landmarks import read_landmarks
    from workbench.services.skins import read_box

    new = correct_coat(
        open_project(folder),
        person,
        coat,
        species=species,
        flank=flank,
        box=read_box(box),
        quality=quality,
        why=why,
        landmarks=read_landmarks(landmark) if landmark else None,
    )
    answer(new, f"{coat} is {new.coat} now: flank {new.flank}, {new.quality}.", as_json=as_json)


def landmarks(
    coat: Annotated[str, typer.Argument(help="The coat, e.g. CT-0123456789abcdef.")],
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Propose landmarks and flank of a living animal's coat; nothing is changed."""
    from workbench.services.landmarks import propose

    said = propose(open_project(folder), person, coat)
    answer(said, said.sentences, as_json=as_json)


def strip(
    coat: Annotated[str, typer.Argument(help="The coat, e.g. CT-0123456789abcdef.")],
    out: Annotated[Path, typer.Option("--out", help="The PNG to write.")],
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write the flattened flank of a coat, bent by its landmarks where 3 or more are set."""
    from workbench.services.landmarks import flatten

    made = flatten(open_project(folder), person, coat)
    out.write_bytes(made.png)
    said = {"coat": made.coat, "used": made.used, "file": str(out)}
    answer(said, f"{made.sentence} Written to {out}.", as_json=as_json)


def cut(
    skin: Annotated[str, typer.Argument(help="The skin, e.g. SK-0001.")],
    photo: Annotated[str, typer.Argument(help="The first digits of the photo's digest.")],
    left: Annotated[str, typer.Option("--left", help="x,y,width,height of the left flank.")] = "",
    right: Annotated[
        str, typer.Option("--right", help="x,y,width,height of the right flank.")
    ] = "",
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Cut both flanks of one photo apart; each is searched against its own kind."""
    from workbench.services.correcting import cut_flanks
    from workbench.services.skins import read_box

    boxes = {"left": read_box(left), "right": read_box(right)}
    kept = cut_flanks(
        open_project(folder),
        person,
        skin,
        photo,
        {flank: box for flank, box in boxes.items() if box is not None},
    )
    answer(
        kept,
        [f"{skin}: {one.coat}, flank {one.flank}, {one.quality}." for one in kept],
        as_json=as_json,
    )


def judge(
    skin: Annotated[str, typer.Argument(help="One skin, e.g. SK-0007.")],
    other: Annotated[str, typer.Argument(help="The other, e.g. SK-0003.")],
    verdict: Annotated[str, typer.Argument(help="same, different or cannot-tell.")],
    why: Annotated[str, typer.Option("--why", help="Which features decide it.")] = "",
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Answer whether two skins are one, or pieces of one; "same" joins them in the case graph."""
    from workbench.services.skin_pairs import judge_skins

    kept = judge_skins(open_project(folder), person, skin, other, verdict, why=why)
    answer(kept, kept.sentence, as_json=as_json)


def coverage(
    species: Annotated[str, typer.Option("--species", help="Scientific name; none: all.")] = "",
    flank: Annotated[str, typer.Option("--flank", help="left or right; none: any.")] = "",
    until: Annotated[
        str, typer.Option("--until", help="Last day of the stay, e.g. 2026-03-01; none: today.")
    ] = "",
    days: Annotated[int, typer.Option("--days", help="How long the animal lived here.")] = 365,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say how likely an animal living among the cameras would have been photographed."""
    from workbench.services.coverage import coverage_now, read_day

    told = coverage_now(
        open_project(folder),
        person,
        species=species,
        flank=flank,
        until=read_day(until),
        days=days,
    )
    answer(told, f"Coverage: {told.sentence}.", as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="One skin: its photos, and what is asked of it.", no_args_is_help=True)
    for command in (add, look, correct, landmarks, strip, cut, judge):
        group.command(command.__name__)(command)
    app.add_typer(group, name="skin")
    app.command("coverage")(coverage)
