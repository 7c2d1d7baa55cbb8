"""Mend: reads a damaged QR code whose pose is known: its modules are sampled, repaired, drawn anew and read by the first engine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from capture.decode import zxing
from capture.decode.code import Frame
from capture.decode.elastic import values
from capture.decode.pose import Pose
from capture.decode.repair import repaired
from capture.decode.zxing import Find


def mended(luma: Frame, pose: Pose) -> list[Find]:
    """What the code in this pose says; empty where that can't be told for sure."""
    clean = repaired(values(luma, pose.corners, pose.modules, pose.anchors), (pose.modules - 17) // 4)
    if clean is None:
        return []
    drawn = np.where(np.pad(clean, 4), 0, 255).astype(np.uint8).repeat(3, axis=0).repeat(3, axis=1)
    finds, _ = zxing.read(drawn, ["qrcode"], threshold="done", invert=False)
    return [replace(find, corners=pose.outline) for find in finds]
