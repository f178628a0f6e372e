"""The doors before the pages: sign in, first run, sign out, language.

Plain HTML of ours, outside Streamlit, because a cookie that scripts cannot read has to be set by
the answer to a form. There is no default password: whoever comes first names the administrator.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from workbench.dashboard.entrance import Closed, Entrance
from workbench.dashboard.guard import COOKIE
from workbench.dashboard.words import ENGLISH, LANGUAGES, Say, best_language, speak

LANGUAGE_COOKIE = "kedrovka_language"
LANGUAGE_DAYS = 365
# Going back here would change something again instead of showing a page.
NO_WAY_BACK = frozenset({"", "/language", "/logout", "/session", "/draft"})


def within(target: str) -> str:
    """Where to go after a door: a path of this dashboard, or the first page."""
    ours = target.startswith("/") and not target.startswith("//") and "\\" not in target
    return target if ours and target.isprintable() else "/"


def language_of(cookies: Mapping[str, str], accept: str = "") -> str:
    """The language a person chose, else the first that the browser asks for and we speak."""
    chosen = cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else best_language(accept)


def page(request: Request, door: str, *, wrong: str = "", name: str = "") -> HTMLResponse:
    """One door as HTML; `wrong` is the sentence above the form, `name` what was typed before."""
    language = language_of(request.cookies, request.headers.get("accept-language", ""))
    say = speak(language)
    then = quote(within(request.query_params.get("next", "/")), safe="")
    here = quote(f"{request.url.path}?next={then}", safe="")
    choices = " ".join(
        f'<a href="/language?to={code}&amp;next={here}" lang="{code}"'
        f"{' aria-current=true' if code == language else ''}>{escape(spoken)}</a>"
        for code, spoken in LANGUAGES.items()
    )
    text = Template(files("workbench.dashboard").joinpath("door.html").read_text("utf-8"))
    again = (
        f'<label>{escape(say("door.password_again"))}<input name="again" type="password" '
        'autocomplete="new-password" required></label>'
        if door == "first_run"
        else ""
    )
    html = text.substitute(
        language=language,
        title=escape(say(f"door.{door}_title")),
        lead=escape(say(f"door.{door}_lead")),
        wrong=f'<p class="wrong" role="alert">{escape(wrong)}</p>' if wrong else "",
        action=f"{request.url.path}?next={then}",
        name_label=escape(say("door.name")),
        name=escape(name, quote=True),
        password_label=escape(say("door.password")),
        password_kind="new-password" if door == "first_run" else "current-password",
        again=again,
        button=escape(say(f"door.{door}_button")),
        languages=choices,
        foot=escape(say("door.foot")),
    )
    return HTMLResponse(html, status_code=401 if wrong else 200)


def _let_in(request: Request, token: str, seconds: int) -> Response:
    answer = RedirectResponse(within(request.query_params.get("next", "/")), 303)
    answer.set_cookie(
        COOKIE,
        token,
        max_age=seconds,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )
    return answer


@dataclass(frozen=True, slots=True)
class Doors:
    """The answers at the doors, over an entrance that knows the accounts."""

    entrance: Entrance

    async def sign_in(self, request: Request) -> Response:
        """The form, or a session for who knows their password."""
        if await asyncio.to_thread(self.entrance.empty):
            return RedirectResponse("/first-run", 303)
        if request.method == "GET":
            return page(request, "sign_in")
        form, say = await request.form(), _say(request)
        name, password = str(form.get("name", "")), str(form.get("password", ""))
        try:
            opened = await asyncio.to_thread(self.entrance.sign_in, name, password)
        except Closed as wait:
            return page(request, "sign_in", wrong=say("door.wait", reason=wait), name=name)
        if opened is None:
            return page(request, "sign_in", wrong=say("door.refused"), name=name)
        return _let_in(request, opened.token, opened.seconds)

    async def first_run(self, request: Request) -> Response:
        """The form for the first account, as long as there is none."""
        if not await asyncio.to_thread(self.entrance.empty):
            return RedirectResponse("/login", 303)
        if request.method == "GET":
            return page(request, "first_run")
        form, say = await request.form(), _say(request)
        name, password = str(form.get("name", "")).strip(), str(form.get("password", ""))
        if password != str(form.get("again", "")):
            return page(request, "first_run", wrong=say("door.unequal"), name=name)
        try:
            opened = await asyncio.to_thread(self.entrance.create_first, name, password)
        except Closed as wrong:
            return page(request, "first_run", wrong=str(wrong), name=name)
        return _let_in(request, opened.token, opened.seconds)

    async def sign_out(self, request: Request) -> Response:
        """End the session and take the cookie back."""
        token = request.cookies.get(COOKIE, "")
        if token:
            await asyncio.to_thread(self.entrance.sign_out, token)
        answer = RedirectResponse("/login", 303)
        answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
        return answer


async def still_here(_request: Request) -> Response:
    """Say nothing: the guard has let the question through, so the session holds."""
    return Response(status_code=204)


def way_back(request: Request) -> str:
    """Where somebody came from, with its parameters: a path of this dashboard, never elsewhere.

    The page they were on says it best (what they chose since it was drawn stands in its address),
    then the link they followed.
    """
    came = urlsplit(request.headers.get("referer", ""))
    if came.netloc == request.headers.get("host") and came.path not in NO_WAY_BACK:
        there = within(f"{came.path}?{came.query}" if came.query else came.path)
    else:
        there = within(request.query_params.get("next", "/"))
    return "/" if urlsplit(there).path in NO_WAY_BACK else there


async def language(request: Request) -> Response:
    """Keep the language that was chosen and go back."""
    asked = request.query_params.get("to", ENGLISH)
    answer = RedirectResponse(way_back(request), 303)
    if asked in LANGUAGES:
        answer.set_cookie(
            LANGUAGE_COOKIE, asked, max_age=LANGUAGE_DAYS * 86_400, samesite="strict", path="/"
        )
    return answer


def doors(entrance: Entrance) -> Sequence[Route]:
    """The routes of the doors."""
    ours = Doors(entrance)
    return (
        Route("/login", ours.sign_in, methods=["GET", "POST"]),
        Route("/first-run", ours.first_run, methods=["GET", "POST"]),
        Route("/logout", ours.sign_out),
        Route("/session", still_here),
        Route("/language", language),
    )


def _say(request: Request) -> Say:
    return speak(language_of(request.cookies, request.headers.get("accept-language", "")))
