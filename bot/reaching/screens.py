"""*Meldingen*: the ways in their order, the browsers that show notices, and the address for e-mail."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.event import Channel
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Entry, Look, Screen, Text, t
from bot.people.devices import device_text
from bot.preferences.routes import SETTINGS, WISHES
from bot.reaching.addresses import CODE_LASTS
from bot.reaching.routes import BROWSER_OFF, MAIL_ADDRESS, MAIL_AGAIN, MAIL_OFF, TRY_OUT, WAY_FIRST, WAYS
from bot.runtime.clock import local_day
from bot.ui.widgets import column, hint, item, line, menu, short, title, to
from flows.ways import Way
from storage.people.ways import Browser, Mail

NAMES = {
    Way.TELEGRAM: t("way.telegram", "Telegram"),
    Way.PUSH: t("way.push", "Pushmelding"),
    Way.MAIL: t("way.mail", "E-mail"),
}
_FIRST = {
    Way.TELEGRAM: t("btn.first.telegram", "Eerst Telegram"),
    Way.PUSH: t("btn.first.push", "Eerst pushmelding"),
    Way.MAIL: t("btn.first.mail", "Eerst e-mail"),
}


@WAYS.handler
async def ways(context: RequestContext) -> Screen:
    """Where messages go, in which order, and what can be changed about it."""
    who, web = context.who.id, context.chat.channel == Channel.WEB
    order, mail = await context.unit.ways.order(who), await context.unit.ways.mail(who)
    browsers, telegram = await context.unit.ways.browsers(who), await context.unit.ways.telegram(who)
    states = {Way.TELEGRAM: _telegram(telegram), Way.PUSH: _push(browsers), Way.MAIL: _mail(mail)}
    shown = [way for way in order if way in context.app.set_up]
    blocks: list[Block] = [title(t("ways.title", "Hoe wilt u berichten krijgen?"))]
    blocks += [
        item(t("ways.row", "{number}. {way}: {state}", number=number, way=NAMES[way], state=states[way]))
        for number, way in enumerate(shown, 1)
    ]
    if mail is not None and web:
        blocks.append(line(t("ways.address", "E-mailadres: {address}", address=mail.adres)))
    blocks += [item(_row(browser)) for browser in browsers]
    if not shown:
        blocks.append(
            line(t("ways.none", "Meetlat stuurt hier geen berichten: ze staan in de webchat, onder Berichten."))
        )
    elif len(shown) > 1:
        blocks.append(hint(t("ways.what", "Lukt het ene niet, dan komt een bericht langs het volgende.")))
    firsts = [Button(_FIRST[way], link(WAY_FIRST, way), chosen=way == shown[0]) for way in shown if len(shown) > 1]
    rows = [*column(firsts), *column([_off(each) for each in browsers])]
    if Way.MAIL in context.app.set_up and web:
        rows.append((Button(t("btn.mail_address", "E-mailadres"), link(MAIL_ADDRESS)),))
    if any(states[way] is _WORKS for way in shown):
        rows.append((Button(t("btn.try_out", "Stuur een proefbericht"), link(TRY_OUT)),))
    rows.append((Button(t("btn.quiet_hours", "Tijd en stille uren"), link(WISHES)),))
    rows.append((to(link(SETTINGS)), menu()))
    return Screen(tuple(blocks), tuple(rows), notices=web and Way.PUSH in context.app.set_up)


@MAIL_ADDRESS.handler
async def mail_address(context: RequestContext) -> Screen:
    """Typing an address and then its code, in the web chat alone."""
    heading = title(t("mail.title", "E-mail"))
    back = (to(link(WAYS)), menu())
    if context.chat.channel != Channel.WEB:
        return Screen((heading, line(_ONLY_WEB)), (back,))
    mail = await context.unit.ways.mail(context.who.id)
    what = hint(t("mail.what", "In een e-mail staan alleen aantallen. Uw adres ziet u alleen zelf, en alleen hier."))
    if mail is None:
        asked = line(t("mail.ask", "Op welk adres wilt u e-mail van Meetlat?"))
        return Screen((heading, asked, what), (back,), entry=_entry(t("entry.mail", "Typ uw e-mailadres")))
    off = (Button(t("btn.mail_off", "Geen e-mail meer"), link(MAIL_OFF), Look.DANGER),)
    lines = [heading, item(t("ways.address", "E-mailadres: {address}", address=mail.adres)), line(_mail(mail)), what]
    if mail.bevestigd is not None and mail.dicht is None:
        return Screen(tuple(lines), (off, back), entry=_entry(t("entry.mail_other", "Of typ een ander adres")))
    again = (Button(t("btn.mail_again", "Stuur een nieuwe code"), link(MAIL_AGAIN)),)
    if mail.dicht is None and context.now < mail.gevraagd + CODE_LASTS:
        asked = line(t("mail.code", "Er is een code naar dit adres gestuurd. Die werkt een half uur."))
        entry = Entry("number", t("entry.mail_code", "Typ de code"), "123 456")
        return Screen((*lines, asked), (again, off, back), entry=entry)
    return Screen(tuple(lines), (again, off, back), entry=_entry(t("entry.mail_other", "Of typ een ander adres")))


_ONLY_WEB = t("mail.only_web", "Een e-mailadres geeft u alleen in de webchat op. In Telegram bewaart Meetlat het niet.")
_UNSET = t("way.unset", "niet ingesteld")
_SHUT = t("way.shut", "komt niet meer aan")
_WORKS = t("way.works", "staat aan")
_UNPROVEN = t("way.unproven", "wacht op de code")


def _telegram(is_open: bool | None) -> Text:
    return _UNSET if is_open is None else _WORKS if is_open else _SHUT


def _push(browsers: tuple[Browser, ...]) -> Text:
    return _WORKS if browsers else _UNSET


def _mail(mail: Mail | None) -> Text:
    if mail is None:
        return _UNSET
    return _SHUT if mail.dicht is not None else _UNPROVEN if mail.bevestigd is None else _WORKS


def _row(browser: Browser) -> Text:
    since = local_day(browser.sinds)
    if browser.gelukt is None:
        return t("ways.browser", "{browser}, sinds {since}", browser=device_text(browser.toestel), since=since)
    return t(
        "ways.browser_used",
        "{browser}, sinds {since}, laatst gelukt op {day}",
        browser=device_text(browser.toestel),
        since=since,
        day=local_day(browser.gelukt),
    )


def _off(browser: Browser) -> Button:
    label = t("btn.browser_off", "Uit: {browser}", browser=short(browser.toestel.replace("/", " · ") or "?", 19))
    return Button(label, link(BROWSER_OFF, browser.id), Look.QUIET)


def _entry(label: Text) -> Entry:
    return Entry("mail", label, "naam@gemeente.example")
