"""Letters as a search takes them: without capitals, and without the marks that are often left out.

`hoa binh` has to find `Hòa Bình`, `da nang` has to find `Đà Nẵng`, and `Семен` has to find `Семён`;
and each the other way. A mark is dropped from Latin, Greek and Cyrillic letters only: in Khmer,
Thai, Arabic or Devanagari it is a letter of its own, and names differ by it. й stays й, which no
Russian reader takes for и. What is folded is expected with its accents put together (NFC), as
imports keep it.
"""

import re
from unicodedata import normalize

__all__ = ["BARE", "MARKS", "OF_BARE", "folded"]

# Marks that stand above, below or through a letter; a breve only where it makes no й.
MARKS = "[\u0300-\u0305\u0307-\u036f]|(?<!\u0438)\u0306"
# Letters that are one with their stroke or without their dot, and what is typed for them.
OF_BARE, BARE = "đðłøħŧı", "ddlohti"
_MARKED = ((0xC0, 0x250), (0x370, 0x530), (0x1E00, 0x2000))


def _bare(letter: str) -> str:
    bare = re.sub(MARKS, "", normalize("NFD", letter))
    return normalize("NFC", bare).translate(str.maketrans(OF_BARE, BARE))


_TO_BARE = {
    code: bare
    for first, last in _MARKED
    for code in range(first, last)
    if (bare := _bare(chr(code))) != chr(code)
} | dict.fromkeys(range(0x300, 0x370), "")
_ANY = re.compile("[" + "".join(map(chr, _TO_BARE)) + "]")


def folded(text: str) -> str:
    """A text in lower case and without its marks, for comparison; other scripts as they are."""
    lower = text.casefold()
    if lower.isascii() or not _ANY.search(lower):
        return lower
    return lower.translate(_TO_BARE)
