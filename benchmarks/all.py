"""Run every benchmark of this folder one after another and keep what each printed.

usage: python benchmarks/all.py [OUT]     OUT: a folder for the printed tables (default: out/bench)
A benchmark that ends with an error is named at the end; nothing here asserts a time.
"""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Exit status: how many benchmarks ended with an error."""
    here = Path(__file__).parent
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "out/bench")
    out.mkdir(parents=True, exist_ok=True)
    broken = []
    for script in sorted(here.glob("*.py")):
        if script.name == Path(__file__).name:
            continue
        print(f"== {script.name}", flush=True)
        done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
        (out / f"{script.stem}.txt").write_text(done.stdout + done.stderr, "utf-8")
        print(done.stdout)
        if done.returncode:
            broken.append(f"{script.name}: {(done.stderr.strip().splitlines() or ['no word'])[-1]}")
    print("\n".join(broken) or f"all ran; tables in {out}")
    return len(broken)


if __name__ == "__main__":
    sys.exit(main())
