"""Import: drop a file, see what it was taken for and what it would bring, then let it in.

Nothing is written before the button. A file waits under its digest, so the address can be reopened;
the import goes on without the page.
"""

import streamlit as st

from workbench.dashboard.door import Page
from workbench.dashboard.here import Here
from workbench.dashboard.import_file import file_step
from workbench.dashboard.import_run import history_table, run_step
from workbench.dashboard.states import empty, told
from workbench.dashboard.toolkit import drop_files
from workbench.services.acting import IMPORTING
from workbench.services.double_reports import link_double_reports
from workbench.services.incoming import incoming_file, keep_incoming
from workbench.views import imports

SUFFIXES = ("csv", "tsv", "txt", "xlsx", "xlsm", "xls", "xlsb", "ods", "json", "jsonl", "ndjson",
            "geojson", "ftm")  # fmt: skip


def draw(here: Here) -> None:
    """Draw the page."""
    say = here.say
    st.title(say("import.title"))
    if not here.reader.roles & set(IMPORTING):
        empty(say, "import.not_yours")
        return
    token, run = here.address.get("file", ""), here.address.get("run", "")
    if run:
        _run(here, run)
        return
    if token:
        path = incoming_file(here.project, here.reader.person, token)
        if path is None:
            empty(say, "import.gone")
            _upload(here)
            return
        file_step(here, path, token)
        return
    st.markdown(say("import.lead"))
    _upload(here)
    _history(here)


def _upload(here: Here) -> None:
    """Take files in; the first is looked at, the others wait beside it."""
    say = here.say
    dropped = drop_files(say, say("import.files"), SUFFIXES, "import_files")
    if not dropped:
        return
    with told():
        kept = [
            (one.name, keep_incoming(here.project, here.reader.person, one.name, one.getvalue()))
            for one in dropped
        ]
        if len(kept) == 1:
            here.stay(file=kept[0][1])
            st.rerun()
        st.markdown(say("import.several"))
        for name, token in kept:
            if st.button(name, key=f"look_{token}", icon=":material/table_view:"):
                here.stay(file=token)
                st.rerun()


def _run(here: Here, run: str) -> None:
    found = imports.imported(here.project, here.reader, run)
    if found is None:
        empty(here.say, "import.no_run")
        return
    run_step(here, found)


def _history(here: Here) -> None:
    say = here.say
    runs = imports.history(here.project, here.reader)
    st.subheader(say("import.history"))
    if not runs:
        empty(say, "import.empty")
        return
    history_table(here, runs)
    if st.button(say("import.doubles"), icon=":material/link:", help=say("import.doubles_help")):
        with told(), st.spinner(say("import.doubles")):
            new = link_double_reports(here.project, here.reader.person, clock=here.clock)
            st.success(say("import.doubles_linked", count=new))


PAGE = Page(
    "import", "upload_file", draw, place=1, roles=frozenset({"analyst", "administrator"}),
    menu=frozenset({"analyst", "administrator"}),
)  # fmt: skip
