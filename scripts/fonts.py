"""The fonts of papers, one file a weight: ``python -m scripts.fonts``.

Noto Sans and Noto Serif come from their packages as one file with every weight between the lightest
and the boldest. Typst works out the weight of each letter anew for every paper: an eighth of what a
report card costs (``docs/performance.md``). So the weights that layouts use are worked out here,
once; the slanted ones, which only a note may ask for, stay as they are.
"""

import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib import metadata, resources
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

MADE = Path(__file__).resolve().parent.parent / "openhouse" / "papers" / "fonts"
PACKAGES = {"NotoSans": "fontpkg_noto_sans", "NotoSerif": "fontpkg_noto_serif"}
WEIGHTS = [("NotoSans", 400), ("NotoSans", 600), ("NotoSans", 700), ("NotoSerif", 700)]
AXES = "[wdth,wght].ttf"


def main() -> None:
    """Make what is not there, or was made of other releases of the packages."""
    made_of = (*PACKAGES.values(), "fonttools")
    releases = "\n".join(f"{name} {metadata.version(name)}" for name in made_of)
    said = MADE / "made-of"
    if said.exists() and said.read_text() == releases:
        return
    sys.stdout.write("Working out the weights of the fonts of papers\n")
    shutil.rmtree(MADE, ignore_errors=True)
    MADE.mkdir()
    for name in PACKAGES:
        shutil.copy(_given(f"{name}-Italic", name), MADE)
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(make, WEIGHTS))
    said.write_text(releases)


def make(which: tuple[str, int]) -> None:
    """The file of one weight, at the usual width."""
    name, weight = which
    font = TTFont(_given(name, name))
    places = {"wght": weight, "wdth": 100}
    instancer.instantiateVariableFont(font, places, inplace=True, updateFontNames=True)
    font.save(MADE / f"{name}-{weight}.ttf")


def _given(file: str, name: str) -> Path:
    return Path(str(resources.files(PACKAGES[name]))) / "files" / f"{file}{AXES}"


if __name__ == "__main__":
    main()
