"""A share fails on any name, phone, plate or account, in whatever script or spelling it stands."""

from pathlib import Path
from typing import Any

import pytest

from cases.exports import Secret, leaks, secrets

KNOWN = (
    Secret("name", "Пётр Кузьмин", "PER-1"),
    Secret("name", "王建国", "PER-2"),
    Secret("name", "Nguyễn Văn Minh", "PER-3"),
    Secret("name", "Юлия Щукина", "PER-4"),
    Secret("name", "Li", "PER-5"),
    Secret("phone", "+79140000001", "PHN-1"),
    Secret("plate", "A123BC125", "VEH-1"),
    Secret("account", "tiger_skins_88", "USR-1"),
    Secret("account", "40817810099910004312", "ACC-1"),
    Secret("account", "70 05 123456", "IDN-1"),
)


def found(folder: Path, cell: str) -> set[str]:
    file = folder / "share.csv"
    file.write_text(f'heading\n"{cell}"\n', "utf-8")
    return {leak.secret.entity for leak in leaks([file], KNOWN)}


@pytest.mark.parametrize(
    ("cell", "whose"),
    [
        ("Пётр Кузьмин", "PER-1"),
        ("Petr Kuzmin", "PER-1"),
        ("Kuz'min Pyotr", "PER-1"),
        ("price agreed with P. Petr KUZMIN in May", "PER-1"),
        ("P e t r  K u z m i n", "PER-1"),
        ("王建国", "PER-2"),
        ("买家王建国在那里", "PER-2"),
        ("WangJianguo", "PER-2"),
        ("Wang Chien-kuo", "PER-2"),
        ("Ван Цзяньго", "PER-2"),
        ("NGUYEN VAN MINH", "PER-3"),
        ("Minh Nguyen Van", "PER-3"),
        ("Yuliya Schukina", "PER-4"),
        ("Julija Ščukina", "PER-4"),
        ("Chtchoukina Ioulia", "PER-4"),
        ("Li", "PER-5"),
        ("8 (914) 000-00-01", "PHN-1"),
        ("０９１４ ００００００１", "PHN-1"),
        ("٩١٤٠٠٠٠٠٠١", "PHN-1"),
        ("А123ВС 125", "VEH-1"),
        ("a 123 bc-125", "VEH-1"),
        ("see Tiger-Skins 88", "USR-1"),
        ("4081 7810 0999 1000 4312", "ACC-1"),
        ("passport 7005123456", "IDN-1"),
    ],
)
def test_it_is_found_in_every_spelling(cell: str, whose: str, tmp_path: Path) -> None:
    assert whose in found(tmp_path, cell)


@pytest.mark.parametrize(
    "cell",
    ["Panthera pardus", "skin", "other", "RU", "LI", "2026", "42.5", "130.5", "officer-valued",
     "Manis pentadactyla", "310000000", "USD", "a list of what was sold"],
)  # fmt: skip
def test_the_words_of_a_share_are_no_leak(cell: str, tmp_path: Path) -> None:
    assert found(tmp_path, cell) == set()


def test_headings_names_of_files_and_plain_text_are_searched_too(tmp_path: Path) -> None:
    (tmp_path / "Petr Kuzmin.csv").write_text("year\n2026\n", "utf-8")
    (tmp_path / "b.csv").write_text("year,Petr Kuzmin\n2026,1\n", "utf-8")
    (tmp_path / "README.txt").write_text("two\nby Petr Kuzmin\n", "utf-8")

    places = {(leak.file, leak.row, leak.column) for leak in leaks(tmp_path.iterdir(), KNOWN)}

    assert places == {("Petr Kuzmin.csv", 0, 0), ("b.csv", 1, 2), ("README.txt", 2, 1)}


def test_a_leak_is_told_by_its_place_and_not_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("year\n+7 914 0000001\n", "utf-8")

    [leak] = leaks([tmp_path / "b.csv"], KNOWN)

    assert leak.sentence == "b.csv, row 2, column 1 holds a phone of the records"


def test_names_and_numbers_of_all_kinds_are_secrets(records: Any) -> None:
    records.say("PER-1", "Person", name="Иван", alias="Vanya", taxNumber="7712", gender="m")
    records.say("ORG-1", "Organization", name="Skins Ltd")
    records.say("PHN-1", "Phone", number="+79140000001")
    records.say("VEH-1", "Vehicle", registrationNumber="A123BC", model="UAZ")
    records.say("ACC-1", "BankAccount", accountNumber="4081")
    records.say("USR-1", "UserAccount", username="leo")
    records.say("IDN-1", "Identification", number="70 05")
    records.say("PLC-1", "Place", name="Kraskino")
    records.say("SZ-1", "Seizure", species="Panthera pardus", courier="PER-1")

    said = {secret.value for secret in secrets(records.statements)}

    assert said == {
        "Иван", "Vanya", "7712", "Skins Ltd", "+79140000001", "A123BC", "4081", "leo", "70 05",
    }  # fmt: skip


def test_the_spelling_before_it_was_read_is_a_secret_as_well(records: Any) -> None:
    from dataclasses import replace

    [said] = records.say("PHN-1", "Phone", number="+79140000001")

    assert {s.value for s in secrets([replace(said, original_value="8-914-000 00 01")])} == {
        "+79140000001", "8-914-000 00 01",
    }  # fmt: skip
