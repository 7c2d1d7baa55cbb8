"""Files: what the page is made of, held in memory and served under an address that changes with it, so that browsers may keep it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

STATIC = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml"}
"""Ours, not the system's: a Windows registry may call a script plain text, which no browser then runs."""


class Files:
    """The files of one folder as they are at the start.

    A browser that has kept them asks for nothing but the page itself when it is loaded again. They hold nothing of anybody.
    """

    def __init__(self, folder: Path = STATIC) -> None:
        self._files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in _TYPES}
        self.version = hashlib.sha256(b"\0".join(self._files.values())).hexdigest()[:12]
        self._page = self._files["index.html"].replace(b'"/static/', f'"/static/{self.version}/'.encode())

    async def page(self, request: Request) -> Response:
        """The page; it is asked for each time."""
        return Response(self._page, media_type=_TYPES[".html"])

    async def file(self, request: Request) -> Response:
        """One file, by its name and perhaps a version before it."""
        version, _, name = request.path_params["file"].rpartition("/")
        if name not in self._files or version not in ("", self.version):
            return PlainTextResponse("There is no such file.", 404)
        headers = {"Cache-Control": "private, max-age=31536000, immutable"} if version else {}
        return Response(self._files[name], headers=headers, media_type=_TYPES[Path(name).suffix])
