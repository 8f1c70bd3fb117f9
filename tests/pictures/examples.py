"""Charts as a team lead meets them, and some that are hard to draw; each takes a palette and gives an SVG."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from bot.pictures import (
    Caption,
    Cell,
    Comparison,
    Distribution,
    Forecast,
    Half,
    Moved,
    Movement,
    MovementWords,
    Pair,
    Palette,
    Progress,
    Row,
    Series,
    Tone,
    Way,
    comparison,
    distribution,
    forecast,
    movement,
    progress,
    ways,
)

TREDEN = {
    6: "Betaald werk",
    5: "Betaald werk met ondersteuning",
    4: "Onbetaald werk",
    3: "Deelname aan georganiseerde activiteiten",
    2: "Sociale contacten buitenshuis",
    1: "Geïsoleerd",
}
GROWTH = (
    ("met groei", Tone.ACCENT),
    ("zonder groei", Tone.MIDDLE),
    ("zonder groei, met vrijstelling", Tone.SOFT),
)
INSTRUMENT = (("in te zetten", Tone.ACCENT), ("lopend", Tone.MIDDLE), ("geen", Tone.BLANK))
INCOME = (
    ("bijstand", Tone.ACCENT),
    ("UWV", Tone.MIDDLE),
    ("geen uitkering", Tone.SOFT),
    ("werk", Tone.WARM),
    ("onbekend", Tone.HATCHED),
)
MOVED = MovementWords(
    gestegen="gestegen",
    gelijk="gelijk",
    gedaald="gedaald",
    instroom="nieuw",
    uitstroom="weg, waarvan 1 laatst op trede 6",
    herkomst="Herkomst huidige trede",
    bestemming="Bestemming vertrekkers",
    gebleven="gebleven",
    instroom_kort="nieuw",
    uitstroom_kort="weg",
)
OUTCOMES = {
    "ALS_VERWACHT": "zoals verwacht",
    "LATER": "later gestegen",
    "ANDERS": "anders dan verwacht",
    "UIT": "van de ladder",
    "OPEN": "jaar loopt nog",
    "NIET_GEMETEN": "niet meer gemeten",
}
TEAM = {6: (4, 9, 1), 5: (14, 11, 0), 4: (22, 18, 3), 3: (38, 24, 7), 2: (31, 26, 9), 1: (12, 8, 10)}
# F[i][j] of the worked example: how many went from i to j, with 0 for not on the ladder.
WORKED = ((1, 2), (1, 1), (1, 3), (1, 0), (2, 1), (2, 3), (3, 4), (3, 3), (4, 4), (5, 6), (0, 1), (0, 5), (6, 0))
CAPTION = Caption(
    title="Caseload van team West",
    description="247 klanten op de ladder, de meesten op trede 3.",
    heading="247 klanten op de ladder",
    subheading="Team West · 30 juni 2026",
    number=lambda count: f"{count:,}".replace(",", "."),
)
Drawing = Callable[[Palette], str]


def caption(heading: str, subheading: str = "Team West · 30 juni 2026", *notes: str) -> Caption:
    return Caption(heading, f"{heading}.", heading, subheading, notes, CAPTION.number)


def share(part: Cell, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if isinstance(part, int) and whole else ""


def caseload(
    counts: Mapping[int, Sequence[Cell]],
    named: Sequence[tuple[str, Tone]],
    words: Caption,
    *,
    apart: Cell | None = None,
    coverage: tuple[Cell, Cell] | None = None,
) -> Drawing:
    """A caseload from its counts; a sum with a hidden cell in it stands for a larger one that was told."""
    sums = {trede: total(cells) for trede, cells in counts.items()}
    whole = sum(each for each in sums.values() if isinstance(each, int))
    rows = tuple(Row(str(key), TREDEN[key], sums[key], tuple(counts[key]), share(sums[key], whole)) for key in TREDEN)
    columns = [[cells[index] for cells in counts.values()] for index in range(len(named))]
    series = tuple(Series(label, tone, total(column)) for (label, tone), column in zip(named, columns, strict=True))
    bottom = Row("", "Nog niet ingedeeld", apart) if apart is not None else None
    measured: tuple[Series, ...] = ()
    if coverage is not None:
        measured = (
            Series("actueel gemeten (94 %)", Tone.PLAIN, coverage[0]),
            Series("verlopen", Tone.WARM, coverage[1]),
        )
    return lambda palette: distribution(Distribution(rows, series, bottom, measured), caption=words, palette=palette)


def total(cells: Sequence[Cell]) -> Cell:
    """The sum; three for each hidden cell, or what hides all of it."""
    told = [cell for cell in cells if isinstance(cell, int)]
    hidden = [cell for cell in cells if isinstance(cell, str)]
    return sum(told) + 3 * len(hidden) if told or not hidden else hidden[0]


def flows(pairs: Mapping[tuple[int, int], int], *, least: int = 0) -> Movement:
    """A movement from how many went from i to j; what is under ``least`` is hidden."""

    def cell(count: int) -> Cell:
        return "<5" if 0 < count < least else count

    def count(start: int, end: int) -> int:
        return pairs.get((start, end), 0)

    def summed(chosen: Callable[[int, int], bool]) -> int:
        return sum(number for (start, end), number in pairs.items() if chosen(start, end))

    rows = []
    for trede in TREDEN:
        origin = {"IN" if start == 0 else str(start): count(start, trede) for start in range(7)}
        goal = {"UIT" if end == 0 else str(end): count(trede, end) for end in range(7) if end != trede}
        hidden = {key: cell(number) for key, number in origin.items()}, {key: cell(n) for key, n in goal.items()}
        rows.append(Moved(trede, *hidden, cell(sum(origin.values())), cell(sum(goal.values()))))
    return Movement(
        tuple(rows),
        gestegen=summed(lambda start, end: 0 < start < end),
        gelijk=summed(lambda start, end: 0 < start == end),
        gedaald=summed(lambda start, end: 0 < end < start),
        instroom=summed(lambda start, end: start == 0),
        uitstroom=summed(lambda start, end: end == 0),
    )


def crowd(size: int) -> dict[tuple[int, int], int]:
    """Many clients of whom most stay where they are and the others mostly move one trede."""
    standing = {1: 12, 2: 20, 3: 25, 4: 18, 5: 11, 6: 14}
    pairs = {}
    for start, many in standing.items():
        for end in range(1, 7):
            distance = abs(start - end)
            weight = 6.8 if distance == 0 else (1.9 if end > start else 0.9) / distance**2
            pairs[start, end] = round(size * many * weight / 1000)
        pairs[0, start] = round(size * many * 0.9 / 1000)
        pairs[start, 0] = round(size * many * (1.4 if start == 6 else 0.5) / 1000)
    return pairs


def moved(chart: Movement, words: Caption, *, said: MovementWords = MOVED) -> Drawing:
    return lambda palette: movement(chart, words=said, caption=words, palette=palette)


def side_by_side(left: Sequence[Cell], right: Sequence[Cell], words: Caption) -> Drawing:
    wholes = [sum(cell for cell in side if isinstance(cell, int)) for side in (left, right)]
    rows = tuple(
        Pair(str(key), TREDEN[key], Half(a, share(a, wholes[0])), Half(b, share(b, wholes[1])))
        for key, a, b in zip(TREDEN, left, right, strict=True)
    )
    chart = Comparison(rows, "klanten van A", wholes[0], "klanten van B", wholes[1])
    return lambda palette: comparison(chart, caption=words, palette=palette)


def forecasts(plus: Mapping[str, Cell], nul: Mapping[str, Cell], said: Sequence[str], words: Caption) -> Drawing:
    bars = (
        Forecast("Groei verwacht (+)", said[0], said[1], plus),
        Forecast("Geen groei verwacht (0)", said[2], said[3], nul),
    )
    return lambda palette: forecast(bars, words=OUTCOMES, caption=words, palette=palette)


def reached(*bars: Progress, words: Caption) -> Drawing:
    return lambda palette: progress(bars, caption=words, palette=palette)


PERIOD = "Gemeente Voorbeeld · 30 juni 2025 – 30 juni 2026"
ALONE = {6: (0, 0, 0), 5: (0, 0, 0), 4: (0, 0, 1), 3: (1, 0, 0), 2: (1, 0, 0), 1: (1, 0, 1)}
LADDER = (("klanten", Tone.ACCENT),)
NOBODY: dict[int, tuple[Cell, ...]] = dict.fromkeys(TREDEN, (0, 0, 0))
HIDDEN: dict[int, tuple[Cell, ...]] = {
    6: ("<5", 9, "<5"),
    5: (14, "<5", "<5"),
    4: (22, 18, 9),
    3: (38, 24, 7),
    2: ("<5", "<5", "<5"),
    1: (0, 0, 0),
}
MILLIONS = {trede: (1234567 * trede, 3, 765432) for trede in TREDEN}
LONG = (
    ("mit erwarteter Weiterentwicklung innerhalb eines Jahres", Tone.ACCENT),
    ("ohne erwartete Weiterentwicklung", Tone.MIDDLE),
    ("ohne erwartete Weiterentwicklung, von der Arbeitsverpflichtung vollständig freigestellt", Tone.SOFT),
)
PLACED = caption("Eerste indeling", "Team West · 30 juni 2026")
# By the name of the file in the gallery.
_MONTHS = [date(2026, month, 1) - timedelta(days=1) for month in range(2, 13)]
_YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def _way(label: str, figure: str, detail: str, done: Sequence[int], needed: int | None) -> Way:
    goal = "" if needed is None else f"doel {needed}"
    days = ("1 januari 2026", "31 december 2026")
    return Way(label, figure, detail, *_YEAR, tuple(zip(_MONTHS, done, strict=False)), needed, *days, goal)


WAYS = (
    _way("Trede 1 met +: 40 % stijgt", "4 van 20", "14 niet gemeten, nog niet te zeggen", [0, 1, 1, 2, 4], 8),
    _way("Trede 3 met +: 50 % stijgt", "66 van 120", "3 niet gemeten, gehaald", [9, 20, 41, 60, 61, 66, 66, 66], 60),
    _way(
        "Trede 1 tot en met 5, Doelgroep: Statushouders: 500 stijgen in het hele jaar",
        "210 van 1200",
        "800 niet gemeten, nog niet te zeggen",
        [10, 30, 90, 120, 150, 151, 170, 180, 200, 205, 210],
        500,
    ),
    _way("Trede 4: 500 stijgen", "12 van 40", "3 niet gemeten, telt mee voor de hele organisatie", [1, 3, 12], None),
    _way("Trede 5: 10 % stijgt", "0 van 0", "0 niet gemeten, niemand", [0, 0], 0),
)
EXAMPLES: dict[str, Drawing] = {
    "caseload-treden": caseload({k: (sum(v),) for k, v in TEAM.items()}, LADDER, CAPTION, apart=14, coverage=(231, 16)),
    "caseload-groei": caseload(TEAM, GROWTH, CAPTION, apart=14, coverage=(231, 16)),
    "caseload-instrument": caseload(TEAM, INSTRUMENT, CAPTION),
    "caseload-inkomen": caseload({k: (*v, 2 * k, 7 - k) for k, v in TEAM.items()}, INCOME, CAPTION, apart=14),
    "caseload-vijf": caseload(
        ALONE, GROWTH, caption("5 klanten op de ladder", "Klantmanager A"), apart=1, coverage=(4, 1)
    ),
    "caseload-leeg": caseload(NOBODY, GROWTH, caption("Nog niemand op de ladder"), apart=0),
    "caseload-gemaskeerd": caseload(
        HIDDEN, GROWTH, caption("210 klanten op de ladder", "ISD Voorbeeld", "Aantallen onder 5 zijn verborgen.")
    ),
    "caseload-miljoenen": caseload(
        MILLIONS, GROWTH, caption("Alle klanten"), apart=9876543, coverage=(1234567, 7654321)
    ),
    "caseload-lange-woorden": caseload(TEAM, LONG, caption("247 Klientinnen und Klienten auf der Leiter", PERIOD)),
    "beweging-voorbeeld": moved(
        flows(dict.fromkeys(WORKED, 1)), caption("11 op de ladder, net als vorig jaar", PERIOD)
    ),
    "beweging-team": moved(
        flows(crowd(250)), caption("Meer gestegen dan gedaald", PERIOD, "Tussentijds in en uit: 3.")
    ),
    "beweging-stad": moved(flows(crowd(14000)), caption("Meer gestegen dan gedaald", PERIOD)),
    "beweging-gemaskeerd": moved(flows(crowd(1200), least=5), caption("Meer gestegen dan gedaald", PERIOD)),
    "beweging-leeg": moved(flows({}), caption("Nog geen beweging", PERIOD)),
    "beweging-miljoenen": moved(flows(crowd(40_000_000)), caption("Het hele land", PERIOD)),
    "vergelijking": side_by_side((0, 0, 1, 1, 1, 2), (1, 0, 1, 2, 0, 1), caption("Twee klantmanagers naast elkaar")),
    "vergelijking-teams": side_by_side(
        (12, 25, 43, 69, 66, 30), (140, 92, 217, 301, 188, 77), caption("Team West en de hele afdeling")
    ),
    "vergelijking-gemaskeerd": side_by_side(
        ("<5", 0, 43, 69, "<5", 30), (140, "<5", 217, 301, 188, 77), caption("Team West en de hele afdeling")
    ),
    "prognose": forecasts(
        {"ALS_VERWACHT": 5, "ANDERS": 1},
        {"ALS_VERWACHT": 2, "UIT": 1, "NIET_GEMETEN": 1},
        ("83 %", "5 van 6 zijn gestegen", "0 %", "0 van 2 zijn toch gestegen"),
        caption("Kwamen de verwachtingen uit?", PERIOD),
    ),
    "prognose-team": forecasts(
        {"ALS_VERWACHT": 58, "LATER": 11, "ANDERS": 39, "UIT": 9, "OPEN": 21, "NIET_GEMETEN": 4},
        {"ANDERS": 6, "LATER": 2, "ALS_VERWACHT": 71, "UIT": 12, "OPEN": 8, "NIET_GEMETEN": 9},
        ("54 %", "58 van 108 zijn binnen een jaar gestegen", "8 %", "6 van 79 zijn toch gestegen"),
        caption("Kwamen de verwachtingen uit?", PERIOD),
    ),
    "prognose-te-weinig": forecasts(
        {"ALS_VERWACHT": "<5", "ANDERS": 31, "OPEN": "<5"},
        {},
        ("tussen 30 en 60 %", "van 31 beoordeeld", "te weinig om te zeggen", ""),
        caption("Kwamen de verwachtingen uit?", PERIOD),
    ),
    "voortgang": reached(Progress(412, 600, "412", "van 600 geplaatst", share="69 %"), words=PLACED),
    "doelen": lambda palette: ways(WAYS, caption=caption("Doelen", PERIOD), palette=palette),
    "voortgang-uitersten": reached(
        Progress(0, 0, "0", "van 0 geplaatst"),
        Progress("<5", 600, "<5", "van 600 geplaatst"),
        Progress(1234567, 7654321, "1.234.567", "van 7.654.321 klanten voor het eerst geplaatst", share="16 %"),
        Progress(1234567, 7654321, "1.234.567 van 7.654.321 geplaatst", "30 juni 2026", share="16 %"),
        words=PLACED,
    ),
}
