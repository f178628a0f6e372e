"""Animals of two numbers are weighed by what was fitted for the network in use, and by no other."""

from dataclasses import replace

from embeddings.strength import Bounds, shipped
from workbench.services.doubles import doubles
from workbench.services.own_calibrations import add_calibration

LEOPARD = "Panthera pardus"
TIGERS = next(one for one in shipped() if one.domain == "camera" and not one.simulated)


def test_a_calibration_of_another_network_weighs_nothing(catalogue, named, tmp_path, clock):
    """An agency fitted one for a network that it trained, and went back to the shipped network."""
    animals = [named(catalogue, "L0")]
    (before,) = doubles(catalogue, "Anna", animals, species=LEOPARD)
    nothing = {key: replace(one, bounds=Bounds(-1e-6, 1e-6)) for key, one in TIGERS.models.items()}
    theirs = replace(
        TIGERS, name="of another network", species=LEOPARD, models=nothing, network="f" * 64
    )
    theirs.save(tmp_path / "theirs.json")
    add_calibration(catalogue, "Anna", tmp_path / "theirs.json", why="our own", clock=clock)

    (after,) = doubles(catalogue, "Anna", animals, species=LEOPARD)

    assert (after.log10_lr, after.wording) == (before.log10_lr, before.wording)


def test_an_animal_that_is_not_there_is_left_out(catalogue):
    assert doubles(catalogue, "Anna", ["IND-9999"], species=LEOPARD) == ()
