"""Refuse a locked package whose licence would bind Kedrovka's users, offline, from the installed metadata."""

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

# The Lesser GPL binds changes to the library only and is allowed (psycopg).
REFUSED = re.compile(
    r"\bA?GPL|Affero|GNU General Public|Non-?Commercial|CC-BY-NC|Proprietary", re.I
)
LESSER = re.compile(r"LGPL|Lesser General", re.I)
# Declared under several licences of which one may be chosen, or only used to build fonts.
CHOSEN: dict[str, str] = {}


def licence(name: str) -> str:
    """Licence words of an installed package: its expression, field and classifiers."""
    meta = distribution(name).metadata
    words = [meta.get("License-Expression") or "", (meta.get("License") or "")[:200]]
    words += [c for c in meta.get_all("Classifier") or [] if c.startswith("License")]
    return " | ".join(word for word in words if word)


def main() -> int:
    """Print each package that is refused; 0 when none is."""
    names = re.findall(
        r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==", Path("requirements.lock").read_text(), re.M
    )
    wrong = []
    for name in names:
        try:
            words = licence(name)
        except PackageNotFoundError:
            continue  # pinned for another platform
        if REFUSED.search(words) and not LESSER.search(words) and name not in CHOSEN:
            wrong.append(f"{name}: {words}")
    print("\n".join(wrong) or f"licences of {len(names)} packages may be combined with ours")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
