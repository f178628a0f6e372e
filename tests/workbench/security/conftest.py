"""Quick passwords: the slowness of the hash is the library's claim, and who waits for it here
learns nothing. What it costs in earnest is looked at in test_accounts."""

import sys
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

import workbench.security.sessions


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        # The room re-exports a function of the same name as this module.
        patch.setattr(sys.modules["workbench.security.accounts"], "_hasher", lambda: quick)
        patch.setattr(workbench.security.sessions, "PasswordHasher", lambda: quick)
        yield
