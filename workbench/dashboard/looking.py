"""What of the graph is looked at: the filters of the network page, kept in its address.

Every choice stands in the address under one short name, so that a view can be sent and opened
again; an address with a word that says nothing is read as if it were not there.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import streamlit as st

from cases.graph.sieve import WORST, Sieve
from workbench.dashboard.here import Here
from workbench.dashboard.rows import kind_named
from workbench.views.network import Network, Wanted

# The credibility that still passes, by the line it is drawn as.
PASSES = ("", "3", "2")
Choice = TypeVar("Choice")


def listed(written: str) -> list[str]:
    """The parts of a list in an address, each once."""
    return list(dict.fromkeys(one.strip() for one in written.split(",") if one.strip()))


def day_of(written: str) -> date | None:
    """A day of an address, None where it is none."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


def sieve_of(address: Mapping[str, str]) -> Sieve:
    """What the address lets pass."""
    worst = address.get("worst", "")
    return Sieve(
        int(worst) if worst in PASSES[1:] else WORST,
        day_of(address.get("first", "")),
        day_of(address.get("last", "")),
        frozenset(listed(address.get("hide", ""))),
        frozenset(listed(address.get("without", ""))),
    )


def wanted_of(address: Mapping[str, str], also: Sequence[str]) -> Wanted:
    """What the address asks to be shown. also: entities of the way that is looked at."""
    return Wanted(
        sieve_of(address),
        tuple(also),
        tuple(listed(address.get("group", ""))),
        tuple(listed(address.get("ungroup", ""))),
    )


def pinned(address: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """Nodes that a person put somewhere: `PER-0001:10:-20,PHN-0002:0:55`."""
    found: dict[str, tuple[float, float]] = {}
    for part in listed(address.get("pins", "")):
        node, _, place = part.rpartition(":")
        node, _, across = node.rpartition(":")
        try:
            found[node] = (float(across), float(place))
        except ValueError:
            continue
    return found


def with_pin(address: Mapping[str, str], node: str, x: float, y: float) -> str:
    """The pins of the address with one more or moved."""
    places = pinned(address) | {node: (x, y)}
    return ",".join(f"{one}:{round(a)}:{round(b)}" for one, (a, b) in places.items())


def filters(here: Here, address: Mapping[str, str], shown: Network) -> bool:
    """Draw the filters; whether the person changed one, so that the graph is to be drawn anew."""
    say = here.say
    active = sum(1 for name in ("worst", "first", "last", "hide", "without") if address.get(name))
    label = say("network.filter_on", count=active) if active else say("network.filter")
    with st.popover(label, icon=":material/filter_alt:", width="stretch"):
        changed = [
            _kept(here, address, "worst", lambda w: w if w in PASSES else "", _grade),
            _kept(here, address, "first", day_of, _day("network.from_day")),
            _kept(here, address, "last", day_of, _day("network.to_day")),
            _kept(here, address, "hide", listed, _several("network.hide_roles", shown.roles)),
            _kept(here, address, "without", listed, _several("network.hide_kinds", shown.kinds)),
            _kept(here, address, "group", listed, _several("network.group_kinds", shown.kinds)),
        ]
        st.caption(say("network.filter_what"))
    return any(changed)


def _kept(
    here: Here,
    address: Mapping[str, str],
    name: str,
    read: Callable[[str], Choice],
    ask: Callable[[Here, str], Choice],
) -> bool:
    """Ask for one choice that stands in the address; whether it is another one now."""
    written, key = address.get(name, ""), f"network_{name}"
    # A link may have brought another address than the one this choice was made at.
    if st.session_state.get(f"{key}_was") != written or key not in st.session_state:
        st.session_state[key], st.session_state[f"{key}_was"] = read(written), written
    chosen = _written(ask(here, key))
    if chosen == _written(read(written)):
        return False
    st.session_state[f"{key}_was"] = chosen
    here.stay(**{name: chosen or None})
    return True


def _written(choice: object) -> str:
    if isinstance(choice, list):
        return ",".join(sorted(str(one) for one in choice))
    return "" if choice is None else str(choice)


def _grade(here: Here, key: str) -> str:
    return str(
        st.selectbox(
            here.say("network.grade"),
            PASSES,
            format_func=lambda worst: here.say(f"network.grade_{worst or 'all'}"),
            key=key,
        )
    )


def _day(sentence: str) -> Callable[[Here, str], date | None]:
    def ask(here: Here, key: str) -> date | None:
        chosen = st.date_input(here.say(sentence), format="YYYY-MM-DD", key=key)
        return chosen if isinstance(chosen, date) else None

    return ask


def _several(sentence: str, options: Sequence[str]) -> Callable[[Here, str], list[str]]:
    def ask(here: Here, key: str) -> list[str]:
        there = sorted({*options, *st.session_state[key]})
        return list(
            st.multiselect(
                here.say(sentence),
                there,
                format_func=lambda one: kind_named(here.say, one),
                key=key,
                placeholder=here.say("rows.any"),
            )
        )

    return ask
