"""The sentence under a table."""

from ui.foot_line import FootLine

WORDS = "这一行填本年度收到的申请，收到日期按条例的规定认定。" * 4


def test_a_low_window_gets_one_line_with_all_of_it_in_the_tool_tip(qtbot):
    foot = FootLine()
    qtbot.addWidget(foot)
    foot.resize(300, 60)
    foot.say(WORDS, low=True)
    one_line = foot.minimumHeight()
    assert (foot.text(), foot.toolTip(), foot.wordWrap()) == (WORDS, WORDS, False)

    foot.say(WORDS, low=False)
    assert (foot.text(), foot.toolTip(), foot.wordWrap()) == (WORDS, "", True)
    assert foot.minimumHeight() > one_line


def test_what_does_not_fit_is_not_painted_past_the_end(qtbot):
    foot = FootLine()
    qtbot.addWidget(foot)
    foot.resize(200, 24)
    foot.say(WORDS, low=True)
    cut = foot.grab().toImage()
    shown = next(
        n for n in range(len(WORDS)) if foot.fontMetrics().horizontalAdvance(WORDS[:n]) > 180
    )
    foot.say(WORDS[:shown] + "异" * 20, low=True)

    assert foot.grab().toImage() == cut
