"""What came of an import: its counts, everything it refused, and the way to correct that."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from cases.reject import Reject
from workbench.dashboard.here import Here
from workbench.dashboard.states import simulated, told
from workbench.dashboard.toolkit import drop_files
from workbench.services.incoming import keep_incoming
from workbench.services.rejects import rejected_rows, write_rejects
from workbench.views import people
from workbench.views.imports import ImportedRun, ImportPage
from workbench.views.jobs import jobs

SHOWN = 500


def history_table(here: Here, runs: Sequence[ImportedRun]) -> None:
    """The runs, newest first; a chosen one opens."""
    say = here.say
    picked = st.dataframe(
        pd.DataFrame(
            {
                say("import.run"): [one.id for one in runs],
                say("import.file"): [one.title for one in runs],
                say("import.through_what"): [one.mapping or one.kind for one in runs],
                say("import.when"): [one.at.isoformat(sep=" ", timespec="minutes") for one in runs],
                say("import.who"): [people.name_of(here.project, one.by) for one in runs],
                say("import.state"): [say(f"import.state_{one.state}") for one in runs],
                say("import.statements"): [one.statements for one in runs],
                say("import.refused"): [one.refused for one in runs],
            }
        ),
        hide_index=True,
        width="stretch",
        on_select="rerun",
        selection_mode="single-row",
        key="import_history",
    )
    rows = picked.selection.rows if picked is not None else []
    if rows:
        here.stay(run=runs[rows[0]].id)
        st.rerun()


def run_step(here: Here, page: ImportPage) -> None:
    """Draw one run."""
    say, run = here.say, page.run
    if page.simulated:
        simulated(say)
    st.subheader(f"{run.title} ({run.id})")
    st.markdown(
        say(
            "import.told",
            state=say(f"import.state_{run.state}"),
            statements=f"{run.statements:,}",
            refused=f"{run.refused:,}",
            day=run.at.date().isoformat(),
            person=people.name_of(here.project, run.by),
            through=run.mapping or run.kind,
        )
    )
    if run.state != "finished":
        st.info(say("import.unfinished"), icon=":material/play_arrow:")
    if not page.rejects:
        st.success(say("import.nothing_refused"))
    else:
        rejects_table(here, page.rejects)
        _downloads(here, page)
        _correct(here, run)
    here.link("import", say("import.back"), icon=":material/arrow_back:")


def rejects_table(here: Here, rejects: Sequence[Reject]) -> None:
    """Row, column, value, reason and remedy of each."""
    say = here.say
    st.dataframe(
        pd.DataFrame(
            {
                say("import.row"): pd.array([one.row for one in rejects[:SHOWN]], dtype="Int64"),
                say("import.column"): [one.column for one in rejects[:SHOWN]],
                say("rows.value"): [one.value for one in rejects[:SHOWN]],
                say("import.reason"): [one.reason for one in rejects[:SHOWN]],
                say("import.remedy"): [one.remedy for one in rejects[:SHOWN]],
            }
        ),
        hide_index=True,
        width="stretch",
    )
    if len(rejects) > SHOWN:
        st.caption(say("frame.more", count=len(rejects) - SHOWN))


def _downloads(here: Here, page: ImportPage) -> None:
    """The rejects as a table; and the rows themselves, where the file still waits."""
    say, run = here.say, page.run
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "rejects.csv"
        write_rejects(page.rejects, target)
        st.download_button(
            say("import.download_rejects"), target.read_bytes(), f"{run.id}-rejects.csv",
            "text/csv", icon=":material/download:",
        )  # fmt: skip
        path = _file_of(here, run.id)
        if path is not None and rejected_rows(path, page.rejects, target):
            st.download_button(
                say("import.download_rows"), target.read_bytes(), f"{run.id}-rows.csv",
                "text/csv", icon=":material/download:", help=say("import.download_rows_help"),
            )  # fmt: skip


def _file_of(here: Here, run: str) -> Path | None:
    """The dropped file that a run read, while it waits."""
    for row in jobs(here.project, here.reader):
        if row.outcome.get("run") == run:
            path = Path(str(row.arguments.get("path", "")))
            return path if path.is_file() else None
    return None


def _correct(here: Here, run: ImportedRun) -> None:
    """Take the corrected rows; they count as the same origin as the run."""
    say = here.say
    with st.form("correct", border=True):
        st.markdown(say("import.correct"))
        dropped = drop_files(say, say("import.corrected"), ("csv", "xlsx"), "corrected", many=False)
        if st.form_submit_button(say("import.look")) and dropped:
            with told():
                token = keep_incoming(
                    here.project, here.reader.person, dropped[0].name, dropped[0].getvalue()
                )
                here.stay(run=None, file=token, corrects=run.id)
                st.rerun()
