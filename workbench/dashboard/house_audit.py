"""The audit: its head, its last rows, a check of every row, and the anchor to keep elsewhere."""

import json
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.parts.in_step import in_step
from workbench.dashboard.rows import plain
from workbench.dashboard.states import standing, told
from workbench.dashboard.tables import fitted
from workbench.dashboard.words import Say, catalogue, known
from workbench.dashboard.working import at_work, ended, follow, newest
from workbench.jobs import start
from workbench.store.jobs import JobRow
from workbench.views import people
from workbench.views.audit import audit_rows, head

LAST = 200
# Number, time, person, action, detail, rows, and a hash of 64 digits in three lines.
LEAST_PX = (56, 104, 96, 140, 290, 60, 178)
VERIFY = "verify audit"


def audit(here: Here) -> None:
    """Draw the part."""
    say = here.say
    at = head(here.project, here.reader)
    st.markdown(say("house_keeping.head", count=at.seq))
    st.code(str(at), language=None)
    _check(here)
    standing(say("house_keeping.anchor_means"))
    touching = st.text_input(
        say("house_keeping.touching"),
        key=in_step(here, "audit", "touching", here.address.get("touching", ""), str),
        placeholder="SZ-2026-001",
    ).strip()
    if touching != here.address.get("touching", ""):
        here.stay(touching=touching or None)
    names = people.names(here.project)
    rows = audit_rows(here.project, here.reader, last=LAST, touching=touching)
    if not rows:
        st.caption(say("rows.none"))
        return
    frame = pd.DataFrame(
        [
            {
                "#": row.seq,
                say("house_keeping.at"): f"{row.at:%Y-%m-%d %H:%M:%S UTC}",
                say("house_keeping.name"): names.get(row.by, row.by),
                say("house_keeping.action"): known(say, "audit_action", row.action),
                say("house_keeping.detail"): told_detail(say, row.detail),
                say("house_keeping.rows"): row.rows,
                "SHA-256": row.hash,
            }
            for row in rows
        ]
    )
    look = fitted(frame, list(frame.columns), LEAST_PX)
    st.dataframe(frame, hide_index=True, width="stretch", height=480, **look)


def told_detail(say: Say, detail: Mapping[str, object]) -> str:
    """What a transaction says of itself, as a person reads it: `case CASE-2026-001 · why x`.

    What says nothing (no compartment, no reason) is left out.
    """
    told = ((_called(say, name), _value(say, name, value)) for name, value in detail.items())
    return " · ".join(f"{name} {value}" for name, value in told if value)


def _called(say: Say, name: str) -> str:
    return (
        known(say, "audit_detail", name)
        if f"audit_detail.{name}" in catalogue("en")
        else plain(name)
    )


def _value(say: Say, name: str, value: object) -> str:
    if isinstance(value, bool):
        return say("audit_detail.yes" if value else "audit_detail.no")
    if isinstance(value, list):
        return ", ".join(_value(say, name, one) for one in value)
    if isinstance(value, str):
        return known(say, "role", value) if name == "roles" else value
    return json.dumps(value, ensure_ascii=False)


def _check(here: Here) -> None:
    say, row = here.say, newest(here, VERIFY, {})
    if row is not None and at_work(row):
        follow(here, row)
        return
    with st.form("verify", border=False):
        anchor = st.text_input(say("house_keeping.anchor"), placeholder="12:ab34…")
        asked = st.form_submit_button(say("house_keeping.verify"), icon=":material/fact_check:")
    if asked:
        with told():
            start(
                here.project,
                here.reader.person,
                VERIFY,
                {"anchor": anchor.strip()},
                clock=here.clock,
            )
            st.rerun()
    if row is not None:
        _outcome(here, row)


def _outcome(here: Here, row: JobRow) -> None:
    say, found = here.say, row.outcome
    ended(here, row)
    if row.state != "done":
        return
    at = f"{row.changed_at:%Y-%m-%d %H:%M UTC}"
    if not found.get("intact"):
        st.error(f"{at} · {found.get('sentence', '')}", icon=":material/error:")
        for sentence in list(found.get("findings") or ()):  # type: ignore[call-overload]
            st.markdown(f"- {sentence}")
        return
    st.success(f"{at} · {found.get('sentence', '')}", icon=":material/verified:")
    st.download_button(
        say("house_keeping.download_anchor"),
        f"{found['head']}\n",
        file_name=f"anchor-{str(found['head']).partition(':')[0]}.txt",
        mime="text/plain",
        icon=":material/anchor:",
    )
