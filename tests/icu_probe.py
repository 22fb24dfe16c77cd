"""Run in a process of its own by test_icu_data: what Qt makes of ICU's data, one line each."""

import sys
from datetime import date

from PySide6.QtCore import (
    QCollator,
    QDate,
    QDateTime,
    QLocale,
    QStringDecoder,
    QTextBoundaryFinder,
    QTime,
    QTimeZone,
)

WORDS = ["政府信息公开", "重庆市", "长春市", "安徽省", "ａ公司", "１２件", "12件", "９件", "曾某"]
WORDS += [
    "工作报告",
    "Äpfel",
    "apple",
    "Zebra",
    "办公室",
    "厦门",
    "单位",
    "㐀",
    "𠮷野",
    "行政",
    "银行",
]
TEXT = "本机关2025年共收到政府信息公开申请１２件，其中：自然人申请10件、“商业企业”2件。\n完。"


def lines():
    """Sorting, dates, numbers, text breaking, letters' case, encodings, names of zones."""
    for name in ("zh_CN", "zh_TW", "en_US", "C"):
        locale = QLocale(name)
        collator = QCollator(locale)
        yield name, sorted(WORDS, key=collator.sortKey)
        collator.setNumericMode(True)
        yield name, sorted(WORDS, key=collator.sortKey)
        day = QDate(date(2026, 1, 31))
        for kind in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat):
            yield name, locale.toString(day, kind)
        yield name, locale.toInt("１２３"), locale.toString(1234567), locale.toUpper("straße ａ")
    for kind in QTextBoundaryFinder.BoundaryType:
        finder = QTextBoundaryFinder(kind, TEXT)
        places = []
        for place in range(len(TEXT) + 1):
            finder.setPosition(place)
            if finder.isAtBoundary():
                places.append(place)
        yield kind.name, places
    for codec in ("GB18030", "GBK", "GB2312", "Big5", "UTF-16", "UTF-8"):
        yield codec, QStringDecoder(codec).isValid()
    for zone in (bytes(one.data()) for one in QTimeZone.availableTimeZoneIds()):
        found = QTimeZone(zone)
        for name in ("zh_CN", "en_US"):
            for kind in QTimeZone.NameType:
                yield zone, found.displayName(QTimeZone.TimeType.StandardTime, kind, QLocale(name))
    moment = QDateTime(QDate(2026, 1, 31), QTime(12, 0), QTimeZone(b"Asia/Shanghai"))
    yield moment.toUTC().toString(), moment.timeZoneAbbreviation()


if __name__ == "__main__":
    for line in lines():
        sys.stdout.buffer.write(f"{line}\n".encode())
