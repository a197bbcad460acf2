"""The labelled articles: their labels hold, and reading them stays as good as it was."""

import pytest

from benchmarks.reading import Example, examples, score
from sources.reader.read import read

LABELLED = list(examples())


def recall_and_precision(of: list[Example]) -> tuple[float, float]:
    scored = [score(read(e.text, published=e.published), e.truths) for e in of]
    totals = [total for one in scored for total in one.by_kind.values()]
    recall = sum(t.found for t in totals) / sum(t.truths for t in totals)
    return recall, sum(t.right for t in totals) / sum(t.findings for t in totals)


def test_there_are_enough_and_about_a_third_is_held_back() -> None:
    held_back = [example for example in LABELLED if example.is_held_back]
    assert len(LABELLED) >= 25
    assert 0.25 <= len(held_back) / len(LABELLED) <= 0.4


@pytest.mark.parametrize("held_back", [False, True])
def test_four_in_five_are_found_and_right(held_back: bool) -> None:
    recall, precision = recall_and_precision(
        [example for example in LABELLED if example.is_held_back is held_back]
    )
    assert recall >= 0.8
    assert precision >= 0.8


def test_an_article_without_its_words_scores_nothing() -> None:
    # The measure itself: labels that a text does not bear out are not found in it.
    result = score(read("Nothing happened."), LABELLED[0].truths)
    assert len(result.missed) == len(LABELLED[0].truths)
