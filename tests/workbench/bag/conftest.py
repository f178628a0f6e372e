"""One small case with everything a bag can hold, in three scripts."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from workbench.bag import contents as c


def picture(seed: int, size: tuple[int, int] = (240, 150), form: str = "JPEG") -> bytes:
    """A spotted picture as bytes: stands for a photo."""
    rng = np.random.default_rng(seed)
    ground = np.full((size[1], size[0], 3), (196, 150, 92), np.uint8)
    for _ in range(60):
        x, y = rng.integers(0, size[0]), rng.integers(0, size[1])
        ground[max(0, y - 4) : y + 4, max(0, x - 5) : x + 5] = (45, 33, 24)
    out = BytesIO()
    Image.fromarray(ground).save(out, form)
    return out.getvalue()


def exhibit(folder: Path, number: int, file_name: str, **more: object) -> c.Exhibit:
    """An exhibit whose original lies in `folder`."""
    encoded = picture(number)
    original = folder / f"original-{number}"
    original.write_bytes(encoded)
    fields: dict[str, object] = {
        "id": f"EX-{number:04d}",
        "sha256": hashlib.sha256(encoded).hexdigest(),
        "file": original,
        "file_name": file_name,
        "label": f"skin SK-0002, photo {number}, left flank",
        "media_type": "image/jpeg",
        "device": "Redmi Note 12",
        "collector": "Inspector Сидоренко П. А.",
        "collected_at": "2026-03-14 09:40 +10:00",
    }
    return c.Exhibit(**{**fields, **more})  # type: ignore[arg-type]


@pytest.fixture
def make_case(tmp_path: Path) -> Callable[..., c.BagContents]:
    """Builds the case; keyword arguments replace parts of it."""
    originals = tmp_path / "originals"
    originals.mkdir()

    def build(**more: object) -> c.BagContents:
        return _case(originals, more)

    return build


def _case(originals: Path, more: dict[str, object]) -> c.BagContents:
    transfers = (
        c.Transfer(
            "2026-03-14 09:40 +10:00",
            "Inspector Сидоренко П. А.",
            "Customs store, Pogranichny",
            "Пограничный",
            "A-118 204",
        ),
        c.Transfer(
            "2026-03-16 15:05 +10:00",
            "Customs store, Pogranichny",
            "Laboratory, 张伟",
            "Владивосток",
            "A-118 219",
            note="seal A-118 204 found whole",
        ),
    )
    comparison = c.ComparisonItem(
        skin="SK-0002",
        animal="IND-0017 Жорик",
        lead="The best candidate is IND-0017. A person has to examine the pair.",
        wording="investigative, not validated",
        log10_lr=2.1,
        low=1.2,
        high=2.4,
        log10_lr_raw=3.4,
        reference_population="another leopard of the same 41, relatives included",
        searched="Panthera pardus, left flank: 38 animals, 412 coats; 3 animals not comparable",
        fingerprint="ab" * 32,
        controls=(("background only", "no inliers"), ("mirrored skin", "log10 LR -1.9")),
        alternatives=("a sibling of IND-0017", "an animal that was never photographed"),
        opinions=(
            c.Opinion(
                "Nguyễn Thị Thu Hằng", "same", "blind", "2026-03-18 11:20 UTC", "11 rosettes"
            ),
            c.Opinion(
                "Мельник И. С.", "same", "blind", "2026-03-19 08:02 UTC", "rump and shoulder"
            ),
        ),
        pictures=(("SK-0002 above, IND-0017 below, 14 marks", picture(9, (480, 300), "PNG")),),
    )
    nodes = (
        c.GraphNode("SZ-2026-003", "SZ-2026-003 Пограничный", "Seizure", True),
        c.GraphNode("PER-0003", "Ермаков Степан Ильич", "Person"),
        c.GraphNode("PER-0007", "刘建国", "Person"),
        c.GraphNode("PER-0009", "Phạm Quốc Bảo", "Person"),
        c.GraphNode("PHN-0002", "+7 914 555-01-23", "Phone"),
        c.GraphNode("SK-0002", "SK-0002", "Specimen", True),
    )
    edges = (
        c.GraphEdge("SZ-2026-003", "PER-0003", "courier"),
        c.GraphEdge("SZ-2026-003", "SK-0002", "skin"),
        c.GraphEdge("PER-0003", "PHN-0002", "used"),
        c.GraphEdge("PER-0007", "PHN-0002", "used"),
        c.GraphEdge("PER-0003", "PER-0007", "shared phone", True),
        c.GraphEdge("PER-0007", "PER-0009", "paid"),
    )
    fields: dict[str, object] = {
        "case": c.CaseHead(
            id="CASE-0002",
            title="Skin seized at Pogranichny, 14 March 2026",
            handling="CONFIDENTIAL / LORD",
            simulated=True,
            prepared_by="Сидоренко Пётр",
            prepared_at=datetime(2026, 11, 21, 11, 0, tzinfo=UTC),
            opened="2026-03-14",
            recipient="Prosecutor, 王小明",
            authority="Order 18 of the district court",
            summary=(
                "A courier was stopped at Pogranichny with one skin.",
                "The skin compares with IND-0017; the animal was last seen in December 2025.",
            ),
        ),
        "method": c.Method(
            program_version="0.1.0",
            validated=False,
            networks=(("lite0-imagenet", "cd" * 32, "Apache-2.0"),),
            versions=(("marks", "marks-1"), ("runtime", "onnxruntime-1.31.1")),
            calibration_digest="ef" * 32,
            calibration="rendered leopards, camera against pelt",
            thresholds=(("lead: this animal", "log10 LR at least 1.0"),),
            limits=("Calibrated on rendered animals only.",),
        ),
        "exhibits": (
            exhibit(originals, 7, "шкура, левый бок.jpg", transfers=transfers),
            exhibit(originals, 8, "毛皮/../右侧.jpg", form="copy"),
        ),
        "comparisons": (comparison,),
        "statements": (
            c.StatementRow(
                "ST-1",
                "PER-0003",
                "Ермаков Степан Ильич",
                "name",
                "Yermakov Stepan",
                original_value="Ермаков Степан",
                lang="ru",
                source="SRC-1",
                source_title="seizures.xlsx",
                locator="row 12, column courier",
                grade="B2",
            ),
            c.StatementRow(
                "ST-2",
                "PHN-0002",
                "+7 914 555-01-23",
                "number",
                "+79145550123",
                source="SRC-1",
                source_title="seizures.xlsx",
                locator="row 12, column phone",
                grade="B2",
            ),
            c.StatementRow(
                "ST-3",
                "PER-0009",
                "Phạm Quốc Bảo",
                "role",
                "buyer",
                source="SRC-2",
                source_title="报告 7",
                locator="page 2",
                retracted="2026-04-02, wrong person",
            ),
        ),
        "findings": (
            c.FindingItem(
                "Both couriers used one phone.",
                competing=("the phone was sold on", "a shared taxi"),
                would_change="records of the provider",
                caveat="two seizures only",
                statements=("ST-1", "ST-2"),
            ),
        ),
        "audit": (
            c.AuditRow(1, "2026-03-14 10:00 UTC", "PER-1", "import photos", "11" * 32),
            c.AuditRow(2, "2026-03-18 11:20 UTC", "PER-2", "judge", "22" * 32, "11" * 32),
        ),
        "used": (c.ScheduleRow("EX-0007", "left flank of SK-0002", "carries the comparison"),),
        "unused": (
            c.ScheduleRow("EX-0008", "right flank of SK-0002", "no right flank in the catalogue"),
            c.ScheduleRow(
                "ST-3", "name of an informant", "retracted", "names another buyer", sensitive=True
            ),
        ),
        "nodes": nodes,
        "edges": edges,
        "positions": {n.id: (float(i % 3), float(i // 3)) for i, n in enumerate(nodes)},
        "attachments": (c.Attachment("graph.graphml", "graph", b"<graphml/>"),),
    }
    return c.BagContents(**{**fields, **more})  # type: ignore[arg-type]
