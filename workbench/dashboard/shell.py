"""The HTML in which Streamlit's pages start, with the two things it must know from us.

Its script looks for its server below the page's own path first and leaves an error in the console
on every page; told where the server is, it asks once. The icon is ours.
"""

from collections.abc import Sequence
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

TOLD = '<script>window.__streamlit = { BACKEND_BASE_URL: window.location.origin + "/" }</script>'
ICON = '<link rel="shortcut icon" href="./favicon.png" />'


class UnknownShell(RuntimeError):
    """Streamlit's page is not built the way it was in the version we pinned."""


def shell_html() -> str:
    """Streamlit's start page with our additions. Raises UnknownShell where they find no place."""
    html = files("streamlit").joinpath("static/index.html").read_text("utf-8")
    if ICON not in html or "<head>" not in html or "<title>Streamlit</title>" not in html:
        raise UnknownShell("the start page of this Streamlit is unknown: run make setup")
    return (
        html.replace("<head>", f"<head>\n    {TOLD}", 1)
        .replace(ICON, '<link rel="icon" href="/kit/paw.svg" />')
        .replace("<title>Streamlit</title>", "<title>Kedrovka</title>")
    )


def shell(paths: Sequence[str]) -> Sequence[Route]:
    """The routes of the pages' addresses: each begins with the same HTML."""
    html = shell_html()

    async def start(_request: Request) -> HTMLResponse:
        return HTMLResponse(html)

    return [Route(path, start) for path in ("/", *(f"/{path}" for path in paths))]
