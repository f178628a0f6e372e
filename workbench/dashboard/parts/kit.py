"""How a component of ours reaches the browser: style travels along, script comes from /kit.

Scripts are files that the dashboard serves. Streamlit's own asset folders fail in an editable
install, and a script without a line break is taken for a path: hence this loader.
"""

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import streamlit as st

LOADER = """
export default async function (component) {{
  const part = await import(new URL('/kit/{script}?v={version}', document.baseURI).href);
  part.draw(component);
}}
"""


def kit_folder() -> Path:
    """The folder of files that are served under /kit."""
    return Path(str(files("workbench.dashboard"))) / "kit"


@cache
def component(name: str, html: str) -> Callable[..., Any]:
    """The component `name`, of `kit/name.mjs` and, where there is one, `kit/name.css`."""
    script, style = kit_folder() / f"{name}.mjs", kit_folder() / f"{name}.css"
    return st.components.v2.component(
        f"kedrovka.{name}",
        html=html,
        css=style.read_text("utf-8") if style.exists() else None,
        js=LOADER.format(script=script.name, version=sha256(script.read_bytes()).hexdigest()[:12]),
    )


def asked(key: str) -> Mapping[str, Any]:
    """What the person asked of the component drawn under `key` in the run before this one.

    Read before drawing, so that the same run already draws the answer.
    """
    return dict(st.session_state.get(key) or {})


def heard() -> None:
    """Do nothing: Streamlit hands a trigger over only where a callback is named."""
