"""The parts of a calibration as plain values and back: what its file is made of.

What a part does not have is left out, so that a file written before something existed reads back
with the digest it always had.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from embeddings.strength.balance import Balance, Rate
from embeddings.strength.basis import Basis
from embeddings.strength.bounds import Bounds
from embeddings.strength.logistic import Line
from embeddings.strength.model import Combined, Mix, Model
from embeddings.strength.tail import Tail, tail_from
from embeddings.strength.thresholds import Absence, BestOf, Exclusion, Thresholds


def limits_as_json(one: Model | Combined) -> dict[str, Any]:
    """Bounds with their reasons, and the tail."""
    tail = one.tail
    return {
        "bounds": _bounds(one.bounds),
        **({} if tail is None else {"tail": [tail.first, *tail.shares]}),
    }


def combined_as_json(combined: Combined) -> dict[str, Any]:
    """Bounds, tail and the fitted line of photos taken together."""
    if combined.mix is None:
        return limits_as_json(combined)
    mix = {
        "line": _line(combined.mix.line),
        "resamples": [_line(line) for line in combined.mix.resamples],
    }
    return {**limits_as_json(combined), "mix": mix}


def combined_from_json(content: Mapping[str, Any]) -> Combined:
    """The reverse of `combined_as_json`."""
    mix = content.get("mix")
    return Combined(
        _bounds_from(content["bounds"]),
        _tail_from(content),
        None
        if mix is None
        else Mix(_line_from(mix["line"]), tuple(_line_from(one) for one in mix["resamples"])),
    )


def model_as_json(model: Model) -> dict[str, Any]:
    """A model with all its refits."""
    return {
        "names": list(model.names),
        "line": _line(model.line),
        "resamples": [_line(line) for line in model.resamples],
        **({"seen": [list(ends) for ends in model.seen]} if model.seen else {}),
        **limits_as_json(model),
    }


def model_from_json(content: Mapping[str, Any]) -> Model:
    """The reverse of `model_as_json`."""
    return Model(
        tuple(content["names"]),
        _line_from(content["line"]),
        tuple(_line_from(line) for line in content["resamples"]),
        _bounds_from(content["bounds"]),
        _tail_from(content),
        tuple((float(low), float(high)) for low, high in content.get("seen", ())),
    )


def thresholds_as_json(thresholds: Thresholds) -> dict[str, Any]:
    """Thresholds, those of other bases inside."""
    close, glance = thresholds.excluded, thresholds.excluded_at_a_glance
    content: dict[str, Any] = {
        "this_animal": thresholds.this_animal,
        "animals": thresholds.animals,
        "excluded": None if close is None else asdict(close),
        "excluded_at_a_glance": None if glance is None else asdict(glance),
    }
    if thresholds.best_of is not None:
        best = thresholds.best_of
        content["best_of"] = {
            "line": _line(best.line),
            "bounds": _bounds(best.bounds),
            "animals": best.animals,
        }
    for name, rules in (
        ("absent", thresholds.absent),
        ("absent_at_a_glance", thresholds.absent_at_a_glance),
    ):
        if rules:
            content[name] = [asdict(rule) for rule in rules]
    for name, balances in (
        ("balances", thresholds.balances),
        ("balances_at_a_glance", thresholds.balances_at_a_glance),
    ):
        if balances:
            content[name] = [_balance(one) for one in balances]
    if thresholds.by_basis:
        content["by_basis"] = {
            str(k): thresholds_as_json(one) for k, one in thresholds.by_basis.items()
        }
    return content


def thresholds_from_json(content: Mapping[str, Any]) -> Thresholds:
    """The reverse of `thresholds_as_json`."""
    close, glance = content["excluded"], content["excluded_at_a_glance"]
    best = content.get("best_of")
    return Thresholds(
        this_animal=float(content["this_animal"]),
        animals=int(content["animals"]),
        excluded=None if close is None else Exclusion(**close),
        excluded_at_a_glance=None if glance is None else Exclusion(**glance),
        best_of=None
        if best is None
        else BestOf(_line_from(best["line"]), _bounds_from(best["bounds"]), int(best["animals"])),
        absent=tuple(Absence(**rule) for rule in content.get("absent", ())),
        absent_at_a_glance=tuple(Absence(**rule) for rule in content.get("absent_at_a_glance", ())),
        balances=tuple(_balance_from(one) for one in content.get("balances", ())),
        balances_at_a_glance=tuple(
            _balance_from(one) for one in content.get("balances_at_a_glance", ())
        ),
        by_basis={
            Basis(key): thresholds_from_json(one)
            for key, one in content.get("by_basis", {}).items()
        },
    )


def _balance(balance: Balance) -> dict[str, Any]:
    return {
        name: list(value.values()) if isinstance(value, dict) else value
        for name, value in asdict(balance).items()
    }


def _balance_from(content: Mapping[str, Any]) -> Balance:
    parts: dict[str, Any] = {
        name: Rate(*value) if isinstance(value, list) else value for name, value in content.items()
    }
    return Balance(**parts)


def _line(line: Line) -> dict[str, Any]:
    return {
        "centre": list(line.centre),
        "scale": list(line.scale),
        "weights": list(line.weights),
        "offset": float(line.offset),
    }


def _line_from(content: Mapping[str, Any]) -> Line:
    return Line(
        tuple(content["centre"]),
        tuple(content["scale"]),
        tuple(content["weights"]),
        float(content["offset"]),
    )


def _bounds(bounds: Bounds) -> list[Any]:
    reasons = [bounds.low_by, bounds.high_by]
    return [float(bounds.low), float(bounds.high), *(reasons if any(reasons) else [])]


def _bounds_from(content: Sequence[Any]) -> Bounds:
    return Bounds(float(content[0]), float(content[1]), *(str(reason) for reason in content[2:]))


def _tail_from(content: Mapping[str, Any]) -> Tail | None:
    return tail_from(content["tail"]) if "tail" in content else None
