from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from capture.badge.keyring import KeyFileError, KeyRing, load_key_ring
from capture.print.signed import generate_keys


def test_a_folder_that_is_not_there_is_an_empty_ring(tmp_path: Path) -> None:
    assert load_key_ring(tmp_path / "nowhere") == KeyRing()


def test_the_keys_of_several_events_are_all_known(tmp_path: Path) -> None:
    generate_keys(tmp_path, "expo26")
    generate_keys(tmp_path, "fair27")
    ring = load_key_ring(tmp_path)
    assert (len(ring.public_keys), len(ring.seals)) == (2, 2)
    assert all(len(name) == 4 and len(key) == 32 for name, key in ring.public_keys.items())


def test_a_broken_key_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.public.pem").write_text("no key", encoding="ascii")
    with pytest.raises(KeyFileError, match=r"a\.public\.pem"):
        load_key_ring(tmp_path)


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    key = generate_private_key(SECP256R1()).public_key()
    (tmp_path / "a.public.pem").write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    with pytest.raises(KeyFileError, match="wanted an Ed25519 key"):
        load_key_ring(tmp_path)


@pytest.mark.parametrize("content", ["", "abcd", "zz" * 32, "ab" * 33])
def test_a_broken_seal_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.seal").write_text(content, encoding="ascii")
    with pytest.raises(KeyFileError, match=r"a\.seal"):
        load_key_ring(tmp_path)
