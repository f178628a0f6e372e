"""One cell of a record to one value of our model, or a sentence why not.

Nothing is guessed silently: a phone number keeps its plus, a plate stays text, a look-alike letter
from another alphabet is refused because the same plate would be two vehicles.
"""

import re
from functools import cache, lru_cache
from unicodedata import name as letter_name
from unicodedata import normalize

import phonenumbers
from babel.numbers import get_currency_precision, list_currencies

from cases.countries import ambiguous, country

__all__ = [
    "CellRefused",
    "coordinate",
    "country_code",
    "defused",
    "money",
    "number",
    "phone",
    "plate",
]


class CellRefused(ValueError):
    """A cell that cannot be taken as what its column says: why, and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}; {remedy}")
        self.reason = reason
        self.remedy = remedy


_LONGEST_NUMBER = 100
_NUMBER = re.compile(r"^(?P<sign>[-+−]?)(?P<digits>\d[\d\s.,'’]*)(?P<unit>[^\d\s][^\d]*)?$")


def number(text: str, *, unit: str = "") -> str:
    """A decimal number as canonical text: `1 234,5` and `1,234.5` are 1234.5.

    unit: accepted behind the number (`556kg` where the column is in kg). A single separator with
    three digits behind it is refused: 1,234 may be either; so is what is not grouped by thousands
    (or as India does, 1,23,456), a date or a list perhaps. Raises CellRefused.
    """
    match = _NUMBER.match(text.strip())
    if len(text) > _LONGEST_NUMBER:
        raise CellRefused("this is longer than any number", "write the number alone")
    if match is None:
        raise CellRefused("this is no number", "write digits only, with a decimal point")
    found = (match["unit"] or "").strip(" .").casefold()
    if found and found != unit.casefold():
        expected = f"in {unit}" if unit else "without a unit"
        raise CellRefused(f"the column is {expected} and this says {found!r}", "convert the number")
    digits = re.sub(r"\s", " ", match["digits"].replace("’", "'")).rstrip(" .,'")
    value = _decimal(digits)
    return f"-{value}" if match["sign"] in ("-", "−") and value != "0" else value


def _decimal(digits: str) -> str:
    marks = [c for c in digits if c in ".,"]
    if " " in digits or "'" in digits or len(marks) > 1:
        digits = _ungrouped(digits)
    elif marks == [","] and len(digits.partition(",")[2]) == 3 and digits[0] != "0":
        raise CellRefused(
            f"{digits} may be {digits.replace(',', '')} or {digits.replace(',', '.')}",
            "write it without a thousands mark and with a decimal point",
        )
    else:
        digits = digits.replace(",", ".")
    whole, point, rest = digits.partition(".")
    rest = rest.rstrip("0")
    return f"{int(whole)}.{rest}" if point and rest else str(int(whole))


# By thousands with one mark, or by hundreds of thousands as India does.
_GROUPED = re.compile(
    r"(?P<whole>\d{1,3}(?P<mark>[ .,'])\d{3}(?:(?P=mark)\d{3})*)(?P<rest>[.,]\d+)?"
)
_LAKHS = re.compile(r"(?P<whole>\d{1,2}(?P<mark>,)(?:\d\d,)+\d{3})(?P<rest>\.\d+)?")


def _ungrouped(digits: str) -> str:
    """Digits without the marks between their groups, with a point before the decimals."""
    found = _GROUPED.fullmatch(digits) or _LAKHS.fullmatch(digits)
    rest = (found["rest"] or "") if found is not None else ""
    if found is None or rest.startswith(found["mark"]):
        raise CellRefused(
            f"{digits!r} is not grouped by thousands; it may be a date or a list",
            "write one number, without marks between its thousands",
        )
    return found["whole"].replace(found["mark"], "") + rest.replace(",", ".")


_HEMISPHERE = re.compile(r"^(?P<value>[-+−]?\d+(?:[.,]\d+)?)\s*°?\s*(?P<side>[NSEWСЮВЗ])?$", re.I)


def coordinate(text: str, *, axis: str) -> str:
    """Degrees as canonical text. axis: latitude or longitude. Raises CellRefused.

    A latitude beyond 90 is nearly always a longitude in the wrong column, and said so.
    """
    match = _HEMISPHERE.match(text.strip())
    if match is None:
        raise CellRefused(f"this is no {axis}", "write decimal degrees such as 43.1056")
    degrees = float(match["value"].replace(",", ".").replace("−", "-"))
    side = (match["side"] or "").upper()
    if side and (side in "NSСЮ") != (axis == "latitude"):
        raise CellRefused(
            f"{side} is no side of a {axis}", "latitude and longitude look swapped; exchange them"
        )
    if side and degrees < 0:
        raise CellRefused("a sign and a letter both say the side", "leave one of them out")
    if side in ("S", "W", "Ю", "З"):
        degrees = -degrees
    limit = 90 if axis == "latitude" else 180
    if abs(degrees) > limit:
        swapped = abs(degrees) <= 180 and axis == "latitude"
        raise CellRefused(
            f"a {axis} of {degrees:g} is beyond {limit} degrees",
            "latitude and longitude look swapped; exchange them"
            if swapped
            else "write decimal degrees of WGS 84",
        )
    # Six decimals are a tenth of a metre.
    return f"{round(degrees, 6) + 0.0:.6f}".rstrip("0").rstrip(".")


@lru_cache(8192)
def phone(text: str, *, region: str = "") -> str:
    """A phone number in E.164, `+79140001122`. region: where a number without a plus is from.

    Raises CellRefused, also for a number too short or long for its country.
    """
    try:
        parsed = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException as wrong:
        raise CellRefused(
            "this is no phone number" if region else "the number has no country code",
            "write it with a plus and the country code, such as +7 914 000-11-22",
        ) from wrong
    if not phonenumbers.is_possible_number(parsed):
        raise CellRefused(
            f"no number of +{parsed.country_code} has this many digits", "check the digits"
        )
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


# The twelve Cyrillic letters of Russian plates, chosen because they look like Latin ones.
_PLATE_LETTERS = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")


def plate(text: str) -> str:
    """A number plate in capitals without blanks, Cyrillic letters of Russian plates in Latin.

    Raises CellRefused where two alphabets are mixed: such a plate would never meet its twin.
    """
    tidy = re.sub(r"[\s.·•-]", "", normalize("NFKC", text)).upper()
    scripts = {letter_name(c, "?").split()[0] for c in tidy if c.isalpha()}
    looks = tidy.translate(_PLATE_LETTERS)
    if not any(c.isalnum() for c in tidy):
        raise CellRefused("this is no number plate", "write its letters and digits")
    if "CYRILLIC" in scripts and len(scripts) > 1:
        raise CellRefused(
            "the plate mixes Cyrillic letters with others that look alike",
            f"write all its letters in one alphabet; in Latin letters it reads {looks}",
        )
    return looks


@lru_cache(8192)
def country_code(text: str) -> str:
    """A country's code by code, name or alias; `NA` is Namibia. Raises CellRefused."""
    if (found := country(text)) is not None:
        return found.code
    if several := ambiguous(text):
        raise CellRefused(
            f"{text!r} may be {' or '.join(several)}", "write which one, or its two-letter code"
        )
    raise CellRefused("this names no country we know", "write its name or two-letter code")


# What stands for a currency in our sources. A bare dollar sign is US dollars nowhere in Asia only.
_CURRENCIES = {
    "¥": "CNY", "￥": "CNY", "元": "CNY", "人民币": "CNY", "rmb": "CNY", "юан": "CNY",
    "₽": "RUB", "руб": "RUB", "р": "RUB", "₫": "VND", "đồng": "VND", "đ": "VND",
    "$": "USD", "us$": "USD", "долл": "USD", "€": "EUR", "евро": "EUR",
}  # fmt: skip
_MONEY = re.compile(r"^(?P<before>[^\d\s.,+-]*)\s*(?P<amount>\d[\d\s.,'’]*)(?P<after>\D*)$")


_THOUSANDS_PERHAPS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
# Words that tell whose currency, and no amount.
_WHOSE = frozenset({"сша", "рф", "кнр", "россии", "вьетнама"})


def _currency(written: str) -> str:
    """The code a word or sign stands for; in capitals as it is where it stands for none."""
    if written in _CURRENCIES:
        return _CURRENCIES[written]
    first, *more = re.split(r"[\s./]+", written)
    if set(more) <= _WHOSE:
        for length in (len(first), 4, 3):
            if first[:length] in _CURRENCIES:
                return _CURRENCIES[first[:length]]
    return written.upper()


@cache
def _codes() -> frozenset[str]:
    """The codes of ISO 4217; MLN is none."""
    return frozenset(list_currencies())


def money(text: str, *, currency: str = "") -> str:
    """An amount with its currency as `80000 CNY`. currency: where the text names none.

    Raises CellRefused; an amount without a currency is no price.
    """
    match = _MONEY.match(text.strip())
    if match is None:
        raise CellRefused("this is no amount of money", "write an amount and a currency: 80000 CNY")
    words = [_currency(match[side].strip(" .").casefold()) for side in ("before", "after")]
    if words[0] and words[1] and words[0] != words[1]:
        raise CellRefused(
            f"{text.strip()[:40]!r} says more than an amount: thousands, or the price of a piece?",
            "write the whole amount in digits and its currency: 80000 CNY",
        )
    code = words[0] or words[1] or currency
    if code not in _codes():
        raise CellRefused("the amount has no currency we know", "write its code, such as CNY")
    amount = match["amount"].strip()
    if _THOUSANDS_PERHAPS.fullmatch(amount):
        # Nobody pays thousandths: 5.000 are five thousand, where money has no smaller coin surely.
        if get_currency_precision(code):
            raise CellRefused(
                f"{amount} may be {re.sub('[.,]', '', amount)} or {amount.replace(',', '.')}",
                "write it without a thousands mark and with a decimal point",
            )
        amount = re.sub("[.,]", "", amount)
    return f"{number(amount)} {code}"


def defused(text: str) -> str:
    """Text as it may be written into a table: what a spreadsheet would run stays text.

    A cell that begins like a formula gets an apostrophe before it; phone numbers, which begin with
    a plus, too, since a spreadsheet would turn them into numbers.
    """
    return f"'{text}" if text.lstrip()[:1] in tuple("=+-@") or text[:1] in ("\t", "\r") else text
