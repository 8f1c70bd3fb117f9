"""Every sentence of the page outdoors: those around a measurement, and those of the flow in one language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import Text, t
from bot.ui import wording
from flows.meetmoment import LOCAL
from flows.model import Flow, Step
from flows.vrijstelling import CODE

Say = Callable[[Text], str]

# What the script of the page says; words between braces are filled in there.
PAGE = {
    "title": t("outdoors.title", "Onderweg meten"),
    "pick": t("outdoors.pick", "Voor wie is de meting?"),
    "pick_hint": t(
        "outdoors.pick_hint", "U kunt meten zonder verbinding. Meetlat legt het vast als er weer verbinding is."
    ),
    "empty": t("outdoors.empty", "Er staat niemand op uw lijst."),
    "until": t("outdoors.until", "Deze lijst werkt zonder verbinding nog {hours} uur."),
    "offline": t("outdoors.offline", "Er is nu geen verbinding."),
    "row": t("outdoors.row", "{code} · {stand} op {day}"),
    "row_new": t("outdoors.row_new", "{code} · nog niet gemeten"),
    "resume": t("btn.resume", "Verder met {code}"),
    "client": t("heading.client", "Cliënt {code}"),
    "progress": t("progress", "Stap {number} van hoogstens {total}"),
    "asked": t("web.asked", "Vraag:"),
    "answered": t("web.answered", "Antwoord:"),
    "log": t("web.log", "Eerdere antwoorden"),
    "attention": t("web.attention", "Let op:"),
    "help": t("btn.help", "Uitleg"),
    "help_yes": t("help.yes", "Telt mee, bijvoorbeeld:"),
    "help_no": t("help.no", "Telt niet mee, bijvoorbeeld:"),
    "back": t("btn.back", "Terug"),
    "list": t("outdoors.list", "Naar de lijst"),
    "chat": t("web.back", "Terug naar het gesprek"),
    "unknown": t("value.unknown", "niet ingevuld"),
    "unsure": t("btn.unsure", "Niet bekend"),
    "fact": t("summary.row", "{label}: {value}"),
    "because": t("decided.because", "Want volgens uw antwoorden:"),
    "correct": t("btn.correct", "Klopt"),
    "card": t("card.title", "Kloppen deze klantkenmerken?"),
    "card_change": t("card.change", "Tik op wat anders is"),
    "card_first": t("card.first", "Dit is een voorstel. Pas aan wat anders is."),
    "card_earlier": t("card.earlier", "Zo stond het bij het vorige meetmoment."),
    "card_derived": t("outdoors.derived", "Of er een instrument loopt, volgt uit Instrumenten."),
    "confirm": t("btn.card.confirm", "Alles klopt"),
    "change": t("btn.change", "Iets wijzigen"),
    "ready": t("btn.card.done", "Klaar, alles klopt"),
    "edit": t("edit.title", "Wat wilt u wijzigen?"),
    "kenmerken": t("btn.card", "Klantkenmerken"),
    "still": t("hermeting.title", "Klopt dit nog?"),
    "growth": t("hermeting.growth", "De groei schat u daarna altijd opnieuw."),
    "before": t("receipt.before", "Vorige keer: {stand} op {day}"),
    "unchanged": t("btn.unchanged", "Alles klopt nog"),
    "different": t("btn.different", "Iets is anders"),
    "afresh": t("btn.afresh", "Alle vragen opnieuw"),
    "sample": t("question.sample", "Steekproef: beantwoord deze vraag opnieuw, los van de vorige keer."),
    "date": t("entry.date", "Of typ een datum"),
    "date_alone": t("entry.date.alone", "Typ een datum"),
    "number": t("entry.number", "Typ een getal"),
    "send": t("outdoors.send", "Verder"),
    "not_offered": t("notice.not_offered", "Dat antwoord hoort niet bij deze vraag. Kies een knop hieronder."),
    "not_a_number": t("notice.not_a_number", "Typ een geheel getal, bijvoorbeeld 12."),
    "not_a_date": t("outdoors.not_a_date", "Kies een dag."),
    "too_early": t("notice.too_early", "Die datum is te vroeg. De eerste dag die kan is {day}."),
    "too_late": t("notice.too_late", "Die datum is te laat. De laatste dag die kan is {day}."),
    "summary": t("summary.title", "Klopt dit zo?"),
    "not_recorded": t("outdoors.not_recorded", "Nog niet vastgelegd."),
    "rest": t("summary.rest", "De andere klantkenmerken: nee."),
    "datum": t("summary.datum", "Datum van de meting: {day}"),
    "next": t("client.next", "Volgende meting: {day}"),
    "done": t("btn.outdoors.done", "Klaar, leg vast"),
    "stop": t("btn.outdoors.stop", "Weggooien"),
    "stop_ask": t("outdoors.stop", "Deze meting weggooien? De antwoorden vervallen; Meetlat legt niets vast."),
    "stop_no": t("btn.outdoors.keep", "Nee, bewaren"),
    "stop_yes": t("btn.outdoors.drop", "Ja, weggooien"),
    "waits": t("outdoors.waits", "{code}: nog niet vastgelegd. Meetlat verstuurt dit zodra er verbinding is."),
    "understood": t("web.understood", "Begrepen"),
    "again": t("web.again", "Opnieuw"),
}


def of_flow(flow: Flow, say: Say) -> dict[str, Any]:
    """What each question, answer and warning of a flow is called."""
    return {
        "steps": {step.id: _step(step, say) for step in flow.steps},
        "cautions": {each.id: say(Text(f"warning.{each.id}", each.text)) for each in flow.cautions},
    }


def positions(flows: ConfiguredFlows, say: Say) -> dict[str, Any]:
    """What each position is called, and its delimitation."""
    return {
        name: {"named": say(wording.named(flows, name)), "definition": say(wording.definition(position))}
        for name, position in flows.positions.items()
    }


def page(say: Say) -> dict[str, str]:
    """The sentences around a measurement."""
    return {name: say(text) for name, text in PAGE.items()}


def _step(step: Step, say: Say) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ask": say(wording.ask(step)),
        "label": say(wording.label(step)),
        "choices": {each.id: say(wording.choice_label(step, each)) for each in step.choices},
    }
    means = {each.id: say(Text(f"{step.id}.{each.id}.means", each.means)) for each in step.choices if each.means}
    if step.help and not step.id.startswith(LOCAL) and step.id != CODE:
        found["help"] = say(Text(f"{step.id}.help", step.help))
    lists = {part: [say(text) for text in wording.lines(step, part)] for part in ("items", "yes", "no")}
    return {**found, **({"means": means} if means else {}), **{part: said for part, said in lists.items() if said}}
