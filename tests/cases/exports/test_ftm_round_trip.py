"""What we write as FollowTheMoney is read by our own reader with the same entities and links."""

from pathlib import Path
from typing import Any

from cases.exports import ftm
from cases.formats import ftm as reader
from cases.statement import Claim, Ref


def read_back(records: Any, path: Path, **more: Any) -> list[Claim]:
    ftm.write(records.world().entities, path, **more)
    found = list(reader.read(path))
    assert [one for one in found if not isinstance(one, Claim)] == []
    return [one for one in found if isinstance(one, Claim)]


def test_people_seizures_and_who_was_what_come_back(two_groups: Any, tmp_path: Path) -> None:
    claims = read_back(two_groups, tmp_path / "ftm.jsonl")
    names = {
        (c.subject.key, c.value) for c in claims
        if isinstance(c.subject, Ref) and c.schema == "Person" and c.property == "name"
    }  # fmt: skip
    links = {
        (c.subject.key, c.property, c.value.key) for c in claims
        if isinstance(c.subject, Ref) and isinstance(c.value, Ref)
    }  # fmt: skip
    kinds = {c.subject.key: c.schema for c in claims if isinstance(c.subject, Ref)}
    written = {s.subject: s.schema for s in two_groups.statements if s.schema != "Phone"}
    stated = {
        (s.subject, s.property, s.target) for s in two_groups.statements
        if s.target and s.target.startswith("PER-")
    }  # fmt: skip

    assert ("PER-3", "李强") in names
    assert {c.value for c in claims if c.property == "alias"} == {"Wang Jianguo"}
    assert stated - links == set()
    assert {one: kinds.get(one) for one in written} == written


def test_one_phone_in_two_seizures_is_one_phone_again(two_groups: Any, tmp_path: Path) -> None:
    claims = read_back(two_groups, tmp_path / "ftm.jsonl")
    to_phone = {
        (c.subject.key, c.value) for c in claims
        if isinstance(c.subject, Ref) and isinstance(c.value, Ref) and c.property == "phone"
    }  # fmt: skip

    shared = [value for subject, value in to_phone if subject.startswith("SZ-")]
    assert len(shared) == 2
    assert len(set(shared)) == 1


def test_what_was_retracted_does_not_come_alive_again(two_groups: Any, tmp_path: Path) -> None:
    [wrong] = two_groups.say("PER-2", "Person", nationality="VN")
    two_groups.statements.remove(wrong)
    claims = read_back(two_groups, tmp_path / "ftm.jsonl", retracted=[wrong])

    assert "VN" not in {str(c.value).upper() for c in claims}
