"""What a form holds comes from the browser while it is filled, for the person of the session.

The guard before all routes has let through only a page of ours with a session that holds.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from workbench.dashboard.doors import within
from workbench.dashboard.entrance import Entrance
from workbench.dashboard.guard import COOKIE
from workbench.services.drafting import LONGEST, keep_draft
from workbench.services.refusal import as_refusal
from workbench.store import Reader

__all__ = ["drafting"]

# A letter may take several bytes, and one more each where JSON escapes it.
LONGEST_BYTES = 8 * LONGEST
# That a form was handed in meanwhile is no failure: 205 says that what was written can be cleared.
KEPT, OVER, UNREADABLE, GONE = 204, 205, 400, 401


def drafting(entrance: Entrance) -> Sequence[Route]:
    """The route that forms send to; it answers with a status and no word."""

    def kept(reader: Reader, asked: Mapping[str, object]) -> int:
        fields, turn = asked.get("fields"), asked.get("turn")
        if not isinstance(fields, dict) or not isinstance(turn, int):
            return UNREADABLE
        written = {str(name): str(value) for name, value in fields.items()}
        address = within(str(asked.get("address", "/")))
        running = entrance.running
        try:
            there = keep_draft(
                running.project,
                reader.person,
                str(asked.get("name", "")),
                turn,
                written,
                address=address,
                clock=running.clock,
            )
        except Exception as error:
            if as_refusal(error) is None:
                raise
            return UNREADABLE
        return KEPT if there else OVER

    async def answer(request: Request) -> Response:
        reader = await asyncio.to_thread(entrance.reader_of, request.cookies.get(COOKIE, ""))
        if reader is None:
            return Response(status_code=GONE)
        body = b""
        try:
            async for part in request.stream():
                body += part
                if len(body) > LONGEST_BYTES:
                    return Response(status_code=UNREADABLE)
        except ClientDisconnect:
            # Whoever leaves while it is sent gets no answer, and the log no trace of a fault.
            return Response(status_code=GONE)
        try:
            asked = json.loads(body)
        except ValueError:
            return Response(status_code=UNREADABLE)
        if not isinstance(asked, dict):
            return Response(status_code=UNREADABLE)
        return Response(status_code=await asyncio.to_thread(kept, reader, asked))

    return (Route("/draft", answer, methods=["POST"]),)
