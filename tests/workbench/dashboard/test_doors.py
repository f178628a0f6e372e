"""Signing in, the first run, signing out: what the forms answer and what the cookie says."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from tests.workbench.dashboard.conftest import in_own_loop
from workbench.dashboard.doors import doors, language_of, within
from workbench.dashboard.guard import COOKIE

GOOD = "a leopard walks at dusk"


class Door:
    """A browser without a window: sends forms, keeps cookies."""

    def __init__(self, entrance: Any) -> None:
        self.app = Starlette(routes=list(doors(entrance)))
        self.cookies: dict[str, str] = {}

    def ask(
        self, path: str, form: dict[str, str] | None = None, came: str = ""
    ) -> tuple[int, str, list[str]]:
        """Status, text or target, and the Set-Cookie lines of the answer. came: the page before."""
        sent: list[Any] = []
        path, _, query = path.partition("?")
        headers = [(b"host", b"127.0.0.1:8501"), (b"accept-language", b"en")]
        headers += [(b"referer", came.encode())] if came else []
        body = urlencode(form).encode() if form else b""
        if form:
            headers += [
                (b"content-type", b"application/x-www-form-urlencoded"),
                (b"content-length", str(len(body)).encode()),
            ]
        if self.cookies:
            worn = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            headers.append((b"cookie", worn.encode()))
        scope = {
            "type": "http",
            "method": "POST" if form else "GET",
            "path": path,
            "query_string": query.encode(),
            "headers": headers,
            "scheme": "http",
            "server": ("127.0.0.1", 8501),
        }

        async def receive() -> Any:
            return {"type": "http.request", "body": body}

        async def send(message: Any) -> None:
            sent.append(message)

        in_own_loop(self.app(scope, receive, send))
        answered = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        given = [value.decode() for name, value in sent[0]["headers"] if name == b"set-cookie"]
        for line in given:
            name, value = re.match(r'([^=]+)="?([^;"]*)', line).groups()
            self.cookies[name] = value
        text = b"".join(message.get("body", b"") for message in sent[1:]).decode()
        return sent[0]["status"], answered.get("location", text), given


@pytest.fixture
def door(entrance) -> Door:
    return Door(entrance)


def first_run(door: Door, **changed: str) -> tuple[int, str, list[str]]:
    form = {"name": "Ada", "password": GOOD, "again": GOOD, **changed}
    return door.ask("/first-run", form)


def test_a_new_project_has_no_password_to_try(door):
    assert door.ask("/login")[:2] == (303, "/first-run")
    assert door.ask("/login", {"name": "admin", "password": "admin"})[:2] == (303, "/first-run")


def test_the_first_run_makes_a_person_who_may_do_everything_and_happens_once(door, entrance):
    status, target, given = first_run(door)
    assert (status, target) == (303, "/")
    reader = entrance.reader_of(door.cookies[COOKIE])
    assert reader.roles == {"administrator", "analyst", "investigator", "prosecutor"}
    assert reader.clearance == 3
    for word in ("HttpOnly", "SameSite=strict", "Path=/"):
        assert word in given[0]
    assert door.ask("/first-run")[:2] == (303, "/login")
    assert first_run(door, name="Eve")[:2] == (303, "/login")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"again": "another password"}, "The two passwords differ"),
        ({"password": "short", "again": "short"}, "too short"),
        ({"name": " "}, "needs a name"),
    ],
)
def test_a_first_run_that_will_not_do_says_why(door, entrance, changed, sentence):
    status, text, given = first_run(door, **changed)
    assert (status, given) == (401, [])
    assert sentence in text
    assert entrance.empty()


def test_a_wrong_password_and_an_unknown_name_get_the_same_sentence(door):
    first_run(door)
    answers = {
        door.ask("/login", {"name": name, "password": "a wrong password"})[1].replace(name, "")
        for name in ("Ada", "Eve")
    }
    assert len(answers) == 1
    assert "do not belong together" in answers.pop()


def test_whoever_tries_too_often_has_to_wait(door, clock):
    first_run(door)
    for _ in range(5):
        door.ask("/login", {"name": "Ada", "password": "a wrong password"})
    status, text, _ = door.ask("/login", {"name": "Ada", "password": GOOD})
    assert status == 401
    assert "wait a quarter of an hour" in text
    clock.wait(minutes=16)
    assert door.ask("/login", {"name": "Ada", "password": GOOD})[0] == 303


def test_a_session_ends_by_signing_out_and_by_time(door, entrance, clock):
    first_run(door)
    token = door.cookies[COOKIE]
    assert entrance.holds(token)
    door.ask("/logout")
    assert not entrance.holds(token)
    door.ask("/login", {"name": "Ada", "password": GOOD})
    later = door.cookies[COOKIE]
    assert later != token
    clock.wait(hours=13)
    assert not entrance.holds(later)


def test_the_database_holds_no_token(door, project):
    first_run(door)
    project.close()
    kept = b"".join(path.read_bytes() for path in project.folder.rglob("*") if path.is_file())
    assert door.cookies[COOKIE].encode() not in kept
    assert GOOD.encode() not in kept


def test_after_signing_in_one_is_where_one_wanted_to_go(door):
    first_run(door)
    asked = "/login?next=%2Fpair%3Fskin%3DSK-0001"
    assert door.ask(asked, {"name": "ada", "password": GOOD})[1] == "/pair?skin=SK-0001"


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "evil", "", "/a\nb"]
)
def test_no_address_leads_out_of_the_house(target):
    assert within(target) == "/"


def test_names_are_shown_as_text(door):
    first_run(door)
    _, text, _ = door.ask("/login", {"name": '"><script>x()</script>', "password": "wrong wrong"})
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_the_door_speaks_the_language_that_was_chosen(door):
    first_run(door)
    assert door.ask("/language?to=ru&next=/login")[1] == "/login"
    _, text, _ = door.ask("/login")
    assert 'lang="ru"' in text
    assert "Войти" in text
    assert door.ask("/language?to=xx&next=//evil.example")[1] == "/"
    assert language_of(door.cookies) == "ru"


HOUSE = "http://127.0.0.1:8501"
FILTERED = "/seizures?country=RU%7CCN&view=time&text=%D0%A5%D1%83%D0%BD%D1%8C"


@pytest.mark.parametrize(
    ("came", "link", "back"),
    [
        # What stands in the address of the page now counts before what the link was drawn with.
        (HOUSE + FILTERED, "/seizures", FILTERED),
        (HOUSE + FILTERED, "", FILTERED),
        (HOUSE + "/today", "/market", "/today"),
        (HOUSE + "/login?next=%2Fcases", "", "/login?next=%2Fcases"),
        # Without the page before, the link says it.
        ("", FILTERED, FILTERED),
        ("", "", "/"),
        # Never elsewhere, whoever says so.
        ("http://evil.example/seizures?x=1", "", "/"),
        ("http://127.0.0.1:8501.evil.example/", "/cases", "/cases"),
        ("https://evil.example", "//evil.example", "/"),
        ("", "https://evil.example/", "/"),
        ("", "/\\evil.example", "/"),
        ("", "javascript:alert(1)", "/"),
        (HOUSE + "//evil.example/x", "", "/"),
        # Going back there would not show a page but do something.
        ("", "/logout", "/"),
        (HOUSE + "/language?to=ru&next=%2Flogout", "", "/"),
        ("", "/language?to=ru", "/"),
    ],
)
def test_a_change_of_language_goes_back_to_the_same_address_and_never_elsewhere(
    came, link, back, door
):
    asked = "/language?" + urlencode({"to": "ru", "next": link} if link else {"to": "ru"})
    assert door.ask(asked, came=came)[:2] == (303, back)
    assert language_of(door.cookies) == "ru"
