"""A long file read by a process of its own, while this one writes.

Reading and mapping needs no database, and writing no file: with two processors each does one. The
batches come through a pipe in the order of the file, each with the digest it has when it is read
here, so that what is kept is the same to the letter. The reader is never more than one batch ahead:
the pipe holds no more. It is a fresh process, not a copy of this one, whose threads it would not
have; and it ends when this one ends, however that happens.
"""

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, cast

from cases.dates import When
from cases.formats import Item
from cases.statement import Claim, Locator, Ref
from workbench.services.batches import CLAIMS_A_BATCH, Batch, cut
from workbench.services.pace import cores
from workbench.services.refusal import Refused

__all__ = ["read_apart", "worth_it"]

# Some thousand rows: below, a second interpreter has hardly begun when all is written.
LEAST_BYTES = 1_000_000
_LAST_WORDS = 2000


def worth_it(files: Iterable[Path]) -> bool:
    """Whether these are long enough to be read apart, and a processor is free to do it.

    What is handed over is work of its own, a tenth more: where others wait for the processors, it
    would only make them wait longer.
    """
    if cores() < 2 or os.getloadavg()[0] >= cores():
        return False
    return sum(file.stat().st_size for file in files) >= LEAST_BYTES


@contextmanager
def read_apart(
    items: Callable[[], Iterator[Item]], name: str, *, claims: int = CLAIMS_A_BATCH
) -> Iterator[Iterator[Batch]]:
    """The batches of a file, as `cut(items())` would give them, made by another process.

    items: may be pickled. name: of the file, for people. What reading raises is raised here. Raises
    Refused, naming file and row, where the reader itself comes to an end before the file does.
    """
    with TemporaryFile() as asked, TemporaryFile() as said:
        asked.write(pickle.dumps((items, claims)))
        asked.seek(0)
        # Without -P a module of the folder that one works in, with evidence, would be run.
        with subprocess.Popen(  # noqa: S603 - our own interpreter and module, no argument
            [sys.executable, "-P", "-c", f"from {__name__} import main; main()"],
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=said,
        ) as reader:
            try:
                yield _arriving(reader, _Origin(name, said))
            finally:
                # Also when nobody wants the rest: it would wait for ever to hand over the next.
                reader.kill()


@dataclass(frozen=True, slots=True)
class _Origin:
    """What a reader reads, for people, and where its last words go."""

    name: str
    said: IO[bytes]


@dataclass(frozen=True, slots=True)
class _Broken:
    """What reading raised: itself, where it can be copied, else its words."""

    error: Exception | None
    reason: str = ""
    remedy: str = ""


def _arriving(reader: "subprocess.Popen[bytes]", origin: _Origin) -> Iterator[Batch]:
    pipe = cast("IO[bytes]", reader.stdout)
    row: int | None = None
    try:
        while (came := pickle.load(pipe)) is not None:  # noqa: S301 - from our own process
            if isinstance(came, _Broken):
                raise came.error or Refused(came.reason, came.remedy)
            yield came
            row = came.claims[-1].locator.row if came.claims else row
    except (EOFError, pickle.UnpicklingError):
        raise _ended(reader.wait(), origin, row) from None


def _ended(code: int, origin: _Origin, row: int | None) -> Refused:
    origin.said.seek(0)
    said = origin.said.read()[-_LAST_WORDS:].decode("utf-8", "replace").strip()
    where = "before its first rows were in" if row is None else f"after row {row}"
    how = f"ended with {code}" + (f" ({said.splitlines()[-1]})" if said else "")
    return Refused(
        f"the process that reads {origin.name} {how}, {where}",
        "begin the same import again; what was in stays and the rest is read",
    )


def main() -> None:
    """Read what standard input asks for, and hand batches over through standard output."""
    # Batches live long and hold no cycles: looking through them again and again finds nothing.
    gc.disable()
    out = sys.stdout.buffer
    try:
        items, claims = pickle.load(sys.stdin.buffer)  # noqa: S301 - by the process that began us
        for batch in cut(items(), claims=claims):
            _ = batch.digest
            _hand_over(batch, out)
        _hand_over(None, out)
    except BrokenPipeError:
        sys.stderr.close()
    except Exception as broken:  # noqa: BLE001 - told to the process that asked, which raises it
        _hand_over(_told(broken), out)


def _told(broken: Exception) -> _Broken:
    reason, remedy = getattr(broken, "reason", ""), getattr(broken, "remedy", "")
    if reason and remedy:
        return _Broken(None, str(reason), str(remedy))
    try:
        pickle.loads(pickle.dumps(broken))  # noqa: S301 - its own words
    except Exception:  # noqa: BLE001 - whatever an exception of others does when it is copied
        return _Broken(RuntimeError(f"{type(broken).__name__}: {broken}"))
    return _Broken(broken)


_Copied = tuple[Callable[..., Any], tuple[Any, ...]]


def _parts(kind: type) -> Callable[[Any], _Copied]:
    part = attrgetter(*(field.name for field in fields(kind)))
    return lambda value: (kind, part(value))


# How a frozen class is copied by itself walks its fields one by one, at twice the price.
_COPIED: Mapping[type, Callable[[Any], Any]] = {
    kind: _parts(kind) for kind in (Claim, Locator, Ref, When)
}


def _hand_over(what: Batch | _Broken | None, out: IO[bytes]) -> None:
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _COPIED
    pickler.dump(what)
    out.flush()
