"""The drawing of cases by year: what stands where."""

from hypothesis import given
from hypothesis import strategies as st

from cases.year_chart import HEIGHT, year_chart


def test_without_a_case_there_is_nothing_to_draw() -> None:
    assert year_chart({}) is None
    assert year_chart({2024: 0}) is None


def test_the_fullest_year_is_the_tallest_and_the_others_in_proportion() -> None:
    chart = year_chart({2023: 2, 2024: 8})
    assert chart
    assert [bar.height for bar in chart.bars] == [HEIGHT / 4, HEIGHT]
    assert [bar.top for bar in chart.bars] == [HEIGHT * 3 / 4, 0]
    assert chart.most.year == 2024


def test_a_year_between_without_a_case_keeps_its_place() -> None:
    chart = year_chart({2020: 1, 2022: 1})
    assert chart
    assert [(bar.year, bar.cases, bar.height) for bar in chart.bars][1] == (2021, 0, 0)
    assert [bar.year for bar in chart.with_cases] == [2020, 2022]


def test_one_case_among_thousands_is_seen() -> None:
    chart = year_chart({2020: 1, 2021: 100_000})
    assert chart
    assert chart.bars[0].height > 1


def test_few_bars_have_their_number_above_them() -> None:
    few, many = year_chart({2012: 1, 2023: 1}), year_chart({2012: 1, 2024: 1})
    assert few
    assert many
    assert few.is_numbered
    assert not many.is_numbered


@given(st.dictionaries(st.integers(1790, 2100), st.integers(1, 10**6), min_size=1))
def test_every_bar_stands_within_the_drawing_and_few_years_are_written(
    cases: dict[int, int],
) -> None:
    chart = year_chart(cases)
    assert chart
    assert {bar.year: bar.cases for bar in chart.with_cases} == cases
    for bar in chart.bars:
        assert 0 <= bar.left < bar.middle < bar.left + bar.width <= 100
        assert 0 <= bar.top <= HEIGHT
    assert sum(bar.is_labelled for bar in chart.bars) <= 7
