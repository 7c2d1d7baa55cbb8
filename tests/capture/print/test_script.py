from capture.print.script import join_letters, needs_shaping, visual_order


def every_shape(_character: str) -> bool:
    return True


def test_arabic_letters_take_their_joined_shapes() -> None:
    # meem initial, hah medial, meem medial, dal final
    assert join_letters("محمد", every_shape) == "\ufee3\ufea4\ufee4\ufeaa"


def test_letters_that_do_not_join_forward_break_the_word() -> None:
    # dal isolated, alef isolated, reh isolated: none of them joins to the letter after it
    assert join_letters("دار", every_shape) == "\ufea9\ufe8d\ufead"


def test_lam_and_alef_become_one_letter_that_joins_backward_only() -> None:
    assert join_letters("سلام", every_shape) == "\ufeb3\ufefc\ufee1"
    assert join_letters("لا", every_shape) == "\ufefb"


def test_a_shape_that_no_font_has_leaves_the_letter() -> None:
    assert join_letters("محمد", lambda character: character < "\ufb50") == "محمد"


def test_marks_stay_with_their_letters_and_do_not_break_joining() -> None:
    assert join_letters("مُح", every_shape) == "\ufee3ُ\ufea2"


def test_right_to_left_text_is_turned_round_and_numbers_are_not() -> None:
    assert visual_order("אבג 12") == "12 גבא"
    assert visual_order("Amara Okafor") == "Amara Okafor"
    assert visual_order("Co אב") == "Co בא"


def test_scripts_that_need_a_shaping_engine_are_known() -> None:
    assert needs_shaping("क")
    assert not any(map(needs_shaping, "Aя王あ한אمก"))
