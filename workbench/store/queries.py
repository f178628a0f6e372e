"""Everything a reader may ask, in one place; all of it filtered in the database."""

from collections.abc import Collection, Iterator
from datetime import datetime
from types import TracebackType

from sqlalchemy import Engine, or_, select

from cases.graph.identities import Decided
from workbench.store.originals import Originals
from workbench.store.reader import Reader
from workbench.store.reading.asking import Asking
from workbench.store.reading.calibrations import CalibrationQueries
from workbench.store.reading.casework import AuditQueries, CaseQueries, IntakeQueries
from workbench.store.reading.examining import ExaminingQueries, MatchingQueries
from workbench.store.reading.kept_views import KeptViewQueries
from workbench.store.reading.lining_up import LineUpQueries
from workbench.store.reading.linked import linked_pairs
from workbench.store.reading.pricing import PricingQueries
from workbench.store.reading.retracted import RetractedQueries
from workbench.store.reading.seizures import SeizureQueries
from workbench.store.reading.skins import SkinQueries
from workbench.store.reading.sources import SourceQueries
from workbench.store.reading.statements import EntityQueries, StatementQueries
from workbench.store.reading.stepping import StepQueries
from workbench.store.reading.validating import ValidationQueries
from workbench.store.reading.waiting import WaitingQueries
from workbench.store.tables import ORIGINAL, SOURCE, STATEMENT
from workbench.store.tables.seizing import beginning

__all__ = ["Queries"]


class Queries:
    """The questions of one reader. `with store.read(reader) as q:` sees one moment throughout."""

    def __init__(self, engine: Engine, reader: Reader, originals: Originals) -> None:
        self._asking = Asking(engine, reader)
        self._originals = originals
        self._snapshot = self._asking.snapshot()
        self.reader = reader
        self.statements = StatementQueries(self._asking)
        self.retracted = RetractedQueries(self._asking, self.statements)
        self.sources = SourceQueries(self._asking)
        self.entities = EntityQueries(self._asking, self.statements)
        self.matching = MatchingQueries(self._asking, self.entities)
        self.skins = SkinQueries(self._asking, self.entities)
        self.examining = ExaminingQueries(self._asking, self.entities)
        self.validations = ValidationQueries(self._asking)
        self.calibrations = CalibrationQueries(self._asking)
        self.line_ups = LineUpQueries(self._asking, self.entities)
        self.waiting = WaitingQueries(self._asking, self.entities)
        self.seizures = SeizureQueries(self._asking, self.entities)
        self.pricing = PricingQueries(self._asking)
        self.cases = CaseQueries(self._asking, self.entities)
        self.kept_views = KeptViewQueries(self._asking)
        self.intake = IntakeQueries(self._asking)
        self.audit = AuditQueries(self._asking)

    def __enter__(self) -> "Queries":
        self._snapshot = self._asking.snapshot()
        self._snapshot.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._snapshot.__exit__(kind, error, trace)

    def steps(self, decided: Decided, as_of: datetime | None = None) -> StepQueries:
        """Steps through the graph as it was known at an instant, merged records as one.

        decided: the decisions about some ids and their clusters that this reader may see.
        """
        return StepQueries(self._asking, self.sources, decided, as_of)

    def linked(
        self, without: Collection[str], as_of: datetime | None = None
    ) -> Iterator[tuple[str, str]]:
        """Both ends of every live link that this reader may see; for arithmetic on the whole."""
        return linked_pairs(self._asking, without, as_of)

    def original(self, digest: str) -> tuple[bytes, str] | None:
        """(bytes, media type) of an original that something visible to the reader speaks of.

        None where there is none for this reader. Raises StoreRefused when the bytes are missing
        or have been changed on the disk.
        """
        asked = select(ORIGINAL.c.media_type).where(ORIGINAL.c.id == digest)
        if not self.reader.unfiltered:
            rules = self._asking.rules
            source = select(SOURCE.c.id).where(SOURCE.c.digest == digest, rules.source())
            says = select(STATEMENT.c.id).where(
                STATEMENT.c.property == "digest",
                beginning(STATEMENT.c.value) == digest,
                rules.statement(),
            )
            asked = asked.where(or_(source.exists(), says.exists()))
        rows = self._asking.rows(asked)
        return (self._originals.read(digest), str(rows[0].media_type)) if rows else None
