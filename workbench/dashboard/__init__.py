"""The pages in the browser: read a view, call one service, draw.

Streamlit runs behind our own sign-in and one guard for HTTP and WebSocket. It is imported only when
a page is served: a command of the command line does not pay for it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["serve"]


def serve(
    project: "Project | Path | str",
    host: str = "127.0.0.1",
    port: int = 8501,
    *,
    names: Sequence[str] = (),
) -> None:
    """Serve a project's dashboard until it is stopped.

    project: an open one or its folder. names: further values of Host, with port as the browser
    sends it, for a house behind a reverse proxy.
    """
    from workbench.dashboard.serving import listen

    listen(project, host, port, names)
