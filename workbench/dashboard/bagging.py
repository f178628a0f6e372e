"""The bag for the court from a page: written by the service, handed to the browser as one file.

The bag stays in the project's folder under `exports/`; the browser gets it as a zip, whose order
and times follow from the bag alone.
"""

import io
import zipfile
from pathlib import Path

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.states import told
from workbench.services.acting import EXPORTING
from workbench.services.exporting import export_case
from workbench.services.pace import Step

# A zip knows no time before 1980; all files get this one, so that equal bags give equal zips.
EARLIEST = (1980, 1, 1, 0, 0, 0)


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
    """The button that writes the bag, its progress, and the download once it is there."""
    if not here.reader.roles & set(EXPORTING):
        return
    say, kept = here.say, f"bag_{case}"
    if st.button(say("case.export"), icon=":material/inventory_2:", type="primary"):
        with told(), st.status(say("case.exporting"), expanded=True) as shown:
            line = st.empty()

            def progress(step: Step) -> None:
                line.markdown(
                    f"{step.what}: {step.done}" + (f" / {step.total}" if step.total else "")
                )

            stamp = here.clock().strftime("%Y%m%dT%H%M%SZ")
            bag = here.project.folder / "exports" / f"{case}-{stamp}"
            bag.parent.mkdir(exist_ok=True)
            written = export_case(
                here.project, here.reader.person, case, bag, clock=here.clock, progress=progress
            )
            st.session_state[kept] = (bag, tuple(written.sentences))
            shown.update(label=say("case.exported"), state="complete", expanded=False)
    if kept in st.session_state:
        bag, sentences = st.session_state[kept]
        st.download_button(
            say("case.download"),
            zipped(bag),
            file_name=f"{bag.name}.zip",
            mime="application/zip",
            icon=":material/download:",
            on_click="ignore",
        )
        with st.expander(say("case.in_bag")):
            st.markdown("\n".join(f"- {sentence}" for sentence in sentences))
