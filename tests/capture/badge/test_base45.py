import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.badge.base45 import ALPHABET, decode, encode


@pytest.mark.parametrize(
    ("data", "text"),
    # The examples of RFC 9285, sections 4.3 and 4.4.
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0"), (b"", "")],
)
def test_the_examples_of_the_standard(data: bytes, text: str) -> None:
    assert encode(data) == text
    assert decode(text) == data


@given(st.binary())
def test_every_byte_comes_back(data: bytes) -> None:
    assert decode(encode(data)) == data


@given(st.text(ALPHABET, max_size=40))
def test_no_two_texts_mean_the_same_bytes(text: str) -> None:
    try:
        data = decode(text)
    except ValueError:
        return
    assert encode(data) == text


@pytest.mark.parametrize("text", ["GGW", ":::", "A", "AB8C", "::", "bb8", "BB8\n", "ÄB8"])
def test_what_nobody_can_have_written_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base45"):
        decode(text)


def test_the_largest_group_still_counts() -> None:
    assert decode("FGW") == b"\xff\xff"
