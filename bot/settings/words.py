"""What the settings of the municipality are called, and what each does."""

from __future__ import annotations

from bot.conversation.screen import Text, t, verbatim
from flows.ladder import TREDEN

HEADINGS: dict[str, Text] = {
    "vragen": t("btn.options.vragen", "Wat er gevraagd wordt"),
    "grenzen": t("btn.options.grenzen", "Grensgevallen"),
    "termijnen": t("btn.options.termijnen", "Termijnen"),
    "controle": t("btn.options.controle", "Controle en steekproef"),
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
    "steekproef_een_op": t("btn.option.steekproef_een_op", "Steekproef (één op …)"),
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
    "bij_twijfel_lager": t("option.bij_twijfel_lager", "Wie twijfelt, kiest voorlopig de lagere trede."),
    "oproep_weken": t("option.oproep_weken", "Een oproepcontract telt als er in zoveel weken echt is gewerkt."),
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
    "steekproef_een_op": t(
        "option.steekproef_een_op",
        "Bij één op zoveel hermetingen komt de vraag die de trede bepaalt opnieuw; 0 is nooit.",
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
    ),
    "grenzen": (
        "mantelzorg_buitenshuis",
        "mantelzorg_huisgenoot",
        "banenafspraak_is_steun",
        "bbl_altijd_steun",
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
    ),
}
_VALUES: dict[str, Text] = {
    "ja": t("btn.setting.ja", "Ja"),
    "nee": t("btn.setting.nee", "Nee"),
    "geen": t("btn.setting.geen", "Geen"),
    "extern": t("btn.setting.extern", "Van externe invoerders"),
    "selectie": t("btn.setting.selectie", "Ook opvallende"),
    "alles": t("btn.setting.alles", "Alle meetmomenten"),
}
# What a number says that is more than a number.
NUMBERS: dict[tuple[str, str], Text] = {
    ("steekproef_een_op", "0"): t("setting.never", "0 (nooit)"),
    ("terugdateren_dagen", "0"): t("setting.today", "0 (alleen vandaag)"),
}


def said(name: str, value: str) -> Text:
    """A value of a setting, for a person."""
    return NUMBERS.get((name, value)) or _VALUES.get(value, verbatim(value))
