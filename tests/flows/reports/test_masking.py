"""Small numbers in a report that leaves the team: none is shown, and none follows from what is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.reports.caseload import Group, caseload
from flows.reports.equations import Cell, Equation, Report, cells, unbalanced
from flows.reports.forecast import Verloop, forecast
from flows.reports.masking import Divided, conceal, masked
from flows.reports.movement import Overgang, movement
from flows.reports.partner import Effect, Uitslag, effect

Numbers = Mapping[Cell, int]

NUMBER = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 6, 9])
TOTAL = ("total",)


def grid(rows: list[list[int]]) -> tuple[dict[Cell, int], list[Equation]]:
    """A table with a total for every row and column and one for all."""
    counts: dict[Cell, int] = {("in", i, j): n for i, row in enumerate(rows) for j, n in enumerate(row)}
    height, width = range(len(rows)), range(len(rows[0]))
    counts |= {("row", i): sum(rows[i]) for i in height}
    counts |= {("column", j): sum(row[j] for row in rows) for j in width}
    counts[TOTAL] = sum(map(sum, rows))
    sums = [Equation((("row", i),), tuple(("in", i, j) for j in width)) for i in height]
    sums += [Equation((("column", j),), tuple(("in", i, j) for i in height)) for j in width]
    sums += [Equation((TOTAL,), tuple(("row", i) for i in height))]
    sums += [Equation((TOTAL,), tuple(("column", j) for j in width))]
    return counts, sums


def small(counts: Numbers) -> set[Cell]:
    return {cell for cell, n in counts.items() if 1 <= n <= 4}


def guesses(rows: list[list[int]], hidden: Iterable[Cell]) -> dict[Cell, set[int]]:
    """Values that each hidden cell has in tables nearby that look the same; no hidden number is zero."""
    counts, _ = grid(rows)
    unknown = [(i, j) for i, row in enumerate(rows) for j in range(len(row)) if ("in", i, j) in hidden]
    found: dict[Cell, set[int]] = {cell: set() for cell in hidden}
    for values in product(*(range(max(1, rows[i][j] - 1), rows[i][j] + 2) for i, j in unknown)):
        other = [list(row) for row in rows]
        for (i, j), value in zip(unknown, values, strict=True):
            other[i][j] = value
        guess, _ = grid(other)
        if all(guess[cell] >= 1 if cell in found else guess[cell] == counts[cell] for cell in counts):
            for cell, possible in found.items():
                possible.add(guess[cell])
    return found


def check_table(rows: list[list[int]]) -> None:
    counts, sums = grid(rows)
    hidden = conceal(counts, sums)
    assert small(counts) <= hidden
    assert not any(counts[cell] == 0 for cell in hidden)
    possible = guesses(rows, hidden)
    assert all(len(possible[cell]) > 1 for cell in small(counts))


def test_every_hidden_number_of_every_short_row_has_two_values_at_least() -> None:
    for row in product(range(8), repeat=3):
        check_table([list(row)])


@given(st.lists(st.lists(NUMBER, min_size=2, max_size=2), min_size=2, max_size=3))
def test_every_hidden_number_of_a_small_table_has_two_values_at_least(rows: list[list[int]]) -> None:
    check_table(rows)


def test_a_table_that_only_looks_safe_line_by_line() -> None:
    """Two squares of hidden cells and one cell between them: each line has two, but the one between follows."""
    rows = [[1, 2, 90, 90, 90], [2, 1, 90, 90, 90], [90, 90, 3, 90, 90], [90, 90, 90, 1, 2], [90, 90, 90, 2, 1]]
    rows[1][2], rows[2][3] = 3, 3
    counts, sums = grid(rows)
    line_by_line = small(counts)
    hidden = conceal(counts, sums)
    assert follows(counts, sums, line_by_line) & line_by_line
    assert not follows(counts, sums, hidden) & small(counts)


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ([30, 40, 50], set()),
        ([0, 40, 50], set()),
        ([2, 40, 50], {0, 1}),
        ([2, 3, 50], {0, 1}),
        ([1, 1, 50, 60], {0, 1, 2}),
    ],
)
def test_one_row_loses_no_more_than_it_must(row: list[int], wanted: set[int]) -> None:
    counts: dict[Cell, int] = {("part", i): n for i, n in enumerate(row)} | {TOTAL: sum(row)}
    hidden = conceal(counts, [Equation((TOTAL,), tuple(("part", i) for i in range(len(row))))])
    assert hidden == {("part", i) for i in wanted}


def test_what_is_left_of_a_total_is_a_number_too() -> None:
    counts: dict[Cell, int] = {TOTAL: 40, ("part",): 38}
    assert conceal(counts, [Equation((TOTAL,), (("part",),), rest=True)]) == {("part",)}
    assert conceal(counts | {("part",): 30}, [Equation((TOTAL,), (("part",),), rest=True)]) == frozenset()


def test_what_is_left_of_a_total_is_never_less_than_nothing() -> None:
    """One of forty-one is not in the large part: it cannot be none, and two would be too many."""
    counts: dict[Cell, int] = {TOTAL: 41, ("large",): 40, ("small",): 1}
    assert conceal(counts, [Equation((TOTAL,), (("large",), ("small",)), rest=True)]) == {("large",), ("small",)}


def follows(counts: Numbers, sums: Iterable[Equation], hidden: Iterable[Cell]) -> set[Cell]:
    """The hidden cells that adding and subtracting gives away, and the rests: ``("rest", n)`` of the n-th sum."""
    known = counts.keys() - set(hidden)
    rows = []
    for number, (left, right, rest) in enumerate(sums):
        terms = dict.fromkeys(left, Fraction(-1)) | dict.fromkeys(right, Fraction(1))
        row = {cell: sign for cell, sign in terms.items() if cell not in known}
        rows.append(row | ({("rest", number): Fraction(1)} if rest else {}))
    return solved(rows)


def solved(rows: list[dict[Cell, Fraction]]) -> set[Cell]:
    """The unknowns that have one value only: by elimination, over fractions."""
    done: dict[Cell, dict[Cell, Fraction]] = {}
    for each in rows:
        row = each
        for pivot, other in done.items():
            row = reduced(row, pivot, other)
        if row:
            pivot, factor = next(iter(row.items()))
            row = {cell: value / factor for cell, value in row.items()}
            done = {cell: reduced(other, pivot, row) for cell, other in done.items()} | {pivot: row}
    return {pivot for pivot, row in done.items() if len(row) == 1}


def small_rests(counts: Numbers, sums: Iterable[Equation]) -> set[Cell]:
    """What from one to four is missing on the right of a sum with a rest."""
    rests = {
        ("rest", number): sum(counts[cell] for cell in left) - sum(counts[cell] for cell in right)
        for number, (left, right, rest) in enumerate(sums)
        if rest
    }
    return {rest for rest, n in rests.items() if 1 <= n <= 4}


def reduced(row: dict[Cell, Fraction], pivot: Cell, other: dict[Cell, Fraction]) -> dict[Cell, Fraction]:
    factor = row.get(pivot, Fraction(0))
    found = {cell: row.get(cell, Fraction(0)) - factor * other.get(cell, Fraction(0)) for cell in {**row, **other}}
    return {cell: value for cell, value in found.items() if value}


def check(report: Report) -> None:
    """Nothing from one to four is shown or follows; what is shown is true."""
    counts, shown = cells(report), cells(masked(report))
    hidden = counts.keys() - shown.keys()
    assert all(counts[cell] == n for cell, n in shown.items())
    assert not small(shown)
    assert not any(counts[cell] == 0 for cell in hidden)
    secrets = small(counts) | small_rests(counts, report.equations())
    assert not follows(counts, report.equations(), hidden) & secrets
    assert unbalanced(masked(report)) == []


ja_nee = st.sampled_from(["ja", "nee", None])
sizes = st.sampled_from([1, 2, 3, 4, 5, 7, 20, 90])
group_rows = st.builds(
    Group,
    st.sampled_from([None, 0, 1, 2, 3, 3, 4, 5, 6, 9]),
    st.sampled_from(["PLUS", "NUL"]),
    ja_nee,
    ja_nee,
    ja_nee,
    st.sampled_from([*"abcd", None]),
    st.booleans(),
    sizes,
)
positions = st.sampled_from([None, 0, 1, 2, 3, 3, 4, 5, 6, 9])
tussen = st.sampled_from([None, 2, 6])
ways = st.builds(Overgang, positions, positions, tussen, st.just(True), st.just(True), sizes)
between_units = st.builds(Overgang, positions, positions, tussen, *[st.sampled_from([True, True, False])] * 2, sizes)
fared = st.builds(
    Verloop,
    st.integers(1, 5),
    st.sampled_from(["PLUS", "NUL"]),
    st.sampled_from([None, 4, 6]),
    st.sampled_from([None, 3, 5, 6]),
    st.sampled_from([None, 3, 6]),
    st.booleans(),
    st.booleans(),
    sizes,
)


@given(st.lists(group_rows, max_size=40))
@settings(max_examples=25)
def test_a_caseload(rows: list[Group]) -> None:
    check(caseload(rows))


@given(st.lists(ways, max_size=40))
@settings(max_examples=25)
def test_a_movement(rows: list[Overgang]) -> None:
    check(movement(rows))


@given(st.lists(between_units.filter(lambda way: way.toen or way.nu), max_size=40))
@settings(max_examples=25)
def test_a_movement_of_part_of_a_gemeente(rows: list[Overgang]) -> None:
    check(movement(rows))


@given(st.lists(fared, max_size=20))
@settings(max_examples=25)
def test_a_forecast(rows: list[Verloop]) -> None:
    check(forecast(rows))


@given(st.lists(group_rows, max_size=15), st.lists(group_rows, max_size=15))
@settings(max_examples=10)
def test_two_gemeenten_and_the_whole_they_make(here: list[Group], there: list[Group]) -> None:
    report = Divided(caseload([*here, *there]), {"0344": caseload(here), "0355": caseload(there)})
    assert unbalanced(report) == []
    check(report)


def test_a_part_that_would_follow_from_the_whole_is_hidden_in_both() -> None:
    """Three clients on trede 5 in one gemeente: what the other has and the whole has would tell."""
    here = caseload(
        [Group(5, "NUL", "nee", "nee", "nee", "d", True, 3), Group(1, "NUL", "nee", "nee", "nee", "a", True, 60)]
    )
    there = caseload(
        [Group(5, "NUL", "nee", "nee", "nee", "d", True, 50), Group(1, "NUL", "nee", "nee", "nee", "a", True, 70)]
    )
    whole = caseload(
        [Group(5, "NUL", "nee", "nee", "nee", "d", True, 53), Group(1, "NUL", "nee", "nee", "nee", "a", True, 130)]
    )
    assert masked(there) == there
    found = masked(Divided(whole, {"0344": here, "0355": there}))
    assert found.parts["0344"].treden[5] is None
    assert None in (found.whole.treden[5], found.parts["0355"].treden[5])


def test_a_partner_that_one_gemeente_does_not_have_is_in_the_whole() -> None:
    def placed(*partners: str) -> Effect:
        return effect([Uitslag(partner, 2, 3, 1) for partner in partners], Counter(partners))

    report = Divided(placed(*"P" * 9, *"Q" * 7), {"0344": placed(*"P" * 9), "0355": placed(*"Q" * 7)})
    assert unbalanced(report) == []
    assert masked(report) == report
