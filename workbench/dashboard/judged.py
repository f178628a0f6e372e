"""One pair of records on its page: reasons as bars, names side by side, the effect of a merge."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from cases.resolution import Aligned, Proposal
from workbench.dashboard.here import Here
from workbench.dashboard.retold import reasoned
from workbench.dashboard.rows import entity_link, escaped, kind_of, property_named, statements_list
from workbench.dashboard.states import standing
from workbench.dashboard.words import Say, known
from workbench.services.finding_answers import arguments_of
from workbench.views.findings import kept
from workbench.views.judging import Judging

_WIDEST_BITS = 25.0


def pair_block(here: Here, shown: Judging) -> None:
    """Everything about one pair but the answers."""
    say = here.say
    for column, one in zip(st.columns(2), (shown.left, shown.right), strict=True):
        with column:
            entity_link(here, one, f"**{escaped(shown.captions.get(one, one))}**")
            st.caption(f"{kind_of(say, one)} · {one}")
    for left, right, parts in shown.names:
        st.html(_names_side_by_side(left, right, parts))
    if shown.proposal is None:
        st.caption(say("resolution.not_compared"))
        return
    st.html(_reasons(here, shown.proposal))
    if shown.proposal.keys:
        brought = ", ".join(_key(say, one) for one in shown.proposal.keys[:6])
        st.caption(say("resolution.brought", keys=brought))
    else:
        st.caption(say("resolution.no_key"))
    standing(say("resolution.standing"))


def effect_block(here: Here, shown: Judging) -> None:
    """What a merge would do, and what speaks against it."""
    say, effect = here.say, shown.effect

    def named(one: str) -> str:
        caption = shown.captions.get(one, one)
        return one if caption == one else f"{caption} ({one})"

    st.subheader(say("resolution.effect"))
    st.markdown(
        say(
            "resolution.joins",
            records=len(effect.members),
            statements=effect.statements,
            links=effect.links,
            others=len(effect.joined),
        )
    )
    if len(effect.members) > 2:
        st.caption(", ".join(named(one) for one in effect.members))
    _findings(here, shown)
    against = [say("resolution.contradicts", what=one) for one in effect.contradictions]
    against += [
        say("resolution.breaches", left=named(a), right=named(b)) for a, b in effect.breaches
    ]
    against += [say("resolution.self_link", what=one) for one in effect.self_links]
    against += [say("resolution.both_in", event=named(one)) for one in effect.events]
    if against:
        st.warning("\n".join(f"- {escaped(line)}" for line in against), icon=":material/warning:")
    else:
        st.caption(say("resolution.nothing_against"))


def _findings(here: Here, shown: Judging) -> None:
    """How many of the reader's own kept findings name either side and would name one then."""
    say, own = here.say, kept(here.project, here.reader, arguments_of())
    if own is None:
        here.link("findings", say("resolution.no_findings"), icon=":material/lightbulb:")
        return
    named = [set(row.people) for row in own.rows]
    left, right = (sum(one in people for people in named) for one in (shown.left, shown.right))
    told = say("resolution.findings", left=left, right=right, day=f"{own.made_at:%Y-%m-%d}")
    here.link("findings", told, icon=":material/lightbulb:")


def sources_block(here: Here, shown: Judging) -> None:
    """The statements behind each reason, and all that is said of either record."""
    say = here.say
    with st.expander(say("resolution.sources"), expanded=False):
        for text, rows in shown.sources.items():
            if rows:
                st.caption(escaped(reasoned(say, text)))
                statements_list(here, rows, subject=True)
    with st.expander(say("resolution.everything")):
        for column, rows in zip(st.columns(2), shown.sides, strict=True):
            with column:
                statements_list(here, rows)


def said_block(here: Here, shown: Judging) -> None:
    """What people said of this pair, newest first."""
    for one in reversed(shown.said):
        at = f"{one.record.at:%Y-%m-%d %H:%M}" if one.record.at else ""
        word = known(here.say, "resolution", one.record.verdict)
        mark = f"**{word}**" if one.standing else f"~~{word}~~"
        st.markdown(f"{mark} · {escaped(one.record.why)}")
        st.caption(f"{one.record.id} · {one.record.by} · {at} UTC")


def _reasons(here: Here, proposal: Proposal) -> str:
    say = here.say
    rows = [_bar(reasoned(say, reason.text), reason.bits) for reason in proposal.reasons]
    total = _bar(say("resolution.together"), proposal.weight_bits, "sum")
    prior = _bar(say("resolution.before"), proposal.prior_bits)
    head = (
        f"<thead><tr><th>{escape(say('resolution.reason'))}</th><th>{escape(say('resolution.bits'))}"
        f"</th><th>{escape(say('resolution.against_for'))}</th></tr></thead>"
    )
    said = escape(say("resolution.probability", percent=percent(proposal.probability)))
    return (
        f"<table class='kedrovka-apart'>{head}<tbody>{''.join(rows)}{total}{prior}</tbody></table>"
        f"<p class='kedrovka-lead'>{said}</p>"
    )


def _bar(text: str, bits: float, kind: str = "") -> str:
    width = min(abs(bits), _WIDEST_BITS) / _WIDEST_BITS * 50
    start = 50 - width if bits < 0 else 50
    look = "against" if bits < 0 else "for"
    return (
        f"<tr class='{kind}'><th>{escape(text)}</th><td>{bits:+.1f}</td><td class='bar'>"
        f"<i class='{look}' style='left:{start:.1f}%;width:{max(width, 0.5):.1f}%'></i></td></tr>"
    )


def _names_side_by_side(left: str, right: str, parts: Sequence[Aligned]) -> str:
    """Each part of one name above the part of the other that it stands against."""

    def cell(written: str, read: str) -> str:
        spoken = f"<small>{escape(read)}</small>" if read and read != written else ""
        return f"<td style='text-align:center'><bdi>{escape(written) or '–'}</bdi><br>{spoken}</td>"

    above = "".join(cell(part.left, part.left_read) for part in parts)
    below = "".join(cell(part.right, part.right_read) for part in parts)
    between = "".join(
        f"<td style='text-align:center'>{'≠' if not part.alike else f'{part.alike:.0%}'}</td>"
        for part in parts
    )
    label = escape(f"{left} / {right}", quote=True)
    return (
        f"<table class='kedrovka-apart' style='width:auto' aria-label='{label}'><tbody>"
        f"<tr>{above}</tr><tr>{between}</tr><tr>{below}</tr></tbody></table>"
    )


def _key(say: Say, key: str) -> str:
    """A key as a person reads it: `sounds like ivan`, `born 1980-02-03`, `phone 79140000001`."""
    kind, _, value = key.partition(" ")
    if kind == "name":
        return say("resolution.sounds", sound=value.partition(":")[2].strip("|").replace("|", " "))
    if kind == "born":
        return say("resolution.born", day=value)
    kind, _, value = key.partition(":")
    return f"{property_named(say, kind)} {value}".strip()


def percent(probability: float) -> str:
    """A probability in percent; never a certainty that nobody has."""
    if probability > 0.999:
        return ">99.9%"
    return "<0.1%" if probability < 0.001 else f"{probability:.1%}"
