"""Who may speak to the dashboard at all: one gate before every page, file and socket.

Streamlit accepts a foreign Host over HTTP and a socket without Origin, and a live socket outlives a
logout. So every request passes here first: the Host must be one of ours, whatever changes something
must come from our own page, and all but the sign-in needs a session that holds now. A socket is
asked again at each message, so that signing out ends the power of a page that is still open.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnected

COOKIE = "kedrovka_session"
# Files of the program, without data: blocked, they would break a page whose session has ended.
OPEN = ("/static/", "/kit/", "/login", "/first-run", "/language")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SIGNED_OUT = 4401
REFUSED = 4403

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: a form would then come with the Origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


@dataclass(frozen=True, slots=True)
class Gate:
    """What the guard asks of the house.

    hosts: the values of Host under which we are known, with port (`127.0.0.1:8501`).
    holds: whether a session's token is good at this moment.
    empty: whether nobody has an account yet.
    """

    hosts: frozenset[str]
    holds: Callable[[str], bool]
    empty: Callable[[], bool]


def session_token(cookie_header: str) -> str:
    """The session's token in a Cookie header; empty where there is none or it cannot be read."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(cookie_header)
    except CookieError:
        return ""
    return jar[COOKIE].value if COOKIE in jar else ""


def same_origin(origin: str, host: str) -> bool:
    """Whether a page at `origin` is one that `host` has served; `null` never is."""
    parts = urlsplit(origin)
    return parts.scheme in {"http", "https"} and parts.netloc == host


def is_open(path: str) -> bool:
    """Whether a path may be read without a session."""
    return any(path == p or (p.endswith("/") and path.startswith(p)) for p in OPEN)


class Guard:
    """An ASGI application that lets through only what the gate allows."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app = app
        self.gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an HTTP request or a socket on, or answer it here."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send, headers)
            return
        refusal = await self._refusal(scope, headers)
        outgoing = _with_headers(send, scope["path"])
        await (refusal or self.app)(scope, receive, outgoing)

    async def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        host, origin = headers.get("host", ""), headers.get("origin")
        if host not in self.gate.hosts:
            return PlainTextResponse("This dashboard does not answer to that name.", 421)
        if origin is not None and not same_origin(origin, host):
            return PlainTextResponse("A foreign page may not ask here.", 403)
        if origin is None and scope["method"] not in SAFE:
            return PlainTextResponse("A request that changes something names its page.", 403)
        path = scope["path"]
        if is_open(path) or await self._holds(headers):
            return None
        if not await asyncio.to_thread(self.gate.empty):
            there = path + (f"?{scope['query_string'].decode()}" if scope["query_string"] else "")
            door = "/login" if there == "/" else f"/login?next={quote(there, safe='')}"
        else:
            door = "/first-run"
        if "text/html" in headers.get("accept", ""):
            return RedirectResponse(door, 303)
        return PlainTextResponse("Sign in first.", 401)

    async def _holds(self, headers: Headers) -> bool:
        token = session_token(headers.get("cookie", ""))
        return bool(token) and await asyncio.to_thread(self.gate.holds, token)

    async def _socket(self, scope: Scope, receive: Receive, send: Send, headers: Headers) -> None:
        host, origin = headers.get("host", ""), headers.get("origin", "")
        ours = host in self.gate.hosts and same_origin(origin, host)
        if not (ours and await self._holds(headers)):
            # Closed before it is accepted: the browser sees the handshake refused with 403.
            await receive()
            await send({"type": "websocket.close", "code": REFUSED})
            return

        async def asked_again() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and not await self._holds(headers):
                await send({"type": "websocket.close", "code": SIGNED_OUT})
                return {"type": "websocket.disconnect", "code": SIGNED_OUT}
            return message

        # Streamlit closes once more a socket that its browser has left: nobody is there to hear.
        with suppress(WebSocketDisconnected):
            await self.app(scope, asked_again, send)


def _with_headers(send: Send, path: str) -> Send:
    async def outgoing(message: Message) -> None:
        if message["type"] == "http.response.start":
            answered = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                answered[name] = value
            # A page or a photo stays in no shared cache; the program's own files may.
            if not path.startswith(("/static/", "/kit/")):
                answered.setdefault("Cache-Control", "private, no-cache")
        await send(message)

    return outgoing
