"""What is searched: the animals that this reader may know, each once, and no skins."""

import pytest

from cases.statement import Claim as Said
from cases.statement import Handling, Ref, Source
from embeddings.gallery.unfinished import appearing
from workbench.services.acting import acting
from workbench.services.describing import Descriptions
from workbench.services.gallery import KEPT, all_coats, catalogued, gallery_of, parts
from workbench.services.matching import match_photos
from workbench.services.people import add_person
from workbench.services.skins import add_skin

LEOPARD = "Panthera pardus"


def animals(project, by, species=LEOPARD):
    """The animals that a person could find."""
    return sorted({one.individual for one in catalogued(project, acting(project, by), species)})


def test_the_gallery_holds_each_photo_of_each_named_animal_once(catalogue):
    entries = catalogued(catalogue, acting(catalogue, "Anna"), LEOPARD)
    assert len(entries) == 8
    assert len({one.coat.id for one in entries}) == 8
    assert len({one.encounter for one in entries}) == 8


@pytest.mark.parametrize(
    ("species", "found"), [(LEOPARD, 4), ("", 4), ("panthera  PARDUS", 4), ("Panthera tigris", 0)]
)
def test_only_the_species_asked_for_is_searched(species, found, catalogue):
    assert len(animals(catalogue, "Anna", species)) == found


def test_a_skin_is_never_held_against_another_skin(catalogue, skin_photo, named, clock):
    from workbench.services.examining import judge

    match = match_photos(
        catalogue, "Anna", [skin_photo], genuine="drawn as grown", flank="left", clock=clock
    )
    judge(catalogue, "Anna", match.skin, named(catalogue, "L2"), "same", why="spots", clock=clock)
    entries = catalogued(catalogue, acting(catalogue, "Anna"), "")
    assert {one.coat.kind.value for one in entries} == {"camera"}
    assert len(entries) == 8


def test_a_hidden_animal_is_neither_searched_nor_counted(
    catalogue, draw, tmp_path, skin_photo, clock
):
    from embeddings.photo import read_photo
    from workbench.services.arriving import fix_coat
    from workbench.store.derived import build_catalogue_coats

    photo = read_photo(draw(tmp_path / "hidden.jpg", 5, 0))
    coat, _ = fix_coat(photo, {"species": LEOPARD, "flank": "left"}, by="table")
    held = Handling(2, frozenset({"WILDLIFE-7"}))
    source = Source("", "photos", "a closely held photo", handling=held)
    ref, animal = Ref("Photo", "held", "1"), Ref("IndividualAnimal", "held", "H1")
    said = {"digest": photo.sha256, "flank": "left", "species": LEOPARD, "kind": "camera"}
    with catalogue.store.transaction("STAFF-0001", "held", clock()) as work:
        work.originals.add(photo.encoded, "hidden.jpg", "image/jpeg")
        work.coats.add(coat)
        claims = [Said(ref, "Photo", name, value) for name, value in said.items()]
        work.statements.add([*claims, Said(ref, "Photo", "individual", animal)], source)
    build_catalogue_coats(catalogue.store)
    add_person(
        catalogue,
        "Anna",
        "Galina",
        roles=["analyst"],
        clearance=3,
        compartments=["WILDLIFE-7"],
        clock=clock,
    )

    assert len(animals(catalogue, "Galina")) == 5
    # Anna is cleared for everything but this compartment.
    assert len(animals(catalogue, "Anna")) == 4
    match = match_photos(
        catalogue, "Anna", [skin_photo], genuine="drawn as grown", flank="left", clock=clock
    )
    assert match.answer["searched"]["animals"] == 4


def test_a_gallery_is_kept_by_what_is_in_it_and_old_ones_go(catalogue):
    descriptions = Descriptions.of(catalogue)
    entries = catalogued(catalogue, acting(catalogue, "Anna"), LEOPARD)
    first = gallery_of(catalogue, entries, descriptions)
    again = gallery_of(catalogue, list(reversed(entries)), descriptions)
    assert again.digest == first.digest
    folder = catalogue.derived / "galleries"
    assert len(list(folder.iterdir())) == 1
    for count in range(1, KEPT + 3):
        gallery_of(catalogue, entries[:count], descriptions)
    assert len(list(folder.iterdir())) == KEPT


def test_a_gallery_that_somebody_is_building_is_not_forgotten_as_old(catalogue):
    descriptions = Descriptions.of(catalogue)
    entries = catalogued(catalogue, acting(catalogue, "Anna"), LEOPARD)
    with appearing(catalogue.derived / "galleries" / "theirs") as building:
        for count in range(1, KEPT + 3):
            gallery_of(catalogue, entries[:count], descriptions)
        assert building.is_dir()
    assert (catalogue.derived / "galleries" / "theirs").is_dir()


def test_all_coats_are_those_that_still_count(catalogue, skin_photo, clock):
    from workbench.services.skins import correct_coat

    before = len(all_coats(catalogue))
    added = add_skin(catalogue, "Anna", [skin_photo], flank="left", clock=clock)
    correct_coat(catalogue, "Anna", added.coats[0].coat, flank="right", clock=clock)
    assert len(all_coats(catalogue)) == before + 1


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (3, [3]), (5001, [5000, 1])])
def test_a_database_is_asked_in_portions(count, sizes):
    assert [len(part) for part in parts(str(n) for n in range(count))] == sizes
