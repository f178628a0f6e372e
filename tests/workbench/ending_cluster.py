"""Ends a PostgreSQL cluster when whoever started it is gone, however it went: run by its path.

    python ending_cluster.py FOLDER < a pipe whose other end the owner holds open

The pipe closes with its owner, also where that was killed and could clear up nothing. Then the
server that FOLDER/data/postmaster.pid names is ended, and FOLDER removed. No other is touched: the
process must be running in that very folder, so a number that was given away anew is safe.
"""

import os
import shutil
import signal
import sys
import time
from pathlib import Path


def end(folder: Path) -> None:
    """End the server of this folder, at once and without saving, and remove the folder."""
    server = _server_of(folder / "data")
    if server:
        os.kill(server, signal.SIGQUIT)
        for _ in range(100):
            if not Path(f"/proc/{server}").exists():
                break
            time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)


def _server_of(data: Path) -> int:
    try:
        server = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        return server if Path(f"/proc/{server}/cwd").samefile(data) else 0
    except (OSError, ValueError):
        return 0


if __name__ == "__main__":
    sys.stdin.buffer.read()
    end(Path(sys.argv[1]))
