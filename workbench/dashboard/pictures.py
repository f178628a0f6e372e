"""Photos for the browser: behind the guard, and only those that the reader may see.

The original never changes; what is sent is the upright photo, made smaller on the way where asked.
A photo that a reader may not see and one that is not there give the same answer.
"""

import asyncio
import io
from collections.abc import Sequence

from PIL import Image
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from embeddings.photo import PhotoRefused, read_photo, shrink_to
from workbench.dashboard.entrance import Entrance
from workbench.dashboard.guard import COOKIE
from workbench.services.explaining import picture
from workbench.views.photos import photo_bytes

LONGEST_SIDE_PX = 4096
JPEG_QUALITY = 88
NOT_THERE = Response("There is no such photo here.", 404, media_type="text/plain")


def source(digest: str, long_side_px: int = 1600) -> str:
    """The address of a photo for the browser, its longer side at most `long_side_px`."""
    return f"/photo/{digest}?long={long_side_px}"


def as_jpeg(original: bytes, long_side_px: int) -> bytes:
    """The upright photo as JPEG, its longer side at most `long_side_px`. Raises PhotoRefused."""
    pixels = shrink_to(read_photo(original).pixels, long_side_px)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()


def pictures(entrance: Entrance) -> Sequence[Route]:
    """The routes of the photos."""

    async def photo(request: Request) -> Response:
        digest = request.path_params["digest"]
        asked = request.query_params.get("long", "")
        long_side_px = min(int(asked), LONGEST_SIDE_PX) if asked.isdecimal() else LONGEST_SIDE_PX
        token = request.cookies.get(COOKIE, "")
        reader = await asyncio.to_thread(entrance.reader_of, token)
        if reader is None:
            return NOT_THERE
        project = entrance.running.project
        kept = await asyncio.to_thread(photo_bytes, project, reader, digest)
        if kept is None:
            return NOT_THERE
        # The browser asks again each time and is told "unchanged" only if it may still see it.
        tag = f'"{digest[:32]}-{long_side_px}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"ETag": tag})
        try:
            picture = await asyncio.to_thread(as_jpeg, kept[0], max(1, long_side_px))
        except PhotoRefused:
            return NOT_THERE
        return Response(picture, media_type="image/jpeg", headers={"ETag": tag})

    async def pair_picture(request: Request) -> Response:
        asked = request.query_params
        token = request.cookies.get(COOKIE, "")
        reader = await asyncio.to_thread(entrance.reader_of, token)
        if reader is None:
            return NOT_THERE
        try:
            found = await asyncio.to_thread(
                picture,
                entrance.running.project,
                reader,
                asked.get("skin", ""),
                asked.get("animal", ""),
                request.path_params["name"],
            )
        except PhotoRefused:
            return NOT_THERE
        return Response(found.content, media_type=found.media_type) if found else NOT_THERE

    return (Route("/photo/{digest:str}", photo), Route("/pair-picture/{name:str}", pair_picture))
