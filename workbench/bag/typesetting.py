"""Set a page by typst: with the program's own fonts only, the same bytes for the same input.

Text from a case is never pasted into the page's source. It travels as a JSON file that the source
reads, so that a name like "#read(...)" is printed and not run.
"""

import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import typst

from workbench.bag.paths import BagRefused

_FONT_PACKAGES = (
    ("fontpkg_noto_sans", "fontpkg-noto-sans"),
    ("pylopdf_fonts_zh_cn", "pylopdf-fonts-zh-cn"),
)


def typeset(
    source: str,
    files: Mapping[str, bytes],
    *,
    form: Literal["pdf", "png"] = "pdf",
    ppi: float = 110.0,
    at: datetime | None = None,
) -> bytes:
    """The document (PDF/A-2b, or its first page as PNG) of a typst source beside some files.

    files: plain name -> bytes, readable by the source. at: the time of making that a PDF carries
    (default 1970, so that equal input gives equal bytes). Raises BagRefused where the fonts are not
    installed, and ValueError where the source does not compile.
    """
    with tempfile.TemporaryDirectory(prefix="kedrovka-report-") as name:
        folder = Path(name)
        for plain, content in files.items():
            (folder / plain).write_bytes(content)
        page = folder / "page.typ"
        page.write_text(source, "utf-8")
        try:
            made: object = typst.compile(
                str(page),
                root=str(folder),
                font_paths=[str(path) for path in font_folders()],
                ignore_system_fonts=True,
                format=form,
                ppi=ppi,
                # PDF/A-2b: a court's archive must be able to read it in thirty years.
                pdf_standards=["a-2b"] if form == "pdf" else [],
                timestamp=(at or datetime(1970, 1, 1, tzinfo=UTC)).replace(microsecond=0),
            )
        except RuntimeError as broken:
            raise ValueError(f"the page cannot be set: {broken}") from broken
    first = made[0] if isinstance(made, list) else made
    if not isinstance(first, bytes):
        raise ValueError("the page cannot be set: typst made no output")
    return first


@cache
def font_folders() -> tuple[Path, ...]:
    """Where the fonts lie: Latin, Cyrillic, Vietnamese (Noto Sans) and Han (Noto Sans SC).

    Raises BagRefused where a package is missing; the message names the command.
    """
    found = []
    for module, package in _FONT_PACKAGES:
        spec = find_spec(module)
        if spec is None or spec.origin is None:
            raise BagRefused(f"the fonts of the report are missing: pip install {package}")
        found.append(Path(spec.origin).parent)
    return tuple(found)
