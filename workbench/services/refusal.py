"""Which errors are a person's to mend, and in which words they are told.

Errors are of three kinds. The input is bad or the request is not allowed: a sentence and a remedy,
nothing is written. Everything else is a broken program and is let through to the log. A refusal of
any room is known by its two sentences, `reason` and `remedy`, so that the rooms below need not know
this one.
"""

import errno


class Refused(Exception):
    """What was asked cannot be done as asked; `reason` and `remedy` are plain sentences."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}. {remedy}.")
        self.reason = reason
        self.remedy = remedy


class NotAllowed(Refused):
    """The person may not do this; the remedy says who may."""


class Stopped(Refused):
    """Somebody asked for a stop; what was done before it stands."""


DISK = {
    errno.ENOSPC: (
        "the disk is full",
        "free some space and run the same command again: what was acknowledged is kept, "
        "nothing is entered twice",
    ),
    errno.EDQUOT: (
        "the disk quota is used up",
        "free some space and run the same command again: what was acknowledged is kept",
    ),
    errno.EROFS: (
        "the folder is on a read-only file system",
        "choose a folder that can be written, or mount it for writing",
    ),
    errno.EACCES: ("access is denied", "ask for the right to read and write there"),
    errno.EPERM: ("access is denied", "ask for the right to read and write there"),
    errno.ENOENT: ("there is no such file or folder", "check the spelling of the path"),
    errno.ENOTDIR: ("this is a file and not a folder", "name a folder"),
    errno.EISDIR: ("this is a folder and not a file", "name a file"),
    errno.EEXIST: ("this is there already", "choose another name"),
}


DATABASE = {
    "SQLITE_FULL": DISK[errno.ENOSPC],
    "53100": DISK[errno.ENOSPC],
    "SQLITE_READONLY": ("the project's database is read-only", "ask for the right to write there"),
    "25006": ("the project's database is read-only", "ask for the right to write there"),
    "SQLITE_CANTOPEN": (
        "the project's database cannot be opened",
        "check that the project folder is there and may be read and written",
    ),
    "SQLITE_BUSY": (
        "somebody else is writing to this project",
        "wait until they have finished and run the same command again",
    ),
    "SQLITE_NOTADB": (
        "the project's file is no database",
        "restore the project from its backup: kedrovka restore",
    ),
    "SQLITE_CORRUPT": (
        "the project's database is damaged",
        "keep the folder as it is and restore a copy from its backup: kedrovka restore",
    ),
}


def as_refusal(error: BaseException) -> Refused | None:
    """The error as a refusal, or None where the program itself is broken.

    Looks along the chain of causes, because a database wraps what the disk said.
    """
    seen: BaseException | None = error
    while seen is not None:
        told = _told(seen)
        if told is not None:
            return told
        seen = seen.__cause__
    return None


def _told(error: BaseException) -> Refused | None:
    if isinstance(error, Refused):
        return error
    reason, remedy = getattr(error, "reason", None), getattr(error, "remedy", None)
    if isinstance(reason, str) and isinstance(remedy, str):
        return Refused(reason.rstrip("."), remedy.rstrip("."))
    if isinstance(error, OSError) and error.errno in DISK:
        reason, remedy = DISK[error.errno]
        return Refused(f"{error.filename}: {reason}" if error.filename else reason, remedy)
    # SQLite names its extended codes SQLITE_READONLY_DIRECTORY and the like: the family decides.
    code = str(getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or "")
    for family, sentences in DATABASE.items():
        if code == family or code.startswith(f"{family}_"):
            return Refused(*sentences)
    return None
