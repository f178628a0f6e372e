"""One transaction and the repositories that write in it."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from cases.statement import Ref
from workbench.store.calibrations import CalibrationRows
from workbench.store.casework import CaseRows, CustodyRows, DecisionRows, DismissalRows
from workbench.store.examining import ExaminationRows, ExposureRows, JudgementRows
from workbench.store.ids import Ids
from workbench.store.intake import ImportRows, MappingRows, RejectRows
from workbench.store.kept_views import KeptViewRows
from workbench.store.ledger import Ledger
from workbench.store.lining_up import AmendmentRows, LineUpRows, ProficiencyRows
from workbench.store.matching import CoatRows, ComparisonRows, SearchRows
from workbench.store.originals import Originals
from workbench.store.skins import AuthenticityRows, SkinComparisonRows, SkinSearchRows
from workbench.store.sources import Compartments, OriginalRows, SourceRows
from workbench.store.statements import StatementRows
from workbench.store.validating import ValidationRows

__all__ = ["Work"]


class Work:
    """What a service holds while it writes. All of it is kept at the end, or nothing."""

    def __init__(self, ledger: Ledger, originals: Originals) -> None:
        compartments = Compartments(ledger)
        ids = Ids(ledger)
        self._ledger = ledger
        self._ids = ids
        self.originals = OriginalRows(ledger, originals)
        self.sources = SourceRows(ledger, compartments)
        self.statements = StatementRows(ledger, ids, self.sources, compartments)
        self.imports = ImportRows(ledger)
        self.rejects = RejectRows(ledger)
        self.mappings = MappingRows(ledger)
        self.exposures = ExposureRows(ledger)
        self.coats = CoatRows(ledger)
        self.searches = SearchRows(ledger, self.exposures)
        self.comparisons = ComparisonRows(ledger)
        self.authenticity = AuthenticityRows(ledger)
        self.skin_searches = SkinSearchRows(ledger, self.exposures)
        self.skin_comparisons = SkinComparisonRows(ledger)
        self.validations = ValidationRows(ledger)
        self.calibrations = CalibrationRows(ledger)
        self.examinations = ExaminationRows(ledger, self.exposures)
        self.judgements = JudgementRows(ledger, self.exposures)
        self.amendments = AmendmentRows(ledger)
        self.line_ups = LineUpRows(ledger, self.exposures)
        self.proficiency = ProficiencyRows(ledger)
        self.custody = CustodyRows(ledger, compartments)
        self.decisions = DecisionRows(ledger, compartments)
        self.cases = CaseRows(ledger, ids, compartments)
        self.dismissals = DismissalRows(ledger)
        self.kept_views = KeptViewRows(ledger, compartments)

    @property
    def by(self) -> str:
        """Whose work this is."""
        return self._ledger.by

    @property
    def connection(self) -> Connection:
        """For the other modules of the store; nobody else writes SQL."""
        return self._ledger.connection

    def ids(self, refs: Iterable[Ref], years: Mapping[Ref, int] | None = None) -> dict[Ref, str]:
        """The project's id of each reference, given now to those that have none."""
        return self._ids.of(refs, years)
