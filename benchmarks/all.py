"""Run the benchmarks one after another and keep what each printed; nothing here asserts a time.

usage: python benchmarks/all.py [--real DIR] [--out DIR]
--real: the folder of real photographs and records; what needs it is left out, and named, without.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

WITHOUT_DATA = {"store": ["store.py"], "masks": ["masks.py"]}
WITH_DATA = {
    "describing": ["describing.py", "{real}/amur_tigers/images"],
    "quality": ["quality.py", "{real}/amur_tigers"],
    "pooling": ["pooling.py", "{real}/amur_tigers"],
    "matching": ["matching.py", "{real}/amur_tigers"],
    "hardness": ["hardness.py", "--real", "{real}/amur_tigers", "--work", "{out}/rendered"],
}


def main() -> int:
    """Exit status: how many benchmarks ended with an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", type=Path, default=os.environ.get("KEDROVKA_SHARED_DATA"))
    parser.add_argument("--out", type=Path, default=Path("out/bench"))
    how = parser.parse_args()
    how.out.mkdir(parents=True, exist_ok=True)
    runs = WITHOUT_DATA | (WITH_DATA if how.real else {})
    broken = []
    for name, words in runs.items():
        print(f"== {name}", flush=True)
        script, *given = (word.format(real=how.real, out=how.out) for word in words)
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name(script)), *given],
            capture_output=True,
            text=True,
        )
        (how.out / f"{name}.txt").write_text(done.stdout + done.stderr, "utf-8")
        print(done.stdout)
        if done.returncode:
            broken.append(f"{name}: {(done.stderr.strip().splitlines() or ['no word'])[-1]}")
    if not how.real:
        print(f"left out without --real: {', '.join(WITH_DATA)}")
    print("\n".join(broken) or f"all ran; tables in {how.out}")
    return len(broken)


if __name__ == "__main__":
    sys.exit(main())
