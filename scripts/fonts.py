"""What ``scripts/fonts`` does with the fonts of their authors: ``python fonts.py FOLDER_WITH_THEM FOLDER_OF_OURS``."""

import io
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

LETTERS = "".join(map(chr, range(0x20, 0x7F)))
SIGNS = "\u00a0\u202f«»‘’“”°·•§€–—…→"
FRENCH = "ÀÂÄÆÇÈÉÊËÎÏÔÖÙÛÜŸŒàâäæçèéêëîïôöùûüÿœ"
NAMES = "ÁÅÃÍÌÑÓÒÕØÚáåãíìñóòõøúßąăćčęěğıłńőřśșşšțúűźżžŁŚŠŞȘŽ"
FEATURES = ["kern", "liga", "tnum"]
DEVICES = ("XPlaDevice", "YPlaDevice", "XAdvDevice", "YAdvDevice")

BRICOLAGE = "fontpkg_bricolage_grotesque/files/BricolageGrotesque[opsz,wdth,wght].ttf"
FIGTREE = "fontpkg_figtree/files/Figtree{}[wght].ttf"
LITERATA = "fontpkg_literata/files/Literata{}[opsz,wght].ttf"
CUTS = {
    "bricolage-bold": (BRICOLAGE, {"wght": 700, "opsz": 32, "wdth": 100}),
    "figtree": (FIGTREE.format(""), {"wght": (400, 700)}),
    "figtree-italic": (FIGTREE.format("-Italic"), {"wght": 400}),
    "literata": (LITERATA.format(""), {"wght": 400, "opsz": 12}),
    "literata-bold": (LITERATA.format(""), {"wght": 700, "opsz": 12}),
    "literata-italic": (LITERATA.format("-Italic"), {"wght": 400, "opsz": 12}),
}
"""Name of ours -> the font, and the part of each of its axes that stays."""


def cut(path, axes):
    """The font of ``path`` with those ``axes`` and our signs only."""
    font = reopened(instantiateVariableFont(TTFont(path, recalcTimestamp=False), axes))
    if "fvar" in font:
        keep_kerning_still(font)
    options = Options()
    options.layout_features, options.name_IDs, options.glyph_names = FEATURES, [0], False
    options.drop_tables += ["vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(text=LETTERS + SIGNS + FRENCH + NAMES)
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


def reopened(font):
    """The same, read from its bytes: its tables know each other's new glyphs."""
    written = io.BytesIO()
    font.save(written)
    return TTFont(written, recalcTimestamp=False)


def keep_kerning_still(font):
    """The kerning of the lightest weight for all: how it varies weighs more than it shows."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            for name in ("ValueFormat1", "ValueFormat2"):
                if hasattr(table, name):
                    setattr(table, name, getattr(table, name) & 0x0F)
            for value in values(table):
                for device in DEVICES:
                    value.__dict__.pop(device, None)


def values(table):
    """What a table of pairs moves, pair by pair or class by class."""
    pairs = [pair for found in getattr(table, "PairSet", ()) for pair in found.PairValueRecord]
    pairs += [pair for found in getattr(table, "Class1Record", ()) for pair in found.Class2Record]
    return [value for pair in pairs for value in (pair.Value1, pair.Value2) if value]


if __name__ == "__main__":
    sources, ours = map(Path, sys.argv[1:])
    for name, (path, axes) in CUTS.items():
        cut(sources / path, axes).save(ours / f"{name}.woff2")
        print((ours / f"{name}.woff2").stat().st_size, name)
