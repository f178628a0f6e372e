"""The first tables, and the triggers that keep evidence append-only.

Frozen as it was: later changes of `tables` do not reach back into this version. A column is a name,
`:int` or `:real` unless it is text, `?` if it may be empty, `>table.column` if it must be there.
"""

import sqlalchemy as sa
from alembic import op

from workbench.store.migrations.frozen import Frozen
from workbench.store.reading.folding import install
from workbench.store.triggers import guard

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    Frozen(
        "account",
        "id",
        "id name folded password_hash roles clearance:int compartments active:int created_at",
        unique=(("folded",),),
    ),
    Frozen(
        "audit",
        "seq",
        "seq:int at by action detail rows previous hash",
        guarded=True,
    ),
    Frozen(
        "case_file",
        "id",
        "id title summary level:int compartments releasable_to native recorded_at recorded_by",
        checks={"level": "level >= 0 AND level <= 3"},
        guarded=True,
    ),
    Frozen(
        "coat",
        "id",
        "id photo region flank species kind quality landmarks fixed_by supersedes?>coat.id "
        "recorded_at recorded_by",
        indexes={"ix_coat_photo": '"photo"'},
        guarded=True,
    ),
    Frozen(
        "compartment_set",
        "id",
        "id recorded_at recorded_by",
        guarded=True,
    ),
    Frozen(
        "derived_catalogue_coat",
        "photo individual",
        "photo individual digest species flank kind box encounter deployment captured_at "
        "simulated:int level:int compartments releasable_to native",
        indexes={
            "ix_derived_catalogue_coat_individual": '"individual"',
            "ix_derived_catalogue_coat_species": '"species", "flank"',
        },
    ),
    Frozen(
        "dismissal",
        "id",
        "id kind subject why until? recorded_at recorded_by",
        indexes={"ix_dismissal_subject": '"kind", "subject"'},
        guarded=True,
    ),
    Frozen(
        "entity",
        "id",
        "id schema namespace key prefix year:int number:int recorded_at recorded_by",
        unique=(("prefix", "year", "number"), ("schema", "namespace", "key")),
        guarded=True,
    ),
    Frozen(
        "examination",
        "id",
        "id skin examiner condition recorded_at recorded_by",
        checks={"condition": "condition IN ('blind', 'informed')"},
        indexes={
            "ix_examination_examiner": '"examiner"',
            "ix_examination_skin": '"skin", "examiner"',
        },
        guarded=True,
    ),
    Frozen(
        "exposure",
        "id",
        "id person skin what recorded_at recorded_by",
        indexes={"ix_exposure_person": '"person", "skin"'},
        guarded=True,
    ),
    Frozen(
        "import_run",
        "id",
        "id kind title key mapping detail recorded_at recorded_by",
        indexes={"ix_import_run_key": '"key"'},
        guarded=True,
    ),
    Frozen(
        "job",
        "id",
        "id kind by arguments state progress outcome stop_requested:int worker created_at "
        "changed_at",
        indexes={"ix_job_state": '"state"'},
    ),
    Frozen(
        "mapping",
        "id",
        "id name version:int content digest recorded_at recorded_by",
        unique=(("name", "version"),),
        guarded=True,
    ),
    Frozen(
        "original",
        "id",
        "id name media_type size_bytes:int recorded_at recorded_by",
        guarded=True,
    ),
    Frozen(
        "search",
        "id",
        "id skin coats fingerprint answer gallery_digest network_digest calibration_digest "
        "recorded_at recorded_by",
        indexes={"ix_search_skin": '"skin"'},
        guarded=True,
    ),
    Frozen(
        "sign_in_attempt",
        "id",
        "id folded at",
        indexes={"ix_sign_in_attempt_folded": '"folded", "at"'},
    ),
    Frozen(
        "source",
        "id",
        "id kind title digest? origin? grade_scheme grade_source grade_information level:int "
        "compartments releasable_to native published_start? published_end? "
        "published_precision? published_offset:int? published_written simulated:int "
        "recorded_at recorded_by",
        checks={"level": "level >= 0 AND level <= 3"},
        indexes={"ix_source_digest": '"digest"'},
        guarded=True,
    ),
    Frozen(
        "validation",
        "id",
        "id species domain quality calibration_digest figures recorded_at recorded_by",
        guarded=True,
    ),
    Frozen(
        "case_event",
        "id",
        "id case>case_file.id kind note detail recorded_at recorded_by",
        indexes={"ix_case_event_case": '"case"'},
        guarded=True,
    ),
    Frozen(
        "case_member",
        "id",
        "id case>case_file.id entity>entity.id change why recorded_at recorded_by",
        checks={"change": "change IN ('added', 'removed')"},
        indexes={"ix_case_member_case": '"case", "entity"'},
        guarded=True,
    ),
    Frozen(
        "comparison",
        "id",
        "id search?>search.id query_coat>coat.id gallery_coat>coat.id individual scores marks "
        "fingerprint recorded_at recorded_by",
        indexes={"ix_comparison_search": '"search"'},
        guarded=True,
    ),
    Frozen(
        "custody",
        "id",
        "id exhibit>entity.id action from_whom to_whom place event_start? event_end? "
        "event_precision? event_offset:int? event_written seal digest? form note level:int "
        "compartments releasable_to native recorded_at recorded_by",
        checks={"level": "level >= 0 AND level <= 3"},
        indexes={"ix_custody_exhibit": '"exhibit"'},
        guarded=True,
    ),
    Frozen(
        "decision",
        "id",
        "id left>entity.id right>entity.id verdict why weight_bits:real? reasons level:int "
        "compartments releasable_to native supersedes?>decision.id recorded_at recorded_by",
        checks={
            "level": "level >= 0 AND level <= 3",
            "verdict": "verdict IN ('same', 'different', 'cannot_tell')",
        },
        indexes={"ix_decision_left": '"left"', "ix_decision_right": '"right"'},
        guarded=True,
    ),
    Frozen(
        "examination_event",
        "id",
        "id examination>examination.id kind detail recorded_at recorded_by",
        checks={"kind": "kind IN ('locked', 'closed')"},
        unique=(("examination", "kind"),),
        guarded=True,
    ),
    Frozen(
        "import_event",
        "id",
        "id run>import_run.id kind key detail recorded_at recorded_by",
        checks={"kind": "kind IN ('batch', 'finished', 'stopped')"},
        indexes={"ix_import_event_run": '"run"'},
        guarded=True,
    ),
    Frozen(
        "judgement",
        "id",
        "id skin individual verdict examiner why examination>examination.id condition detail "
        "supersedes?>judgement.id recorded_at recorded_by",
        checks={
            "condition": "condition IN ('blind', 'informed')",
            "verdict": "verdict IN ('same', 'different', 'cannot_tell', 'withdrawn')",
        },
        indexes={"ix_judgement_pair": '"skin", "individual", "examiner"'},
        guarded=True,
    ),
    Frozen(
        "reject",
        "id",
        "id run>import_run.id file row:int? column value reason remedy recorded_at recorded_by",
        indexes={"ix_reject_run": '"run"'},
        guarded=True,
    ),
    Frozen(
        "release",
        "id",
        "id case>case_file.id person recipient purpose authority digest? recorded_at recorded_by",
        indexes={"ix_release_person": '"person"'},
        guarded=True,
    ),
    Frozen(
        "session",
        "token_hash",
        "token_hash account>account.id created_at expires_at seen_at",
    ),
    Frozen(
        "statement",
        "id",
        "id subject>entity.id schema property value target?>entity.id original_value lang "
        "source>source.id locator grade_scheme grade_source grade_information level:int "
        "compartments releasable_to native event_start? event_end? event_precision? "
        "event_offset:int? event_written derived_from supersedes? judgement? recorded_at "
        "recorded_by",
        checks={"level": "level >= 0 AND level <= 3"},
        indexes={
            "ix_statement_property_value": '"property", substr("value", 1, 64)',
            "ix_statement_source": '"source"',
            "ix_statement_subject": '"subject"',
            "ix_statement_supersedes": '"supersedes" WHERE "supersedes" IS NOT NULL',
            "ix_statement_target": '"target" WHERE "target" IS NOT NULL',
        },
        guarded=True,
    ),
    Frozen(
        "retraction",
        "id",
        "id statement>statement.id why recorded_at recorded_by",
        unique=(("statement",),),
        guarded=True,
    ),
    Frozen(
        "statement_judgement",
        "id",
        "id statement>statement.id judgement>judgement.id recorded_at recorded_by",
        unique=(("statement", "judgement"),),
        guarded=True,
    ),
)


def upgrade() -> None:
    """Forward. There is no way back: evidence is never dropped."""
    install(op.get_bind())
    metadata = sa.MetaData()
    for table in TABLES:
        table.create(op.get_bind(), metadata)
        if table.guarded:
            guard(op.get_bind(), table.name, key=table.key, unique=table.unique)
