"""Phones: more scanners on the same page, over HTTPS on the local network. Off until somebody switches them on.

A browser gives its camera to secure pages only, so the laptop makes a certificate authority on the spot, signs one certificate for
its own address, and throws the authority's key away: a phone that trusts it can never be shown another certificate of it.
A phone is paired by a QR code with a key that works once; its token can be revoked.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from capture.booth.guard import same
from capture.booth.private import write_private
from capture.booth.touches import WishError

_PAIRING_SECONDS = 600
_CERTIFICATE_DAYS = 90
AUTHORITY_PATH = "/boothflow-ca.crt"


@dataclass(frozen=True, slots=True)
class Pairing:
    """An invitation: where the phone should go, as text and as the rows of a QR code ("1" is dark)."""

    url: str
    rows: tuple[str, ...]


class Phones:
    """The paired phones and the certificate they trust, kept in the data folder."""

    def __init__(self, folder: Path, port: int, address: str = "") -> None:
        self._folder = folder
        self._path = folder / "phones.json"
        self.port = port
        self.address = address
        self._keys: dict[str, tuple[str, float]] = {}
        self._phones: dict[str, dict[str, str]] = (
            json.loads(self._path.read_text("utf-8")) if self._path.exists() else {}
        )

    @property
    def host(self) -> str:
        """The name under which phones reach the laptop: address and port."""
        return f"{self.address}:{self.port}"

    @property
    def authority(self) -> bytes:
        """The authority's certificate (PEM), for phones to trust."""
        return (self._folder / "ca.pem").read_bytes()

    def certificate(self) -> tuple[Path, Path]:
        """Paths of certificate chain and key for this address, made when there are none or the address changed."""
        chain, key, made_for = (self._folder / name for name in ("phones.pem", "phones.key", "phones.for"))
        now = datetime.now(UTC)
        valid = made_for.read_text("utf-8").split() if made_for.exists() else []
        if valid[:1] != [self.address] or datetime.fromisoformat(valid[1]) < now + timedelta(days=1):
            import trustme

            until = now + timedelta(days=_CERTIFICATE_DAYS)
            authority = trustme.CA(organization_name="Boothflow, this laptop only")
            leaf = authority.issue_cert(self.address, not_before=now - timedelta(days=1), not_after=until)
            write_private(key, leaf.private_key_pem.bytes().decode())
            write_private(chain, "".join(part.bytes().decode() for part in leaf.cert_chain_pems))
            write_private(self._folder / "ca.pem", authority.cert_pem.bytes().decode())
            write_private(made_for, f"{self.address} {until.isoformat()}")
        return chain, key

    def invite(self, name: str, monotonic: float) -> Pairing:
        """A new invitation for a phone; it works once, for ten minutes."""
        from capture.print.code import qr_matrix  # brings Pillow, which a booth without phones need not wait for

        key = secrets.token_urlsafe(24)
        self._keys = {known: made for known, made in self._keys.items() if made[1] > monotonic}
        self._keys[key] = (name.strip()[:40] or "Phone", monotonic + _PAIRING_SECONDS)
        url = f"https://{self.host}/open?key={key}"
        matrix = qr_matrix(url.encode())
        return Pairing(url, tuple("".join("1" if dark else "0" for dark in row) for row in matrix))

    def enter(self, key: str, now: datetime, monotonic: float) -> tuple[str, str] | None:
        """Take an invitation: the phone's new token and id, or None when the key is unknown, used or too old."""
        name, until = self._keys.pop(key, ("", 0.0))
        if not name or monotonic > until:
            return None
        token, phone = secrets.token_urlsafe(24), secrets.token_hex(4)
        self._phones[phone] = {"name": name, "paired_at": now.isoformat(timespec="seconds"), "sha256": _digest(token)}
        self._save()
        return f"{phone}.{token}", phone

    def who(self, cookie: str) -> str | None:
        """The id of the phone that this token was given to, unless it was revoked."""
        phone, _, token = cookie.partition(".")
        known = self._phones.get(phone)
        return phone if known and same(_digest(token), known["sha256"]) else None

    def revoke(self, phone: str) -> None:
        """Forget a phone: its token opens nothing any more. Raises WishError when there is no such phone."""
        if phone not in self._phones:
            raise WishError(f"there is no phone {phone!r}")
        del self._phones[phone]
        self._save()

    def listed(self) -> list[dict[str, Any]]:
        """The paired phones, without their tokens."""
        return [{"id": phone, "name": it["name"], "paired_at": it["paired_at"]} for phone, it in self._phones.items()]

    def _save(self) -> None:
        write_private(self._path, json.dumps(self._phones, ensure_ascii=False))


def lan_address() -> str:
    """The laptop's address on the local network; no packet is sent to find it. Raises WishError without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET-1, RFC 5737: only the route is looked up
            return str(probe.getsockname()[0])
        except OSError as error:
            raise WishError(
                "this laptop is in no network, so phones can't reach it: join one, or share its own hotspot"
            ) from error


def tls_context(chain: Path, key: Path) -> ssl.SSLContext:
    """What the phones' server speaks: TLS 1.2 or newer with the laptop's own certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(chain, key)
    return context


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
