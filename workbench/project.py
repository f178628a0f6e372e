"""A project: its folder, its settings, its store, and who is importing into it.

A folder is a project when `kedrovka.toml` lies in it; that file is written last, so a creation that
broke off leaves no half project behind.
"""

import json
import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workbench.store import Store, StoreRefused
from workbench.store.locking import Owner, held
from workbench.store.refusal import explained

__all__ = ["SETTINGS_FILE", "Project", "Settings"]

SETTINGS_FILE = "kedrovka.toml"
_DATABASE_FILE = "kedrovka.sqlite"
# Of what an examiner is given, until the project says otherwise; beyond half, cases would wait.
PROFICIENCY_RATE = 0.2
_MOST = 0.5
# An agency keeps its database's password out of files.
_URL_VARIABLE = "KEDROVKA_DATABASE_URL"


@dataclass(frozen=True, slots=True)
class Settings:
    """What `kedrovka.toml` says. database_url: empty for the SQLite file in the folder.

    proficiency_rate: share of examinations, 0 to 0.5, whose truth is known and that measure the
    examiner. network: name of a shipped embedding network or the folder of one that was trained
    (from the project's folder); empty for the one that a search uses by default.
    """

    name: str
    database_url: str = ""
    proficiency_rate: float = PROFICIENCY_RATE
    network: str = ""


class Project:
    """An open project."""

    def __init__(self, folder: Path, settings: Settings, store: Store) -> None:
        self.folder = folder
        self.settings = settings
        self.store = store

    @property
    def originals(self) -> Path:
        """The folder of original bytes; only the store writes there."""
        return self.folder / "originals"

    @property
    def derived(self) -> Path:
        """The folder of what can be computed again."""
        return self.folder / "derived"

    @classmethod
    def create(cls, folder: Path, *, name: str, database_url: str | None = None) -> "Project":
        """Make a project and open it.

        Raises StoreRefused when the folder holds one already, or may not be written.
        """
        if _is_project(folder):
            raise StoreRefused(
                f"{folder} is a project already", "open it, or choose another folder"
            )
        if not name.strip():
            raise StoreRefused("a project needs a name", "name it in a few words")
        settings = Settings(name.strip(), database_url or "")
        with explained():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "originals").mkdir(exist_ok=True)
            (folder / "derived").mkdir(exist_ok=True)
        store = _store(folder, settings)
        store.migrate()
        with explained():
            _write(folder / SETTINGS_FILE, settings)
        return cls(folder, settings, store)

    @classmethod
    def open(cls, folder: Path) -> "Project":
        """Open a project, its schema brought to the newest version.

        Raises StoreRefused where there is none, its settings cannot be read, or its database
        cannot be reached.
        """
        path = folder / SETTINGS_FILE
        if not _is_project(folder):
            raise StoreRefused(
                f"{folder} is not a project", "make one with `kedrovka init`, or name its folder"
            )
        settings = _read(path)
        store = _store(folder, settings)
        if not store.ready():
            store.migrate()
        return cls(folder, settings, store)

    @contextmanager
    def importing(self, by: str, what: str, now: datetime) -> Iterator[Owner | None]:
        """Hold the project's import lock; gives the dead owner it was taken over from, if any.

        Raises StoreRefused that names who is importing, what, and since when.
        """
        with explained(), held(self.folder / "import.lock", by, what, now) as dead:
            yield dead

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


def _is_project(folder: Path) -> bool:
    with explained():
        return (folder / SETTINGS_FILE).exists()


def _store(folder: Path, settings: Settings) -> Store:
    address = os.environ.get(_URL_VARIABLE) or settings.database_url
    url = address or f"sqlite:///{folder.resolve() / _DATABASE_FILE}"
    return Store.open(url, folder / "originals")


def _read(path: Path) -> Settings:
    try:
        written = tomllib.loads(path.read_text("utf-8"))
        rate = float(written.get("proficiency_rate", PROFICIENCY_RATE))
        if not 0.0 <= rate <= _MOST:
            raise ValueError(f"proficiency_rate = {rate} is not between 0 and {_MOST}")
        return Settings(
            str(written["name"]),
            str(written.get("database_url", "")),
            rate,
            str(written.get("network", "")),
        )
    except (tomllib.TOMLDecodeError, TypeError, ValueError, KeyError) as error:
        raise StoreRefused(
            f"{path} cannot be read: {error}",
            'it needs a line such as name = "Land of the Leopard"',
        ) from error


def _write(path: Path, settings: Settings) -> None:
    lines = [f"name = {_quoted(settings.name)}"]
    if settings.database_url:
        lines.append(f"database_url = {_quoted(settings.database_url)}")
    temporary = path.with_suffix(".part")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _quoted(text: str) -> str:
    # TOML's basic strings escape as JSON does, but for the characters that JSON leaves bare.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
