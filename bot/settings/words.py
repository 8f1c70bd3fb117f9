"""What the settings of the municipality are called, and what each does."""

from __future__ import annotations

from bot.conversation.screen import Text, t, verbatim
from flows.ladder import TREDEN

HEADINGS: dict[str, Text] = {
    "vragen": t("btn.options.vragen", "Wat er gevraagd wordt"),
    "grenzen": t("btn.options.grenzen", "Grensgevallen"),
    "termijnen": t("btn.options.termijnen", "Termijnen"),
    "controle": t("btn.options.controle", "Controle en steekproef"),
    "client": t("btn.options.client", "Vragen aan de cliënt"),
}
LABELS: dict[str, Text] = {
    "code_0": t("btn.option.code_0", "Code 0"),
    "code_9": t("btn.option.code_9", "Code 9"),
    "volledig": t("btn.option.volledig", "Volledig vragen"),
    "verwachte_trede": t("btn.option.verwachte_trede", "Verwachte trede"),
    "standaard_kenmerken": t("btn.option.standaard_kenmerken", "Kenmerken voorstellen"),
    "mantelzorg_buitenshuis": t("btn.option.mantelzorg_buitenshuis", "Mantelzorg elders"),
    "mantelzorg_huisgenoot": t("btn.option.mantelzorg_huisgenoot", "Mantelzorg thuis"),
    "banenafspraak_is_steun": t("btn.option.banenafspraak_is_steun", "Banenafspraak is steun"),
    "bbl_altijd_steun": t("btn.option.bbl_altijd_steun", "Bbl is altijd steun"),
    "pgb_is_betaald_werk": t("btn.option.pgb_is_betaald_werk", "Pgb is betaald werk"),
    "stage_is_betaald_werk": t("btn.option.stage_is_betaald_werk", "Stage is betaald werk"),
    "bij_twijfel_lager": t("btn.option.bij_twijfel_lager", "Bij twijfel lager"),
    "oproep_weken": t("btn.option.oproep_weken", "Oproepwerk in weken"),
    "referentie_weken": t("btn.option.referentie_weken", "Terugkijken in weken"),
    "onderbreking_weken": t("btn.option.onderbreking_weken", "Onderbreking in weken"),
    **{f"interval_{trede}_maanden": t("btn.option.interval", "Trede {n}, na maanden", n=trede) for trede in TREDEN},
    "uiterste_maanden": t("btn.option.uiterste_maanden", "Uiterlijk na maanden"),
    "code_0_maanden": t("btn.option.code_0_maanden", "Code 0, na maanden"),
    "terugdateren_dagen": t("btn.option.terugdateren_dagen", "Terugdateren in dagen"),
    "instrument_bedrag": t("btn.option.instrument_bedrag", "Bedrag bij instrument"),
    "vier_ogen": t("btn.option.vier_ogen", "Vier ogen"),
    "verschil_dagen": t("btn.option.verschil_dagen", "Ander oordeel, in dagen"),
    "rapportage": t("btn.option.rapportage", "Rapportage"),
    "doelperspectief": t("btn.option.doelperspectief", "Doelperspectief"),
    "jonger_dan_18": t("btn.option.jonger_dan_18", "Jonger dan 18"),
    "doel_contact": t("btn.option.doel_contact", "Doel van het contact"),
    "soort_meting": t("btn.option.soort_meting", "Soort meting"),
    "werk_bekend": t("btn.option.werk_bekend", "Werk al bekend"),
    "steekproef_een_op": t("btn.option.steekproef_een_op", "Steekproef (één op …)"),
    "gezin": t("btn.option.gezin", "Gezinnen koppelen"),
    "computervertaling": t("btn.option.computervertaling", "Computervertalingen"),
    "client_inkomen": t("btn.option.client_inkomen", "Inkomen"),
    "client_diploma": t("btn.option.client_diploma", "Diploma"),
    "client_hulp": t("btn.option.client_hulp", "Hulp van de gemeente"),
}
WHATS: dict[str, Text] = {
    "code_0": t("option.code_0", "Nog niet ingedeeld: iemand zonder trede houdt een plek in de caseload."),
    "code_9": t("option.code_9", "Niet meer in beeld: iemand verlaat de ladder, met een reden."),
    "volledig": t(
        "option.volledig", "Met ja vraagt Meetlat ook de klantkenmerken en de planning; met nee alleen trede en groei."
    ),
    "verwachte_trede": t("option.verwachte_trede", "Bij groei vraagt Meetlat welke trede u binnen een jaar verwacht."),
    "standaard_kenmerken": t(
        "option.standaard_kenmerken",
        "Met ja staat bij elk kenmerk een voorstel; met nee blijft het leeg tot iemand het invult.",
    ),
    "mantelzorg_buitenshuis": t(
        "option.mantelzorg_buitenshuis", "Mantelzorg voor iemand buiten het huishouden telt als onbetaald werk."
    ),
    "mantelzorg_huisgenoot": t(
        "option.mantelzorg_huisgenoot", "Mantelzorg voor een huisgenoot telt als onbetaald werk."
    ),
    "banenafspraak_is_steun": t(
        "option.banenafspraak_is_steun", "Een registratie voor de banenafspraak is op zichzelf al steun bij het werk."
    ),
    "bbl_altijd_steun": t(
        "option.bbl_altijd_steun", "Een bbl-opleiding telt als steun, ook met een startkwalificatie."
    ),
    "pgb_is_betaald_werk": t(
        "option.pgb_is_betaald_werk", "Zorg voor een naaste die uit een pgb wordt betaald, telt als betaald werk."
    ),
    "stage_is_betaald_werk": t(
        "option.stage_is_betaald_werk",
        "Met nee is elke stage zonder contract trede 4, zoals in de brochure. Met ja is een stage met vergoeding en "
        "zonder uitkering trede 5.",
    ),
    "bij_twijfel_lager": t("option.bij_twijfel_lager", "Wie twijfelt, kiest voorlopig de lagere trede."),
    "oproep_weken": t(
        "option.oproep_weken",
        "Een oproepcontract telt als er in zoveel weken is gewerkt; 0 is zolang het contract loopt.",
    ),
    "referentie_weken": t("option.referentie_weken", "Over zoveel weken kijkt de klantmanager terug."),
    "onderbreking_weken": t("option.onderbreking_weken", "Een onderbreking tot zoveel weken verlaagt de trede niet."),
    **{
        f"interval_{trede}_maanden": t(
            "option.interval", "Na zoveel maanden stelt Meetlat voor om iemand op trede {n} opnieuw te meten.", n=trede
        )
        for trede in TREDEN
    },
    "uiterste_maanden": t(
        "option.uiterste_maanden",
        "Zoveel maanden na een meetmoment moet het volgende er zijn; minstens één keer per jaar.",
    ),
    "code_0_maanden": t("option.code_0_maanden", "Na zoveel maanden kijkt u opnieuw naar wie nog niet is ingedeeld."),
    "terugdateren_dagen": t(
        "option.terugdateren_dagen", "Een meting mag hoogstens zoveel dagen terug liggen; 0 is alleen vandaag."
    ),
    "instrument_bedrag": t(
        "option.instrument_bedrag", "Met ja vraagt Meetlat wat een instrument kost als het begint; u mag het openlaten."
    ),
    "vier_ogen": t("option.vier_ogen", "Welke meetmomenten een tweede persoon controleert voordat ze meetellen."),
    "verschil_dagen": t(
        "option.verschil_dagen",
        "Zoveel dagen geldt een andere trede van een collega als verschil van inzicht; 0 is alleen op dezelfde dag.",
    ),
    "rapportage": t("option.rapportage", "Ja: op de kaart staat hoe vaak er volgens afspraak wordt gerapporteerd."),
    "doelperspectief": t(
        "option.doelperspectief", "Ja: op de kaart staat waar de cliënt op langere termijn naartoe werkt."
    ),
    "jonger_dan_18": t(
        "option.jonger_dan_18",
        "Ja: op de kaart staat of de cliënt jonger dan 18 is. Dan volgt een melding; meten kan wel.",
    ),
    "doel_contact": t("option.doel_contact", "Ja: bij elke meting legt u vast waarvoor het contact was."),
    "soort_meting": t(
        "option.soort_meting",
        "Ja: bij elke meting legt u vast of het een intake, een tussentijdse meting of een eindmeting is.",
    ),
    "werk_bekend": t(
        "option.werk_bekend",
        "Van wie Meetlat weet dat er geen werk is. Dan vraagt het alleen vraag 4 en 5, en het meetmoment zegt dat.",
    ),
    "steekproef_een_op": t(
        "option.steekproef_een_op",
        "Bij één op zoveel hermetingen komt de vraag die de trede bepaalt opnieuw; 0 is nooit.",
    ),
    "gezin": t(
        "option.gezin", "Codes van één gezin kunnen aan elkaar; na een meting noemt Meetlat het andere gezinslid."
    ),
    "computervertaling": t(
        "option.computervertaling",
        "Ja: een cliënt mag ook kiezen uit talen die een computer vertaalde en niemand nakeek. Dat staat er dan bij.",
    ),
    "client_inkomen": t(
        "option.client_inkomen",
        "Ja: bij ‘Inkomen’ staat ook ‘Lees samen’, met de vraag voor de cliënt. Het dossier gaat voor.",
    ),
    "client_diploma": t(
        "option.client_diploma",
        "Ja: bij ‘Startkwalificatie’ staat ook ‘Lees samen’, met de vraag naar het diploma. Wat het telt, bepaalt u.",
    ),
    "client_hulp": t(
        "option.client_hulp",
        "Ja: bij ‘Instrument loopt’ staat ook ‘Lees samen’, met de vraag naar hulp. U kiest het antwoord.",
    ),
}
GROUPS: dict[str, tuple[str, ...]] = {
    "vragen": (
        "code_0",
        "code_9",
        "volledig",
        "verwachte_trede",
        "standaard_kenmerken",
        "instrument_bedrag",
        "rapportage",
        "doelperspectief",
        "jonger_dan_18",
        "doel_contact",
        "soort_meting",
        "werk_bekend",
        "gezin",
    ),
    "grenzen": (
        "mantelzorg_buitenshuis",
        "mantelzorg_huisgenoot",
        "banenafspraak_is_steun",
        "bbl_altijd_steun",
        "pgb_is_betaald_werk",
        "stage_is_betaald_werk",
        "bij_twijfel_lager",
        "oproep_weken",
        "referentie_weken",
        "onderbreking_weken",
    ),
    "termijnen": (
        *(f"interval_{trede}_maanden" for trede in TREDEN),
        "uiterste_maanden",
        "code_0_maanden",
        "terugdateren_dagen",
    ),
    "controle": (
        "vier_ogen",
        "steekproef_een_op",
        "verschil_dagen",
    ),
    "client": ("computervertaling", "client_inkomen", "client_diploma", "client_hulp"),
}
_VALUES: dict[str, Text] = {
    "ja": t("btn.setting.ja", "Ja"),
    "nee": t("btn.setting.nee", "Nee"),
    "geen": t("btn.setting.geen", "Geen"),
    "extern": t("btn.setting.extern", "Van externe invoerders"),
    "selectie": t("btn.setting.selectie", "Ook opvallende"),
    "niemand": t("btn.setting.niemand", "Van niemand"),
    "invoerders": t("btn.setting.invoerders", "Van externe invoerders"),
    "iedereen": t("btn.setting.iedereen", "Van iedereen"),
    "alles": t("btn.setting.alles", "Alle meetmomenten"),
}
# What a number says that is more than a number.
NUMBERS: dict[tuple[str, str], Text] = {
    ("steekproef_een_op", "0"): t("setting.never", "0 (nooit)"),
    ("oproep_weken", "0"): t("setting.always", "0 (zolang het contract loopt)"),
    ("verschil_dagen", "0"): t("setting.same_day", "0 (alleen dezelfde dag)"),
    ("terugdateren_dagen", "0"): t("setting.today", "0 (alleen vandaag)"),
}


def said(name: str, value: str) -> Text:
    """A value of a setting, for a person."""
    return NUMBERS.get((name, value)) or _VALUES.get(value, verbatim(value))
