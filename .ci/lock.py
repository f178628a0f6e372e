"""Hold the lock files to pyproject.toml, offline: every need pinned and met, every pin hashed, no host named."""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(
    r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)[^\n]*\\\n((?:\s+--hash=\S+[ \\]*\n?)+)", re.M
)


def pins(path: Path) -> dict[str, str]:
    """Name to version of a lock file; a pin without a hash does not count as one."""
    return {canonicalize_name(name): version for name, version, _ in PIN.findall(path.read_text())}


def main() -> int:
    """Print what is wrong, a line each; 0 when nothing is."""
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    wrong = []
    locks = {
        "requirements.lock": project["dependencies"],
        "requirements-dev.lock": project["dependencies"]
        + project["optional-dependencies"]["dev"]
        + project["optional-dependencies"]["train"],
    }
    pinned = {name: pins(Path(name)) for name in locks}
    for name, needs in locks.items():
        text = Path(name).read_text()
        if "://" in text or "index-url" in text:
            wrong.append(f"{name} names a host")
        unhashed = len(re.findall(r"^[A-Za-z0-9]", text, re.M)) - len(pinned[name])
        if unhashed:
            wrong.append(f"{name}: {unhashed} pins without a hash")
        for need in map(Requirement, needs):
            version = pinned[name].get(canonicalize_name(need.name))
            if need.name == "torch":
                continue  # .ci/setup chooses the build without CUDA
            if version is None:
                wrong.append(f"{name}: {need.name} is not pinned; run make lock")
            elif not need.specifier.contains(version, prereleases=True):
                wrong.append(f"{name}: {need.name} {version} does not meet {need}; run make lock")
    both = pinned["requirements.lock"].items() - pinned["requirements-dev.lock"].items()
    wrong += [f"{name} {version} differs between the two lock files" for name, version in both]
    print("\n".join(wrong) or "lock files agree with pyproject.toml")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
