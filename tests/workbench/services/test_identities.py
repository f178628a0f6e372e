"""Animals without a name and animals with two: provisional identities, and doubles proposed."""

import pytest

from workbench.services.doubles import doubles
from workbench.services.provisional import name_provisionally
from workbench.services.refusal import Refused
from workbench.services.resolving import decide
from workbench.services.skins import add_skin
from workbench.store import Reader
from workbench.views.network import neighbourhood

LEOPARD = "Panthera pardus"


def test_a_skin_of_nobody_gets_one_provisional_identity_with_its_source(
    catalogue, unknown_photo, clock
):
    skin = add_skin(
        catalogue, "Anna", [unknown_photo], flank="left", species=LEOPARD, clock=clock
    ).skin
    given = [
        name_provisionally(
            catalogue, "Anna", skin, species=LEOPARD, why="all are excluded", clock=clock
        )
        for _ in range(2)
    ]
    assert given[0] == given[1]
    whole = catalogue.store.read(Reader.whole("a test looks"))
    said = {one.property: one for one in whole.statements.statements_of([given[0]])}
    assert said["provisional"].value == f"provisional, of {skin}"
    source = whole.sources.of([said["name"].source_id])[said["name"].source_id]
    assert source.kind == "provisional identity"
    assert said["name"].locator.quote == "all are excluded"


def test_an_animal_is_never_its_own_double_and_nothing_is_decided(catalogue):
    whole = catalogue.store.read(Reader.whole("a test looks"))
    animals = sorted(
        {one.subject for one in whole.statements.saying("IndividualAnimal", ["catalogueNumber"])}
    )
    found = doubles(catalogue, "Anna", animals, species=LEOPARD)
    assert found
    assert all(one.left != one.right for one in found)
    assert [one.log10_lr for one in found] == sorted((x.log10_lr for x in found), reverse=True)
    assert catalogue.store.read(Reader.whole("a test looks")).cases.decisions() == []


def test_the_graph_of_one_of_two_joined_records_holds_the_links_of_both(catalogue, clock):
    whole = Reader.whole("a test looks")
    queries = catalogue.store.read(whole)
    said = queries.statements.saying("IndividualAnimal", ["catalogueNumber"])
    first, second = sorted({one.subject for one in said})[:2]
    apart = {one: neighbourhood(catalogue, whole, [one]) for one in (first, second)}
    decide(catalogue, "Anna", first, second, "same", why="one tail", clock=clock)
    joined = neighbourhood(catalogue, whole, [first])
    assert len(joined.edges) == sum(len(one.edges) for one in apart.values())


@pytest.mark.parametrize(("skin", "why"), [("SK-0999", "all are excluded"), ("", " "), ("", "")])
def test_no_skin_and_no_reason_make_no_animal(catalogue, unknown_photo, clock, skin, why):
    known = add_skin(
        catalogue, "Anna", [unknown_photo], flank="left", species=LEOPARD, clock=clock
    ).skin
    whole = catalogue.store.read(Reader.whole("a test looks"))
    before = len(whole.statements.saying("IndividualAnimal"))
    with pytest.raises(Refused):
        name_provisionally(catalogue, "Anna", skin or known, species=LEOPARD, why=why, clock=clock)
    after = catalogue.store.read(Reader.whole("a test looks"))
    assert len(after.statements.saying("IndividualAnimal")) == before
