"""The booth page: what staff at a booth live in all day, served by the laptop to itself."""

from capture.booth.server import serve

__all__ = ["serve"]
