"""How well an animal is parted from what is around it in tight crops: of animals not learned from.

    python benchmarks/segmentation.py ../shared/data/amur_tigers --folder DIR [--ship WEIGHTS]

Three folds by animal. Tigers are photos whose labels GrabCut drew from key points; nobody drew
them, so that overlap with them says how far the network repeats that rule on other animals.
Rendered frames have true masks; an animal's station is its own. Beside the network stand, in the
same crops, the oval that a search takes without it, and the colours where they are shown what lies
around it. What ships is the first fold's head, judged by that fold. All is kept in DIR.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from landmarks import FOLDS, SEED, by_animal, folds_of, taken
from masks import shares

from embeddings.coat import Kind, Region
from embeddings.coat.foreground import foreground
from embeddings.coat.segmentation import HEIGHT, WIDTH, Segmenter
from embeddings.network.weights_folder import Card
from embeddings.photo import Array, read_photo
from embeddings.synthesis import SPECIES
from embeddings.training.landmark_lessons import AS_FOUND, MIRRORED
from embeddings.training.landmarks import Labelled, read_labelled
from embeddings.training.segment_frames import Framed, framed
from embeddings.training.segment_labels import COAT, GROUND, UNSURE, key_points, label_of
from embeddings.training.segment_lessons import Grids, Lesson, as_found, grids_of, learned, odds_of
from embeddings.training.segment_net import SegmentHead, SegmentNet, SegmentTrunk
from embeddings.training.segment_shipping import ship_segments
from embeddings.training.shipping import Origin

State = Mapping[str, torch.Tensor]
VIEWS = (AS_FOUND, MIRRORED, 2, 3)
STEPS, ANIMALS, FRAMES_SEED = 480, 84, 52_026
RECIPE = "python benchmarks/segmentation.py shared/data/amur_tigers --folder DIR --ship WEIGHTS"
NETWORK, OVAL, COLOURS = "network", "oval", "colours with surroundings"
LIMITS = (
    "Learned on captive tigers that walk past a camera, and on rendered leopards and tigers. The "
    "labels of the photos are GrabCut's, started from key points, and were drawn by nobody; the "
    "true masks are of rendered animals, by the program that drew the lessons too. Other species, "
    "animals that lie, and animals seen from the front or behind were not counted apart. Skins "
    "were not learned from and are not asked about. A companion that touches the animal is often "
    "taken with it. A left and a right flank of one tiger have two names in the data, so that the "
    "other flank of a judging animal may have been learned from, on the same ground."
)


@dataclass(frozen=True, slots=True)
class Material:
    """What is learned from and judged by: photos first, then frames, as lessons of animals.

    frames holds the frame of each lesson, None for a photo; fold (n,).
    """

    lessons: Sequence[Lesson]
    animals: Sequence[str]
    frames: Sequence[Framed | None]
    fold: Array


class Taught:
    """A network in torch in the place of the shipped one's session."""

    def __init__(self, state: State, trunk: SegmentTrunk) -> None:
        head = SegmentHead()
        head.load_state_dict(dict(state))
        self._net = SegmentNet(trunk, head).eval()

    def run(self, inputs: Mapping[str, Array]) -> Sequence[Array]:
        """odds of "pixels"."""
        with torch.inference_mode():
            return [self._net(torch.from_numpy(inputs["pixels"])).numpy()]


def photos_of(pack: Path, folder: Path) -> tuple[list[Labelled], list[Lesson], Array]:
    """Photos that key points say enough of, at most 6 an encounter; lessons; folds (n,)."""
    every = read_labelled(pack)
    chosen = [place for place in taken(pack, every) if every[place].labelled]
    fold, points = folds_of(every), key_points(pack, every)
    path = folder / "labels.npz"
    pixels = {place: read_photo(every[place].path).pixels for place in chosen}
    if not path.is_file():
        made = {
            str(place): label_of(pixels[place], points[place], faces_left=every[place].faces_left)
            for place in chosen
        }
        np.savez_compressed(path, **{place: one for place, one in made.items() if one is not None})
    with np.load(path) as held:
        labels = {int(place): held[place] for place in held.files}
    lessons = [Lesson(pixels[place], label) for place, label in labels.items()]
    return [every[place] for place in labels], lessons, fold[list(labels)]


def frames_of(folder: Path, animals: int) -> list[tuple[str, Framed]]:
    """Frames of rendered animals, with the animal's name; made once."""
    (folder / "frames").mkdir(exist_ok=True)
    found = []
    for number in range(animals):
        path = folder / "frames" / f"animal{number}.npz"
        if not path.is_file():
            kept = {}
            for place, one in enumerate(framed(FRAMES_SEED, number)):
                kept[f"pixels{place}"], kept[f"mask{place}"] = one.pixels, one.mask
                box = one.region
                kept[f"region{place}"] = np.array([box.x, box.y, box.width, box.height])
            np.savez_compressed(path, **kept)
        with np.load(path) as held:
            for place in range(len(held.files) // 3):
                region = Region(*(float(part) for part in held[f"region{place}"]))
                one = Framed(held[f"pixels{place}"], held[f"mask{place}"], region)
                found.append((f"{SPECIES[number % len(SPECIES)]} {number}", one))
    return found


def material_of(pack: Path, folder: Path, animals: int) -> Material:
    """Photos and frames."""
    photos, lessons, fold = photos_of(pack, folder)
    rendered = frames_of(folder, animals)
    for _, one in rendered:
        pixels, mask = one.tight
        lessons.append(Lesson(pixels, np.where(mask, COAT, GROUND).astype(np.uint8)))
    place = np.random.default_rng(SEED).permutation(animals) % FOLDS
    folds = [place[int(name.rsplit(" ", 1)[1])] for name, _ in rendered]
    return Material(
        lessons,
        [*(one.animal for one in photos), *(name for name, _ in rendered)],
        [*(None for _ in photos), *(one for _, one in rendered)],
        np.concatenate([fold, np.array(folds, fold.dtype)]),
    )


def kept(folder: Path, lessons: Sequence[Lesson], view: int) -> Grids:
    """One view's grids, made once."""
    path = folder / f"view{view}.npz"
    if not path.is_file():
        print(f"grids of view {view}", flush=True)
        made = grids_of(lessons, view, SegmentTrunk())
        part = path.with_suffix(".part.npz")
        np.savez(part, **{name: getattr(made, name) for name in Grids.__slots__})
        part.rename(path)
    with np.load(path) as held:
        return Grids(**{name: held[name] for name in Grids.__slots__})


def head_of(
    folder: Path, views: Sequence[Grids], material: Material, steps: int, left_out: int
) -> State:
    """Weights learned without a fold; made once."""
    path = folder / f"head{left_out}of{steps}.pt"
    if not path.is_file():
        print(f"learning without fold {left_out}", flush=True)
        chosen = np.flatnonzero(material.fold != left_out)
        torch.save(dict(learned(views, chosen, steps, left_out, print)), path)
    state: State = torch.load(path, weights_only=True)
    return state


def without_network(pixels: Array, region: Region | None = None) -> Array:
    """The mask that a search would take had it no network; of all pixels without a region."""
    whole = Region(0, 0, pixels.shape[1], pixels.shape[0])
    # Of a skin the network is not asked.
    return foreground(pixels, whole if region is None else region, Kind.PELT).mask


def largest(mask: Array) -> Array:
    """The largest piece of a mask bool (h, w), as a search takes it."""
    count, pieces, sizes, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), None, None, 4)
    if count < 2:
        return mask
    return np.asarray(pieces == 1 + int(np.argmax(sizes[1:, cv2.CC_STAT_AREA])))


def of_photos(
    state: State, views: Sequence[Grids], material: Material, chosen: Array
) -> dict[str, Array]:
    """By way of masking: overlap, kept and true (m, 3) on the cells that labels are sure of."""
    plain, other = (odds_of(state, views[view], chosen) for view in (AS_FOUND, MIRRORED))
    found: dict[str, list[tuple[float, float, float]]] = {NETWORK: [], OVAL: []}
    for row, place in enumerate(chosen):
        cells = views[AS_FOUND].cells[place]
        sure = cells != UNSURE
        seen, lesson = largest(plain[row] + other[row][:, ::-1] > 0), material.lessons[place]
        drawn = without_network(lesson.pixels).astype(np.uint8)
        round_one = as_found(Lesson(lesson.pixels, drawn), mirrored=False)[1] == COAT
        for way, mask in ((NETWORK, seen), (OVAL, round_one)):
            found[way].append(shares(mask & sure, cells == COAT))
    return {way: np.array(values) for way, values in found.items()}


def of_frames(state: State, material: Material, chosen: Array) -> dict[str, Array]:
    """By way of masking: overlap, kept and true (m, 3) on the pixels of tight crops."""
    card = Card("held out", "segmentation", "0" * 64, HEIGHT, WIDTH, 1, "", "", Path())
    segmenter = Segmenter(card, Taught(state, SegmentTrunk()))  # type: ignore[arg-type]
    ways = (NETWORK, OVAL, COLOURS)
    found: dict[str, list[tuple[float, float, float]]] = {way: [] for way in ways}
    for place in chosen:
        frame = material.frames[place]
        assert frame is not None
        pixels, truth = frame.tight
        masks = (
            largest(segmenter.odds(pixels) > 0),
            without_network(pixels),
            without_network(frame.pixels, frame.region),
        )
        for way, mask in zip(ways, masks, strict=True):
            found[way].append(shares(mask, truth))
    return {way: np.array(values) for way, values in found.items()}


def figures(name: str, animals: Array, found: Mapping[str, Array]) -> dict[str, str]:
    """Overlap, share of the coat kept and share of the kept that is coat, over animals."""
    told = {}
    for way, values in found.items():
        overlap, coat, true = (by_animal(animals, part, np.mean) for part in values.T)
        what = f"{name} ({len(values)} of {len(set(animals))} animals), {way}"
        told[what] = f"overlap {overlap}; coat kept {coat}; of the kept coat {true}"
    return told


def judged(
    states: Mapping[int, State], views: Sequence[Grids], material: Material
) -> dict[str, str]:
    """Figures of the folds that `states` were learned without, each by its own."""
    photo = np.array([one is None for one in material.frames])
    animals = np.array(material.animals)
    by_kind: dict[str, list[tuple[Array, dict[str, Array]]]] = {}
    for left_out, state in states.items():
        here = material.fold == left_out
        tigers, rendered = np.flatnonzero(here & photo), np.flatnonzero(here & ~photo)
        found = of_photos(state, views, material, tigers)
        by_kind.setdefault("tigers, by labels", []).append((tigers, found))
        found = of_frames(state, material, rendered)
        for species in SPECIES:
            those = np.array([name.startswith(species) for name in animals[rendered]])
            one = rendered[those], {way: values[those] for way, values in found.items()}
            by_kind.setdefault(f"rendered {species}, by true masks", []).append(one)
    told: dict[str, str] = {}
    for name, parts in by_kind.items():
        places = np.concatenate([part for part, _ in parts])
        ways = {way: np.concatenate([one[way] for _, one in parts]) for way in parts[0][1]}
        told |= figures(name, animals[places], ways)
    return told


def origin(material: Material, steps: int, told: Mapping[str, str]) -> Origin:
    """What the card of the first fold's head says."""
    taught = np.flatnonzero(material.fold != 0)
    frames = [place for place in taught if material.frames[place] is not None]
    animals = [{material.animals[place] for place in part} for part in (taught, frames)]
    return Origin(
        name="segments-tigers",
        licence="CC BY-NC-SA 4.0 for the head (learned on ATRW); Apache-2.0 for the half trunk",
        data=(
            f"{len(taught) - len(frames)} photos of {len(animals[0]) - len(animals[1])} Amur tiger "
            "flanks of the ATRW data set with key points (Li et al. 2020, CC BY-NC-SA 4.0), labels "
            f"by GrabCut from these; {len(frames)} simulated frames of {len(animals[1])} rendered "
            "leopards and tigers of this project with true masks; ImageNet-1k for the half trunk, "
            "which stood still; another third judges"
        ),
        recipe=f"{RECIPE} --steps {steps}",
        figures=told,
        limits=LIMITS,
    )


def main() -> None:
    """Keep grids, learn, tell, and ship where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pack", type=Path)
    parser.add_argument("--folder", type=Path, required=True, help="grids and heads are kept here")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--folds", type=int, default=FOLDS, help="only so many of the folds")
    parser.add_argument("--ship", type=Path, help="write the head of the first fold here")
    how = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    cv2.setNumThreads(1)
    how.folder.mkdir(parents=True, exist_ok=True)
    material = material_of(how.pack, how.folder, ANIMALS)
    views = [kept(how.folder, material.lessons, view) for view in VIEWS]
    states: dict[int, State] = {}
    for left_out in range(how.folds):
        states[left_out] = head_of(how.folder, views, material, how.steps, left_out)
        told = judged({left_out: states[left_out]}, views, material)
        for name, figure in told.items():
            print(f"without fold {left_out}: {name}: {figure}", flush=True)
        if left_out == 0 and how.ship:
            print(ship_segments(states[0], origin(material, how.steps, told), how.ship), flush=True)
    for name, figure in judged(states, views, material).items():
        print(f"{name}: {figure}", flush=True)


if __name__ == "__main__":
    main()
