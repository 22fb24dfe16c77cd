"""The list of the steps in windows of every size."""

import pytest
from balanced import city_report

from ui.side_list import NARROW_WIDTH, WIDTH

AT_125, AT_150 = (1092, 614), (910, 512)
"""What a screen of 1366×768 leaves where everything is drawn larger."""


@pytest.mark.parametrize("size", [(1366, 768), AT_125, AT_150])
def test_every_step_is_in_sight_without_scrolling(window, qtbot, size):
    window.session.open_report(city_report())
    window.go_to("review")
    steps = window.desk.side_list
    window.resize(*size)
    qtbot.waitUntil(lambda: steps.verticalScrollBar().maximum() == 0)
    last = steps.visualItemRect(steps.item(steps.count() - 1))
    assert last.bottom() < steps.viewport().height()
    assert steps.width() == (WIDTH if size[0] > 1000 else NARROW_WIDTH)


def test_titles_take_as_many_lines_as_they_need_again_where_there_is_room(window, qtbot):
    window.go_to("cover")
    steps = window.desk.side_list

    def heights():
        return [steps.visualItemRect(steps.item(row)).height() for row in range(steps.count())]

    before = heights()
    assert len(set(before)) == 2
    window.resize(*AT_150)
    qtbot.waitUntil(lambda: len(set(heights())) == 1)
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: heights() == before)
