"""The script of a text that was read: radicals, traditional characters, glyph notes.

Stored sections and labels are in simplified Chinese; this is one of the two doors at which
OpenCC stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from forms.document import Block, Document, Grid, Paragraph
from forms.report import Remark

# Radicals that PDF fonts put in the place of characters. NFKC mends the Kangxi block
# (U+2F00–2FD5) but not this one; the pairs follow the names in the Unicode charts. Of the
# Kangxi block, three stand here whose mended form is not the one of simplified Chinese.
_RADICALS = str.maketrans(
    "⺁⺃⺄⺅⺆⺈⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺖⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺮⺱⺲⺶⺷⺸⺹⺺⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖"
    "⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳⼾⿈⾭",
    "厂乛乚亻冂刀卜㔾小小尢尢尢尢巳幺忄心扌攵旡月歺母民氵氺灬爪爪丬牛犭王罒示礻竹罓罒羊羊羊耂聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅长镸长门阜阝"
    "雨青韦页风飞食饣饣首马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟龟户黄青",
)
_KANGXI = re.compile("[\u2f00-\u2fd5\uf900-\ufad9]")
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹ"
_SYLLABLE = f"[a-zü]{{0,3}}[{_TONED}][a-zü]{{0,3}}"
_GLYPH_NOTE = re.compile(f"(?<=[\u3400-\u9fff])[(（]{_SYLLABLE}[)）]")
_BROKEN = re.compile(
    f"[\ufffd〓]+|[?？][^\u3400-\u9fff\\s]{{0,3}}[\u3400-\u9fff]{{0,2}}[?？]?{_SYLLABLE}[)）]"
    f"|(?<![(（a-zü]){_SYLLABLE}[)）]"
)
_SEEN_AROUND = 8

# Characters of every such report whose traditional form is another character. A name may
# hold one of them in a simplified text; a traditional text is full of them.
_TRADITIONAL = frozenset(
    "國務開關資總體況報會與為這個條們時來對動機構義應發現學員議標準實際設區縣廳處辦"
    "審許費額業單質據統計數類說網門間問題進選運過達還邊見規覽親觀觸訊記許訴話認論證識"
)
_SIMPLIFIED = frozenset(
    "国务开关资总体况报会与为这个条们时来对动机构义应发现学员议标准实际设区县厅处办"
    "审许费额业单质据统计数类说网门间问题进选运过达还边见规览亲观触讯记许诉话认论证识"
)


def clean_characters(text: str) -> str:
    """PDF radicals and compatibility characters as the ordinary characters that they show.

    >>> clean_characters("⺠⻔⼈")
    '民门人'
    """
    plain = text.translate(_RADICALS)
    return _KANGXI.sub(lambda found: unicodedata.normalize("NFKC", found[0]), plain)


def without_glyph_notes(text: str) -> str:
    """Readings that a web site printed after rare glyphs are taken out: ``關(guān)`` → ``關``."""
    return _GLYPH_NOTE.sub("", text)


def broken_places(text: str) -> list[str]:
    """Places whose characters cannot be restored, each with what stands around it."""
    return [
        text[max(0, found.start() - _SEEN_AROUND) : found.end() + _SEEN_AROUND]
        for found in _BROKEN.finditer(text)
    ]


def is_traditional(text: str) -> bool:
    """True for a text in traditional script (not for a name in a simplified one)."""
    traditional = sum(character in _TRADITIONAL for character in text)
    return traditional > sum(character in _SIMPLIFIED for character in text)


def in_simplified_script(document: Document) -> tuple[Document, tuple[Remark, ...]]:
    """The document in simplified Chinese, and remarks on what was changed or is broken."""
    cleaned = _turned(document, lambda text: without_glyph_notes(clean_characters(text)))
    remarks = [
        Remark("text.unrestorable", f"原文件中有乱码，无法还原，请核对：“{place}”。", origin)
        for text, origin in _texts(cleaned.blocks)
        for place in broken_places(text)
    ]
    if not is_traditional("".join(text for text, _ in _texts(cleaned.blocks))):
        return cleaned, tuple(remarks)
    remarks.append(Remark("script.converted", "原文件是繁体字，已转换为简体字。"))
    return _turned(cleaned, _to_simplified()), tuple(remarks)


@cache
def _to_simplified() -> Callable[[str], str]:
    """Kept: to read its dictionaries takes longer than to read a web page."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("tw2s").convert
    return convert


def _texts(blocks: Iterable[Block]) -> Iterable[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text, block.origin
        elif isinstance(block, Grid):
            for cell in block.cells:
                yield cell.text, cell.origin or block.origin


def _turned(document: Document, turn: Callable[[str], str]) -> Document:
    def block_turned(block: Block) -> Block:
        if isinstance(block, Grid):
            cells = tuple(cell._replace(text=turn(cell.text)) for cell in block.cells)
            return replace(block, cells=cells)
        return replace(block, text=turn(block.text)) if isinstance(block, Paragraph) else block

    blocks = tuple(block_turned(block) for block in document.blocks)
    return replace(document, blocks=blocks, title=turn(document.title))
