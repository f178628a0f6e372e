"""The bag for the court from a page: written by a job, handed to the browser as one file.

The bag stays in the project's folder under `exports/`; the browser gets it as a zip, whose order
and times follow from the bag alone.
"""

import io
import zipfile
from pathlib import Path

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.states import told
from workbench.dashboard.working import at_work, ended, follow, newest
from workbench.jobs import start
from workbench.services.acting import EXPORTING
from workbench.services.exporting import verify_bag

# A zip knows no time before 1980; all files get this one, so that equal bags give equal zips.
EARLIEST = (1980, 1, 1, 0, 0, 0)
KIND = "export"


def zipped(bag: Path) -> bytes:
    """A folder as a zip with the folder's name at its root, files in order of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(path for path in bag.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{bag.name}/{path.relative_to(bag).as_posix()}", EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, path.read_bytes())
    return out.getvalue()


def export_button(here: Here, case: str) -> None:
    """The button that asks for the bag, its progress, and the download once it is there."""
    if not here.reader.roles & set(EXPORTING):
        return
    say, last = here.say, newest(here, KIND, {"case": case})
    if last is not None and at_work(last):
        follow(here, last)
        return
    if st.button(
        say("case.export"), icon=":material/inventory_2:", type="primary", key=f"export_{case}"
    ):
        stamp = here.clock().strftime("%Y%m%dT%H%M%SZ")
        folder = here.project.folder.resolve() / "exports" / f"{case}-{stamp}"
        with told():
            folder.parent.mkdir(exist_ok=True)
            given = {"case": case, "folder": str(folder)}
            start(here.project, here.reader.person, KIND, given, clock=here.clock)
            st.rerun()
    if last is None:
        return
    ended(here, last)
    bag = Path(str(last.outcome.get("folder", "")))
    if last.state == "done" and bag.is_dir():
        st.download_button(
            say("case.download"),
            key=f"download_{case}",
            data=lambda: zipped(bag),
            file_name=f"{bag.name}.zip",
            mime="application/zip",
            icon=":material/download:",
            on_click="ignore",
        )
        st.caption(say("case.exported", at=last.changed_at.strftime("%Y-%m-%d %H:%M UTC")))
        _checked(here, bag)


def _checked(here: Here, bag: Path) -> None:
    """Every byte of the bag against its manifest, when asked; the recipient can do the same."""
    if st.button(here.say("case.check"), icon=":material/fact_check:", key=f"check_{bag.name}"):
        with told():
            state = verify_bag(bag)
            (st.success if state.intact else st.error)(" ".join(state.sentences))
    st.caption(here.say("case.check_elsewhere"))
