"""Every meetmoment of a client with its versions, and the way to correct or withdraw one."""

from __future__ import annotations

from collections.abc import Iterator

from bot.screen import Block, Button, Look, Param, Screen, Style, Text, t
from bot.turn import Turn
from bot.views import wording
from bot.views.parts import column, hint, item, line, page_number, pages, title, to
from bot.world import AMSTERDAM
from flows.checking import TERUG
from flows.meetmoment import REDENEN, Actie, Meetmoment, Status, answers_of
from storage.clients import PAGE

_REASON_LABELS = (
    t("btn.reason.button", "Verkeerde knop"),
    t("btn.reason.news", "Nieuwe informatie"),
    t("btn.reason.date", "Verkeerde datum"),
    t("btn.reason.client", "Verkeerde cliënt"),
    t("btn.reason.peers", "Na intervisie"),
    t("btn.reason.other", "Andere reden"),
)
REASONS: dict[str, Text] = dict(zip(REDENEN, _REASON_LABELS, strict=True))


_BACK_LABELS = (
    t("btn.terug.andere_trede", "Andere trede past beter"),
    t("btn.terug.niet_volledig", "Niet volledig"),
    t("btn.terug.eerst_overleg", "Eerst overleggen"),
    t("btn.terug.anders", "Andere reden"),
)
SENT_BACK: dict[str, Text] = dict(zip(TERUG, _BACK_LABELS, strict=True))


def counting(history: tuple[Meetmoment, ...]) -> list[Meetmoment]:
    """The version of each meetmoment that counts, in order of the day observed."""
    final = latest_of(tuple(each for each in history if each.status is Status.DEFINITIEF))
    return [each for each in final if each.actie is not Actie.INTREKKING]


def latest_of(history: tuple[Meetmoment, ...]) -> list[Meetmoment]:
    """The last version of each meetmoment, in order of the day observed."""
    last: dict[str, Meetmoment] = {}
    for each in history:
        if each.id not in last or each.versie > last[each.id].versie:
            last[each.id] = each
    return sorted(last.values(), key=lambda each: (each.meting.datum, each.geregistreerd))


async def moments(turn: Turn, code: str, page: str) -> Screen:
    """Every meetmoment of a client, newest first, with what happened to it."""
    card = await turn.unit.clients.get(code, turn.who, turn.today)
    if card is None:
        return unknown()
    latest = latest_of(await turn.unit.meetmomenten.history(code))
    number = page_number(page)
    newest_first = list(reversed(latest))[number * PAGE : (number + 1) * PAGE]
    buttons = [Button(_moment(each), f"moment/{each.id}") for each in newest_first]
    rows = (*column(buttons), *pages(f"moments/{code}", number, len(latest), PAGE), (to(f"client/{code}"),))
    return Screen((title(t("moments.title", "Meetmomenten van {code}", code=code)),), rows)


async def moment(turn: Turn, meetmoment_id: str) -> Screen:
    """One meetmoment: what was measured, by whom, why it was changed."""
    found = await turn.meetmoment(meetmoment_id)
    if found is None:
        return unknown()
    history = await turn.unit.meetmomenten.history(found.client)
    labels = await turn.unit.people.labels()
    blocks = [title(_moment(found)), hint(t("heading.client", "Cliënt {code}", code=found.client))]
    blocks += content(found, turn)
    for version in (each for each in history if each.id == meetmoment_id):
        blocks.append(item(_version(version, labels.get(version.door, version.door))))
    rows: list[tuple[Button, ...]] = []
    if found.actie is not Actie.INTREKKING:
        correct = Button(t("btn.correction", "Corrigeren"), f"reason/correct/{found.id}")
        withdraw = Button(t("btn.withdraw", "Intrekken"), f"reason/withdraw/{found.id}", Look.DANGER)
        rows.append((correct, withdraw))
    rows.append((to(f"moments/{found.client}/0"),))
    return Screen(tuple(blocks), tuple(rows))


async def reason(turn: Turn, what: str, meetmoment_id: str) -> Screen:
    """Why a meetmoment is corrected or withdrawn; a reason is always given."""
    question = (
        t("reason.withdraw", "Waarom trekt u dit meetmoment in?")
        if what == "withdraw"
        else t("reason.correct", "Waarom corrigeert u dit meetmoment?")
    )
    blocks = (
        Block(Style.QUESTION, question),
        hint(t("reason.kept", "De eerdere versie blijft zichtbaar, met uw reden erbij.")),
    )
    route = "ask_withdraw" if what == "withdraw" else "correct"
    buttons = [Button(text, f"{route}/{meetmoment_id}/{code}") for code, text in REASONS.items()]
    return Screen(blocks, (*column(buttons), (to(f"moment/{meetmoment_id}"),)))


async def ask_withdraw(turn: Turn, meetmoment_id: str, code: str) -> Screen:
    """Withdrawing is asked once."""
    blocks = (
        Block(Style.QUESTION, t("withdraw.ask", "Dit meetmoment intrekken?")),
        line(t("withdraw.what", "Het telt dan nergens meer mee. Het blijft zichtbaar in de geschiedenis.")),
    )
    rows = (
        (to(f"moment/{meetmoment_id}"),),
        (Button(t("btn.withdraw.yes", "Ja, intrekken"), f"withdraw/{meetmoment_id}/{code}", Look.DANGER),),
    )
    return Screen(blocks, rows)


def unknown() -> Screen:
    """The one answer for a client that does not exist and one that is not yours."""
    return Screen(
        (line(t("client.unknown", "Deze code staat niet in uw caseload. Ga terug en kies uit uw lijst.")),),
        ((to("clients/0"),),),
    )


def content(found: Meetmoment, turn: Turn) -> Iterator[Block]:
    """What a meetmoment says: position, answers and the kenmerken that are not simply nee."""
    meting = found.meting
    yield line(wording.named(turn.house.book, str(meting.stand.positie)))
    flow_id, answers = answers_of(meting)
    flow = turn.house.book.newest(flow_id)
    for step in flow.steps:
        given = answers.get(step.id)
        if given is None or step.silent or step.id in ("uitslag", "positie"):
            continue
        if step.card and given in ("onbekend", "nee"):
            continue
        said = wording.value(step, given, turn.today)
        yield item(t("summary.row", "{label}: {value}", label=wording.label(step), value=said))
    yield hint(t("moment.rules", "Regelversie {version}", version=meting.regelversie))


def _version(each: Meetmoment, who: str) -> Text:
    at = each.geregistreerd.astimezone(AMSTERDAM)
    params: dict[str, Param] = {"n": each.versie, "who": who, "time": at.strftime("%d-%m-%Y %H:%M")}
    if each.status is Status.TERUGGEGEVEN:
        returned = SENT_BACK.get(each.reden or "", SENT_BACK["anders"])
        return t("moment.returned", "Versie {n}, teruggegeven: {time} · {reason}", **params, reason=returned)
    if each.gecontroleerd_door is not None:
        return t("moment.approved", "Versie {n}, akkoord na controle: {time}", **params)
    if each.reden is None:
        return t("moment.version", "Versie {n}: {who}, {time}", **params)
    why = REASONS.get(each.reden, REASONS["anders"])
    if each.actie is Actie.INTREKKING:
        return t("moment.withdrawn", "Versie {n}, ingetrokken: {who}, {time} · {reason}", **params, reason=why)
    return t("moment.corrected", "Versie {n}, correctie: {who}, {time} · {reason}", **params, reason=why)


def _moment(each: Meetmoment) -> Text:
    params: dict[str, Param] = {"day": each.meting.datum, "stand": str(each.meting.stand)}
    if each.actie is Actie.INTREKKING and each.status is not Status.TE_CONTROLEREN:
        return t("moments.withdrawn", "{day} · {stand} · ingetrokken", **params)
    if each.status is Status.TE_CONTROLEREN:
        return t("moments.waiting", "{day} · {stand} · in controle", **params)
    if each.status is Status.TERUGGEGEVEN:
        return t("moments.returned", "{day} · {stand} · teruggegeven", **params)
    if each.status is Status.CONCEPT:
        return t("moments.concept", "{day} · {stand} · concept", **params)
    if each.actie is Actie.CORRECTIE:
        return t("moments.corrected", "{day} · {stand} · gecorrigeerd", **params)
    return t("moments.row", "{day} · {stand}", **params)
