"""From watches and findings to the lines of the story, each with where one sees why."""

from collections.abc import Iterable, Sequence

from cases.findings import Finding
from cases.watches import State, Watch
from workbench.demo.intake import Skin
from workbench.demo.shortly import skin_shortly, window_shortly, years_shortly
from workbench.demo.telling import Line, page
from workbench.services.matching import Match

__all__ = ["BACK", "animal_lines", "finding_lines", "phone_lines", "skin_lines", "window_lines"]

_SHOWN = 4
BACK = "Overdue, then seen again"
_TOPICS = {
    "skin_origin": "Where and when",
    "broker": "Between the groups",
    "successor": "If that person were gone",
    "key_players": "Who holds the network",
    "namesake": "A namesake",
    "path": "From seizure to seizure",
    "route": "Route",
    "population": "Population beside effort",
}
_ORDER = list(_TOPICS)


def animal_lines(watches: Iterable[Watch]) -> list[Line]:
    """Animals that were overdue and came back, then those that are overdue now; clearest first."""
    own = [watch for watch in watches if watch.kind == "overdue"]
    back = [w for w in own if w.state is State.RE_SIGHTED and _was_missed(w)]
    gone = [w for w in own if w.state in (State.OVERDUE, State.MISSING)]
    lines = [_back(watch) for watch in sorted(back, key=_longest_first)]
    for watch in sorted(gone, key=lambda w: (w.value or 0.0, w.subject)):
        lines.append(Line("Overdue", watch.sentence, _animal(watch), (watch.subject,)))
    return lines[: 2 * _SHOWN]


def _was_missed(watch: Watch) -> bool:
    return any(change.state in (State.OVERDUE, State.MISSING) for change in watch.history)


def _longest_first(watch: Watch) -> tuple[int, str]:
    missed = [c.on for c in watch.history if c.state in (State.OVERDUE, State.MISSING)]
    return (-(watch.since - missed[-1]).days if watch.since else 0, watch.subject)


def _back(watch: Watch) -> Line:
    told = [c.sentence for c in watch.history if watch.since is None or c.on <= watch.since][-4:]
    return Line(BACK, ". ".join(told), _animal(watch), (watch.subject,), f"{told[-1]}.")


def _animal(watch: Watch) -> str:
    return page("network", focus=watch.subject)


def skin_lines(skin: Skin, match: Match) -> list[Line]:
    """The machine's lead about one skin, what was searched, and how likely it would be known."""
    told = match.sentences(top=1)
    lead, *rest = told
    wanted = [line.strip() for line in rest if line.startswith(("Coverage", "  1.", "For none"))]
    subjects = (skin.id, skin.seizure, match.individual)
    see = page("pair", skin=skin.id)
    short = skin_shortly(match)
    return [Line(f"Skin of {skin.case}", " ".join([lead, *wanted]), see, subjects, short)]


def window_lines(watches: Iterable[Watch], subjects: Sequence[str]) -> list[Line]:
    """Incidents that fall into the window of a skin or of an animal: a line for each window."""
    found = [w for w in watches if w.kind == "seizure_window" and w.subject in subjects]
    lines = []
    for subject in dict.fromkeys(watch.subject for watch in found):
        own = [watch for watch in found if watch.subject == subject]
        related = tuple(dict.fromkeys(one for watch in own for one in watch.related))
        told = ". ".join(watch.sentence for watch in own)
        see = page("network", focus=subject)
        lines.append(Line("In the window", told, see, related, window_shortly(own)))
    return lines


def phone_lines(watches: Iterable[Watch], seizures: Sequence[str]) -> list[Line]:
    """Phones and plates that stand in more than one of the story's events."""
    return [
        Line("The same number twice", watch.sentence, page("network", focus=watch.subject),
             (watch.subject, *watch.related))
        for watch in watches
        if watch.kind == "recurring" and set(watch.related) & set(seizures)
    ]  # fmt: skip


def finding_lines(findings: Iterable[Finding], seizures: Sequence[str]) -> list[Line]:
    """The findings that the story turns on, in the order in which it is told."""
    told = []
    for finding in findings:
        topic = _topic(finding, seizures)
        if topic:
            see = page("network", focus=finding.subjects[0])
            see = page("seizures") if finding.kind == "route" else see
            short = years_shortly(finding.sentence) if finding.kind == "population" else ""
            line = Line(topic, finding.sentence, see, finding.subjects, short)
            told.append((_ORDER.index(finding.kind), line))
    return [line for _, line in sorted(told, key=lambda pair: pair[0])]


def _topic(finding: Finding, seizures: Sequence[str]) -> str:
    """Under which heading a finding is told; empty for one that the story does not need."""
    if finding.kind == "route":
        return _route_topic(finding, seizures)
    if finding.kind == "path" and not set(seizures) <= set(finding.subjects):
        return ""
    return _TOPICS.get(finding.kind, "")


def _route_topic(finding: Finding, seizures: Sequence[str]) -> str:
    """All routes together, and those of the story's seizures; others are on the page."""
    if len(finding.subjects) > 1:
        return "Routes"
    return "Route" if finding.subjects[0] in seizures else ""
