"""A text in the reader's language: catalogs, plural forms and dates."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

from bot.conversation.screen import Text

LOCALES = ("nl", "en")
CATALOGS = Path(__file__).resolve().parents[2] / "locales"
_THOUSAND = 1000
_DATE_LOCALE = {"nl": "nl", "en": "en_GB"}


class Words:
    """Says texts in one language; Dutch is the source and needs no catalog."""

    def __init__(self, locale: str, catalog: NullTranslations) -> None:
        """Use ``catalog`` for every text; ``locale`` decides how dates are written."""
        self.locale = locale
        self._catalog = catalog

    def say(self, text: Text) -> str:
        """Translate and fill in."""
        if not text.key:
            return text.english if text.english and self.locale == "en" else text.source
        if text.many is None:
            sentence = str(self._catalog.pgettext(text.key, text.source))
        else:
            count = int(str(text.params["n"]))
            sentence = str(self._catalog.npgettext(text.key, text.source, text.many, count))
        if not text.params:
            return sentence
        return sentence.format_map({name: self._value(value) for name, value in text.params.items()})

    def day(self, day: date) -> str:
        """A date with its month in letters, so that nobody reads it the wrong way round."""
        return _written(day, _DATE_LOCALE[self.locale])

    def number(self, count: int) -> str:
        """A count with its thousands apart; most have none, and a picture has a hundred of them."""
        return str(count) if 0 <= count < _THOUSAND else format_decimal(count, locale=_DATE_LOCALE[self.locale])

    def month(self, day: date) -> str:
        """A month and its year, short enough to stand under an axis."""
        return format_date(day, "MMM y", locale=_DATE_LOCALE[self.locale])

    def _value(self, value: str | int | date | Text) -> str:
        if isinstance(value, Text):
            return self.say(value)
        return self.day(value) if isinstance(value, date) else str(value)


@lru_cache(maxsize=4096)
def _written(day: date, locale: str) -> str:
    """A list of clients has hundreds of days, and Babel takes its time for each."""
    return format_date(day, "d MMMM y", locale=locale)


@cache
def words(locale: str) -> Words:
    """The words of ``locale``; Dutch for a language that Meetlat does not have."""
    chosen = locale if locale in LOCALES else "nl"
    if chosen == "nl":
        return Words("nl", NullTranslations())
    compiled = BytesIO()
    with (CATALOGS / chosen / "LC_MESSAGES" / "staff.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=chosen))
    compiled.seek(0)
    return Words(chosen, Translations(compiled))
