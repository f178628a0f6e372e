"""Records in an outside format from a page: what for and for whom, then the files and what is lost.

One panel for a case (`export_panel`) and one for a share without names (`share_panel`). What is
written stays in the project's folder under `exports/`; the browser gets it as a zip.
"""

from pathlib import Path

import streamlit as st

from workbench.dashboard.bagging import zipped
from workbench.dashboard.here import Here
from workbench.dashboard.states import told
from workbench.services.acting import EXPORTING, READING_RECORDS
from workbench.services.outside import FORMATS
from workbench.services.sharing import EVERYTHING, Shared, export_records, share

__all__ = ["export_panel", "share_panel"]

_DONE = "exports_done"


def export_panel(here: Here, case: str) -> None:
    """An expander with a form: format, recipient, purpose, authority; then the download.

    case: its id, or EVERYTHING for all records that the reader may see.
    """
    allowed = READING_RECORDS if case == EVERYTHING else EXPORTING
    if not here.reader.roles & set(allowed):
        return
    say = here.say
    with st.expander(say("exports.panel"), icon=":material/output:"):
        with st.form(f"export_{case}", border=False):
            form = st.selectbox(
                say("exports.format"),
                list(FORMATS),
                format_func=lambda one: say(f"exports.form_{one}"),
            )
            recipient, purpose, authority = _release(here)
            if st.form_submit_button(say("exports.write"), type="primary"):
                with told(), st.spinner(say("exports.writing")):
                    made = export_records(
                        here.project,
                        here.reader.person,
                        case,
                        str(form),
                        _folder(here, f"{case}-{form}"),
                        recipient=recipient,
                        purpose=purpose,
                        authority=authority,
                        clock=here.clock,
                    )
                    st.session_state[f"{_DONE}_{case}"] = made
        _written(here, st.session_state.get(f"{_DONE}_{case}"))


def share_panel(here: Here) -> None:
    """An expander for counts and prices without names; a leak is refused with its place."""
    if not here.reader.roles & set(READING_RECORDS):
        return
    say = here.say
    with st.expander(say("exports.share"), icon=":material/visibility_off:"):
        st.markdown(say("exports.share_says"))
        with st.form("share", border=False):
            recipient, purpose, authority = _release(here)
            if st.form_submit_button(say("exports.write"), type="primary"):
                with told(), st.spinner(say("exports.searching")):
                    st.session_state[f"{_DONE}_share"] = share(
                        here.project,
                        here.reader.person,
                        _folder(here, "share"),
                        recipient=recipient,
                        purpose=purpose,
                        authority=authority,
                        clock=here.clock,
                    )
        _written(here, st.session_state.get(f"{_DONE}_share"))


def _release(here: Here) -> tuple[str, str, str]:
    say = here.say
    columns = st.columns(3)
    recipient, purpose, authority = (
        str(column.text_input(say(f"exports.{name}"), help=say("exports.release_help")))
        for column, name in zip(columns, ("recipient", "purpose", "authority"), strict=True)
    )
    return recipient, purpose, authority


def _folder(here: Here, name: str) -> Path:
    folder = here.project.folder.resolve() / "exports"
    folder.mkdir(exist_ok=True)
    return folder / f"{name}-{here.clock().strftime('%Y%m%dT%H%M%S%fZ')}"


def _written(here: Here, made: object) -> None:
    """What was written last: files, handling, download, and what the format could not carry."""
    if not isinstance(made, Shared) or not Path(made.folder).is_dir():
        return
    say, folder = here.say, Path(made.folder)
    st.success(
        say("exports.done", files=", ".join(made.files), handling=made.handling),
        icon=":material/check:",
    )
    st.download_button(
        say("exports.download"),
        data=lambda: zipped(folder),
        file_name=f"{folder.name}.zip",
        mime="application/zip",
        icon=":material/download:",
        on_click="ignore",
        key=f"download_{folder.name}",
    )
    st.markdown(f"**{say('exports.lost' if made.losses else 'exports.nothing_lost')}**")
    if made.losses:
        rows = [
            {
                say("exports.what"): loss.what,
                say("exports.count"): loss.count,
                say("exports.why"): loss.why,
                say("exports.example"): loss.example,
            }
            for loss in made.losses
        ]
        st.dataframe(rows, hide_index=True, width="stretch")
