"""The faces of official papers by the names under which offices have them (GB/T 9704-2012)."""

from __future__ import annotations

TITLE = "方正小标宋简体"
BODY = "仿宋_GB2312"
SECOND = "楷体_GB2312"
FIRST = "黑体"
PAGE_NUMBER = "宋体"

TITLE_SIZE = 22.0
"""2号, in points."""
BODY_SIZE = 16.0
"""3号"""
NOTE_SIZE = 12.0
"""小4号"""
TABLE_SIZE = 10.5
"""5号"""
PAGE_NUMBER_SIZE = 14.0
"""4号"""

PAGE = (210.0, 297.0)
"""A4, mm."""
MARGINS = {"top": 37.0, "bottom": 35.0, "left": 28.0, "right": 26.0}
"""mm; what is left is the 版心 of 156 × 225 mm."""
TYPE_WIDTH = PAGE[0] - MARGINS["left"] - MARGINS["right"]
TYPE_HEIGHT = PAGE[1] - MARGINS["top"] - MARGINS["bottom"]
CHARACTERS_PER_LINE = 28
LINE_PITCH = 28.95
"""Points: 22 lines in 225 mm."""

POINTS_PER_MM = 72 / 25.4


def heading_face(level: int) -> str:
    """黑体 for 一、, 楷体 for （一）, 仿宋 below."""
    return {1: FIRST, 2: SECOND}.get(level, BODY)
