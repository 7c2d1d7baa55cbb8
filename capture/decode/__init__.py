"""Reading codes from frames: `Reader` finds them, `Code` is one of them, `Frame` is a picture."""

from capture.decode.code import SYMBOLOGIES, Code, Frame, Point, Symbology, luma_of
from capture.decode.reader import Mode, Reader

__all__ = ["SYMBOLOGIES", "Code", "Frame", "Mode", "Point", "Reader", "Symbology", "luma_of"]
