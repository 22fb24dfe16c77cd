"""Build the seven bundled faces again from their sources (README.md names them).

    python build_faces.py FANDOL NOTO_SANS_SC NOTO_SERIF_SC NOTO_SERIF_JP [OUT_FOLDER]

Needs fontTools, which the program itself never uses. PDF writers embed only TrueType
outlines, so Fandol's cubic ones are made quadratic; Noto is cut down to the characters
that reports are written with.
"""

import argparse
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Largest distance, in thousandths of an em, between the old outline and the new one.
TOLERANCE = 1.0
# Where Unicode keeps Chinese characters: the basic block, compatibility, all extensions.
HAN = (
    *range(0x3400, 0x4DC0),
    *range(0x4E00, 0xA000),
    *range(0xF900, 0xFB00),
    *range(0x20000, 0x32400),
)
SPACES = (0x20, 0xA0, 0x3000)
# What the window shows beside the words: done, kinds of last year's places, changes, minus.
SIGNS = "✓▪▫↔−▶▼◀"


def ordinary_characters() -> set[int]:
    """Give the 8105 of the 通用规范汉字表, all of GB 2312, and the traditional forms."""
    codes = set(SPACES)
    for name in ("characters.txt", "traditional.txt"):
        codes |= {ord(one) for one in (HERE / name).read_text("utf-8") if one != "\n"}
    return codes


def codes_of(source: Path) -> set[int]:
    """Give the characters that a face has."""
    from fontTools.ttLib import TTFont

    return set(TTFont(source).getBestCmap())


def quadratic_glyphs(face) -> dict:
    """Draw every glyph of a CFF face with quadratic curves."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    drawn = {}
    outlines = face.getGlyphSet()
    for name in face.getGlyphOrder():
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, TOLERANCE, reverse_direction=True))
        drawn[name] = pen.glyph()
    return drawn


def copy_latin(face, donor) -> dict:
    """Take the donor's ASCII glyphs, widths included: the face's own clash with its Han."""
    glyphs = quadratic_glyphs(donor)
    theirs, ours = donor.getBestCmap(), face.getBestCmap()
    taken = {}
    for code in range(0x20, 0x7F):
        if code in theirs and code in ours:
            taken[ours[code]] = glyphs[theirs[code]]
            face["hmtx"][ours[code]] = donor["hmtx"][theirs[code]]
    return taken


def to_truetype(face, glyphs: dict) -> None:
    """Replace the CFF table of a face by glyf, loca and what they ask for."""
    from fontTools.ttLib import newTable

    face["loca"] = newTable("loca")
    face["glyf"] = table = newTable("glyf")
    table.glyphOrder = face.getGlyphOrder()
    table.glyphs = glyphs
    for name, glyph in glyphs.items():
        glyph.recalcBounds(table)
        width, _ = face["hmtx"][name]
        face["hmtx"][name] = (width, getattr(glyph, "xMin", 0))
    for tag in ("CFF ", "VORG", "BASE", "GSUB"):
        if tag in face:
            del face[tag]
    profile = face["maxp"]
    profile.tableVersion = 0x00010000
    for field in ("Zones", "TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs",
                  "StackElements", "SizeOfInstructions", "ComponentElements"):  # fmt: skip
        setattr(profile, f"max{field}", 0)
    profile.maxZones = 1
    face["post"].formatType = 3.0
    face.sfntVersion = "\x00\x01\x00\x00"


def build_fandol(folder: Path, name: str, out: Path, latin: str = "") -> None:
    """Make one Fandol face, with the Latin of another where its own does not fit."""
    from fontTools.ttLib import TTFont

    face = TTFont(folder / f"{name}.otf")
    glyphs = quadratic_glyphs(face)
    if latin:
        glyphs |= copy_latin(face, TTFont(folder / f"{latin}.otf"))
    to_truetype(face, glyphs)
    face.save(out / f"{name}.ttf")


def build_noto(source: Path, out: Path, codes: set[int]) -> None:
    """Cut a Noto face down to some characters, without layout tables and hints."""
    from fontTools.subset import Options, Subsetter, load_font, save_font

    options = Options(hinting=False, layout_features=[], notdef_outline=True, name_IDs=["*"])
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "gasp", "vhea", "vmtx"]
    face = load_font(str(source), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(face)
    save_font(face, str(out), options)


def main() -> None:
    """Build all seven."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("fandol", type=Path, help="folder of the Fandol*.otf files")
    parser.add_argument("sans", type=Path, help="unpacked package noto-sans-sc")
    parser.add_argument("serif", type=Path, help="unpacked package noto-serif-sc")
    parser.add_argument("japanese", type=Path, help="unpacked package noto-serif-jp")
    parser.add_argument("out", type=Path, nargs="?", default=HERE)
    given = parser.parse_args()
    build_fandol(given.fandol, "FandolFang-Regular", given.out, latin="FandolSong-Regular")
    build_fandol(given.fandol, "FandolKai-Regular", given.out)
    ordinary, han = ordinary_characters(), set(HAN)
    sans = given.sans / "500Medium" / "NotoSansSC_500Medium.ttf"
    bold = given.serif / "700Bold" / "NotoSerifSC_700Bold.ttf"
    regular = given.serif / "400Regular" / "NotoSerifSC_400Regular.ttf"
    build_noto(sans, given.out / "NotoSansSC-Medium.ttf", ordinary | set(map(ord, SIGNS)))
    build_noto(bold, given.out / "NotoSerifSC-Bold.ttf", ordinary)
    build_noto(regular, given.out / "NotoSerifSC-Regular.ttf", ordinary | han)
    lacking = han - codes_of(regular)
    for weight, name in (("400Regular", "Rare"), ("700Bold", "RareBold")):
        source = given.japanese / weight / f"NotoSerifJP_{weight}.ttf"
        build_noto(source, given.out / f"NotoSerifJP-{name}.ttf", lacking)


if __name__ == "__main__":
    main()
