"""What is said once above a screen; kept as a code with the chat, so that it survives a restart."""

from __future__ import annotations

from bot.conversation.screen import Block, Screen, Style, Text, t
from bot.ui.widgets import menu
from flows.values import Rejected, read_date

_WITH_DAY = {
    "too_early": t("notice.too_early", "Die datum is te vroeg. De eerste dag die kan is {day}."),
    "too_late": t("notice.too_late", "Die datum is te laat. De laatste dag die kan is {day}."),
    "reason_needed": t("notice.reason_needed", "Dat is na de uiterste datum {day}. Kies waarom de meting later komt."),
    "replanned": t("notice.replanned", "De volgende meting staat gepland op {day}."),
    "dozes": t("notice.dozes", "Tot {day} krijgt u over deze cliënt geen herinnering."),
    "reminds_from": t(
        "notice.reminds_from",
        "U krijgt geen herinnering tot u ‘Herinner weer’ kiest. Vanaf {day} hoe dan ook weer wel.",
    ),
    "handover_from": t("notice.handover_from", "Aangenomen. Vanaf {day} bent u verantwoordelijk."),
    "long_ago": t("notice.long_ago", "U begon deze meting op {day}. Kijk na of alles nog klopt."),
}
_PLAIN = {
    "links_off": t(
        "notice.links_off",
        "Aanmeldlinks voor collega’s staan uit: uw collega meldt zich aan met het account van de gemeente.",
    ),
    "unread": t("notice.unread", "Meetlat begrijpt dat niet. Kies een knop hieronder. Wat u typte is niet bewaard."),
    "too_long": t("notice.too_long", "Dat is te lang. Kies een knop hieronder. Wat u typte is niet bewaard."),
    "unwanted": t(
        "notice.unwanted",
        "Foto’s, spraak, bestanden en contacten neemt Meetlat niet aan. Er is niets bewaard. Kies een knop.",
    ),
    "edited": t("notice.edited", "Een bericht wijzigen verandert niets. Kies een knop hieronder."),
    "stale": t("notice.stale", "Die knop is oud. Dit is de vraag van nu."),
    "unknown_code": t(
        "notice.unknown_code", "Deze code staat niet in uw caseload. Kijk de code na of kies uit uw lijst."
    ),
    "bad_code": t("notice.bad_code", "In deze code zit een typefout. Een code ziet eruit als {example}."),
    "too_many_codes": t(
        "notice.too_many_codes",
        "Te veel onbekende codes. Kies uit uw lijst of probeer het over een uur opnieuw.",
    ),
    "list_added": t("notice.list_added", "Toegevoegd aan de lijst. Er is nog niets vastgelegd."),
    "list_partly": t(
        "notice.list_partly",
        "Niet toegevoegd: {example}. Dat is geen code uit uw caseload, of er zit een typefout in. De rest staat in de "
        "lijst.",
    ),
    "moved": t("notice.moved", "Bewaard. Rapporten over eerdere dagen houden de gemeente van toen."),
    "household_self": t("notice.household_self", "Dat is dezelfde code. Typ de code van een ander gezinslid."),
    "household_other": t(
        "notice.household_other", "Deze cliënt hoort al bij een ander gezin. Ontkoppel de code daar eerst."
    ),
    "household_linked": t("notice.household_linked", "Gekoppeld. Na een meting noemt Meetlat het andere gezinslid."),
    "household_unlinked": t("notice.household_unlinked", "Ontkoppeld. Aan de metingen verandert niets."),
    "not_a_date": t("notice.not_a_date", "Dat is geen datum. Typ dag, maand en jaar, zoals in het voorbeeld."),
    "not_a_time": t("notice.not_a_time", "Dat is geen tijd. Typ bijvoorbeeld 12:00-13:30."),
    "not_due": t("notice.not_due", "Voor deze cliënt staat geen volgende meting gepland."),
    "awake": t("notice.awake", "U krijgt over deze cliënt weer herinneringen."),
    "wishes_kept": t("notice.wishes_kept", "Bewaard. Zo houdt Meetlat het voortaan aan."),
    "preferred_outside": t(
        "notice.preferred_outside", "Die tijd kan niet: berichten komen van 08:00 tot 17:00 uur. Kies een andere tijd."
    ),
    "preferred_quiet": t(
        "notice.preferred_quiet", "Uw voorkeurstijd valt in uw stille uren. Kies een andere tijd of andere stille uren."
    ),
    "quiet_always": t(
        "notice.quiet_always", "Dan blijft er op een werkdag geen tijd voor berichten over. Kies kortere stille uren."
    ),
    "not_a_number": t("notice.not_a_number", "Typ een geheel getal, bijvoorbeeld 12."),
    "not_euros": t("notice.not_euros", "Typ een bedrag in hele euro’s, bijvoorbeeld 1250. Of kies ‘Overslaan’."),
    "not_offered": t("notice.not_offered", "Dat antwoord hoort niet bij deze vraag. Kies een knop hieronder."),
    "doubted": t("notice.doubted", "Dank u. De beheerder ziet dat deze vraag twijfel geeft, niet van wie."),
    "kept": t("notice.kept", "Bewaard. U kunt later verder, ook op een ander apparaat."),
    "resumed": t("notice.resumed", "U gaat verder waar u gebleven was."),
    "stopped": t("notice.stopped", "De meting is gestopt. Er is niets vastgelegd."),
    "stopped_new": t(
        "notice.stopped_new",
        "De meting is gestopt. Er is niets vastgelegd. Code {example} staat nog wel in uw lijst.",
    ),
    "not_begun": t(
        "notice.not_begun",
        "Er is niets vastgelegd. Code {example} staat wel in uw lijst; op de cliëntkaart haalt u hem eruit.",
    ),
    "let_go": t("notice.let_go", "De cliënt staat niet meer in uw lijst. De code wordt niet opnieuw gebruikt."),
    "measured_now": t("notice.measured_now", "Deze cliënt is al gemeten of wordt nu gemeten, en blijft in de lijst."),
    "measured_today": t(
        "notice.measured_today", "Vandaag al gemeten. Deze meting kan een correctie worden of een andere datum krijgen."
    ),
    "placement_undone": t(
        "notice.placement_undone",
        "Het instrument is weggehaald en telt nergens meer mee. Wat al is gemeten, blijft zo.",
    ),
    "withdrawn": t("notice.withdrawn", "Het meetmoment is ingetrokken. Het blijft zichtbaar in de geschiedenis."),
    "forecast_shared": t("notice.forecast_shared", "Gedeeld. Uw teamleider kan dit een maand lang zien."),
    "not_a_period": t("notice.not_a_period", "Dat is geen periode tot en met vandaag. Typ de vroegste dag eerst."),
    "not_a_past_day": t("notice.not_a_past_day", "Typ een dag tot en met vandaag, bijvoorbeeld 30-06-2026."),
    "chosen": t("notice.chosen", "Gewijzigd. Dit geldt vanaf nu voor iedereen."),
    "not_permitted": t("notice.not_permitted", "Die waarde kan niet. Kies of typ een van de waarden hieronder."),
    "approved": t("notice.approved", "Akkoord gegeven. Het meetmoment telt nu mee."),
    "sent_back": t("notice.sent_back", "Teruggegeven. De opsteller krijgt uw reden te zien."),
    "checked_already": t("notice.checked_already", "Dit meetmoment wacht niet meer op uw controle."),
    "view_yielded": t("notice.view_yielded", "Uw concept is ingetrokken. Het meetmoment van uw collega geldt."),
    "view_kept": t("notice.view_kept", "Uw meting blijft gelden. Uw collega krijgt bericht."),
    "nobody_due": t("notice.nobody_due", "Niemand is nu aan de beurt. Kies zelf een cliënt."),
    "view_adopted": t("notice.view_adopted", "Het concept geldt nu."),
    "view_waits": t("notice.view_waits", "Het concept is overgenomen. Het telt mee na de controle door een collega."),
    "no_access": t(
        "notice.no_access",
        "Deze cliënt hoort niet meer bij uw caseload. Er is niets vastgelegd. Vraag zo nodig uw teamleider.",
    ),
    "gone_over": t(
        "notice.gone_over", "Deze cliënt is nu bij een collega. Van uw meting is niets vastgelegd. Overleg zo nodig."
    ),
    "closed": t("notice.closed", "Deze meting is al afgerond."),
    "access_ended": t("notice.access_ended", "De toegang is beëindigd."),
    "access_is_over": t(
        "notice.access_is_over",
        "Uw toegang is beëindigd. In deze chat kunt u niets meer doen. Vraag zo nodig uw beheerder.",
    ),
    "account_replaced": t(
        "notice.account_replaced",
        "Dit Telegram-account is losgekoppeld: er is een ander account gekoppeld. "
        "Was u dat niet? Meld het meteen aan uw beheerder of teamleider.",
    ),
    "account_denied": t("notice.account_denied", "Dit Telegram-account is losgekoppeld. Vraag zo nodig uw beheerder."),
    "sign_in_over": t("notice.sign_in_over", "Deze aanmelding is er niet meer. Er is niets te beëindigen."),
    "sign_in_ended": t("notice.sign_in_ended", "De aanmelding is beëindigd. Anderen horen ervan."),
    "label_taken": t("notice.label_taken", "Zo heet al een andere collega. Kies een ander nummer."),
    "session_over": t("notice.session_over", "Dat apparaat was al afgemeld."),
    "session_ended": t("notice.session_ended", "Afgemeld. Dat apparaat vraagt een nieuwe aanmelding."),
    "signed_out": t("notice.signed_out", "U bent in elke browser afgemeld."),
    "colleague_signed_out": t("notice.colleague_signed_out", "Deze collega is in elke browser afgemeld."),
    "last_beheerder": t("notice.last_beheerder", "Dit is de laatste beheerder. Nodig eerst een andere uit."),
    "gone": t("notice.gone", "Deze collega heeft geen toegang meer."),
    "link_spent": t("notice.link_spent", "Deze link is al gebruikt of verlopen. Maak een nieuwe."),
    "one_person": t(
        "notice.one_person",
        "Deze controle kan niet van u komen: u, of wie uw aanmeldlink maakte, stond ook achter de meting. Een ander "
        "controleert haar.",
    ),
    "not_allowed": t("notice.not_allowed", "Dat kan niet met uw rol. Vraag zo nodig uw beheerder."),
    "revived": t("notice.revived", "Wat bleef liggen, wordt opnieuw verzonden."),
    "new_client": t("notice.new_client", "Nieuwe cliëntcode: {example}. Noteer de code in uw eigen dossier."),
    "ends_first": t("notice.ends_first", "De laatste dag ligt vóór de eerste. Kies een latere dag."),
    "leave_kept": t("notice.leave_kept", "Bewaard. De vervanger krijgt bericht."),
    "leave_ended": t("notice.leave_ended", "Gestopt. De vervanger krijgt bericht."),
    "substitute_self": t("notice.substitute_self", "Niemand kan zichzelf vervangen. Kies een collega."),
    "substitute_external": t(
        "notice.substitute_external", "Deze collega werkt bij een andere organisatie. Kies iemand van uw eigen team."
    ),
    "substitute_away": t("notice.substitute_away", "Deze collega is dan zelf afwezig. Kies iemand anders."),
    "substitutes_then": t(
        "notice.substitutes_then",
        "In deze periode wordt zelf een collega vervangen. Kies voor die collega eerst een andere vervanger.",
    ),
    "away_already": t("notice.away_already", "Voor deze periode is al afwezigheid gemeld. Stop die eerst."),
    "cannot_measure": t("notice.cannot_measure", "Deze collega kan geen cliënten meten. Kies iemand anders."),
    "transfer_self": t("notice.transfer_self", "Aan uzelf overdragen kan niet. Kies een collega."),
    "nothing_to_hand_over": t(
        "notice.nothing_to_hand_over", "Er is niets over te dragen: op die dag heeft een ander deze cliënten al."
    ),
    "asked_already": t("notice.asked_already", "U vroeg dit al. Trek die vraag eerst in, bij Overdrachten."),
    "client_closed": t("notice.client_closed", "Deze cliënt is niet meer in beeld. Overdragen is niet nodig."),
    "handover_asked": t("notice.handover_asked", "Gevraagd. Tot uw collega aanneemt verandert er niets."),
    "handover_accepted": t("notice.handover_accepted", "Aangenomen. U bent nu verantwoordelijk."),
    "handover_refused": t("notice.handover_refused", "Geweigerd. Uw collega krijgt bericht."),
    "handover_off": t("notice.handover_off", "Ingetrokken. Er is niets veranderd."),
    "handover_answered": t("notice.handover_answered", "Deze overdracht is al beantwoord of ingetrokken."),
    "handover_late": t("notice.handover_late", "De dag van deze overdracht is voorbij. Uw collega kan opnieuw vragen."),
    "handover_moot": t(
        "notice.handover_moot", "Er valt niets meer over te nemen: de cliënt is al bij een ander of uit beeld."
    ),
    "reassigned": t("notice.reassigned", "Overgedragen. Wie het aangaat, krijgt één bericht."),
    "trouble": t(
        "notice.trouble",
        "Er ging iets mis. Uw antwoorden zijn bewaard. Probeer het opnieuw of geef uw beheerder code {example}.",
    ),
}
# What stays behind in a chat that somebody has no access from any more.
PARTING = frozenset({"access_is_over", "account_replaced", "account_denied"})
# What was typed was meant well, and is put right sooner than typed anew.
_PUT_RIGHT = frozenset(
    {
        *(
            "too_early",
            "too_late",
            "not_a_date",
            "not_a_time",
            "not_a_number",
            "not_euros",
            "not_permitted",
            "bad_code",
        ),
        *("not_a_period", "not_a_past_day"),
    }
)


def can_be_put_right(code: str | None) -> bool:
    """Whether a notice says what is wrong with a date, a number or a code that was typed."""
    return code is not None and code.partition(":")[0] in _PUT_RIGHT


def notice(code: str) -> Text | None:
    """The sentence for a code; what follows a colon is filled in. None for what was kept and cannot be read."""
    name, _, value = code.partition(":")
    if (dated := _WITH_DAY.get(name)) is not None:
        day = read_date(value)
        return None if day is None else Text(dated.key, dated.source, {"day": day})
    plain = _PLAIN.get(name)
    if plain is None or (not value and "{example}" in plain.source):
        return None
    return Text(plain.key, plain.source, {"example": value} if value else {})


def refusal(refused: Rejected | None) -> str:
    """The code that says why something cannot be, and what can; without a reason it was not a day at all."""
    if refused is None:
        return "not_a_date"
    day = next(iter(refused.params.values()), None)
    return refused.code if day is None else f"{refused.code}:{day}"


def trouble(number: str) -> Screen:
    """What somebody sees when not even the menu can be drawn."""
    text = Text(_PLAIN["trouble"].key, _PLAIN["trouble"].source, {"example": number})
    return Screen((Block(Style.WARNING, text),), ((menu(),),))
