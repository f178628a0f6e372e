"""Two names beside each other for the eye: which part stands against which, and how it is read."""

import pytest

from cases.resolution.alignment import align


def beside(left: str, right: str) -> list[tuple[str, str]]:
    return [(one.left, one.right) for one in align(left, right)]


@pytest.mark.parametrize(
    ("left", "right", "pairs"),
    [
        ("王伟", "Wang Wei", [("王", "Wang"), ("伟", "Wei")]),
        ("Wei Wang", "王伟", [("Wei", "伟"), ("Wang", "王")]),
        ("Иван Соболев", "Sobolev Ivan", [("Иван", "Ivan"), ("Соболев", "Sobolev")]),
        ("Иван Петрович Соболев", "Соболев Иван",
         [("Иван", "Иван"), ("Петрович", ""), ("Соболев", "Соболев")]),
        ("Trần Hải", "Tran Van Hai", [("Trần", "Tran"), ("Hải", "Hai"), ("", "Van")]),
        ("Олег", "Zhang", [("Олег", ""), ("", "Zhang")]),
        ("", "Ivan Sobolev", [("", "Ivan"), ("", "Sobolev")]),
        ("Ivan", "", [("Ivan", "")]),
        ("", "", []),
    ],
)  # fmt: skip
def test_parts_find_each_other_whatever_their_order_and_script(
    left: str, right: str, pairs: list[tuple[str, str]]
) -> None:
    assert beside(left, right) == pairs


def test_each_part_is_read_aloud_in_latin_letters() -> None:
    ivan, sobolev = align("Иван Соболев", "Ivan Soboleff")

    assert (ivan.left_read, ivan.right_read) == ("ivan", "ivan")
    assert sobolev.left_read == "sobolev"
    assert ivan.alike == 1.0
    assert 0.9 < sobolev.alike < 1.0


def test_a_part_without_a_counterpart_is_like_nothing() -> None:
    sobolev, zhang = align("Соболев", "Zhang")

    assert (sobolev.alike, sobolev.right_read) == (0.0, "")
    assert (zhang.alike, zhang.left_read, zhang.right_read) == (0.0, "", "zhang")


def test_no_part_is_used_twice() -> None:
    found = align("Ivan Ivan Ivan", "Ivan Ivanov")

    assert sorted(one.right for one in found if one.right) == ["Ivan", "Ivanov"]
    assert [one.left for one in found] == ["Ivan", "Ivan", "Ivan"]
