"""Chinese for what Qt itself says: the buttons of its dialogs, numbers, dates."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

_NAME = "chinese"


def speak_chinese() -> None:
    """Once for the application; a second call does nothing."""
    application = QCoreApplication.instance()
    if application is None or application.findChild(QTranslator, _NAME) is not None:
        return
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    translator.setObjectName(_NAME)
    place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", place):
        QCoreApplication.installTranslator(translator)
