"""The caseload in the chat: one picture with its numbers, and the way to every other report."""

from __future__ import annotations

from datetime import timedelta

from bot.reports import days
from bot.reports.answering import answer, side_by_side
from bot.reports.sheet import Asked, Sheet
from bot.reports.units import ALL, OWN, TEAM, Choice, choice, choices, first
from bot.screen import Block, Button, Entry, Look, Screen, Style, Text, t, tn
from bot.translations import words
from bot.turn import Turn
from bot.views.parts import Rows, column, hint, line, menu, page_number, pages, title, to
from flows.planning import add_months

_PAGE = 8
# What a button says for short: its route has to stay within 64 bytes.
_SPLITS: dict[str, tuple[str, Text]] = {
    "g": ("groei", t("btn.split.groei", "Groei")),
    "i": ("instrument", t("btn.split.instrument", "Instrument")),
    "n": ("inkomen", t("btn.split.inkomen", "Inkomen")),
}
_REPORTS: dict[str, tuple[str, Text]] = {
    "b": ("beweging", t("btn.report.beweging", "Beweging")),
    "p": ("prognose", t("btn.report.prognose", "Prognose")),
    "c": ("partner", t("btn.report.partner", "Per contractpartner")),
    "i": ("instrument", t("btn.report.instrument", "Per instrument")),
    "v": ("voorwaarden", t("btn.report.voorwaarden", "Voorwaarden")),
    "d": ("doelen", t("btn.report.doelen", "Doelen")),
    "s": ("inschaling", t("btn.report.inschaling", "Eerste indeling")),
}
_FIRST = ("b", "p")
_OF_A_DAY = ("s",)
_PERIOD_LABELS: dict[str, Text] = {
    "maand": t("btn.period.maand", "Een maand"),
    "kwartaal": t("btn.period.kwartaal", "Een kwartaal"),
    "half": t("btn.period.half", "Een half jaar"),
    "jaar": t("btn.period.jaar", "Een jaar"),
    "twee": t("btn.period.twee", "Twee jaar"),
}
_UNIT_LABELS: dict[str, Text] = {
    OWN: t("btn.unit.own", "Uzelf"),
    TEAM: t("btn.unit.team", "Uw team"),
    ALL: t("btn.unit.all", "Hele organisatie"),
}
# What they are called beside another one.
_ALONE: dict[str, Text] = {
    OWN: t("unit.own.alone", "uzelf"),
    TEAM: t("unit.team.alone", "uw team"),
    ALL: t("unit.all.alone", "de hele organisatie"),
}
_AGO = (1, 3, 6, 12)
# How long a klantmanager's shared forecast can be seen by the team lead.
SHARED_FOR = timedelta(days=30)


async def caseload(turn: Turn, unit: str = "", when: str = days.TODAY, split: str = "g") -> Screen:
    """The distribution over the treden on a day, divided one way or another."""
    chosen = await (choice(turn, unit) if unit else first(turn))
    day = days.when(when, turn.today)
    if chosen is None or day is None or split not in _SPLITS:
        return not_yours()
    asked = Asked(chosen.eenheid, chosen.naam, day[0], day[0], day[1], chosen.masked)
    if (early := await _too_early(turn, asked)) is not None:
        return early
    book, said = turn.house.book, words(turn.chat.taal)
    sheet = await answer(turn.unit, "caseload", asked, book, said, turn.today, _SPLITS[split][0])
    code = chosen.code
    ways = tuple(
        Button(label, f"caseload/{code}/{when}/{name}", chosen=name == split) for name, (_, label) in _SPLITS.items()
    )
    further = [Button(_REPORTS["b"][1], f"report/b/{code}/jaar")]
    if await may_forecast(turn, chosen):
        further.append(Button(_REPORTS["p"][1], f"report/p/{code}/jaar"))
    others = [
        Button(t("btn.report.more", "Meer"), f"more/{code}"),
        Button(t("btn.report.day", "Andere dag"), f"when/{code}"),
    ]
    if chosen.listed:
        others.insert(0, Button(t("btn.lists", "Lijsten"), f"lists/{code}"))
    back = (Button(t("btn.units", "Andere groep"), "units/0", Look.QUIET), menu())
    return _screen(sheet, asked, (ways, tuple(further), tuple(others), back))


async def report(turn: Turn, name: str, unit: str, period: str) -> Screen:
    """Any other report, about a period."""
    chosen, dates = await choice(turn, unit), days.period(period, turn.today)
    if chosen is None or dates is None or name not in _REPORTS:
        return not_yours()
    if name == "p" and not await may_forecast(turn, chosen):
        return not_yours()
    van = dates[1] if name in _OF_A_DAY else dates[0]
    asked = Asked(chosen.eenheid, chosen.naam, dates[1], van, None, chosen.masked, own=chosen.code == OWN)
    if (early := await _too_early(turn, asked)) is not None:
        return early
    sheet = await answer(
        turn.unit, _REPORTS[name][0], asked, turn.house.book, words(turn.chat.taal), turn.today, "groei"
    )
    rows: Rows = (*(() if name in _OF_A_DAY else _periods(name, unit, period)), (to(f"caseload/{unit}"), menu()))
    if name == "p" and chosen.code == OWN and turn.who.team is not None:
        rows = ((Button(t("btn.share", "Deel met mijn teamleider"), "share_forecast"),), *rows)
    return _screen(sheet, asked, rows)


async def more(turn: Turn, unit: str) -> Screen:
    """The reports that are asked for less often."""
    chosen = await choice(turn, unit)
    if chosen is None:
        return not_yours()
    rest = [(name, label) for name, (_, label) in _REPORTS.items() if name not in _FIRST]
    buttons = [Button(label, f"report/{name}/{unit}/jaar") for name, label in rest]
    compare = Button(t("btn.compare", "Naast elkaar"), f"beside/{unit}/0")
    known = Button(t("btn.known", "Zoals toen bekend"), f"known/{unit}")
    heading = title(t("more.title", "Meer rapporten"))
    return Screen((heading, hint(chosen.naam)), (*column(buttons), (compare, known), (to(f"caseload/{unit}"), menu())))


async def units(turn: Turn, page: str) -> Screen:
    """Of whom: every group this person may see."""
    found, number = await choices(turn), page_number(page)
    buttons = [Button(_short(each), f"caseload/{each.code}") for each in found[number * _PAGE : (number + 1) * _PAGE]]
    question = Block(Style.QUESTION, t("units.title", "Van wie wilt u de caseload zien?"))
    return Screen((question,), (*column(buttons), *pages("units", number, len(found), _PAGE), (menu(),)))


async def beside(turn: Turn, unit: str, page: str) -> Screen:
    """With whom, or with which day, to compare."""
    found = [each for each in await choices(turn) if each.code not in (unit, OWN)]
    number = page_number(page)
    if await choice(turn, unit) is None:
        return not_yours()
    shown = found[number * _PAGE : (number + 1) * _PAGE]
    buttons = [Button(_short(each), f"compare/{unit}/{each.code}") for each in shown]
    then = Button(t("btn.compare.then", "Met een jaar geleden"), f"compare/{unit}/{unit}")
    question = Block(Style.QUESTION, t("beside.title", "Waarmee wilt u vergelijken?"))
    turning = pages(f"beside/{unit}", number, len(found), _PAGE)
    return Screen((question,), ((then,), *column(buttons), *turning, (to(f"more/{unit}"), menu())))


async def compare(turn: Turn, unit: str, other: str) -> Screen:
    """Two groups on one day, or one group now and a year ago."""
    one, against = await choice(turn, unit), await choice(turn, other)
    if one is None or against is None:
        return not_yours()
    day, names = turn.today, (_ALONE.get(unit, one.naam), _ALONE.get(other, against.naam))
    if unit == other:
        day, names = add_months(turn.today, -12), (one.naam, one.naam)
    left = Asked(one.eenheid, names[0], turn.today, turn.today, None, one.masked)
    right = Asked(against.eenheid, names[1], day, day, None, against.masked)
    sheet = await side_by_side(turn.unit, left, right, turn.house.book, words(turn.chat.taal), turn.today)
    return _screen(sheet, left, ((to(f"beside/{unit}/0"), menu()),))


async def when(turn: Turn, unit: str) -> Screen:
    """On which day; another one is typed."""
    return await _which_day(turn, unit, "caseload", t("when.title", "Op welke dag?"))


async def known(turn: Turn, unit: str) -> Screen:
    """As was known on which day: what was registered or corrected later does not count then."""
    return await _which_day(turn, unit, "known", t("known.title", "Wat was er op welke dag bekend?"))


async def between(turn: Turn, name: str, unit: str) -> Screen:
    """From which day until today; another period is typed as two days."""
    if name not in _REPORTS or await choice(turn, unit) is None:
        return not_yours()
    question = Block(Style.QUESTION, t("between.title", "Van welke dag tot welke dag?"))
    how = line(t("between.how", "Typ twee datums met een streepje ertussen."))
    entry = Entry("date", t("entry.period", "Typ twee datums"), "01-01-2026 - 30-06-2026")
    return Screen((question, how), ((to(f"report/{name}/{unit}/jaar"), menu()),), entry=entry)


def _periods(name: str, unit: str, period: str) -> Rows:
    spans = tuple(
        Button(label, f"report/{name}/{unit}/{code}", chosen=code == period) for code, label in _PERIOD_LABELS.items()
    )
    own = Button(t("btn.period.own", "Andere dagen"), f"between/{name}/{unit}")
    return (spans[:3], (*spans[3:], own))


async def may_forecast(turn: Turn, chosen: Choice) -> bool:
    """A klantmanager's own forecast is for the team lead only after the klantmanager shared it."""
    if not chosen.code.startswith("f-"):
        return True
    since = turn.now - SHARED_FOR
    return await turn.unit.audit.count("prognose_gedeeld", chosen.eenheid.id, since) > 0


def not_yours() -> Screen:
    """The one answer for a report that does not exist and one that is not for this person."""
    said = t("report.not_yours", "Dit rapport is er niet, of niet voor u. Kies hieronder wat u wel kunt zien.")
    return Screen((line(said),), ((Button(t("btn.caseload", "Caseload"), "caseload"),), (menu(),)))


async def _too_early(turn: Turn, asked: Asked) -> Screen | None:
    """A clear answer for a day before the first meetmoment."""
    found = await turn.unit.reports.first_day()
    if found is not None and found <= asked.tot:
        return None
    said = t("report.nothing", "Er is nog niets gemeten. Na het eerste meetmoment staan hier de cijfers.")
    if found is not None:
        said = t(
            "report.too_early", "Op die dag was er nog niets gemeten. Het eerste meetmoment is van {day}.", day=found
        )
    return Screen((line(said),), ((Button(t("btn.caseload", "Caseload"), "caseload"),), (menu(),)))


async def _which_day(turn: Turn, unit: str, route: str, question: Text) -> Screen:
    chosen = await choice(turn, unit)
    if chosen is None:
        return not_yours()
    buttons = []
    for months in _AGO:
        day = days.written(add_months(turn.today, -months))
        target = f"caseload/{unit}/{day}" if route == "caseload" else f"caseload/{unit}/{day}-{day}"
        buttons.append(Button(tn("btn.ago", "{n} maand geleden", "{n} maanden geleden", months), target))
    entry = Entry("date", t("entry.date", "Of typ een datum"), "30-06-2026")
    blocks = (Block(Style.QUESTION, question), hint(chosen.naam))
    return Screen(blocks, (*column(buttons), (to(f"caseload/{unit}"), menu())), entry=entry)


def _screen(sheet: Sheet, asked: Asked, rows: Rows) -> Screen:
    """A report as a screen: what it says, its picture with a table, and the way on."""
    when = () if sheet.drawing is not None and asked.known_on is None else (hint(asked.moment),)
    blocks = (title(sheet.title), *when, *(line(text) for text in sheet.lines))
    return Screen(blocks, rows, picture=sheet.picture())


def _short(each: Choice) -> Text:
    return _UNIT_LABELS.get(each.code, each.short or each.naam)
