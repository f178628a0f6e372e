"""The next batch of a file is read while the one before it is written.

The database lets go of the interpreter while it writes and waits for the disk, and a second thread
reads meanwhile, never more than one batch ahead. A process of its own took a quarter more of the
processors for the same rate: it has to be started, and all it reads has to be handed over.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from cases.formats import Item
from workbench.services.batches import CLAIMS_A_BATCH, Batch, cut

__all__ = ["read_ahead"]


@contextmanager
def read_ahead(
    items: Callable[[], Iterator[Item]], *, claims: int = CLAIMS_A_BATCH
) -> Iterator[Iterator[Batch]]:
    """The batches of a file, as `cut(items())` gives them, their digests made.

    What reading raises is raised here, after the batches before it. Whoever stops early waits at
    most for the batch that is being read.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="reader") as reader:
        batches = cut(items(), claims=claims)

        def following() -> Batch | None:
            batch = next(batches, None)
            if batch is not None:
                _ = batch.digest
            return batch

        def arriving() -> Iterator[Batch]:
            coming = reader.submit(following)
            while (batch := coming.result()) is not None:
                coming = reader.submit(following)
                yield batch

        try:
            yield arriving()
        finally:
            # In its own thread: what a reader holds open may belong to that.
            reader.submit(batches.close).result()
