"""One dropped file: what it was taken for, what it would bring, and the button that lets it in."""

from pathlib import Path

import pandas as pd
import streamlit as st

from cases.formats.known import FORMATS
from cases.formats.mapping import Mapping, MappingRefused
from workbench.dashboard.here import Here
from workbench.dashboard.import_mapping import mapping_step
from workbench.dashboard.import_run import rejects_table
from workbench.dashboard.states import failed, told
from workbench.dashboard.working import at_work, ended, follow, newest
from workbench.jobs import start
from workbench.services.incoming import clear_incoming
from workbench.services.mappings import known_mappings
from workbench.services.previewing import Preview, preview
from workbench.services.record_files import recognised
from workbench.services.refusal import Refused

KIND = "import records"
_SEES_ITSELF = ""
_PROPOSED = "?"


def file_step(here: Here, path: Path, token: str) -> None:
    """Draw the file: job under way, or the way to it."""
    say = here.say
    row = newest(here, KIND, {"path": str(path)})
    st.subheader(path.name)
    if row is not None and at_work(row):
        follow(here, row)
        return
    if row is not None and row.state == "done":
        _done(here, token, dict(row.outcome))
        return
    if row is not None:
        ended(here, row)
        if st.button(say("import.again"), type="primary", icon=":material/play_arrow:"):
            with told():
                start(here.project, here.reader.person, KIND, dict(row.arguments),
                      clock=here.clock)  # fmt: skip
                st.rerun()
    _offer(here, path, token)


def _offer(here: Here, path: Path, token: str) -> None:
    """How it is to be read, the preview, and the button."""
    say = here.say
    way = _way(here, path)
    if way is None:
        _let_go(here, token)
        return
    mapping: str | Mapping = ""
    format_ = way.partition(":")[2] if way.startswith("format:") else ""
    if way.startswith("mapping:"):
        mapping = way.partition(":")[2]
    if way == _PROPOSED:
        changed = mapping_step(here, path)
        if changed is None:
            return
        mapping = changed
    simulated = st.checkbox(say("import.simulated"), help=say("import.simulated_help"))
    try:
        found = preview(
            here.project, here.reader.person, path, mapping=mapping, format=format_,
            clock=here.clock,
        )  # fmt: skip
    except (Refused, MappingRefused) as refused:
        failed(refused.reason, refused.remedy)
        _let_go(here, token)
        return
    _preview(here, found)
    name = mapping.name if isinstance(mapping, Mapping) else mapping
    if found.statements and st.button(
        say("import.commit"), type="primary", icon=":material/download_done:"
    ):
        _commit(here, path, mapping, name, format_, simulated=simulated)
    _let_go(here, token)


def _way(here: Here, path: Path) -> str | None:
    """What the file is to be read as: itself, a format, a mapping, or a proposed one."""
    say = here.say
    mappings = known_mappings(here.project, here.reader)
    try:
        known = recognised(path, mappings)
    except Refused as refused:
        failed(refused.reason, refused.remedy)
        return None
    if known.format == "table":
        st.info(say("import.unknown_table"), icon=":material/help:")
    else:
        st.success(say("import.taken_for", title=known.title, why=known.why))
    choices = [_PROPOSED if known.format == "table" else _SEES_ITSELF]
    choices += [_PROPOSED] * (known.format == "mapping")
    choices += [f"mapping:{name}" for name in sorted(mappings)]
    choices += [f"format:{name}" for name in FORMATS]
    titles = {
        _SEES_ITSELF: say("import.as_recognised"),
        _PROPOSED: say("import.as_proposed"),
        **{f"format:{name}": one.title for name, one in FORMATS.items()},
        **{f"mapping:{n}": say("import.through", name=one.title or n) for n, one in
           mappings.items()},
    }  # fmt: skip
    return st.selectbox(say("import.read_as"), choices, format_func=titles.__getitem__)


def _preview(here: Here, found: Preview) -> None:
    say = here.say
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in found.kinds)
    key = "import.would_bring" if found.whole else "import.would_bring_first"
    st.markdown(
        say(key, rows=f"{found.looked:,}", statements=f"{found.statements:,}", kinds=kinds,
            refused=f"{found.refused:,}")
    )  # fmt: skip
    if found.told:
        st.dataframe(
            pd.DataFrame(
                {
                    say("import.row"): [one.row for one in found.told],
                    say("import.about"): [f"{one.kind} {one.about}" for one in found.told],
                    say("rows.property"): [one.property for one in found.told],
                    say("rows.value"): [one.value for one in found.told],
                    say("import.original"): [one.original for one in found.told],
                    say("rows.event"): [one.event for one in found.told],
                }
            ),
            hide_index=True,
            width="stretch",
            height=300,
        )
    if found.rejects:
        st.markdown(f"**{say('import.rejects')}**")
        rejects_table(here, found.rejects)


def _commit(
    here: Here, path: Path, mapping: str | Mapping, name: str, format_: str, *, simulated: bool
) -> None:
    from workbench.services.mappings import save_mapping

    with told():
        if isinstance(mapping, Mapping):
            save_mapping(here.project, here.reader.person, mapping.text, clock=here.clock)
        start(
            here.project,
            here.reader.person,
            KIND,
            {
                "path": str(path), "mapping": name, "format": format_, "simulated": simulated,
                "corrects": here.address.get("corrects", ""),
            },
            clock=here.clock,
        )  # fmt: skip
        st.rerun()


def _done(here: Here, token: str, outcome: dict[str, object]) -> None:
    say = here.say
    st.success(str(outcome.get("sentence", "")))
    here.link("import", say("import.see_run"), icon=":material/table_rows:",
              run=str(outcome.get("run", "")))  # fmt: skip
    _let_go(here, token)


def _let_go(here: Here, token: str) -> None:
    """Back to the beginning; the dropped file is not kept."""
    if st.button(here.say("import.another"), icon=":material/arrow_back:"):
        with told():
            clear_incoming(here.project, here.reader.person, token)
            here.stay(file=None, corrects=None)
            st.rerun()
