"""The court report as PDF: what a prosecutor reads first, with every limit beside every number.

The same contents give the same bytes. The handling level and, where it applies, "simulated" stand
on each page, because pages are copied apart.
"""

from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import cv2

from embeddings.photo import PhotoRefused, read_photo, shrink_to
from workbench.bag.contents import BagContents, ComparisonItem, Exhibit
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
MOST_STATEMENTS = 150
"""The report prints no more statements than this; the bag holds them all."""

_THUMBNAIL = 420


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
        "findings": [asdict(f) for f in contents.findings],
        "graph": graph,
        "statements": [asdict(s) for s in contents.statements[:MOST_STATEMENTS]],
        "statement_count": len(contents.statements),
        "method": asdict(contents.method),
        "limits": (*LIMITS, *contents.method.limits),
        "used": [asdict(row) for row in contents.used],
        "unused": [asdict(row) for row in contents.unused],
        "audit": [asdict(row) for row in contents.audit],
        "checks": checks(),
    }
    return dict(printable(words))


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
    words["pictures"] = []
    for number, (caption, png) in enumerate(item.pictures):
        name = f"pair-{index}-{number}.png"
        pictures[name] = png
        words["pictures"].append({"file": name, "caption": caption})
    return words


def _plain(value: Exhibit | ComparisonItem) -> dict[str, Any]:
    return asdict(value)
