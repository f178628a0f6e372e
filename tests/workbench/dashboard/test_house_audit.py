"""What a transaction says of itself, for a person who reads the audit."""

import ast
from pathlib import Path

import pytest

import workbench
from workbench.dashboard.house_audit import told_detail
from workbench.dashboard.words import LANGUAGES, catalogue, speak
from workbench.services.animal_changes import CHANGES


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ({}, ""),
        ({"case": "CASE-2026-001"}, "case CASE-2026-001"),
        ({"authority": "order 18", "case": "CASE-1"}, "authority order 18 · case CASE-1"),
        ({"toWhom": "Дора", "rows": 3}, "to whom Дора · rows 3"),
        ({"roles": ["analyst", "prosecutor"]}, "roles analyst, prosecutor"),
        ({"password": True}, "password changed yes"),
        ({"password": False}, "password changed no"),
        ({"compartments": [], "name": "Anna"}, "name Anna"),
    ],
)
def test_a_detail_is_told_in_words(detail, told):
    assert told_detail(speak("en"), detail) == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ru", "допуск 3 · имя Анна · роли аналитик, прокурор"),
        ("zh", "密级权限 3 · 姓名 Анна · 角色 分析员, 检察官"),
        ("vi", "mức được xem 3 · tên Анна · vai trò phân tích viên, công tố viên"),
    ],
)
def test_a_detail_is_told_in_the_readers_language_with_the_values_as_written(language, told):
    detail = {"clearance": 3, "name": "Анна", "roles": ["analyst", "prosecutor"]}
    assert told_detail(speak(language), detail) == told


def actions() -> set[str]:
    """What every transaction of the program is called, where its name is written out."""
    found = {f"catalogue: {what}" for what in CHANGES}
    for path in Path(workbench.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", "") == "transaction"
                and len(node.args) > 1
                and isinstance(node.args[1], ast.Constant)
            ):
                found.add(str(node.args[1].value))
    return found


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_whatever_the_program_writes_has_a_name_in_every_language(language):
    assert len(actions()) > 40
    missing = {one for one in actions() if f"audit_action.{one}" not in catalogue(language)}
    assert missing == set()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_two_actions_have_two_names(language):
    names = [said for key, said in catalogue(language).items() if key.startswith("audit_action.")]
    assert len(set(names)) == len(names)
