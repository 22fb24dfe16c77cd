"""gknb：政府信息公开年报填报。Arguments → the window, or a command that needs no display.

``main.py [FILE]`` opens the window; ``read``, ``check``, ``export``, ``carry``, ``merge``,
``manual`` and ``demo`` are commands. Exit codes: 0 done and clean, 1 an error-level finding, 2 a
file that cannot be read or written.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from forms import VERSION

_KEEPER = re.compile(r"from multiprocessing\.resource_tracker import main;main\((\d+)\)")

CLEAN, FOUND, FAILED = 0, 1, 2

Command = Callable[[argparse.Namespace], int]

# What the commands need; an interpreter without one of them is not the one of .venv.
LIBRARIES = ("lxml", "openpyxl", "opencc", "docx", "pypdfium2", "reportlab")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command or the window; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _open_streams()
    if given and given[0] == "--version":
        return _version(given[1:])
    if given and given[0] in ("-h", "--help"):
        _parser().parse_args(given[:1])
    if _lacks_libraries():
        return _with_libraries()
    if given and given[0] in COMMANDS:
        command, about, add_arguments = COMMANDS[given[0]]
        parser = _Parser(prog=f"main.py {given[0]}", description=about)
        add_arguments(parser)
        return _printed(command, parser.parse(given[1:]))
    return _window(given)


def _open_streams() -> None:
    """UTF-8 everywhere; somewhere to print to where the caller closed a stream."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _lacks_libraries() -> bool:
    if getattr(sys, "frozen", False):
        return False
    return any(importlib.util.find_spec(name) is None for name in LIBRARIES)


def _with_libraries() -> int:
    """Started with a Python that has not what the program needs: the bootstrap knows one."""
    import bootstrap

    if Path(sys.prefix).resolve() == bootstrap.VENV.resolve():
        _tell("程序的组件不全，请删去程序文件夹里的 .venv，再运行 python3 bootstrap.py。")
        return FAILED
    return bootstrap.main()


def _printed(command: Command, options: argparse.Namespace) -> int:
    """Run a command; whoever reads its output may stop reading (``| head``)."""
    try:
        code = command(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        _tell("已停止，没有全部做完；已经写出的文件都是完整的。")
        return FAILED
    except MemoryError:
        _tell("这台机器剩下的内存不够，没有全部做完；请关闭一些程序后再试一次。")
        return FAILED
    except BrokenPipeError:
        _print_nowhere()
        return FAILED
    except OSError as error:
        _print_nowhere()
        _tell(f"没有全部做完：{error.strerror or error}。请确认磁盘没有写满、输出的地方可以写入。")
        return FAILED
    return code


def _print_nowhere() -> None:
    """Drop what still waits in standard output: writing it would fail once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _version(given: list[str]) -> int:
    if given != ["--json"]:
        print(f"gknb {VERSION}")
        return CLEAN
    import json

    from forms.versions import versions

    print(json.dumps(versions(VERSION), ensure_ascii=False, indent=2))
    return CLEAN


def _window(given: list[str]) -> int:
    from ui.display import has_display

    if len(given) > 1 or (given and given[0].startswith("-")):
        _tell("用法：main.py [文件]，或 main.py 命令 …；全部命令见 main.py --help")
        return FAILED
    if not has_display():
        _tell(
            "这台机器没有图形界面，打不开窗口；"
            "不需要图形界面的命令有：read、check、export、carry、merge、manual、demo"
            "（用法见 main.py --help）。"
        )
        return FAILED
    from ui.app import run

    return run(sys.argv[:1], Path(given[0]) if given else None)


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)


# --- commands ----------------------------------------------------------------------------


def _read(options: argparse.Namespace) -> int:
    from export.commands import read

    return read(options)


def _check(options: argparse.Namespace) -> int:
    from export.check_command import check_files

    return check_files(options)


def _export(options: argparse.Namespace) -> int:
    from export.commands import export

    return export(options)


def _carry(options: argparse.Namespace) -> int:
    from export.commands import carry

    return carry(options)


def _manual(options: argparse.Namespace) -> int:
    from export.manual_command import write_manual

    return write_manual(options)


def _merge(options: argparse.Namespace) -> int:
    from export.merge_command import merge

    return merge(options)


def _read_worker(options: argparse.Namespace) -> int:
    from forms.reading.worker import serve

    return serve(Path(options.file))


def _demo(options: argparse.Namespace) -> int:
    from ui.demo import run

    pictures = Path(options.manual_pictures) if options.manual_pictures else None
    return run(Path(options.out), pictures)


# --- arguments ---------------------------------------------------------------------------


class _ChineseHelp(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        words = {"positional arguments": "参数", "options": "选项"}
        super().start_section(words.get(heading or "", heading))


class _Parser(argparse.ArgumentParser):
    """Says in Chinese how a command is written; of a wrong one in one line."""

    def __init__(self, **wishes: Any) -> None:
        super().__init__(**wishes, formatter_class=_ChineseHelp, add_help=False)
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def parse(self, given: list[str]) -> argparse.Namespace:
        """The options of a command; files and options may stand in any order."""
        # Python up to 3.11 would cut an English "usage: " off by itself.
        self.usage = self._how()
        options, unknown = self.parse_known_intermixed_args(given)
        if unknown:
            self.exit(FAILED, f"不认识“{unknown[0]}”，应当这样写：{self.usage}\n")
        return options

    def _how(self) -> str:
        return " ".join(self.format_usage().removeprefix("用法：").split())

    def error(self, message: str) -> NoReturn:
        self.exit(FAILED, f"命令写得不对，应当这样写：{self._how()}\n")


def _parser() -> argparse.ArgumentParser:
    """What there is, for ``--help``."""
    parser = _Parser(
        prog="main.py",
        description="政府信息公开年报填报。不带命令时打开窗口：main.py [文件]",
        epilog="某个命令怎样写：main.py 命令 --help",
    )
    parser.add_argument("--version", action="store_true", help="版本；加 --json 列出全部组成")
    commands = parser.add_subparsers(metavar="命令")
    for name, (_, about, _add) in COMMANDS.items():
        if about:
            commands.add_parser(name, help=about)
    return parser


def _read_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="文件")
    parser.add_argument("--json", action="store_true", help="按 JSON 输出")


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    _read_arguments(parser)
    parser.add_argument("--last-year", metavar="文件", help="去年的报告，用来核对结转和现行有效")
    parser.add_argument("--figures", action="store_true", help="再列出文字中的每个数字和它的出处")
    parser.add_argument(
        "--no-hints", action="store_true", help="不列提示，只列有错、没有填、待核对的"
    )


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件")
    parser.add_argument(
        "outs", nargs="+", metavar="输出", help=".xlsx .pdf .docx .html .gknb .json，按后缀决定"
    )
    parser.add_argument("--draft", action="store_true", help="印上“草稿”字样")
    parser.add_argument("--traditional", action="store_true", help="用繁体字")
    parser.add_argument(
        "--annex", action="store_true", help="文末附上与上年对照的表和图，供本单位内部参考"
    )
    parser.add_argument(
        "--last-year",
        metavar="文件",
        help="与 --annex 或 --check-sheet 一起用：去年的报告；填报文件（.gknb）里已有的，可以不写",
    )
    parser.add_argument(
        "--check-sheet", action="store_true", help="不导出报告，导出一页供签字的核对单（.pdf）"
    )


def _carry_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("last_year", metavar="去年的报告")
    parser.add_argument("new", metavar="新报告", help=".gknb，或任何能导出的格式")
    parser.add_argument(
        "--year", type=int, metavar="年度", help="新报告的年度，默认为去年报告的下一年"
    )


def _manual_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", metavar="输出.pdf")
    parser.add_argument("--quick-start", action="store_true", help="只要一页上手")


def _merge_arguments(parser: argparse.ArgumentParser) -> None:
    from export.merge_command import add_arguments

    add_arguments(parser)


def _read_worker_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file")


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", nargs="?", default="demo-out", metavar="文件夹")
    parser.add_argument("--manual-pictures", metavar="文件夹", help=argparse.SUPPRESS)


COMMANDS: dict[str, tuple[Command, str, Callable[[argparse.ArgumentParser], None]]] = {
    "read": (_read, "读取报告文件", _read_arguments),
    "check": (_check, "检查报告，列出不一致的地方", _check_arguments),
    "export": (_export, "导出为其他格式", _export_arguments),
    "carry": (_carry, "由去年的报告生成本年草稿", _carry_arguments),
    "merge": (_merge, "汇总各单位的报告，逐份审核", _merge_arguments),
    "manual": (_manual, "使用手册存为 PDF", _manual_arguments),
    "read-worker": (_read_worker, "", _read_worker_arguments),
    "demo": (_demo, "用示范报告把全部步骤走一遍", _demo_arguments),
}


def work_for_another(given: list[str]) -> None:
    """Do what a packaged program starts itself for: be a worker, or keep workers' semaphores.

    Told by the arguments alone, for the library that does it is a tenth of the start.
    """
    if given[:1] == ["--multiprocessing-fork"]:
        from multiprocessing.spawn import freeze_support

        freeze_support()
    if given and (asked := _KEEPER.fullmatch(given[-1])):
        from multiprocessing.resource_tracker import main as keep

        keep(int(asked[1]))
        sys.exit()


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        work_for_another(sys.argv[1:])
    sys.exit(main())
