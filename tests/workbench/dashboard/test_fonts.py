"""Han characters are no boxes: the font is served, open to pages before sign-in, and named."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from starlette.requests import Request

from workbench.dashboard.fonts import ADDRESS, han
from workbench.dashboard.guard import OPEN
from workbench.dashboard.parts.kit import kit_folder


def test_the_font_is_a_font_with_han_characters() -> None:
    asked = Request({"type": "http", "method": "GET", "path": ADDRESS, "headers": []})
    with ThreadPoolExecutor(1) as own_loop:  # a browser test may have left a loop in this thread
        answer = own_loop.submit(lambda: asyncio.run(han().endpoint(asked))).result()
    assert answer.status_code == 200
    assert answer.media_type == "font/otf"
    # Packed anew for every browser it would cost half a second of processor at each first page.
    assert answer.headers["content-encoding"] == "identity"
    assert "immutable" in answer.headers["cache-control"]
    assert Path(answer.path).read_bytes()[:4] == b"OTTO"


def test_pages_and_doors_name_the_font_and_may_ask_for_it() -> None:
    assert ADDRESS.startswith(OPEN)
    for style in ("frame.css", "door.css"):
        assert f"url({ADDRESS})" in (kit_folder() / style).read_text("utf-8")
