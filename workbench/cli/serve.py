"""`kedrovka serve`: the dashboard on this machine."""

from typing import Annotated

import typer

from workbench.cli.frame import HERE, ProjectOption, open_project


def serve(
    folder: ProjectOption = HERE,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port.")] = 8501,
) -> None:
    """Open the dashboard; only this machine reaches it unless you say otherwise."""
    from workbench.dashboard import serve as run

    run(open_project(folder), host, port)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)
