"""Where a project is kept: an address that is understood, or a sentence without its password."""

from pathlib import Path

import pytest

from workbench.project import Project
from workbench.store import Store, StoreRefused

BAD = [
    "not an address",
    "://",
    "postgresql://kedrovka:secret@server:port/kedrovka",
    "postgresql://kedrovka:secret@[::1/kedrovka",
    "sqlite+nosuch:///kedrovka.sqlite",
    "mysql://kedrovka:secret@server/kedrovka",
    "oracle://kedrovka:secret@server",
]


@pytest.mark.parametrize("address", BAD)
def test_an_address_that_is_none_is_a_sentence_and_tells_no_password(
    tmp_path: Path, address: str
) -> None:
    with pytest.raises(StoreRefused) as refused:
        Store.open(address, tmp_path)
    assert "sqlite:///" in refused.value.remedy
    assert "postgresql://" in refused.value.remedy
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("address", BAD[:3])
def test_a_misspelt_variable_of_an_agency_stops_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    Project.create(tmp_path / "project", name="x").close()
    monkeypatch.setenv("KEDROVKA_DATABASE_URL", address)
    with pytest.raises(StoreRefused, match="address of the project's database cannot be read"):
        Project.open(tmp_path / "project")
    monkeypatch.delenv("KEDROVKA_DATABASE_URL")
    Project.open(tmp_path / "project").close()


def test_a_database_that_lies_nowhere_is_a_sentence(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/no/such/folder/kedrovka.sqlite", tmp_path)
    with pytest.raises(StoreRefused, match="cannot be opened"):
        store.migrate()


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "kedrovka.sqlite").write_bytes(b"%PDF-1.7 a report, renamed" * 400)
    store = Store.open(f"sqlite:///{tmp_path}/kedrovka.sqlite", tmp_path)
    with pytest.raises(StoreRefused, match="damaged or is something else"):
        store.migrate()


def test_a_store_is_ready_once_it_is_migrated_and_stays_so(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/kedrovka.sqlite", tmp_path)
    assert not store.ready()
    store.migrate()
    assert store.ready()
    store.migrate()
    assert store.ready()
    store.close()
