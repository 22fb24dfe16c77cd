"""What Excel and Word ask of a file's parts: the order of ECMA-376's sequences, and links."""

import posixpath
from xml.etree import ElementTree as ET
from zipfile import ZipFile

WORKSHEET = """sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr
sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews
mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins
pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags
drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts
extLst""".split()
WORKBOOK = """fileVersion fileSharing workbookPr workbookProtection bookViews sheets
functionGroups externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches
smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst""".split()
STYLES = """numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors
extLst""".split()
WORD = {
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr
suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct
autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents
suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr
sectPr pPrChange""".split(),
    "rPr": """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint
noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr
shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath""".split(),
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW
jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption
tblDescription""".split(),
    "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection
tcFitText vAlign hideMark""".split(),
    "sectPr": """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc
pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter
docGrid printerSettings""".split(),
    "tbl": "tblPr tblGrid tr".split(),
    "tr": "tblPrEx trPr tc".split(),
    "style": """name aliases basedOn next link autoRedefine hidden uiPriority semiHidden
unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr
tblStylePr""".split(),
    "styles": "docDefaults latentStyles style".split(),
}


_EITHER = {"footerReference": "headerReference"}
"""These two may stand in any order."""


def local(element):
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def check_order(element, sequence):
    """The children stand in the order of the sequence, and none of them is a stranger."""
    names = [_EITHER.get(local(child), local(child)) for child in element]
    assert set(names) <= set(sequence), (local(element), set(names) - set(sequence))
    assert names == sorted(names, key=sequence.index), local(element)


def parts_of(archive: ZipFile):
    """Name → root of every XML part; each is well formed, none comes twice."""
    names = archive.namelist()
    assert len(names) == len({name.lower() for name in names})
    return {
        name: ET.fromstring(archive.read(name))
        for name in names
        if name.endswith((".xml", ".rels"))
    }


def check_links(archive: ZipFile):
    """Every relation leads to a part of the file, every part has a content type."""
    parts = parts_of(archive)
    for name, root in parts.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        ids = [relation.get("Id") for relation in root]
        assert len(ids) == len(set(ids)), name
        for relation in root:
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            assert posixpath.normpath(path) in archive.namelist(), (name, target)
    types = parts["[Content_Types].xml"]
    told = {one.get("PartName") for one in types} | {one.get("Extension") for one in types}
    for name in archive.namelist():
        assert f"/{name}" in told or name.rpartition(".")[2] in told, name
