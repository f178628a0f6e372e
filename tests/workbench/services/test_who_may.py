"""Every verb of the workbench asks again who acts, before it looks at anything else.

A page that stayed open after its person lost a role calls into nothing, whichever page it is. The
verbs are found by their shape, so that a new one is held to this without being listed.
"""

import ast
import inspect
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import workbench.services
from workbench.project import Project
from workbench.security import account_of, add_account, change_account, create_administrator
from workbench.services import acting
from workbench.services.refusal import NotAllowed, Refused

NOW = datetime(2026, 11, 21, tzinfo=UTC)
PASSWORD = "a leopard walks at dusk"
# The door itself, and what verbs that have asked go on with.
INSIDE = {"acting.acting", "intake.take_in"}
ROLES = ("administrator", "analyst", "investigator", "prosecutor")

MAY = {
    "analyst investigator": (
        "casework.open_case casework.add_members casework.remove_member casework.hand_case_over "
        "custody.hand_over finding_answers.accept watching.open_watch_case answering.answer "
        "answering.finish examining.judge examining.undo matching.match_skin skins.add_skin "
        "skin_pairs.judge_skins resolving.decide resolving.take_back watching.dismiss "
        "animal_changes.change offering.add_offer waiting.take provisional.name_provisionally "
        "finding.find_about watching.run_watches"
    ),
    "administrator analyst": (
        "importing.import_records mappings.save_mapping previewing.preview incoming.keep_incoming "
        "setting_aside.set_import_aside double_reports.link_double_reports"
    ),
    "administrator": (
        "keeping.backup keeping.rebuild keeping.check_audit keeping.anchor_audit "
        "people.add_person people.set_roles people.grant validating.add_validation "
        "validating.withdraw_validation"
    ),
    "administrator analyst investigator prosecutor": (
        "casework.list_cases drafting.keep_draft people.set_password validating.list_validations"
    ),
}


def _verbs() -> list[str]:
    """module.function of every function of the services whose arguments begin (project, by)."""
    found = []
    for file in sorted(Path(workbench.services.__file__).parent.glob("*.py")):
        for node in ast.parse(file.read_text("utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if [one.arg for one in node.args.args[:2]] == ["project", "by"]:
                found.append(f"{file.stem}.{node.name}")
    return [one for one in found if one not in INSIDE]


class Let(Exception):
    """A person was let through: the verb need not go on."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A project with one person for each role, and one who has left."""
    made = Project.create(tmp_path_factory.mktemp("rights") / "p", name="rights")
    create_administrator(made.store, "Ada", PASSWORD, NOW)
    for role in ROLES:
        add_account(made.store, "Ada", role, PASSWORD, {role}, NOW)
    add_account(made.store, "Ada", "left", PASSWORD, set(ROLES), NOW)
    left = account_of(made.store, "left")
    assert left is not None
    change_account(made.store, "Ada", left.id, NOW, active=False)
    yield made
    made.close()


@pytest.fixture
def ask(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[str, str], None]:
    """ask(verb, person): call it with things that are nothing, and stop where it lets them in."""
    (tmp_path / "datapackage.json").write_text("{}", "utf-8")
    # What the importing and exporting verbs look at before they ask.
    given = {"package": tmp_path, "source": tmp_path, "form": "ftm"}

    def let(*_: object) -> None:
        raise Let

    monkeypatch.setattr(acting, "reader_of", let)

    def call(verb: str, person: str) -> None:
        module, name = verb.split(".")
        function = getattr(import_module(f"workbench.services.{module}"), name)
        needed = [
            one for one in list(inspect.signature(function).parameters.values())[2:]
            if one.default is inspect.Parameter.empty
        ]  # fmt: skip
        nothing = {one.name: given.get(one.name, object()) for one in needed}
        function(project, person, **nothing)

    return call


def test_verbs_are_found(project: Project) -> None:
    listed = {verb for verbs in MAY.values() for verb in verbs.split()}

    assert len(_verbs()) > 80
    assert listed <= set(_verbs())


@pytest.mark.parametrize("verb", _verbs())
def test_nobody_and_whoever_has_left_are_turned_away_at_the_door(verb: str, ask) -> None:
    for person in ("a stranger", "left"):
        with pytest.raises(Refused, match="has no account in this project"):
            ask(verb, person)


@pytest.mark.parametrize(
    ("may", "verb"), [(may, verb) for may, verbs in MAY.items() for verb in verbs.split()]
)
def test_who_may_is_who_was_agreed_on(may: str, verb: str, ask) -> None:
    let_in = []
    for role in ROLES:
        try:
            ask(verb, role)
        except Let:
            let_in.append(role)
        except NotAllowed:
            continue
    assert " ".join(let_in) == may
