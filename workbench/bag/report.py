"""The court report as PDF: what a prosecutor reads first, with every limit beside every number.

The same contents give the same bytes. The handling level and, where it applies, "simulated" stand
on each page, because pages are copied apart.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
from PIL import Image

from embeddings.photo import PhotoRefused, read_photo, shrink_to
from workbench.bag.contents import (
    BagContents,
    ComparisonItem,
    Exhibit,
    FindingItem,
    StatementRow,
)
from workbench.bag.picture import draw_graph
from workbench.bag.tables import canonical_json, printable
from workbench.bag.typesetting import typeset

STANDING = (
    "Grades assess reports for action; they are not evidence. Only scheduled exhibits and "
    "statements are offered as evidence.",
    "A shortlist is not evidence. It names coats for a person to examine.",
    "A likelihood ratio says how much better the photos are explained by one animal than by "
    "another; it is neither a verdict nor the probability that the skin came from this animal.",
    "Centrality is not guilt. It says who is connected in the records that were kept, not who did "
    "wrong.",
)
FOOTER = (
    "Grades assess reports, they are not evidence. A shortlist is not evidence. "
    "Centrality is not guilt."
)
LIMITS = (
    "Left and right flank of one animal share no pattern: a flank that was never photographed "
    "cannot be matched, and no match on one flank excludes the animal.",
    "The catalogue holds only animals that were photographed. An animal that is missing from it "
    "cannot be found by any search.",
    "Close relatives may look alike. The likelihood ratio is for another animal of the reference "
    "population that is named beside it, and relatives are in it only where it says so.",
    "A skin is stretched, cut, dried and folded: what was measured on living animals need not hold "
    "for it.",
    "Records tell of what was noticed. Few seizures in a place may mean few checks.",
)
MOST_STATEMENTS = 100
"""The report prints no more statements than this; the bag holds them all."""
MOST_IDS = 6
"""A finding names no more of its statements than this on paper; the bag holds them all."""

_THUMBNAIL = 420
_HIGHEST = 0.72  # of the width of the text: no figure is higher
_DIGEST = re.compile(r"\b[0-9a-f]{40,128}\b")
_TIME = re.compile(
    r"\b(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?(?![\d:])"
)


def report_pdf(contents: BagContents, paths: Mapping[str, str]) -> bytes:
    """The report as PDF/A-2b bytes.

    paths: exhibit id -> its path inside the bag. Raises BagRefused where fonts are missing.
    """
    pictures: dict[str, bytes] = {}
    words = report_words(contents, paths, pictures)
    template = files("workbench.bag").joinpath("report.typ").read_text("utf-8")
    pictures["report.json"] = canonical_json(words)
    return typeset(template, pictures, at=contents.case.prepared_at)


def report_words(
    contents: BagContents, paths: Mapping[str, str], pictures: dict[str, bytes]
) -> dict[str, Any]:
    """What the page's source reads: plain values; pictures are put into `pictures` by file name."""
    exhibits = [_exhibit(e, i, paths, pictures) for i, e in enumerate(contents.exhibits)]
    comparisons = [_comparison(c, i, pictures) for i, c in enumerate(contents.comparisons)]
    graph = None
    if contents.nodes:
        graph = "graph.svg"
        svg = draw_graph(contents.nodes, contents.edges, contents.positions)
        pictures[graph] = svg.encode()
    case = asdict(contents.case)
    case["prepared_at"] = contents.case.prepared_at.strftime("%Y-%m-%d %H:%M %z")
    words = {
        "case": case,
        "standing": STANDING,
        "centrality": STANDING[3],
        "footer": FOOTER,
        "comparisons": comparisons,
        "exhibits": exhibits,
        "findings": [_finding(f) for f in contents.findings],
        "graph": graph,
        "statements": [_statement(s) for s in contents.statements[:MOST_STATEMENTS]],
        "statement_count": len(contents.statements),
        "method": asdict(contents.method),
        "limits": (*LIMITS, *contents.method.limits),
        "used": [asdict(row) for row in contents.used],
        "unused": [asdict(row) for row in contents.unused],
        "audit": [asdict(row) for row in contents.audit],
        "checks": checks(),
    }
    return dict(for_paper(printable(words)))


def checks() -> tuple[tuple[str, str], ...]:
    """How anyone checks a bag: what it shows, and the command to type in the bag's folder."""
    return (
        ("Every file is what was packed (any machine):", "sha256sum -c manifest-sha256.txt"),
        ("The lists themselves are what was packed:", "sha256sum -c tagmanifest-sha256.txt"),
        ("The same, and whether a file was added:", "kedrovka verify BAG"),
        (
            "Who signed it, where a signature is in the bag:",
            "openssl cms -verify -inform DER -binary -purpose any -CAfile CERTIFICATE.pem "
            "-in tagmanifest-sha256.txt.p7s -content tagmanifest-sha256.txt -out /dev/null",
        ),
    )


def meaning(log10_lr: float) -> str:
    """A bounded log10 LR in a sentence, number first (no verbal scale: that needs a validation)."""
    times = 10.0 ** abs(log10_lr)
    factor = f"{times:,.0f}" if times >= 10 else f"{times:.1f}"
    if log10_lr >= 0:
        return f"The photos are {factor} times more likely if it is this animal than if another."
    return f"The photos are {factor} times more likely if it is another animal than if this one."


def thumbnail(source: Path) -> bytes | None:
    """A small JPEG of a photo's file; None where it holds no picture that can be opened."""
    try:
        pixels = shrink_to(read_photo(source).pixels, _THUMBNAIL)
    except PhotoRefused:
        return None
    settings = [cv2.IMWRITE_JPEG_QUALITY, 85]
    made, encoded = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), settings)
    return encoded.tobytes() if made else None


def _exhibit(
    exhibit: Exhibit, index: int, paths: Mapping[str, str], pictures: dict[str, bytes]
) -> dict[str, Any]:
    words = {k: v for k, v in _plain(exhibit).items() if k not in ("file", "thumbnail")}
    small = exhibit.thumbnail or thumbnail(exhibit.file)
    words["thumbnail"] = None
    if small is not None:
        ending = "png" if small.startswith(b"\x89PNG") else "jpg"
        words["thumbnail"] = f"exhibit-{index}.{ending}"
        pictures[f"exhibit-{index}.{ending}"] = small
    words["path"] = paths.get(exhibit.id, "")
    return words


def _comparison(item: ComparisonItem, index: int, pictures: dict[str, bytes]) -> dict[str, Any]:
    words = _plain(item)
    for part in ("log10_lr", "low", "high", "log10_lr_raw"):
        value = words[part]
        words[part] = None if value is None else f"{value:+.1f}"
    words["validated"] = "not validated" not in item.wording
    words["meaning"] = "" if item.log10_lr is None else meaning(item.log10_lr)
    words["beside"] = " ".join(item.beside)
    words["pictures"] = []
    for number, (caption, encoded) in enumerate(item.pictures):
        ending = "png" if encoded.startswith(b"\x89PNG") else "jpg"
        name = f"pair-{index}-{number}.{ending}"
        pictures[name] = encoded
        words["pictures"].append({"file": name, "caption": caption, "width": _width(encoded)})
    return words


def _width(encoded: bytes) -> float:
    """How much of the page's width a picture takes, in per cent, so that none fills the page."""
    with Image.open(BytesIO(encoded)) as picture:
        wide, high = picture.size
    return round(min(100.0, 100.0 * _HIGHEST * wide / high), 1)


def for_paper(value: Any) -> Any:
    """The same value with every time in its texts as people write it: "2026-05-04 01:01:19 UTC"."""
    if isinstance(value, str):
        return _TIME.sub(_time, value)
    if isinstance(value, Mapping):
        return {key: for_paper(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [for_paper(held) for held in value]
    return value


def _time(match: re.Match[str]) -> str:
    day, clock, offset = match[1], match[2], match[3] or ""
    zone = " UTC" if offset in ("Z", "+00:00") else f" {offset}" if offset else ""
    return f"{day} {clock}{zone}"


def _finding(finding: FindingItem) -> dict[str, Any]:
    words = _plain(finding)
    ids = [_short(name) for name in finding.statements]
    more = len(ids) - MOST_IDS
    words["rests_on"] = ", ".join(ids[:MOST_IDS])
    if more > 0:
        words["rests_on"] += f" and {more:,} more, named in data/method/method.json"
    del words["statements"]
    return words


def _statement(row: StatementRow) -> dict[str, Any]:
    return {name: _short(value) for name, value in _plain(row).items()}


def _short(text: str) -> str:
    """Digests by their first twelve digits: whole ones run over the columns of a page."""
    return _DIGEST.sub(lambda match: f"{match[0][:12]}…", text)


def _plain(value: Exhibit | ComparisonItem | FindingItem | StatementRow) -> dict[str, Any]:
    return asdict(value)
