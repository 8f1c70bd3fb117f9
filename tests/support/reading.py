"""How hard a Dutch text reads: words and syllables counted, and habits that make it harder than it needs to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# A value that is filled in reads as one short word.
VALUE = "iets"
WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
# Vowels that are one sound in Dutch; any other vowel stands alone.
SOUND = re.compile(
    r"aai|ooi|oei|eeuw|ieuw|eau|éé|aa|ee|oo|uu|ie|ei|ij|ui|oe|eu|au|ou|[aeiouyáàâäéèêëíìîïóòôöúùûü]", re.IGNORECASE
)
SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|(?<=[;:])\s+|\n")
# "Voorbeeld: u werkt" is one sentence; so is "Kies dan: nee".
LEAD = re.compile(r"\b(Voorbeeld|Kies dan):\s")

OFFICE = (
    *("aangaande", "alsmede", "betreffende", "conform", "dient", "dienen", "doch", "echter", "gedurende", "geschieden"),
    *("hetgeen", "ingevolge", "inzake", "jegens", "krachtens", "middels", "mits", "nadere", "nochtans", "omtrent"),
    *(
        "participeren",
        "participatie",
        "reeds",
        "teneinde",
        "tenzij",
        "tevens",
        "thans",
        "traject",
        "trede",
        "uiterlijk",
    ),
    *("verrichten", "verstrekken", "voornoemd", "wederom", "woonachtig", "zulks", "betrokkene", "men", "indien"),
    *("op basis van", "ten behoeve van", "in het kader van", "ten aanzien van", "met betrekking tot"),
    *("desgewenst", "eventueel", "eenmaal", "regelmatig", "fysiek", "doorstromen"),
)
OFFICIAL = re.compile(rf"\b(?:{'|'.join(OFFICE)})\b", re.IGNORECASE)
SHORTENED = re.compile(r"\b(?:[a-z]{1,4}\.){2,}|\b(?:bijv|evt|incl|excl|nr|tel|ca|resp|zgn|aanv|uitk)\.|\w/\w", re.I)
BECOMES = r"\b(?:word|wordt|worden|werd|werden)\b"
DONE = r"\b(?:\w{0,5}ge\w{2,}|(?:be|ver|ont|her|er)\w{2,})(?:d|t|en)\b"
PASSIVE = re.compile(rf"{BECOMES}[^.?!]*{DONE}|{DONE}[^.?!]*{BECOMES}", re.IGNORECASE)
NOT = re.compile(r"\b(?:niet|geen|nooit|niemand|niets|nergens|zonder|tenzij|onmogelijk|onnodig)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measure:
    """Words, sentences and syllables of a text, and its longest sentence."""

    words: int
    sentences: int
    syllables: int
    longest: tuple[str, ...]

    @property
    def average(self) -> float:
        return self.words / max(1, self.sentences)

    @property
    def flesch_douma(self) -> float:
        """The higher the easier; 80 is plain, 50 is what an adult reads with some effort."""
        return 206.84 - 77 * self.syllables / max(1, self.words) - 0.93 * self.average


def sentences(text: str) -> Iterator[tuple[str, ...]]:
    """The words of each sentence."""
    plain = LEAD.sub(r"\1 ", re.sub(r"\{\w*\}", VALUE, text))
    for part in SENTENCE.split(plain):
        words = tuple(WORD.findall(part))
        if words:
            yield words


def syllables(word: str) -> int:
    return max(1, len(SOUND.findall(word)))


def measure(texts: Iterable[str]) -> Measure:
    found = [each for text in texts for each in sentences(text)]
    words = [word for each in found for word in each]
    return Measure(len(words), len(found), sum(map(syllables, words)), max(found, key=len, default=()))


def flags(text: str) -> list[str]:
    """What makes a text harder than its numbers say."""
    found = []
    if OFFICIAL.search(text):
        found.append("office word")
    if SHORTENED.search(text):
        found.append("abbreviation")
    if PASSIVE.search(text):
        found.append("passive")
    if text.count("?") > 1:
        found.append("two questions")
    if "(" in text:
        found.append("parentheses")
    if any(len(NOT.findall(" ".join(each))) > 1 for each in sentences(text)):
        found.append("double negation")
    return found
