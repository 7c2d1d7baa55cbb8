"""Pictures: what is dropped on the page or sent by it, opened with care: a small file may unfold into gigabytes."""

from __future__ import annotations

import io
import warnings

import cv2
import numpy as np

from capture.booth.touches import WishError
from capture.decode import Frame

MOST_PIXELS = 64_000_000
"""A good phone's camera; opened it takes three bytes a pixel."""


def picture_from(data: bytes) -> Frame:
    """A picture in colour (height, width, 3); raises WishError, with what to do, for a file that is none or far too large."""
    pixels = _pixels(data)
    if pixels > MOST_PIXELS:
        raise WishError("this picture is too large to be read: save it with fewer pixels")
    try:
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if pixels else None
    except cv2.error:
        picture = None
    if picture is None:
        raise WishError("this file is no picture that can be read: save it again as PNG or JPEG")
    return np.asarray(picture, np.uint8)


def _pixels(data: bytes) -> int:
    """What the file says of itself, before anything is unfolded; 0 when it is no picture."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data)) as picture:
                return picture.width * picture.height
        except Image.DecompressionBombError:
            return MOST_PIXELS + 1
        except (OSError, ValueError, SyntaxError):
            return 0
