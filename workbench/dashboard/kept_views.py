"""Views of the graph kept under a name: listed, opened, kept, named anew, removed, sent on.

A view is an address. `?view=VIEW-0001` leads to it; whoever opens that sees what their own
clearance shows there, and somebody to whom the view is not open is told so.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.rows import a_page, escaped
from workbench.dashboard.states import told
from workbench.services.acting import READING_RECORDS
from workbench.services.kept_views import keep_view, remove_view, rename_view
from workbench.views.cases import cases
from workbench.views.kept_views import KeptView, address_of, kept_by, kept_view, kept_views

# The parameter of an address that names a kept view.
NAMED = "view"


def arrive(here: Here, address: Mapping[str, str]) -> KeptView | None:
    """Go to where a view leads when the address names nothing else; the view that is open."""
    wanted = address.get(NAMED, "")
    if not wanted:
        return None
    view = kept_view(here.project, here.reader, wanted)
    if view is None:
        st.info(here.say("kept_views.gone", view=escaped(wanted)))
        return None
    if not (address.get("focus") or address.get("case")):
        here.go("network", **address_of(view), view=view.id)
    return view


def list_views(here: Here) -> None:
    """The views that can be opened, each with what it is bound to."""
    views = kept_views(here.project, here.reader)
    if not views:
        return
    st.markdown(f"**{here.say('kept_views.title')}**")
    for view in a_page(here, views, "views"):
        with st.container(border=True):
            _leads_to(here, view)


def keep(here: Here, address: Mapping[str, str], opened: KeptView | None) -> None:
    """The menu of views beside a graph: keep what is seen, open another, change one's own."""
    say = here.say
    with st.popover(say("kept_views.title"), icon=":material/bookmark:", width="stretch"):
        if opened is not None:
            _opened(here, address, opened)
        if here.reader.roles & set(READING_RECORDS):
            _keep(here, address)
        views = kept_views(here.project, here.reader)
        if not views:
            st.caption(say("kept_views.none"))
        for view in a_page(here, views, "kept"):
            _leads_to(here, view)


def _opened(here: Here, address: Mapping[str, str], view: KeptView) -> None:
    """What is said of the view that is open: by whom, since when, as it was then, its address."""
    say = here.say
    st.markdown(f"**{escaped(view.name)}**")
    day = f"{view.at:%Y-%m-%d}"
    st.caption(say("kept_views.kept", name=kept_by(here.project, view), day=day, view=view.id))
    if not address.get("as_of"):
        here.link("network", say("kept_views.as_then", day=day), icon=":material/history:",
                  **{**address, "as_of": day})  # fmt: skip
    st.caption(say("kept_views.share"))
    st.code(f"/network?{NAMED}={view.id}", language=None)
    if view.by == here.reader.person:
        _change(here, view)
    st.divider()


def _keep(here: Here, address: Mapping[str, str]) -> None:
    say = here.say
    with st.form("keep_view", border=False, clear_on_submit=True):
        name = st.text_input(say("kept_views.name"), max_chars=120)
        case = st.selectbox(
            say("kept_views.for"),
            _cases(here),
            format_func=lambda one: one or say("kept_views.mine"),
            help=say("kept_views.for_what"),
        )
        asked = st.form_submit_button(say("kept_views.keep"), icon=":material/bookmark_add:")
    if asked:
        with told():
            known = keep_view(
                here.project, here.reader.person, name, address, case=case or "", clock=here.clock
            )
            here.stay(**{NAMED: known})
            st.success(say("kept_views.done", view=known))


def _cases(here: Here) -> Sequence[str]:
    return ["", *(row.id for row in cases(here.project, here.reader))]


def _change(here: Here, view: KeptView) -> None:
    """Another name, or out of the list: of one's own views."""
    say = here.say
    with st.form(f"rename_{view.id}", border=False):
        name = st.text_input(say("kept_views.new_name"), value=view.name, max_chars=120)
        renamed = st.form_submit_button(say("kept_views.rename"))
    removed = st.button(say("kept_views.remove"), icon=":material/bookmark_remove:")
    if not (renamed or removed):
        return
    with told():
        if renamed:
            rename_view(here.project, here.reader.person, view.id, name, clock=here.clock)
        else:
            remove_view(here.project, here.reader.person, view.id, clock=here.clock)
            here.stay(**{NAMED: None})
        st.rerun()


def _leads_to(here: Here, view: KeptView) -> None:
    here.link("network", escaped(view.name), icon=":material/bookmark:", view=view.id)
    bound = view.case or here.say("kept_views.mine")
    st.caption(f"{view.id} · {kept_by(here.project, view)} · {view.at:%Y-%m-%d} · {bound}")
