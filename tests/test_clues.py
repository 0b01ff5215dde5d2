"""A quick look for words before a thorough one."""

from __future__ import annotations

from warraq.text.clues import has_clue


def test_a_clue_is_found_in_letters_of_any_size() -> None:
    assert has_clue("Our NEWSLETTER is here", ("podcast", "newsletter"))
    assert has_clue("ПОДПИСЫВАЙТЕСЬ", ("подпис",))


def test_a_text_without_clues_has_none() -> None:
    assert not has_clue("The news of the day", ("newsletter",))
    assert not has_clue("", ("newsletter",))
