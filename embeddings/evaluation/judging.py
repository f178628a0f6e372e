"""Answers of `kedrovka rank` beside a table of names: others' ranking judged like our own.

The truth is read here and nowhere else.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from embeddings.evaluation.answering import Judged


def judge(
    answers: Sequence[Mapping[str, Any]],
    animal_of_query: Mapping[str, str],
    animal_of_photo: Mapping[str, str],
) -> list[Judged]:
    """Truth beside each answer that could be given, in their order.

    animal_of_query, animal_of_photo: file as written in the tables -> individual. Quality, flank
    and time are not in an answer: quality is "", the animal stands for its flank, the time is 0.
    """
    return [
        _judged(answer, animal_of_query[answer["query"]], animal_of_photo)
        for answer in answers
        if "error" not in answer
    ]


def _judged(answer: Mapping[str, Any], animal: str, animal_of_photo: Mapping[str, str]) -> Judged:
    compared = [one for one in answer["individuals"] if one["llr"] is not None]
    right = [one["individual_id"] == animal for one in compared]
    images = [animal_of_photo[image["file"]] == animal for image in answer["images"]]
    return Judged(
        query=answer["query"],
        animal=animal,
        flank=animal,
        quality="",
        decision=answer["decision"],
        photos=len(images),
        hits=tuple(rank for rank, hit in enumerate(images, 1) if hit),
        animals=len(compared),
        place=right.index(True) + 1 if any(right) else 0,
        best=compared[0]["score"] if compared else None,
        none_llr=answer["not_in_catalogue_llr"],
        same=tuple(one["llr"] for one, hit in zip(compared, right, strict=True) if hit),
        different=tuple(one["llr"] for one, hit in zip(compared, right, strict=True) if not hit),
        seconds=0.0,
        firm=answer.get("firm", True),
    )
