"""What the machine stands on: networks and calibrations with their cards, and saved mappings."""

import pandas as pd
import streamlit as st

from workbench.dashboard.here import Here
from workbench.dashboard.rows import escaped, kind_named
from workbench.dashboard.states import standing
from workbench.dashboard.words import known
from workbench.services.mappings import known_mappings
from workbench.services.validating import list_validations
from workbench.views import house


def networks(here: Here) -> None:
    """Networks with their cards, calibrations, and which of them were validated."""
    say = here.say
    st.subheader(say("house_keeping.networks"))
    for row in house.networks():
        head, mark = st.columns([4, 2], vertical_alignment="center")
        default = f" · {say('house_keeping.default')}" if row.default else ""
        head.markdown(f"**{row.name}** · {known(say, 'network_role', row.role)}{default}")
        if row.intact:
            mark.markdown(f":material/verified: {say('house_keeping.intact')}")
        else:
            mark.error(say("house_keeping.not_intact"))
        st.caption(
            say(
                "house_keeping.network",
                licence=row.licence,
                trained_on=row.trained_on,
                digest=row.digest,
            )
        )
        if row.text:
            with st.expander(say("house_keeping.card", name=row.name)):
                st.markdown(row.text.replace("\n# ", "\n### ").replace("# ", "### ", 1))
    st.subheader(say("house_keeping.calibrations"))
    st.dataframe(
        pd.DataFrame(
            [
                {
                    say("house_keeping.name"): one.name,
                    say("seizures.species"): one.species,
                    say("house_keeping.domain"): known(say, "domain", one.domain),
                    say("house_keeping.population"): one.population,
                    say("house_keeping.simulated"): one.simulated,
                    say("house_networks.own"): one.own,
                    say("house_networks.withdrawn"): one.withdrawn,
                    "SHA-256": one.digest,
                }
                for one in house.calibrations(here.project, here.reader)
            ]
        ),
        hide_index=True,
        width="stretch",
    )
    st.subheader(say("house_keeping.validations"))
    recorded = list_validations(here.project, here.reader.person)
    for one in recorded:
        st.markdown(f"- {escaped(one.sentence)}")
    if not recorded:
        standing(say("house_keeping.no_validation"))


def mappings(here: Here) -> None:
    """Every mapping of columns that an import can go through."""
    say = here.say
    known = known_mappings(here.project, here.reader)
    st.dataframe(
        pd.DataFrame(
            [
                {
                    say("house_keeping.name"): name,
                    say("house_keeping.mapping_title"): one.title,
                    say("house_keeping.kind"): kind_named(say, one.kind),
                    say("house_keeping.version"): one.version,
                }
                for name, one in sorted(known.items())
            ]
        ),
        hide_index=True,
        width="stretch",
    )
    st.caption(say("house_keeping.mapping_means"))
