"""Photos reach the browser upright and small, and only whoever may see them."""

import io
from typing import Any

import pytest
from PIL import Image
from starlette.applications import Starlette

from tests.workbench.dashboard.conftest import in_own_loop
from workbench.dashboard.entrance import Entrance
from workbench.dashboard.guard import COOKIE
from workbench.dashboard.pictures import as_jpeg, pictures, source
from workbench.dashboard.running import running


def ask(path: str, person: str, headers: dict[str, str] | None = None) -> tuple[int, Any, bytes]:
    """Status, headers and body for somebody who has just signed in."""
    entrance = Entrance(running())
    opened = entrance.sign_in(person, "a leopard walks at dusk")
    worn = {"cookie": f"{COOKIE}={opened.token}", **(headers or {})}
    return answer(path, worn)


def answer(path: str, headers: dict[str, str]) -> tuple[int, Any, bytes]:
    sent: list[Any] = []
    path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    app = Starlette(routes=list(pictures(Entrance(running()))))
    in_own_loop(app(scope, receive, send))
    got = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], got, b"".join(part.get("body", b"") for part in sent[1:])


def test_whoever_may_see_a_photo_gets_it_in_the_size_that_was_asked_for(known):
    status, headers, body = ask(source(known.photo, 80), "Anna")
    assert (status, headers["content-type"]) == (200, "image/jpeg")
    with Image.open(io.BytesIO(body)) as picture:
        assert picture.size == (80, 60)


def test_a_photo_that_is_not_there_and_one_that_is_closed_look_the_same(known):
    closed = ask(source(known.photo), "Dora")
    absent = ask(source("0" * 64), "Anna")
    assert closed[0] == absent[0] == 404
    assert closed[2] == absent[2]


def test_without_a_session_there_is_no_photo(known):
    assert answer(source(known.photo), {})[0] == 404
    assert answer(source(known.photo), {"cookie": f"{COOKIE}=forged"})[0] == 404


def test_a_browser_that_has_it_is_told_so_only_while_it_may_see_it(known):
    tag = ask(source(known.photo), "Anna")[1]["etag"]
    assert ask(source(known.photo), "Anna", {"if-none-match": tag})[0] == 304
    assert ask(source(known.photo), "Dora", {"if-none-match": tag})[0] == 404


@pytest.mark.parametrize("asked", ["", "-5", "1e9", "999999999999", "²", "0"])
def test_no_size_that_somebody_types_breaks_it(known, asked):
    assert ask(f"/photo/{known.photo}?long={asked}", "Anna")[0] == 200


def test_a_photo_is_turned_upright(tmp_path):
    lying = Image.new("RGB", (60, 20), "red")
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    lying.save(out, "JPEG", exif=exif)
    with Image.open(io.BytesIO(as_jpeg(out.getvalue(), 60))) as picture:
        assert picture.size == (20, 60)


@pytest.mark.parametrize("name", ["strip-query", "strip-candidate", "laid-over", "mirrored"])
def test_what_is_drawn_of_a_pair_reaches_only_who_may_see_the_comparison(known, name):
    asked = f"/pair-picture/{name}?skin={known.skin}&animal={known.lord}&of=CMP-0001"
    status, headers, body = ask(asked, "Anna")
    assert (status, headers["content-type"].split("/")[0]) == (200, "image")
    with Image.open(io.BytesIO(body)) as picture:
        assert picture.width > 200
    for person in ("Boris", "Dora"):
        assert ask(asked, person)[0] == 404, "who has not looked on record, or has no case"
    assert answer(asked, {})[0] == 404


@pytest.mark.parametrize("asked", ["nothing?skin=SK-0001", "mirrored", "laid-over?skin=x&animal=y"])
def test_a_picture_that_nobody_drew_is_not_there(known, asked):
    assert ask(f"/pair-picture/{asked}", "Anna")[0] == 404
