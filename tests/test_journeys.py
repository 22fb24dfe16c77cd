"""Three clerks at the real window: from last year's file to the delivery folder, by keyboard."""

from pathlib import Path

import pytest
from three_clerks import can_walk, city, display, middling, small, walk

from forms.cells import Address

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(not can_walk(), reason="needs Xvfb and xdotool"),
]


@pytest.fixture(scope="module")
def screen():
    with display() as name:
        yield name


@pytest.fixture
def walked(screen, tmp_path, home):
    def go(clerk) -> dict:
        result = walk(screen, tmp_path, clerk(tmp_path))
        assert result["as_on_paper"]
        assert result["delivered"] == [".docx", ".gknb", ".html", ".pdf", ".xlsx"]
        # How long the longest of them are is a matter of benchmarks/freeze.py.
        assert result["blocks"]
        return result

    return go


def test_a_middling_department_types_its_figures_and_little_else(walked):
    result = walked(middling)

    assert result["findings"] == []
    # Less than one press for each of the cells to be typed, the figures' own digits included.
    assert result["keys"]["tables"] < result["cells"]
    assert result["keys"]["rest"] < 60 + len(str(Path.home())) + 80


def test_a_small_department_where_nothing_happened(walked):
    # Each table: all the rest is 0, and yes.
    assert walked(small)["keys"]["tables"] == 2 * 3


def test_a_city_pastes_its_largest_table(walked, tmp_path):
    _, paper, _ = city(tmp_path)
    assert paper.number(Address("applications", "carried_out", "person"))

    assert walked(city)["keys"]["tables"] < 100
