"""What a wide screen, a keyboard and paper have to say; the templates contain none of it."""

from __future__ import annotations

from datetime import date

from bot.conversation.screen import Text, t

FILTER = t("web.list.filter", "Zoek in de lijst")
MORE_LISTED = t("web.list.more", "Niet iedereen past hier. Typ een cliëntcode om iemand anders te vinden.")
CHANGE = t("web.change", "Wijzig")
CHANGE_WHAT = t("web.change.what", "Wijzig:")
CSV = t("web.csv", "CSV")
CSV_WHAT = t("web.csv.what", "Deze cijfers als CSV-bestand, voor een spreadsheet")
PRINT = t("web.print", "Afdrukken")
SHARE = t("web.share", "Link voor een collega")
SHARED = t("web.shared", "Link gekopieerd. Wie dit mag zien, opent ermee deze pagina.")
FROM = t("web.period.from", "Van")
UNTIL = t("web.period.until", "Tot en met")
SHOW = t("web.period.show", "Toon")
TERMS = t("web.terms", "Woorden op dit scherm")
KEYS = t("web.keys", "Sneltoetsen")
KEYS_ON = t("web.keys.on", "Sneltoetsen aan")
KEYS_CLOSE = t("web.keys.close", "Sluiten")
KEY_LIST: tuple[tuple[str, Text], ...] = (
    ("1 … 9", t("web.keys.digits", "het zoveelste antwoord of de zoveelste knop")),
    ("J / N", t("web.keys.yes_no", "ja of nee")),
    ("Backspace", t("web.keys.back", "terug")),
    ("?", t("web.keys.help", "deze uitleg")),
    ("Esc", t("web.keys.escape", "sluiten")),
)


def list_of(title: Text) -> Text:
    """What a screen reader calls the list beside the conversation."""
    return t("web.list", "Lijst: {title}", title=title)


def as_of(day: date) -> Text:
    """Of which day a page on paper is."""
    return t("web.as_of", "Stand van {day}", day=day)
