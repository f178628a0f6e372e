"""Speed and memory of a search among many photos, and of the vector step among a million.

    python benchmarks/scale.py DIR --photos 10000 --seed 1

The catalogue is resampled: the marks of a few rendered animals, mixed and jittered to as many
animals as are asked for, eight photos each, all of one flank. It says how fast and how large,
never how right.
Everything is measured in a process of its own that opens the kept gallery, as the program does;
memory is what that process holds above the same process before the gallery was opened: at its
highest while it opens and searches, and after the last query. What the operating system keeps of
the files belongs to no process and is not counted; so one query is asked when it keeps nothing.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median

import cv2
import faiss
import numpy as np

from embeddings import gallery as galleries
from embeddings.coat import Coat, Flank, Region, locate
from embeddings.features import Describer, Features, load, save
from embeddings.gallery import Apart, Entry
from embeddings.gallery.vectors import Vectors
from embeddings.marks import LIMIT, XFEAT_LIMIT, Marks
from embeddings.photo import Array, read_photo
from embeddings.search import search_skin
from embeddings.strength import choose, shipped
from embeddings.synthesis import LEOPARD, FrameConditions, encode_jpeg, make_animal, passage

PHOTOS_OF_ONE = 8
DRAWN = 12
QUERIES = 5
LEAST_SEED = 9000
VECTORS = 1_000_000
WIDTH = 512


def drawn(folder: Path, seed: int) -> list[Features]:
    """Features of rendered animals, one frame each, kept in `folder` for the next run."""
    kept = sorted((folder / "drawn").glob("*.npz"))
    if len(kept) == DRAWN:
        return [load(path) for path in kept]
    describer = Describer.shipped()
    found = []
    for number in range(DRAWN):
        rng = np.random.default_rng((seed, number))
        conditions = FrameConditions.as_hard_as_life(rng, species=LEOPARD)
        animal = make_animal(np.random.default_rng(LEAST_SEED + number), LEOPARD)
        rendered = next(iter(passage(animal, "left", rng, 1, conditions)))
        photo = read_photo(encode_jpeg(rendered), name=f"{number}.jpg")
        coat = locate(photo, region=Region(*rendered.box), flank=Flank.LEFT)
        found.append(describer.describe(photo, coat))
        save(found[-1], folder / "drawn" / f"{number:02}.npz")
    return found


@dataclass(frozen=True, slots=True)
class Invented:
    """What all photos of one invented animal share: its marks by kind, its embedding."""

    marks: Mapping[str, Marks]
    vector: Array


def invented(base: list[Features], animal: int, seed: int) -> Invented:
    """Marks of all drawn coats mixed and jittered, looks dealt anew to places: none is shared."""
    rng = np.random.default_rng((seed, animal))
    marks = {}
    for kind in base[0].marks:
        every = zip(*(_parts(features.marks[kind]) for features in base), strict=True)
        columns = [np.concatenate(part) for part in every]
        full = LIMIT if kind == "sift" else XFEAT_LIMIT
        chosen = np.sort(rng.permutation(len(columns[0]))[:full])
        points, scale, angle, descriptors = (column[chosen] for column in columns)
        dealt = _jittered(rng.permutation(descriptors), 25, rng)
        marks[kind] = Marks(points, scale, angle, dealt, kind)
    return Invented(marks, np.asarray(rng.normal(size=base[0].embedding.shape)))


def photographed(of: Invented, coat: Coat, name: str) -> Features:
    """One photo of an invented animal: every mark a little elsewhere and a little different."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    rng = np.random.default_rng(int(digest[:12], 16))
    marks = {}
    for kind, one in of.marks.items():
        moved = np.asarray(rng.normal(0, 2, one.points.shape), np.float32)
        points = one.points + moved
        marks[kind] = Marks(
            points, one.scale, one.angle_deg, _jittered(one.descriptors, 8, rng), kind
        )
    vector = of.vector + 0.5 * rng.normal(size=of.vector.shape)
    unit = (vector / np.linalg.norm(vector)).astype(np.float32)
    return Features(replace(coat, photo=digest), unit, marks, digest)


def _jittered(descriptors: Array, by: int, rng: np.random.Generator) -> Array:
    limits = np.iinfo(descriptors.dtype)
    noisy = descriptors + rng.integers(-by, by + 1, descriptors.shape, np.int8).astype(np.int16)
    return np.asarray(np.clip(noisy, limits.min, limits.max), descriptors.dtype)


def _parts(marks: Marks) -> tuple[Array, Array, Array, Array]:
    return marks.points, marks.scale, marks.angle_deg, marks.descriptors


def photographs(
    base: list[Features], photos: int, seed: int, spent: list[float]
) -> Iterator[Entry]:
    """The catalogue's entries one by one; `spent` gets the seconds that inventing each took."""
    coat, animal = base[0].coat, invented(base, 0, seed)
    for place in range(photos):
        started = time.perf_counter()
        number = place // PHOTOS_OF_ONE
        if place % PHOTOS_OF_ONE == 0:
            animal = invented(base, number, seed)
        entry = Entry(photographed(animal, coat, f"photo {place}"), f"A{number:05}", f"E{place}")
        spent.append(time.perf_counter() - started)
        yield entry


def built(folder: Path, photos: int, seed: int) -> None:
    """Write the resampled gallery and queries of animals in it."""
    base = drawn(folder, seed)
    spent: list[float] = []
    idle, started, busy = peak_begins(), time.perf_counter(), time.process_time()
    galleries.gather(photographs(base, photos, seed, spent), folder / "gallery")
    seconds = time.perf_counter() - started - sum(spent)
    size = sum(path.stat().st_size for path in (folder / "gallery").iterdir())
    print(f"gallery of {photos} photos kept in {seconds:.0f} s, inventing them {sum(spent):.0f} s;")
    print(f"both together {time.process_time() - busy:.0f} s of processor")
    print(f"highest above the idle process while it was built {peak() - idle:.0f} MiB")
    print(f"on disk {size / 2**20:.0f} MiB", flush=True)
    for query in range(QUERIES):
        of = invented(base, query * (photos // PHOTOS_OF_ONE // QUERIES), seed)
        save(photographed(of, base[0].coat, f"query {query}"), folder / f"query-{query}.npz")


def resident() -> dict[str, float]:
    """Resident memory of this process in MiB: altogether, its own, mapped from files, highest."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    named = dict(line.split(":", 1) for line in lines)
    wanted = ("VmRSS", "RssAnon", "RssFile", "VmHWM")
    return {name: int(named[name].split()[0]) / 1024 for name in wanted}


def peak_begins() -> float:
    """Let the highest mark of this process's memory begin anew; its memory now in MiB."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    return resident()["VmRSS"]


def peak() -> float:
    """The most memory in MiB that this process had since `peak_begins`."""
    return resident()["VmHWM"]


def forgotten(folder: Path) -> None:
    """Let the operating system keep nothing of the files in a folder."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def searched(folder: Path) -> None:
    """Open the gallery, search it for each query, print times and memory as JSON."""
    queries = [load(path) for path in sorted(folder.glob("query-*.npz"))]
    calibration, _ = choose(shipped(), species=queries[0].coat.species, domain="camera")
    Describer.shipped()
    peak_begins()
    idle = resident()
    started = time.perf_counter()
    gallery = galleries.load(folder / "gallery")
    opened = time.perf_counter() - started
    times, worked, right, first = [], [], 0, hashlib.sha256()
    for number, query in enumerate(queries):
        started, busy = time.perf_counter(), time.process_time()
        answer = search_skin([query], gallery, calibration)
        times.append(time.perf_counter() - started)
        worked.append(time.process_time() - busy)
        wanted = f"A{number * (len(gallery) // PHOTOS_OF_ONE // QUERIES):05}"
        right += answer.candidates[0].individual == wanted
        for one in answer.candidates:
            first.update(f"{one.individual} {one.strength.log10_lr_raw!r}\n".encode())
    now = resident()
    coat = queries[0].coat
    allowed = gallery.allowed(flank=coat.flank, species=coat.species, apart=Apart())
    voted = [timed(partial(gallery.votes, query, allowed)) for query in queries]
    forgotten(folder / "gallery")
    cold = timed(partial(search_skin, [queries[0]], gallery, calibration))
    told = {
        "opened_s": round(opened, 2),
        "queries_s": [round(one, 2) for one in times],
        "median_s": round(median(times), 2),
        "processor_s": round(median(worked), 2),
        "votes_alone_s": round(median(voted), 2),
        "nothing_kept_by_the_system_s": round(cold, 2),
        "right": right,
        "answers": first.hexdigest()[:16],
        "above_idle_mib": {name: round(now[name] - idle[name]) for name in now},
        "idle_mib": round(idle["VmRSS"]),
    }
    print(json.dumps(told), flush=True)


def timed(what: Callable[[], object]) -> float:
    """Seconds that it takes."""
    started = time.perf_counter()
    what()
    return time.perf_counter() - started


def described_photo(folder: Path, seed: int) -> None:
    """Print the seconds that the features of one photo take, best and median of ten."""
    animal = make_animal(np.random.default_rng(LEAST_SEED), LEOPARD)
    rng = np.random.default_rng(seed)
    rendered = next(iter(passage(animal, "left", rng, 1, FrameConditions())))
    file = folder / "one.jpg"
    file.write_bytes(encode_jpeg(rendered))
    describer = Describer.shipped(threads=2)
    times = []
    for _ in range(11):
        started = time.perf_counter()
        photo = read_photo(file)
        coat = locate(photo, region=Region(*rendered.box), flank=Flank.LEFT)
        describer.describe(photo, coat)
        times.append(time.perf_counter() - started)
    print(f"features of a photo {photo.width}x{photo.height}, reading included:", end=" ")
    print(f"best {min(times[1:]):.3f} s, median {median(times[1:]):.3f} s", flush=True)


def vector_step(count: int, seed: int) -> None:
    """Print the time of the vector step among clustered vectors, and whether it is right."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(count // PHOTOS_OF_ONE, WIDTH)).astype(np.float32)
    rows = np.repeat(centres, PHOTOS_OF_ONE, axis=0)
    for start in range(0, len(rows), 50_000):
        part = rows[start : start + 50_000]
        part += 0.5 * rng.standard_normal(part.shape, np.float32)
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    vectors = Vectors(list(rows))
    times, right = [], 0
    for place in rng.integers(0, len(rows), 10):
        noisy = rows[place] + 0.02 * rng.standard_normal(WIDTH, np.float32)
        query = noisy / np.linalg.norm(noisy)
        started = time.perf_counter()
        cosine = vectors.cosines(query)
        times.append(time.perf_counter() - started)
        right += int(cosine.argmax()) == int((rows @ query).argmax())
    print(f"vector step among {len(rows)}: best {min(times):.3f} s, median {median(times):.3f} s")
    print(f"the first was that of an exact search in {right} of {len(times)}", flush=True)


def main() -> None:
    """Build once, then measure in a fresh process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=int, default=10_000)
    parser.add_argument("--vectors", type=int, default=VECTORS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--searched", action="store_true", help="only search what is kept")
    parser.add_argument("--threads", type=int, default=2, help="of FAISS and OpenCV")
    how = parser.parse_args()
    cv2.setNumThreads(how.threads)
    faiss.omp_set_num_threads(how.threads)
    if how.searched:
        searched(how.folder)
        return
    how.folder.mkdir(parents=True, exist_ok=True)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    if not (how.folder / "gallery").is_dir():
        built(how.folder, how.photos, how.seed)
    again = [sys.executable, __file__, str(how.folder), "--searched", "--threads", str(how.threads)]
    subprocess.run(again, check=True)
    described_photo(how.folder, how.seed)
    if how.vectors:
        vector_step(how.vectors, how.seed)
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
