"""How many lines a text needs."""

import pytest

from export.text_lines import line_count, width_in_ems


@pytest.mark.parametrize(
    ("text", "ems", "lines"),
    [
        ("", 5, 1),
        ("一二三四五", 5, 1),
        ("一二三四五六", 5, 2),
        ("一二三四12", 5, 1),
        ("一二三四123456", 5, 2),
        ("一二三四五。", 5, 2),
        ("123456789012345678901234567890", 5, 3),
        ("一（二三四五", 2, 4),
    ],
)
def test_line_count(text: str, ems: float, lines: int) -> None:
    assert line_count(text, ems) == lines


def test_a_closing_mark_takes_its_character_to_the_next_line() -> None:
    """四 goes down with the full stop: 一二三 / 四。五六 / 七."""
    assert line_count("一二三四。五六七", 4) == 3


def test_width() -> None:
    assert width_in_ems("（一）a1") == 4
