"""`kedrovka market`: prices, offers, where a skin was bound for; and what a person enters."""

from typing import Annotated

import typer

from workbench.cli.frame import HERE, JsonOption, PersonOption, ProjectOption, answer, open_project

MOST = 1000


def prices(
    product: Annotated[str, typer.Option("--product", help="Only of this product.")] = "",
    kind: Annotated[
        str, typer.Option("--kind", help="asked, agreed, paid, officer-valued or unstated.")
    ] = "",
    currency: Annotated[str, typer.Option("--currency", help="Only in this currency.")] = "",
    country: Annotated[str, typer.Option("--country", help="Only there: a code.")] = "",
    to: Annotated[
        str, typer.Option("--convert", help="Into this currency, where a dated rate is stated.")
    ] = "",
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Prices by product, kind and year, with n and interval."""
    from workbench.services.acting import READING_RECORDS, acting
    from workbench.views.market import MarketFilter, market

    project = open_project(folder)
    wanted = MarketFilter(
        product=product, kind=kind, currency=currency, country=country, currency_to=to
    )
    page = market(project, acting(project, person, *READING_RECORDS), wanted, limit=MOST)
    lines = [level.sentence for one in page.series for level in (one.whole, *one.years)]
    lines += [f"Not converted: {count} ({why})" for why, count in page.not_converted]
    answer(page, lines or ["No price is on record."], as_json=as_json)


def demand(
    folder: ProjectOption = HERE, person: PersonOption = "", as_json: JsonOption = False
) -> None:
    """Countries by how often they are mentioned as wanting goods: mentions, no flows."""
    from workbench.services.acting import READING_RECORDS, acting
    from workbench.views.market import market

    project = open_project(folder)
    found = market(project, acting(project, person, *READING_RECORDS), limit=0).regions
    lines = [
        f"{one.country}: {one.offers} offers there, {one.destinations} destinations stated, "
        f"{one.confirmed} of them confirmed"
        for one in found
    ]
    answer(found, [*lines, "These are mentions in records, no flows."], as_json=as_json)


def bound(
    skin: Annotated[str, typer.Argument(help="The skin, e.g. SK-0001.")],
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say for which market a skin may have been bound, and what else would explain it."""
    from workbench.services.acting import READING_RECORDS, acting
    from workbench.services.refusal import Refused
    from workbench.views.market import bound as bound_for

    project = open_project(folder)
    found = bound_for(project, acting(project, person, *READING_RECORDS), skin)
    if found is None:
        raise Refused(f"there is no skin {skin}", "skins have ids such as SK-0001")
    lines = [
        line
        for one in found
        for line in (
            f"{one.sentence}.",
            *(f"  Or else: {why}." for why in one.explanations),
            *(f"  Would settle it: {what}." for what in one.would_change),
        )
    ]
    answer(found, lines or [f"No record says where {skin} was bound for."], as_json=as_json)


def offer(
    product: Annotated[str, typer.Argument(help="What: skin, bone, claw ...")],
    amount: Annotated[float, typer.Argument(help="The amount.")],
    currency: Annotated[str, typer.Argument(help="Its currency: USD, CNY, VND ...")],
    source: Annotated[str, typer.Option("--source", help="Who or what says so.")],
    kind: Annotated[str, typer.Option("--kind", help="asked, agreed, paid, officer-valued.")] = "",
    date: Annotated[str, typer.Option("--date", help="As precisely as known: 2026-03.")] = "",
    species: Annotated[str, typer.Option("--species", help="As claimed.")] = "",
    verified: Annotated[str, typer.Option("--verified", help="As somebody found it.")] = "",
    unit: Annotated[str, typer.Option("--unit", help="What the price is for: each, kg.")] = "",
    quantity: Annotated[str, typer.Option("--quantity", help="How many together.")] = "",
    market: Annotated[str, typer.Option("--market", help="Its id, or a new name.")] = "",
    country: Annotated[str, typer.Option("--country", help="Where: a name or code.")] = "",
    channel: Annotated[str, typer.Option("--channel", help="physical or online.")] = "",
    seizure: Annotated[str, typer.Option("--seizure", help="The seizure it belongs to.")] = "",
    where: Annotated[str, typer.Option("--where", help="Page, address or quote.")] = "",
    grade: Annotated[str, typer.Option("--grade", help="Admiralty, e.g. B2.")] = "",
    level: Annotated[int, typer.Option("--level", min=0, max=3, help="Handling.")] = 0,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Enter an offer, with its source."""
    from workbench.services.offering import NewOffer, add_offer

    entered = add_offer(
        open_project(folder),
        person,
        NewOffer(
            product, amount, currency, source, kind, date, species, verified, quantity, unit,
            market, country, channel, seizure, where, grade, level,
        ),
    )  # fmt: skip
    answer(entered, entered.sentence, as_json=as_json)


def rate(
    currency: Annotated[str, typer.Argument(help="One unit of this ...")],
    to: Annotated[str, typer.Argument(help="... in this currency ...")],
    amount: Annotated[float, typer.Argument(help="... was so much.")],
    date: Annotated[str, typer.Option("--date", help="The time in which it held: 2026-03.")],
    source: Annotated[str, typer.Option("--source", help="Who states it.")],
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Enter a rate of exchange, with its time and source."""
    from workbench.services.offering import NewRate, add_rate

    entered = add_rate(open_project(folder), person, NewRate(currency, to, amount, date, source))
    answer(entered, entered.sentence, as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Prices, offers and demand.", no_args_is_help=True)
    for command in (prices, demand, bound, offer, rate):
        group.command(command.__name__)(command)
    app.add_typer(group, name="market")
