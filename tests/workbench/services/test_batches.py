"""A long import is cut so that what a file says about one thing stays together."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.formats import PhotoFile
from cases.reject import Reject
from cases.statement import Claim, Handling, Ref
from workbench.services.batches import cut


def claims_about(key, count):
    subject = Ref("Seizure", "sheet", key)
    return [Claim(subject, "Seizure", f"p{n}", "v") for n in range(count)]


@given(st.lists(st.integers(1, 6), max_size=30), st.integers(1, 8))
def test_nothing_is_lost_doubled_or_moved_by_cutting(sizes, room):
    items = [claim for n, size in enumerate(sizes) for claim in claims_about(str(n), size)]
    batches = list(cut(items, claims=room))
    assert [claim for batch in batches for claim in batch.claims] == items
    assert [batch.number for batch in batches] == list(range(len(batches)))


@given(st.lists(st.integers(1, 6), max_size=30), st.integers(1, 8))
def test_one_subject_is_never_in_two_batches(sizes, room):
    items = [claim for n, size in enumerate(sizes) for claim in claims_about(str(n), size)]
    where = [{claim.subject.key for claim in batch.claims} for batch in cut(items, claims=room)]
    assert sum(len(keys) for keys in where) == len(set().union(*where))


def test_a_reject_at_the_end_is_kept():
    reject = Reject("a.csv", 9, "date", "31.02.", "no such day", "write 02")
    batches = list(cut([*claims_about("1", 2), reject], claims=1))
    assert [found for batch in batches for found in batch.rejects] == [reject]


def test_the_same_input_has_the_same_digests_and_another_has_others():
    once = [batch.digest for batch in cut(claims_about("1", 3), claims=1)]
    again = [batch.digest for batch in cut(claims_about("1", 3), claims=1)]
    other = [batch.digest for batch in cut(claims_about("2", 3), claims=1)]
    assert once == again
    assert set(once).isdisjoint(other)


def test_a_photo_that_was_mended_is_read_anew(tmp_path):
    file = tmp_path / "a.jpg"
    ref = Ref("Photo", "p", "a")
    file.write_bytes(b"cut off")
    before = [b.digest for b in cut([PhotoFile(file, ref, "a.jpg", {})])]
    file.write_bytes(b"whole again")
    assert [b.digest for b in cut([PhotoFile(file, ref, "a.jpg", {})])] != before


DIGEST = """
from cases.statement import Claim, Handling, Ref
from workbench.services.batches import cut
handling = Handling(1, frozenset({"north", "south", "east", "west"}))
claim = Claim(Ref("Person", "s", "1"), "Person", "name", "x", handling=handling)
print(next(cut([claim])).digest)
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_knows_a_finished_batch_again(seed):
    handling = Handling(1, frozenset({"north", "south", "east", "west"}))
    claim = Claim(Ref("Person", "s", "1"), "Person", "name", "x", handling=handling)
    told = subprocess.run(
        [sys.executable, "-c", DIGEST],
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == next(cut([claim])).digest
