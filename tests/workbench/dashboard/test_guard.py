"""Who gets past the gate, over HTTP and over a socket."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from starlette.websockets import WebSocketDisconnected

from tests.workbench.dashboard.conftest import in_own_loop
from workbench.dashboard.guard import COOKIE, HEADERS, SIGNED_OUT, Gate, Guard, session_token

HOST = "127.0.0.1:8501"
OURS = {"host": HOST, "origin": f"http://{HOST}"}
SIGNED_IN = {**OURS, "cookie": f"{COOKIE}=good"}


class House:
    """An application that says it was reached, behind a gate whose sessions a test can end."""

    def __init__(self, *, accounts: bool = True) -> None:
        self.good = {"good"}
        self.reached: list[str] = []
        gate = Gate(
            hosts=frozenset({HOST}),
            holds=lambda token: token in self.good,
            empty=lambda: not accounts,
        )
        self.guard = Guard(self._inside, gate)

    async def _inside(self, scope: Any, receive: Any, send: Any) -> None:
        self.reached.append(scope.get("path", scope["type"]))
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"inside"})
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            while (await receive())["type"] == "websocket.receive":
                self.reached.append("message")

    def _scope(self, kind: str, path: str, headers: Mapping[str, str], method: str) -> Any:
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        path, _, query = path.partition("?")
        return {
            "type": kind,
            "path": path,
            "query_string": query.encode(),
            "headers": raw,
            "method": method,
        }

    def ask(
        self, path: str, headers: Mapping[str, str], method: str = "GET"
    ) -> tuple[int, dict[str, str]]:
        """Status and headers of the answer."""
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> Any:
            return {"type": "http.request"}

        in_own_loop(self.guard(self._scope("http", path, headers, method), receive, send))
        got = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return sent[0]["status"], got

    def talk(self, headers: Mapping[str, str], messages: Sequence[Any]) -> list[Any]:
        """What a socket was sent when the browser sends these; a callable is run in between."""
        sent: list[Any] = []
        waiting = [{"type": "websocket.connect"}, *messages, {"type": "websocket.disconnect"}]

        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> Any:
            message = waiting.pop(0)
            while callable(message):
                message()
                message = waiting.pop(0)
            return message

        scope = self._scope("websocket", "/_stcore/stream", headers, "GET")
        in_own_loop(self.guard(scope, receive, send))
        return sent


HELLO = {"type": "websocket.receive", "bytes": b"click"}


@pytest.mark.parametrize(
    ("path", "accounts", "door"),
    [
        ("/", True, "/login"),
        ("/pair?skin=SK-0001", True, "/login?next=%2Fpair%3Fskin%3DSK-0001"),
        ("/", False, "/first-run"),
        ("/case?id=CASE-2026-001", False, "/first-run"),
    ],
)
def test_the_first_request_without_a_session_goes_to_the_door(path, accounts, door):
    status, headers = House(accounts=accounts).ask(path, {"host": HOST, "accept": "text/html"})
    assert (status, headers["location"]) == (303, door)


@pytest.mark.parametrize("path", ["/photo/ab12", "/_stcore/upload_file/x", "/media/x.png"])
def test_files_without_a_session_are_refused(path):
    house = House()
    status, _ = house.ask(path, {"host": HOST})
    assert status == 401
    assert house.reached == []


@pytest.mark.parametrize("path", ["/login", "/first-run", "/static/js/a.js", "/kit/graph.mjs"])
def test_the_doors_and_the_programs_own_files_are_open(path):
    house = House()
    assert house.ask(path, {"host": HOST})[0] == 200
    assert house.reached == [path]


@pytest.mark.parametrize("path", ["/kit", "/kitchen", "/loginx", "/static"])
def test_a_path_that_only_begins_like_an_open_one_is_closed(path):
    assert House().ask(path, {"host": HOST})[0] == 401


def test_a_session_opens_every_page():
    house = House()
    assert house.ask("/pair", {"host": HOST, "cookie": f"a=b; {COOKIE}=good"})[0] == 200
    assert house.ask("/pair", {"host": HOST, "cookie": f"{COOKIE}=forged"})[0] == 401


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:8502", ""])
def test_a_foreign_host_is_refused_even_with_a_session(host):
    house = House()
    assert house.ask("/login", {**SIGNED_IN, "host": host})[0] == 421
    assert house.reached == []


@pytest.mark.parametrize("origin", ["https://evil.example", "null", f"http://{HOST}.evil.example"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_a_foreign_page_may_not_ask(origin, method):
    house = House()
    assert house.ask("/login", {**SIGNED_IN, "origin": origin}, method)[0] == 403
    assert house.reached == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_change_without_an_origin_is_refused(method):
    headers = {"host": HOST, "cookie": f"{COOKIE}=good"}
    assert House().ask("/login", headers, method)[0] == 403


@pytest.mark.parametrize("path", ["/", "/login", "/kit/x.mjs", "/missing"])
def test_every_answer_carries_the_policy(path):
    _, headers = House().ask(path, {"host": HOST})
    for name, value in HEADERS.items():
        assert headers[name.lower()] == value
    assert "connect-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_pages_stay_in_no_shared_cache_while_the_programs_files_may():
    house = House()
    assert house.ask("/pair", SIGNED_IN)[1]["cache-control"] == "private, no-cache"
    assert "cache-control" not in house.ask("/kit/graph.mjs", SIGNED_IN)[1]


def test_a_socket_with_a_session_talks():
    house = House()
    sent = house.talk(SIGNED_IN, [HELLO, HELLO])
    assert sent == [{"type": "websocket.accept"}]
    assert house.reached == ["/_stcore/stream", "message", "message"]


@pytest.mark.parametrize(
    "headers",
    [
        OURS,
        {**SIGNED_IN, "cookie": f"{COOKIE}=forged"},
        {**SIGNED_IN, "origin": "https://evil.example"},
        {**SIGNED_IN, "host": "evil.example"},
        {"host": HOST, "cookie": f"{COOKIE}=good"},
    ],
    ids=["no session", "forged", "foreign origin", "foreign host", "no origin"],
)
def test_a_socket_that_is_not_ours_is_closed_before_it_is_accepted(headers):
    house = House()
    sent = house.talk(headers, [HELLO])
    assert [message["type"] for message in sent] == ["websocket.close"]
    assert house.reached == []


def test_signing_out_ends_the_power_of_a_live_socket():
    house = House()
    sent = house.talk(SIGNED_IN, [HELLO, house.good.clear, HELLO])
    assert house.reached.count("message") == 1
    assert sent[-1] == {"type": "websocket.close", "code": SIGNED_OUT}


@pytest.mark.parametrize(
    ("header", "token"),
    [
        (f"{COOKIE}=abc", "abc"),
        (f"x=1; {COOKIE}=abc; y=2", "abc"),
        ("x=1", ""),
        ("", ""),
        ("\x00=;;;", ""),
    ],
)
def test_the_token_is_read_from_the_cookie_header(header, token):
    assert session_token(header) == token


def test_a_socket_that_is_closed_twice_leaves_no_trace_in_the_log(monkeypatch):
    house = House()

    async def closes_once_more(scope, receive, send) -> None:
        await receive()
        raise WebSocketDisconnected('Cannot call "send" once a close message has been sent.')

    monkeypatch.setattr(house.guard, "app", closes_once_more)
    assert house.talk(SIGNED_IN, []) == []


def test_a_program_that_breaks_in_a_socket_is_not_kept_quiet(monkeypatch):
    house = House()

    async def breaks(scope, receive, send) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(house.guard, "app", breaks)
    with pytest.raises(RuntimeError, match="broken"):
        house.talk(SIGNED_IN, [])
