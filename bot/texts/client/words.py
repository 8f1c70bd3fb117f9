"""Says a text to a client: in the language of the client, with what is filled in kept apart from the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from gettext import NullTranslations

from babel.dates import format_date

from bot.conversation.screen import Text
from bot.texts.client.languages import SOURCE, Language
from bot.texts.client.texts import ClientTexts, Status, client_texts
from bot.texts.translations import Words

# A value between these keeps its own direction, and the sentence around it keeps its punctuation in place.
ISOLATE, POP = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with the language that it came out in, which tells how to mark it up, and its status."""

    text: str
    language: Language
    status: Status


class ClientWords(Words):
    """The words of one client language."""

    def __init__(self, language: Language, texts: ClientTexts) -> None:
        """Look every text up in ``texts``."""
        super().__init__(language.code, NullTranslations())
        self.language = language
        self._texts = texts

    def say(self, text: Text) -> str:
        """Translate and fill in."""
        return self.said(text).text

    def said(self, text: Text) -> Said:
        """The same, with the language in which it could be said."""
        if not text.key:
            return Said(super().say(text), self.language, Status.SOURCE)
        found = self._texts.find(self.locale, text.key, text.source)
        return self._filled(text, found.text, found.language, found.status)

    def vouched(self, text: Text) -> Said:
        """A text that may not be a computer's, such as what a client agrees with: signed, or else simple Dutch."""
        said = self.said(text)
        return said if said.status is not Status.MACHINE else words_of(SOURCE, self._texts).said(text)

    @property
    def revision(self) -> str:
        """Which texts these are, to keep with the answers."""
        return self._texts.revision(self.locale)

    def day(self, day: date) -> str:
        """A date with its weekday and its month in letters."""
        return format_date(day, "full", locale=self.language.dates)

    def month(self, day: date) -> str:
        """A month and its year."""
        return format_date(day, "MMMM y", locale=self.language.dates)

    def number(self, count: int) -> str:
        """In the digits that Dutch letters use."""
        return str(count)

    def _filled(self, text: Text, sentence: str, code: str, status: Status) -> Said:
        if text.params:
            sentence = sentence.format_map({name: self._value(value) for name, value in text.params.items()})
        return Said(sentence, self._texts.languages[code], status)

    def _value(self, value: str | int | date | Text) -> str:
        return f"{ISOLATE}{super()._value(value)}{POP}"


def words_of(code: str, texts: ClientTexts) -> ClientWords:
    """The words of a language in a folder of catalogs; simple Dutch for one that is not there."""
    return ClientWords(texts.languages.get(code) or texts.languages[SOURCE], texts)


def client_words(code: str) -> ClientWords:
    """The words of a client language; simple Dutch for one that Meetlat does not have."""
    return words_of(code, client_texts())
