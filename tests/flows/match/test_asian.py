import pytest

from flows.match.asian import hangul, korean_surname


@pytest.mark.parametrize(
    ("sign", "letters"),
    [("한", "han"), ("굴", "kul"), ("우", "wu"), ("민", "min"), ("영", "yeong"), ("뽕", "ppong"), ("A", "")],
)
def test_hangul_is_read_syllable_by_syllable(sign: str, letters: str) -> None:
    assert hangul(sign) == letters


@pytest.mark.parametrize(
    ("sign", "surname"), [("김", "kim"), ("이", "lee"), ("박", "park"), ("최", "choi"), ("정", "jung"), ("강", "kang")]
)
def test_a_korean_surname_is_written_as_most_write_it(sign: str, surname: str) -> None:
    assert korean_surname(hangul(sign)) == surname
