"""What the months are called: CLDR's names in the languages of our sources, in every case form.

Russian dates stand in the genitive ("4 марта"), spreadsheets abbreviate; both are CLDR forms.
"""

from babel import Locale

__all__ = ["LANGUAGES", "MONTHS"]

LANGUAGES = ("en", "ru", "uk", "fr", "de", "es", "pt", "id")
# Forms in common use that CLDR lacks.
_ALSO = {"sept": 9, "нояб": 11, "сент": 9, "июн": 6, "июл": 7, "мая": 5}


def _collect() -> dict[str, int]:
    found: dict[str, int] = {}
    for language in LANGUAGES:
        months = Locale(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    word = name.casefold().rstrip(".")
                    if not word.isdigit():
                        found.setdefault(word, number)
    return _ALSO | found


MONTHS: dict[str, int] = _collect()
