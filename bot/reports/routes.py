"""The routes of reports."""

from __future__ import annotations

from enum import StrEnum

from bot.conversation.routes import PAGE, REPORTING, Command, Param, action, one_of, optional, view
from bot.conversation.screen import t
from bot.reports.days import Period, When, read_period, read_when, written_period, written_when
from flows.people import Right
from flows.quarters import Quarter, read_quarter
from flows.reports.lists import Lijst


class Split(StrEnum):
    """How a caseload is divided, as short as a button needs it."""

    GROEI = "g"
    INSTRUMENT = "i"
    INKOMEN = "n"


class Kind(StrEnum):
    """The reports about a period, as short as a button needs them."""

    BEWEGING = "b"
    PROGNOSE = "p"
    PARTNER = "c"
    INSTRUMENT = "i"
    VOORWAARDEN = "v"
    DOELEN = "d"
    INSCHALING = "s"
    VLEKKEN = "w"


# Of whom: see ``units.Choice``.
UNIT: Param[str] = Param("unit", str)
WHEN: Param[When] = Param("when", read_when, written_when)
PERIOD: Param[Period] = Param("period", read_period, written_period)
SPLIT: Param[Split] = one_of("split", Split)
KIND: Param[Kind] = one_of("kind", Kind)
LIJST: Param[Lijst] = one_of("lijst", Lijst)


def _quarter(text: str) -> Quarter:
    found = read_quarter(text)
    if found is None:
        raise ValueError("no quarter")
    return found


CHOSEN: Param[Quarter] = Param("quarter", _quarter)

CASELOAD = view(
    "caseload",
    optional(UNIT),
    optional(WHEN),
    optional(SPLIT),
    needs=REPORTING,
    doorway=True,
    slow=True,
    commands=(Command("caseload", t("command.caseload", "De caseload in beeld")),),
)
CHOOSE_UNIT = action("unit", UNIT, needs=REPORTING)
REPORT = view("report", KIND, UNIT, PERIOD, needs=REPORTING, doorway=True, slow=True)
MORE = view("more", UNIT, needs=REPORTING)
UNITS = view("units", PAGE, needs=REPORTING)
BESIDE = view("beside", UNIT, PAGE, needs=REPORTING)
COMPARE = view("compare", UNIT, UNIT, optional(SPLIT), needs=REPORTING, slow=True)
ON_DAY = view("when", UNIT, needs=REPORTING)
KNOWN_ON = view("known", UNIT, needs=REPORTING)
BETWEEN = view("between", KIND, UNIT, needs=REPORTING)
CAMPAIGN = view("campaign", PAGE, needs=REPORTING | {Right.MEASURE, Right.CONFIGURE}, slow=True)
LISTS = view("lists", UNIT, needs=REPORTING, slow=True)
LIST = view("list", UNIT, LIJST, PAGE, needs=REPORTING, slow=True)
QUARTER = view("quarter", optional(CHOSEN), needs=frozenset({Right.REPORT_ALL}), doorway=True, slow=True)
SHARE_FORECAST = action("share_forecast", needs=frozenset({Right.REPORT_OWN}))
