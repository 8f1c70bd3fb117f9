"""What a report lets one do: share the own forecast, and ask about a day or a period that was typed."""

from __future__ import annotations

from bot.conversation.context import Turn
from bot.reports import days
from flows.values import read_date

_TWO = 2


async def share_forecast(turn: Turn) -> str:
    """Let the team lead see one's own forecast for a month."""
    await turn.note("prognose_gedeeld")
    turn.tell("forecast_shared")
    return "report/p/e/jaar"


def typed_days(turn: Turn, text: str) -> str | None:
    """The route that a typed day or period leads to; none for anything else, with a notice."""
    word, *arguments = turn.chat.route.split("/")
    if word == "between":
        found = [read_date(part) for part in text.replace(" - ", " – ").split(" – ")]
        if len(found) == _TWO and None not in found:
            first, last = (days.written(day) for day in found if day is not None)
            if days.period(f"{first}-{last}", turn.today) is not None:
                return f"report/{arguments[0]}/{arguments[1]}/{first}-{last}"
        turn.tell("not_a_period")
        return None
    day = read_date(text)
    if day is None or days.read(days.written(day), turn.today) != day:
        turn.tell("not_a_past_day")
        return None
    written = days.written(day)
    return f"caseload/{arguments[0]}/{f'{written}-{written}' if word == 'known' else written}"
