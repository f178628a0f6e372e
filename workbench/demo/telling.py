"""What the demo says: a line a finding, each with the page or file where one sees why."""

from dataclasses import asdict, dataclass

__all__ = ["Line", "Told", "page"]


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in plain words. topic: what it is about; see: a page's address or a file."""

    topic: str
    sentence: str
    see: str
    subjects: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.topic}: {self.sentence}\n    see {self.see}"


@dataclass(frozen=True, slots=True)
class Told:
    """All that a run found and made, as it is kept for the next run."""

    seed: int
    lines: tuple[Line, ...]
    report: str
    bag: str
    picture: str
    seconds: float

    def plain(self) -> dict[str, object]:
        """As values for JSON."""
        return asdict(self)

    @classmethod
    def of(cls, kept: dict[str, object]) -> "Told":
        """From what `plain` gave."""
        lines = kept["lines"]
        assert isinstance(lines, list)  # as plain() wrote it  # noqa: S101
        made = {name: value for name, value in kept.items() if name != "lines"}
        return cls(lines=tuple(_line(line) for line in lines), **made)  # type: ignore[arg-type]


def _line(kept: dict[str, object]) -> Line:
    return Line(**(kept | {"subjects": tuple(kept["subjects"])}))  # type: ignore[arg-type]


def page(name: str, **query: str) -> str:
    """The address of a page of the dashboard, without the host: `pair?skin=SK-0001`."""
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return f"page /{name}{'?' + asked if asked else ''}"
