"""How wide the columns of a table are, so that all of them stand in a window of 1,024.

A table that is wider than its window hides its last columns, and nothing on the page says so. What
is longer than its column goes on in a second and third line.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import TypedDict

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

__all__ = ["Fitted", "fitted"]

ONE_LINE_PX = 35
# Streamlit breaks lines in rows of more than four rem only.
LINES_PX = 66
_LETTER_PX, _MARGINS_PX = 7.2, 17


class Fitted(TypedDict):
    """What `st.dataframe` is told beside the table itself."""

    row_height: int
    column_config: Mapping[str, ColumnConfig]


def fitted(frame: pd.DataFrame, columns: Sequence[str], least_px: Sequence[int]) -> Fitted:
    """The least width of each column, and rows of more lines where something is longer than that.

    columns, least_px: in one order; the table may hold fewer. A window with room to spare shares
    it out among all.
    """
    widths = {name: px for name, px in zip(columns, least_px, strict=True) if name in frame.columns}
    longer = any(_width_px(str(value)) > px for name, px in widths.items() for value in frame[name])
    return {
        "row_height": LINES_PX if longer else ONE_LINE_PX,
        "column_config": {name: st.column_config.Column(width=px) for name, px in widths.items()},
    }


def _width_px(text: str) -> float:
    """About how wide a text is; a character of Han takes the room of two letters."""
    letters = sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
    return letters * _LETTER_PX + _MARGINS_PX
