"""When somebody likes to hear from the house."""

from __future__ import annotations

from datetime import time

from bot.screen import Button, Entry, Screen, Text, t, verbatim
from bot.turn import Turn
from bot.views.parts import column, hint, item, menu, title, to

_PREFERRED = (time(8, 30), time(10), time(13), time(15))
_QUIET: tuple[tuple[Text, tuple[time, time]], ...] = (
    (t("btn.quiet.early", "Stil voor 10:00"), (time(0), time(10))),
    (t("btn.quiet.noon", "Stil 12:00–13:00"), (time(12), time(13))),
    (t("btn.quiet.late", "Stil na 15:00"), (time(15), time(0))),
)


async def wishes(turn: Turn) -> Screen:
    """The preferred time and the quiet hours."""
    chosen = await turn.unit.people.wishes(turn.who.id)
    blocks = (
        title(t("wishes.title", "Wanneer wilt u berichten?")),
        item(_preferred(chosen.preferred)),
        item(_quiet(chosen.quiet)),
        hint(t("wishes.what", "Herinneringen komen op werkdagen van 08:00 tot 17:00 uur, één bericht per dag.")),
    )
    times = tuple(
        Button(verbatim(f"{clock:%H:%M}"), f"prefer/{clock:%H%M}", chosen=clock == chosen.preferred)
        for clock in _PREFERRED
    )
    hours = [
        Button(label, f"hush/{begins:%H%M}/{ends:%H%M}", chosen=(begins, ends) == chosen.quiet)
        for label, (begins, ends) in _QUIET
    ]
    rows = (
        times,
        (Button(t("btn.any_time", "Geen voorkeurstijd"), "prefer", chosen=chosen.preferred is None),),
        *column(hours),
        (Button(t("btn.never_quiet", "Geen stille uren"), "hush", chosen=chosen.quiet is None),),
        (to("settings"), menu()),
    )
    return Screen(blocks, rows, entry=Entry("answer", t("entry.quiet", "Of typ uw stille uren"), "12:00-13:30"))


def _preferred(clock: time | None) -> Text:
    if clock is None:
        return t("wishes.any_time", "Voorkeurstijd: geen")
    return t("wishes.preferred", "Voorkeurstijd: {time} uur", time=f"{clock:%H:%M}")


def _quiet(quiet: tuple[time, time] | None) -> Text:
    if quiet is None:
        return t("wishes.never_quiet", "Stille uren: geen")
    begins, ends = quiet
    return t("wishes.quiet", "Stille uren: {begins} tot {ends} uur", begins=f"{begins:%H:%M}", ends=f"{ends:%H:%M}")
