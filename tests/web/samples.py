"""Screens as a klantmanager meets them, in Dutch, for tests in the browser and for looking at."""

from __future__ import annotations

from datetime import date

from bot.conversation.screen import (
    Block,
    Button,
    Entry,
    Exchange,
    Link,
    Listing,
    Look,
    Picture,
    Row,
    Screen,
    Sheet,
    Style,
    Target,
    Text,
    Tongue,
    t,
    verbatim,
)
from bot.pictures import Point, TimelineWords, timeline
from flows.ladder import Groei


def say(words: str, **params: str | int | date | Text) -> Text:
    return t("sample", words, **params)


def button(label: str, route: str, look: Look = Look.PLAIN) -> Button:
    return Button(say(label), Target(route), look)


CLIENT = verbatim("K-7Q4F")
ARABIC, SIMPLE = Tongue("ar", "rtl"), Tongue("nl-simple", "ltr")
QUIET_ROW = (
    Button(t("btn.back", "Terug"), Target("s:back"), Look.QUIET),
    button("Later", "s:pause", Look.QUIET),
    button("Stoppen", "s:stop", Look.QUIET),
)
LOG = (
    Exchange(say("Is trede 0 of 9 van toepassing?"), say("Nee, gewoon meten")),
    Exchange(say("Verricht de klant op dit moment betaald werk?"), say("Nee")),
)

START = Screen(
    blocks=(
        Block(Style.TITLE, say("Goedemorgen")),
        Block(Style.TEXT, say("3 hermetingen staan klaar. De oudste wacht sinds 2 november.")),
    ),
    rows=(
        (button("Nieuwe meting", "m:new", Look.PRIMARY),),
        (button("Hermeting (3)", "m:due"),),
        (button("Mijn cliënten", "m:list"),),
        (button("Uitleg", "m:help", Look.QUIET), button("Instellingen", "m:set", Look.QUIET)),
    ),
)

CLIENT_MENU = Screen(
    blocks=(
        Block(Style.TITLE, say("Cliënt {code}", code=CLIENT)),
        Block(Style.ITEM, say("Positie: 3+ · Deelname georganiseerde activiteiten")),
        Block(Style.ITEM, say("Laatste meting: {day}", day=date(2025, 11, 12))),
        Block(Style.ITEM, say("Volgende meting: {day}", day=date(2026, 11, 12))),
        Block(Style.WARNING, say("De hermeting is 10 dagen te laat.")),
    ),
    rows=(
        (button("Hermeting starten", "c:measure", Look.PRIMARY),),
        (button("Verloop", "c:history"),),
        (button("Laatste meting corrigeren", "c:correct"),),
        (button("Meting intrekken", "c:withdraw", Look.DANGER),),
        (button("Naar mijn cliënten", "c:list", Look.QUIET),),
    ),
)

QUESTION = Screen(
    log=LOG,
    progress=say("Vraag 3 van ±5"),
    blocks=(
        Block(
            Style.QUESTION,
            say(
                "Doet de klant onbetaald werk met verantwoordelijkheden naar anderen en minimaal één keer "
                "per week fysiek contact met anderen?"
            ),
        ),
        Block(
            Style.HINT,
            say(
                "Ja als alle drie gelden: geen arbeidsovereenkomst, taken met verantwoordelijkheden naar "
                "anderen, en elke week fysiek contact tijdens dat werk."
            ),
        ),
    ),
    rows=(
        (button("Ja", "a:q3:ja"), button("Nee", "a:q3:nee")),
        (button("Uitleg", "s:help", Look.QUIET), button("Onbekend", "a:q3:?", Look.QUIET)),
        QUIET_ROW,
    ),
)

NEXT_QUESTION = Screen(
    log=(*LOG, Exchange(say("Onbetaald werk met verantwoordelijkheden?"), say("Nee"))),
    progress=say("Vraag 4 van ±5"),
    blocks=(
        Block(
            Style.QUESTION,
            say("Neemt de klant minimaal één keer per week deel aan georganiseerde activiteiten?"),
        ),
        Block(Style.HINT, say("Bijvoorbeeld taalles of de kaartavond in het buurthuis; meedoen is genoeg.")),
    ),
    rows=QUESTION.rows,
)

KENMERKEN = Screen(
    log=(Exchange(say("Stijgt de klant binnen één jaar?"), say("Ja (+)")),),
    blocks=(
        Block(Style.QUESTION, say("Kloppen de klantkenmerken nog?")),
        Block(Style.HINT, say("Overgenomen van de meting op {day}.", day=date(2025, 11, 12))),
        Block(Style.ITEM, say("Inkomen: Gemeentelijke uitkering")),
        Block(Style.ITEM, say("Startkwalificatie: Nee")),
        Block(Style.ITEM, say("Inburgeringsplichtig: Nee")),
        Block(Style.ITEM, say("Inburgeringsbehoeftig: Ja")),
        Block(Style.ITEM, say("Laaggeletterd: Niet vastgesteld")),
        Block(Style.ITEM, say("Vrijstelling arbeidsplicht: Nee")),
        Block(Style.ITEM, say("Vrijstelling inburgeringsplicht: Nee")),
        Block(Style.ITEM, say("Instrument loopt: Ja")),
        Block(Style.ITEM, say("Nieuw instrument: Nee")),
    ),
    rows=(
        (button("Alles klopt", "k:same", Look.PRIMARY),),
        (button("Iets wijzigen", "k:edit"),),
        QUIET_ROW,
    ),
)

PICTURE = Picture(
    svg=timeline(
        (
            Point(date(2023, 2, 10), 1, Groei.PLUS),
            Point(date(2023, 11, 3), 2, Groei.PLUS),
            Point(date(2024, 12, 12), 3, Groei.NUL, gecorrigeerd=True),
            Point(date(2026, 11, 20), 4, Groei.PLUS),
        ),
        until=date(2026, 11, 22),
        words=TimelineWords(
            title="Verloop van K-7Q4F",
            description="Van trede 1 naar trede 4+.",
            treden={
                1: "Geïsoleerd",
                2: "Contacten buitenshuis",
                3: "Activiteiten",
                4: "Onbetaald werk",
                5: "Betaald met hulp",
                6: "Betaald werk",
            },
            off_ladder="Niet op de ladder",
            growth="groei verwacht",
            not_placed="nog niet ingedeeld (0)",
            out_of_sight="niet meer in beeld (9)",
            corrected="gecorrigeerd",
            today="vandaag",
            day=lambda day: f"{day.day}-{day.month}-{day.year}",
            month=lambda day: f"{day.month}/{day.year}",
        ),
    ),
    title=say("Verloop van {code}", code=CLIENT),
    header=(say("Datum"), say("Trede"), say("Vastgelegd door")),
    rows=(
        (say("20 november 2026"), verbatim("4+"), say("Klantmanager A")),
        (say("12 december 2024"), verbatim("3"), say("Klantmanager A, gecorrigeerd")),
        (say("3 november 2023"), verbatim("2+"), say("Klantmanager B")),
        (say("10 februari 2023"), verbatim("1+"), say("Klantmanager B")),
    ),
)

SUMMARY = Screen(
    log=(Exchange(say("Wanneer is de volgende meting?"), say("Over 12 maanden")),),
    blocks=(
        Block(Style.QUESTION, say("Klopt deze meting?")),
        Block(Style.GOOD, say("Trede 4+ · Onbetaald werk, groei verwacht")),
        Block(Style.ITEM, say("Betaald werk: Nee")),
        Block(Style.ITEM, say("Onbetaald werk: Ja")),
        Block(Style.ITEM, say("Groei binnen één jaar: Ja (+)")),
        Block(Style.ITEM, say("Klantkenmerken: 9 van 9, 1 gewijzigd")),
        Block(Style.ITEM, say("Volgende meting: {day}", day=date(2027, 11, 20))),
        Block(Style.WARNING, say("Er is nog geen instrument ingezet bij deze groei.")),
    ),
    picture=PICTURE,
    rows=(
        (button("Vastleggen", "m:save", Look.PRIMARY),),
        (button("Antwoord wijzigen", "m:edit"), button("Waarom trede 4?", "m:why")),
        QUIET_ROW,
    ),
)

RECEIPT = Screen(
    blocks=(
        Block(Style.TITLE, say("{code} is vastgelegd", code=CLIENT)),
        Block(Style.GOOD, say("Trede 4+, één hoger dan op 12 december 2024")),
        Block(Style.ITEM, say("Volgende meting: {day}", day=date(2027, 11, 20))),
        Block(Style.ITEM, say("Uw caseload nu: 34 cliënten, 21 met groei, 2 te laat")),
    ),
    picture=PICTURE,
    rows=(
        (button("Volgende hermeting (2)", "m:due", Look.PRIMARY),),
        (button("Naar het begin", "m:home", Look.QUIET),),
    ),
)

ENTRY = Screen(
    blocks=(
        Block(Style.QUESTION, say("Wanneer is de volgende meting?")),
        Block(Style.HINT, say("Uiterlijk over 12 maanden.")),
    ),
    entry=Entry("date", say("Een andere datum"), "20-05-2027"),
    rows=(
        (button("3 mnd", "d:3"), button("6 mnd", "d:6"), button("12 mnd", "d:12")),
        QUIET_ROW,
    ),
    notice=say("Die datum ligt in het verleden. Kies een dag vanaf morgen."),
)

CODE_ENTRY = Screen(
    blocks=(Block(Style.QUESTION, say("Welke cliënt wilt u meten?")),),
    entry=Entry("code", say("Code van de cliënt"), "K-7Q4F"),
    rows=(
        *(
            (button(f"{code} · {trede} · {day}", f"c:{code}"),)
            for code, trede, day in (
                ("K-7Q4F", "3+", "12 nov 2025"),
                ("K-9H2X", "1", "30 okt 2025"),
                ("K-3MRV", "4+", "18 dec 2025"),
                ("K-W6TP", "2+", "7 jan 2026"),
            )
        ),
        (button("Vorige", "c:prev", Look.QUIET), button("Meer", "c:next", Look.QUIET)),
    ),
)

INVITE = Screen(
    blocks=(
        Block(Style.TITLE, say("Uitnodiging voor een klantmanager")),
        Block(Style.TEXT, say("Laat deze code scannen of stuur de link. Hij werkt één keer, tot morgen.")),
    ),
    link=Link(say("Uitnodiging openen"), "https://meetlat.example/in/Zk3vT0wq5Yb1n8Rj2mXc", qr=True),
    rows=((button("Klaar", "m:home", Look.PRIMARY),),),
)

ANSWER_ENTRY = Screen(
    log=LOG,
    progress=say("Vraag 3 van ±5"),
    blocks=(Block(Style.QUESTION, say("Ontmoet de klant elke week mensen buiten het eigen huishouden?")),),
    entry=Entry("answer", say("Of typ uw antwoord"), "ja"),
    rows=((button("Ja", "a:q5:ja"), button("Nee", "a:q5:nee")), QUIET_ROW),
    notice=say("Meetlat begrijpt dat niet. Kies een knop, of typ ja of nee."),
)

CHOICES = Screen(
    blocks=(Block(Style.TITLE, say("Wanneer wilt u berichten?")),),
    rows=(
        tuple(
            Button(verbatim(hour), Target(f"prefer/{hour}"), chosen=hour == "10:00")
            for hour in ("08:30", "10:00", "13:00")
        ),
        (Button(say("Geen voorkeurstijd"), Target("prefer"), chosen=False),),
        (Button(say("Stil voor 10:00"), Target("hush"), chosen=True),),
    ),
)

COPY = Screen(
    blocks=(
        Block(Style.TITLE, say("Uitnodiging")),
        Block(Style.COPY, verbatim("https://meetlat.example/in/Zk3vT0wq5Yb1n8Rj2mXc")),
        Block(Style.COPY, verbatim("https://t.me/meetlat_bot?start=Zk3vT0wq5Yb1n8Rj2mXc")),
    ),
    rows=((button("Klaar", "m:home", Look.PRIMARY),),),
)

HOSTILE = Screen(
    blocks=(
        Block(Style.QUESTION, say("Klopt {code}?", code="<script>alert(1)</script>")),
        Block(Style.ITEM, say("Reden: {why}", why='"><img src=x onerror=alert(2)>')),
    ),
    rows=((button("Ja", "a:<b>"),),),
    link=Link(say("Verder"), "javascript:alert(3)"),
)

# A heading that the table repeats, and more columns than a phone is wide.
TABLE = Screen(
    (Block(Style.TITLE, t("sample.table", "Resultaat per contractpartner, van uw team")),),
    ((Button(t("sample.menu", "Menu"), Target("home")),),),
    picture=Picture(
        svg="",
        title=t("sample.table", "Resultaat per contractpartner, van uw team"),
        header=tuple(
            t(f"sample.col.{word}", word)
            for word in ("Contractpartner", "Cliënten", "gestegen", "gelijk", "niet meer gemeten")
        ),
        rows=(tuple(t(f"sample.cell.{cell}", cell) for cell in ("Taalhuis", "18", "6", "8", "4")),),
        headed=True,
    ),
)
HEADER = tuple(say(word) for word in ("Code", "Trede", "Gemeten", "Volgende", "Klantmanager"))
CODES = tuple(f"K-{letters}" for letters in ("7Q4F", "9H2X", "3MRV", "W6TP", "5T2N", "Z8QK", "M4FR", "C3WX", "J9PD"))


def listing(here: str = "") -> Listing:
    """Nine clients, the last one due first."""
    rows = tuple(
        Row(
            (
                verbatim(code),
                verbatim(f"{number % 6 + 1}{'+' * (number % 2)}"),
                say("{day}", day=date(2026, 1, 20 - number)),
                say("{day} · nu meten", day=date(2027, 1, 20 - number)),
                verbatim(f"Klantmanager {number % 3 + 1}"),
            ),
            Target(f"client/{code}"),
            code == here,
        )
        for number, code in enumerate(CODES)
    )
    return Listing(say("Mijn cliënten"), HEADER, rows)


LISTED = Screen(
    blocks=(
        Block(Style.TITLE, say("Mijn cliënten")),
        Block(
            Style.HINT,
            t("clients.page", "Cliënten: {total} · bladzijde {number} van {last}", total=9, number=1, last=2),
        ),
        Block(Style.HINT, say("Eerst wie nog niet gemeten is.")),
    ),
    rows=(
        *((button(code, f"client/{code}"),) for code in CODES[:8]),
        (Button(t("btn.next", "Volgende ›"), Target("clients/1"), Look.QUIET),),
        (Button(t("btn.menu", "Menu"), Target("home"), Look.QUIET),),
    ),
    entry=Entry("code", say("Of typ een cliëntcode")),
    listing=listing(),
    paper=True,
)
BESIDE = Screen(
    blocks=CLIENT_MENU.blocks,
    rows=CLIENT_MENU.rows,
    picture=PICTURE,
    listing=listing("K-3MRV"),
    shared=Target("client/K-3MRV"),
    paper=True,
)
REPORT = Screen(
    blocks=(
        Block(Style.TITLE, say("Beweging van uw team")),
        Block(Style.TEXT, say("Gestegen 12, gelijk 30, gedaald 4. Van 3 is het meetmoment verlopen.")),
    ),
    rows=(
        (Button(say("Een jaar"), Target("report/b/t/jaar"), chosen=True), button("Twee jaar", "report/b/t/twee")),
        (Button(t("btn.back", "Terug"), Target("caseload/t"), Look.QUIET),),
    ),
    picture=PICTURE,
    sheet=Sheet("meetlat-beweging-2026-11-30", ("eenheid", "trede"), (("team:t1", "3"),)),
    shared=Target("report/b/m-t1/jaar"),
    paper=True,
)
PERIOD = Screen(
    blocks=(Block(Style.QUESTION, say("Van welke dag tot welke dag?")),),
    rows=((button("Dit jaar", "report/1"), button("Vorig jaar", "report/2")), QUIET_ROW),
    entry=Entry("date", say("Typ een periode"), "01-01-2026 - 30-06-2026", (date(2026, 1, 1), date(2026, 11, 30))),
)
CHANGEABLE = Screen(
    blocks=(
        Block(Style.QUESTION, say("Klopt dit zo?")),
        Block(Style.ITEM, say("Betaald werk: Nee"), Target("ask/Q1")),
        Block(Style.ITEM, say("Inkomen: Gemeentelijke uitkering"), Target("kenmerken")),
        Block(Style.ITEM, say("Een zin zonder dubbele punt die lang doorloopt tot aan de rand"), Target("ask/Q2")),
        Block(Style.ITEM, say("Instrument loopt: nee")),
    ),
    rows=((button("Vastleggen", "record", Look.PRIMARY),), (button("Iets wijzigen", "edit"),), QUIET_ROW),
)
YES_OR_NO = Screen(
    blocks=(Block(Style.QUESTION, say("Verricht de klant betaald werk?")),),
    rows=((button("Ja", "answer/Q1/ja"), button("Nee", "answer/Q1/nee")), QUIET_ROW),
    entry=Entry("answer", say("Of typ uw antwoord")),
)
READ_ALONG = Screen(
    (
        Block(Style.TITLE, say("Lees samen met de cliënt")),
        Block(Style.HINT, verbatim("ترجم حاسوب هذا النص."), tongue=ARABIC),
        Block(Style.STRONG, verbatim("Ziet u elke week mensen die niet bij u wonen?"), tongue=SIMPLE),
        Block(Style.STRONG, verbatim("هل ترون كل أسبوع أشخاصاً لا يسكنون معكم؟"), tongue=ARABIC),
        Block(Style.ITEM, verbatim("Ja, elke week"), tongue=SIMPLE),
        Block(Style.ITEM, verbatim("نعم، كل أسبوع"), tongue=ARABIC),
        Block(Style.ITEM, verbatim("لا أعرف"), tongue=ARABIC),
    ),
    (
        (button("Ja", "a:q5:ja"), button("Nee", "a:q5:nee")),
        (Button(verbatim("Makkelijk Nederlands"), Target("r:nl"), Look.QUIET, chosen=False, tongue=SIMPLE),),
        (Button(verbatim("العربية"), Target("r:ar"), Look.QUIET, chosen=True, tongue=ARABIC),),
        QUIET_ROW,
    ),
)
ALL = {
    "read_along": READ_ALONG,
    "listed": LISTED,
    "beside": BESIDE,
    "report": REPORT,
    "period": PERIOD,
    "changeable": CHANGEABLE,
    "yes_or_no": YES_OR_NO,
    "start": START,
    "table": TABLE,
    "client": CLIENT_MENU,
    "question": QUESTION,
    "kenmerken": KENMERKEN,
    "summary": SUMMARY,
    "receipt": RECEIPT,
    "entry": ENTRY,
    "code": CODE_ENTRY,
    "invite": INVITE,
    "answer": ANSWER_ENTRY,
    "choices": CHOICES,
    "copy": COPY,
}
