"""Finding fonts on this computer that can write a name in any script, and measuring text with them."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from fontTools.ttLib import TTFont

from capture.errors import CaptureError

LATIN = {
    True: (
        "NotoSans-Bold.ttf", "DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf", "segoeuib.ttf", "arialbd.ttf",
        "Arial Bold.ttf", "Arial Unicode.ttf",
    ),
    False: (
        "NotoSans-Regular.ttf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf", "segoeui.ttf", "arial.ttf",
        "Arial.ttf", "Arial Unicode.ttf",
    ),
}  # fmt: skip
CJK = {
    True: (
        "NotoSansCJK-Bold.ttc", "NotoSansSC-Bold.otf", "wqy-microhei.ttc", "wqy-zenhei.ttc", "msyhbd.ttc", "msyh.ttc",
        "YuGothB.ttc", "PingFang.ttc", "Hiragino Sans GB.ttc", "STHeiti Medium.ttc", "Arial Unicode.ttf",
    ),
    False: (
        "NotoSansCJK-Regular.ttc", "NotoSansSC-Regular.otf", "wqy-microhei.ttc", "wqy-zenhei.ttc", "msyh.ttc",
        "YuGothR.ttc", "PingFang.ttc", "Hiragino Sans GB.ttc", "STHeiti Light.ttc", "Arial Unicode.ttf",
    ),
}  # fmt: skip
OTHER_SCRIPTS = {
    True: (
        "DejaVuSans-Bold.ttf", "NotoSansKR-Bold.otf", "malgunbd.ttf", "AppleSDGothicNeo.ttc", "NotoSansArabic-Bold.ttf",
        "NotoSansHebrew-Bold.ttf", "NotoSansThai-Bold.ttf", "LeelaUIb.ttf", "NotoSansDevanagari-Bold.ttf", "Nirmala.ttf",
        "NotoSansGeorgian-Bold.ttf", "NotoSansArmenian-Bold.ttf", "NotoSansEthiopic-Bold.ttf",
    ),
    False: (
        "DejaVuSans.ttf", "NotoSansKR-Regular.otf", "malgun.ttf", "AppleSDGothicNeo.ttc", "NotoSansArabic-Regular.ttf",
        "NotoSansHebrew-Regular.ttf", "NotoSansThai-Regular.ttf", "LeelawUI.ttf", "NotoSansDevanagari-Regular.ttf",
        "Nirmala.ttf", "NotoSansGeorgian-Regular.ttf", "NotoSansArmenian-Regular.ttf", "NotoSansEthiopic-Regular.ttf",
    ),
}  # fmt: skip
FACES = {"NotoSansCJK-Bold.ttc": 2, "NotoSansCJK-Regular.ttc": 2}
"""Which face of a collection to take, the first elsewhere: Noto's third writes Han as in China, its first as in Japan."""


class NoFontError(CaptureError):
    """No font was found at all, so nothing can be printed."""

    exit_code = 69

    def __init__(self) -> None:
        super().__init__(f"no font found to print badges with: {how_to_install('latin')}")


@dataclass(frozen=True, eq=False)
class Font:
    """One face in a font file; ``number`` is its place in a collection (.ttc), 0 elsewhere."""

    path: Path
    number: int = 0

    @cached_property
    def advances(self) -> Mapping[int, float]:
        """The advance width of every character it has, in em."""
        with TTFont(self.path, fontNumber=self.number, lazy=True) as font:
            units, widths = font["head"].unitsPerEm, font["hmtx"]
            return {point: widths[name][0] / units for point, name in font.getBestCmap().items()}

    def width(self, text: str) -> float:
        """The width of the text in em."""
        return sum(self.advances.get(ord(character), 0.5) for character in text)


class FontStack:
    """Fonts in order of preference; each character is written in the first one that has it."""

    def __init__(self, fonts: Sequence[Font]) -> None:
        self.fonts = tuple(fonts)
        self._chosen: dict[str, Font] = {}

    def runs(self, text: str) -> Iterator[tuple[Font, str]]:
        """The text cut into pieces that one font can write; an accent stays with its letter."""
        font, piece = self.fonts[0], ""
        for character in text:
            wanted = font if unicodedata.combining(character) else self._font_for(character)
            if wanted is not font and piece:
                yield font, piece
                piece = ""
            font, piece = wanted, piece + character
        if piece:
            yield font, piece

    def width(self, text: str) -> float:
        """The width of the text in em."""
        return sum(font.width(piece) for font, piece in self.runs(text))

    def has(self, character: str) -> bool:
        """Whether any of the fonts can write the character."""
        return any(ord(character) in font.advances for font in self.fonts)

    def _font_for(self, character: str) -> Font:
        """The first font with the character; the very first, which draws an empty box, where none has it."""
        if character not in self._chosen:
            able = (font for font in self.fonts if ord(character) in font.advances)
            self._chosen[character] = next(able, self.fonts[0])
        return self._chosen[character]


@cache
def font_stack(*, bold: bool) -> FontStack:
    """The best fonts of this computer: one for Latin, one for Chinese and Japanese, and any for other scripts.

    Raises `NoFontError` where there is none.
    """
    found = installed_fonts()
    firsts = [next((found[name] for name in names[bold] if name in found), None) for names in (LATIN, CJK)]
    paths = [path for path in firsts if path] + [found[name] for name in OTHER_SCRIPTS[bold] if name in found]
    if not paths:
        raise NoFontError
    return FontStack([_font(path) for path in dict.fromkeys(paths)])


@cache
def _font(path: Path) -> Font:
    return Font(path, FACES.get(path.name, 0))


@cache
def installed_fonts() -> Mapping[str, Path]:
    """Every font file of this computer by its file name; the first folder wins."""
    found: dict[str, Path] = {}
    for folder in font_folders():
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix.lower() in {".ttf", ".ttc", ".otf"}:
                found.setdefault(path.name, path)
    return found


def font_folders() -> Sequence[Path]:
    """Where this system keeps fonts, the user's own folder first."""
    home = Path.home()
    if sys.platform == "win32":
        local, windows = os.environ.get("LOCALAPPDATA", ""), os.environ.get("WINDIR", r"C:\Windows")
        return [Path(local, "Microsoft", "Windows", "Fonts"), Path(windows, "Fonts")]
    if sys.platform == "darwin":
        return [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    return [home / ".fonts", home / ".local/share/fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]


def missing_scripts() -> Sequence[str]:
    """Which of "latin" and "cjk" this computer has no font for; empty when badges can be printed."""
    found = installed_fonts()
    return [
        script for script, names in (("latin", LATIN), ("cjk", CJK)) if not any(name in found for name in names[True])
    ]


def how_to_install(script: str) -> str:
    """What to do about a missing script ("latin" or "cjk") on this system."""
    if sys.platform == "win32":
        return "add the language under Settings, Time & language, Language, then its supplemental fonts under Optional features"
    if sys.platform == "darwin":
        return "install Noto Sans (for Chinese and Japanese: Noto Sans CJK) with Font Book, or: brew install --cask font-noto-sans-cjk"
    return f"sudo apt-get install {'fonts-wqy-microhei' if script == 'cjk' else 'fonts-dejavu-core'}"
