"""A room of a package is opened when something of it is first asked for, and not before."""

import subprocess
import sys

import pytest

from cases.late_rooms import opened_late


def test_a_name_is_that_of_its_room_and_another_is_none():
    of_a_room = opened_late("xml", {"sax.handler": ("ContentHandler",)})
    from xml.sax.handler import ContentHandler

    assert of_a_room("ContentHandler") is ContentHandler
    with pytest.raises(AttributeError, match=r"module 'xml' has no attribute 'Parser'"):
        of_a_room("Parser")


@pytest.mark.parametrize(("package", "asked"), [("graph", "build"), ("resolution", "align")])
def test_every_name_that_a_package_gives_is_there_and_opens_no_other_room_before(package, asked):
    script = (
        f"import sys, cases.{package} as one\n"
        f"before = [name for name in sys.modules if name.startswith('cases.{package}.')]\n"
        f"one.{asked}\n"
        "given = [getattr(one, name) for name in one.__all__]\n"
        "print(before, len(given) == len(one.__all__) > 0)\n"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert told.stdout.strip() == "[] True", told.stderr
