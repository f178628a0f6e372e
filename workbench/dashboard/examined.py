"""Pictures of an examination: cut to what is shown, under an address that says nothing.

The address holds the examination and a place; no digest, name or file. Only the examiner whose
examination it is gets an answer, and what is sent are pixels encoded anew.
"""

import asyncio
import io
from collections.abc import Sequence

from PIL import Image
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from embeddings.photo import PhotoRefused, shrink_to
from workbench.dashboard.entrance import Entrance
from workbench.dashboard.guard import COOKIE
from workbench.dashboard.pictures import JPEG_QUALITY, LONGEST_SIDE_PX, NOT_THERE
from workbench.store import Reader
from workbench.views.examinations import picture


def examined_source(examination: str, which: str, long_side_px: int = 1600) -> str:
    """The address of a picture of one's own examination for the browser."""
    return f"/examined/{examination}/{which}?long={long_side_px}"


def examined(entrance: Entrance) -> Sequence[Route]:
    """The route of these pictures."""

    def drawn(reader: Reader, examination: str, which: str, long_side_px: int) -> bytes | None:
        try:
            pixels = picture(entrance.running.project, reader, examination, which)
        except PhotoRefused:
            return None
        if pixels is None or not pixels.size:
            return None
        out = io.BytesIO()
        Image.fromarray(shrink_to(pixels, long_side_px)).save(out, "JPEG", quality=JPEG_QUALITY)
        return out.getvalue()

    async def answer(request: Request) -> Response:
        known, which = request.path_params["examination"], request.path_params["which"]
        asked = request.query_params.get("long", "")
        long_side_px = min(int(asked), LONGEST_SIDE_PX) if asked.isdecimal() else LONGEST_SIDE_PX
        token = request.cookies.get(COOKIE, "")
        reader = await asyncio.to_thread(entrance.reader_of, token)
        if reader is None:
            return NOT_THERE
        sent = await asyncio.to_thread(drawn, reader, known, which, max(1, long_side_px))
        return Response(sent, media_type="image/jpeg") if sent else NOT_THERE

    return (Route("/examined/{examination:str}/{which:str}", answer),)
