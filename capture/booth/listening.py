"""Listening: the open port of a page, the booth's and the review's."""

from __future__ import annotations

import os
import socket


def listening(address: str, port: int) -> socket.socket:
    """An open port, before anything slow is done; raises OSError where it can't be had.

    The protocol is named, or asyncio would leave Nagle's wait for more to send (40 ms an answer) switched on.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":  # elsewhere this option would let a second program take the port over
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
        listener.listen(64)
    except OSError:
        listener.close()
        raise
    return listener
