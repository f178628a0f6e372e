"""Putting the dashboard on its port: Streamlit's settings, our routes, the guard around all.

It listens on this machine alone unless told otherwise, reports nothing to anybody and loads nothing
from elsewhere.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit import config

from workbench.dashboard.door import pages
from workbench.dashboard.doors import doors
from workbench.dashboard.drafting import drafting
from workbench.dashboard.entrance import Entrance
from workbench.dashboard.examined import examined
from workbench.dashboard.fonts import han
from workbench.dashboard.frame import broken
from workbench.dashboard.guard import Gate, Guard
from workbench.dashboard.parts.kit import kit_folder
from workbench.dashboard.pictures import pictures
from workbench.dashboard.running import Running, install, now_utc
from workbench.dashboard.shell import shell
from workbench.project import Project

UPLOAD_MB = 200
# Amber as of a coat; the pairs are dark enough on light and light enough on dark for WCAG AA.
SETTINGS: Mapping[str, object] = {
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.showSidebarNavigation": False,
    "runner.magicEnabled": False,
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "server.maxUploadSize": UPLOAD_MB,
    "logger.hideWelcomeMessage": True,
    "theme.light.primaryColor": "#8a5200",
    "theme.light.linkColor": "#7a4a00",
    "theme.dark.primaryColor": "#e0a33c",
    "theme.dark.linkColor": "#f0b95a",
    "theme.baseRadius": "0.35rem",
}


def hosts(host: str, port: int, names: Sequence[str] = ()) -> frozenset[str]:
    """The values of Host that are ours: the address itself, this machine's names, given names."""
    own = (
        {"127.0.0.1", "localhost", "[::1]"} if host in {"127.0.0.1", "localhost", "::1"} else {host}
    )
    return frozenset({f"{name}:{port}" for name in own} | set(names))


def application(running: Running, known_as: frozenset[str]) -> Any:
    """The whole dashboard as one ASGI application for one project.

    known_as: the values of Host under which it answers. One application a process: Streamlit keeps
    its runtime in the process.
    """
    install(running)
    for name, value in SETTINGS.items():
        config.set_option(name, value)
    config.set_option(
        "server.allowedHosts", sorted({known.rsplit(":", 1)[0] for known in known_as})
    )
    entrance = Entrance(running)
    gate = Gate(hosts=known_as, holds=entrance.holds, empty=entrance.empty)
    routes: list[Route | Mount] = [
        *doors(entrance),
        *drafting(entrance),
        *pictures(entrance),
        *examined(entrance),
        *shell([page.path for page in pages()]),
        han(),
        Mount("/kit", StaticFiles(directory=kit_folder())),
    ]
    return st.App(
        Path(__file__).parent / "entry" / "script.py",
        routes=routes,
        middleware=[Middleware(Guard, gate=gate)],
        on_script_error=broken,
    )


def listen(project: Project | Path | str, host: str, port: int, names: Sequence[str] = ()) -> None:
    """Open the project where only its folder is given, and answer on the port until stopped."""
    import uvicorn

    opened = project if isinstance(project, Project) else Project.open(Path(project))
    app = application(Running(opened, now_utc), hosts(host, port, names))
    uvicorn.run(app, host=host, port=port, log_level="warning", ws_max_size=64 * 2**20)
