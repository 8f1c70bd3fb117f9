"""The words of the ladder, each with what it means, for a screen that has room to say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import IGNORECASE, escape, search

from bot.conversation.screen import Text, t
from bot.texts.translations import Words

# A word as it stands in sentences, and what it means; several forms of one word are divided by a bar.
TERMS: tuple[tuple[Text, Text], ...] = (
    (
        t("term.trede", "trede|treden"),
        t("term.trede.means", "Een van de zes plaatsen op de Participatieladder; 1 is geïsoleerd, 6 is betaald werk."),
    ),
    (
        t("term.groeipotentieel", "groeipotentieel|met groei|zonder groei|groei"),
        t(
            "term.groeipotentieel.means",
            "Of iemand binnen een jaar naar een hogere trede kan: + is ja, zonder + is nee.",
        ),
    ),
    (
        t("term.meetmoment", "meetmoment|meetmomenten"),
        t("term.meetmoment.means", "Een meting zoals die is vastgelegd. Wie verbetert, maakt een nieuwe versie."),
    ),
    (
        t("term.hermeting", "hermeting|hermetingen"),
        t("term.hermeting.means", "De volgende meting van dezelfde cliënt, op de geplande dag."),
    ),
    (
        t("term.uiterste", "uiterste datum|uiterste dag"),
        t("term.uiterste.means", "De laatste dag waarop de vorige meting nog geldt als op tijd."),
    ),
    (
        t("term.verlopen", "verlopen"),
        t("term.verlopen.means", "De uiterste datum voor een nieuwe meting is voorbij."),
    ),
    (
        t("term.kenmerken", "klantkenmerken"),
        t("term.kenmerken.means", "Negen gegevens bij een meting, zoals inkomen en startkwalificatie."),
    ),
    (
        t("term.instrument", "instrument|instrumenten"),
        t("term.instrument.means", "Een voorziening die de cliënt verder helpt, zoals een jobcoach of taaltraject."),
    ),
    (
        t("term.code_0", "code 0"),
        t("term.code_0.means", "De cliënt is nog niet ingedeeld; dat is geen trede."),
    ),
    (
        t("term.code_9", "code 9"),
        t("term.code_9.means", "De cliënt is niet meer in beeld; dat is geen trede."),
    ),
    (
        t("term.caseload", "caseload"),
        t("term.caseload.means", "Alle cliënten voor wie iemand of een team verantwoordelijk is."),
    ),
    (
        t("term.prognose", "prognose"),
        t("term.prognose.means", "Wat er kwam van de groei die bij een meting werd verwacht."),
    ),
    (
        t("term.vlekken", "witte vlekken|witte vlek"),
        t("term.vlekken.means", "Waar groei wordt verwacht, maar geen instrument loopt of komt."),
    ),
    (
        t("term.inschaling", "eerste indeling|ingedeeld"),
        t("term.inschaling.means", "De eerste keer dat iemand een plaats op de ladder krijgt."),
    ),
    (
        t("term.vrijstelling", "vrijstelling"),
        t("term.vrijstelling.means", "Een besluit waardoor iemand niet hoeft te werken of in te burgeren."),
    ),
)


def used(sentences: Sequence[str], said: Words) -> Iterator[tuple[str, str]]:
    """The words that these sentences use, each with what it means, in the reader's language."""
    text = "\n".join(sentences)
    for word, meaning in TERMS:
        forms = said.say(word).split("|")
        if any(search(rf"(?<!\w){escape(form)}(?!\w)", text, IGNORECASE) for form in forms):
            yield forms[0], said.say(meaning)
