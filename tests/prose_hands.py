"""The page of a text that is last year's still."""

from balanced import city_report
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from forms.carry import carry

BEFORE = (
    "2024年，本局公开信息112条，比2023年增加3条。3月5日印发《2024年公开要点》。\n"
    "统计期限为2024年1月1日至2024年12月31日。"
)


def carried_page(window):
    """Part one as it is carried over from last year's."""
    last_year = city_report().with_section("overview", BEFORE)
    window.session.open_report(carry(last_year), None, last_year)
    window.go_to("overview")
    return window.step_page("overview")


def text_of(window) -> str:
    return window.session.report.sections["overview"]


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
