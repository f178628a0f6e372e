"""What the story's skins were said to be worth: stated prices, each with what kind of price."""

from collections.abc import Sequence

from cases.entities import Entities
from cases.markets import Price, PriceKind, levels, prices
from workbench.demo.intake import Skin
from workbench.demo.telling import Line, page

__all__ = ["price_lines"]


def price_lines(entities: Entities, skins: Sequence[Skin]) -> list[Line]:
    """One line: a price for each skin, and what else is stated for the product of its offers."""
    known = prices(entities)
    own = {skin.case: _of(entities, known, skin.seizure) for skin in skins}
    if not any(own.values()):
        return []
    told = [f"{case}: {_told(found)}" for case, found in own.items() if found]
    offers = [
        price for found in own.values() for price in found if price.kind is not PriceKind.VALUED
    ]
    alike = [
        price
        for price in known
        if any((price.product, price.kind) == (one.product, one.kind) for one in offers)
    ]
    market = [level.sentence for level in levels(alike)]
    sentence = "; ".join([*told, *(f"all on record of {one}" for one in market)])
    return [Line("Price", sentence, page("seizures"), tuple(s.seizure for s in skins), sentence)]


def _of(entities: Entities, known: Sequence[Price], seizure: str) -> list[Price]:
    return [
        price
        for price in known
        if price.entity == seizure or seizure in entities[price.entity].targets("seizure")
    ]


def _told(found: Sequence[Price]) -> str:
    return ", ".join(
        f"{price.kind} {price.amount:,.0f} {price.currency} (n = 1)" for price in found
    )
