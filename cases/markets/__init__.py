"""Markets: what was asked, agreed, paid or valued for what, when and where; and who wanted it."""

from cases.markets.demand import EXPLANATIONS, SETTLING, Bound, Mention, Region, bound_for, regions
from cases.markets.price import Price, PriceKind, in_digits, money, prices
from cases.markets.rates import Converted, Rate, convert, rates
from cases.markets.series import FEWEST, Level, Series, levels, series

__all__ = [
    "EXPLANATIONS",
    "FEWEST",
    "SETTLING",
    "Bound",
    "Converted",
    "Level",
    "Mention",
    "Price",
    "PriceKind",
    "Rate",
    "Region",
    "Series",
    "bound_for",
    "convert",
    "in_digits",
    "levels",
    "money",
    "prices",
    "rates",
    "regions",
    "series",
]
