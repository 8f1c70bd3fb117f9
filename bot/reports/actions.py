"""What a report lets one do: share the own forecast, and ask about a day or a period that was typed."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.reports import days
from flows.values import read_date

_TWO = 2


async def share_forecast(context: RequestContext) -> str:
    """Let the team lead see one's own forecast for a month."""
    await context.note("prognose_gedeeld")
    context.tell("forecast_shared")
    return "report/p/e/jaar"


def typed_days(context: RequestContext, text: str) -> str | None:
    """The route that a typed day or period leads to; none for anything else, with a notice."""
    word, *arguments = context.chat.route.split("/")
    if word == "between":
        found = [read_date(part) for part in text.replace(" - ", " – ").split(" – ")]
        if len(found) == _TWO and None not in found:
            first, last = (days.written(day) for day in found if day is not None)
            if days.period(f"{first}-{last}", context.today) is not None:
                return f"report/{arguments[0]}/{arguments[1]}/{first}-{last}"
        context.tell("not_a_period")
        return None
    day = read_date(text)
    if day is None or days.read(days.written(day), context.today) != day:
        context.tell("not_a_past_day")
        return None
    written = days.written(day)
    return f"caseload/{arguments[0]}/{f'{written}-{written}' if word == 'known' else written}"
