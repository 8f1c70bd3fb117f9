"""What a client reads around the questions: beginning, agreeing, looking back, ending, and when something is wrong.

No sentence here names anybody, counts anything or says what an answer leads to.
"""

from __future__ import annotations

from datetime import date

from bot.conversation.screen import Text
from bot.texts.client.marking import tc

# TRANSLATORS: First screen. KEEP: questions about an ordinary week; no right or wrong answers; may stop at any time.
START = tc(
    "sys.start",
    "Hallo. Ik stel u vragen over uw week. Er zijn geen goede of foute antwoorden. U mag altijd stoppen.",
)
# TRANSLATORS: Asks for agreement. KEEP: the answers go to the professional and to the municipality (the authority).
CONSENT = tc("sys.consent", "Uw antwoorden gaan naar uw begeleider en de gemeente. Wilt u de vragen nu doen?")
# TRANSLATORS: Button, agrees and begins.
BEGIN = tc("btn.sys.begin", "Ja, ik begin")
# TRANSLATORS: Button, does not agree; nothing is asked or kept.
NOT_NOW = tc("btn.sys.not_now", "Nee, nu niet")
# TRANSLATORS: Above the list of languages.
LANGUAGE = tc("sys.language", "Welke taal leest u graag?")
# TRANSLATORS: Button, opens the list of languages.
OTHER_LANGUAGE = tc("btn.sys.language", "Andere taal")
# TRANSLATORS: Heading above languages that nobody has checked. KEEP: a computer did it.
BY_COMPUTER = tc("sys.computer", "Vertaald door een computer")
# TRANSLATORS: Said once before the questions. KEEP: a computer did it; it may be wrong; tell the professional.
MACHINE = tc(
    "sys.machine",
    "Een computer heeft deze tekst vertaald. Er kan een fout in zitten. Ziet u een fout? Vertel het uw begeleider.",
)
# TRANSLATORS: Read to who cannot see the screen, before the Dutch sentence under a translation.
IN_DUTCH = tc("sys.dutch", "In het Nederlands staat er:")
# TRANSLATORS: Button, tells the municipality that this text is not right.
WRONG = tc("btn.sys.wrong", "Deze tekst klopt niet")
# TRANSLATORS: After that button. The answers of the client are not sent along.
WRONG_TOLD = tc("sys.wrong", "Dank u wel. Wij kijken deze tekst na.")
# TRANSLATORS: Under a question. KEEP: not knowing is allowed; the professional helps.
NOT_KNOWING = tc("sys.unknown", "Weet u het niet? Dat is niet erg. Uw begeleider helpt u.")
# TRANSLATORS: Shows that it does not take long any more. No number.
A_FEW_MORE = tc("sys.more", "Nog een paar vragen.")
# TRANSLATORS: Button, shows help and an example.
EXPLAIN = tc("btn.sys.explain", "Meer uitleg")
# TRANSLATORS: Button, goes on to the next screen.
NEXT = tc("btn.sys.next", "Verder")
# TRANSLATORS: Above the answers that the client chose, which follow on their own lines.
CHECK = tc("sys.check", "Ik wil weten of ik u goed begrijp. Dit heeft u gekozen:")
# TRANSLATORS: Below those answers.
CHECK_RIGHT = tc("sys.check.right", "Klopt dit?")
# TRANSLATORS: Button, all answers are right.
RIGHT = tc("btn.sys.right", "Ja, het klopt")
# TRANSLATORS: Button beside one answer, to choose another.
CHANGE = tc("btn.sys.change", "Veranderen")
# TRANSLATORS: Last screen. KEEP: the professional talks with the client about the answers.
END = tc("sys.end", "Dank u wel. U bent klaar. Uw begeleider praat met u over uw antwoorden.")
# TRANSLATORS: Where the client holds the phone of the professional. KEEP: give it back.
GIVE_BACK = tc("sys.give_back", "Geef de telefoon terug aan uw begeleider.")
# TRANSLATORS: Button, always there.
STOP = tc("btn.sys.stop", "Stoppen")
# TRANSLATORS: After the button to stop. KEEP: the answers are not kept.
STOP_ASK = tc("sys.stop.ask", "Wilt u stoppen? Dan bewaren we uw antwoorden niet.")
# TRANSLATORS: Button, really stops.
STOP_YES = tc("btn.sys.stop_yes", "Ja, ik stop")
# TRANSLATORS: Button, does not stop after all.
GO_ON = tc("btn.sys.go_on", "Nee, ik ga verder")
# TRANSLATORS: The client stopped. KEEP: the answers are not kept; it is a promise.
STOPPED = tc("sys.stop", "U bent gestopt. We bewaren uw antwoorden niet.")
# TRANSLATORS: The client typed something instead of choosing a button. It is not the client's fault.
UNCLEAR = tc("sys.unclear", "Dat begrijp ik niet. Kies een knop, of vraag uw begeleider om hulp.")
# TRANSLATORS: The client came back after a while and goes on.
WELCOME_BACK = tc("sys.resume", "Welkom terug. U gaat verder waar u was.")
# TRANSLATORS: The link or the QR code is too old or was used before.
EXPIRED = tc("sys.expired", "Deze link werkt niet meer. Vraag uw begeleider om een nieuwe link.")
# TRANSLATORS: The same questions were opened on a second phone or screen; this first one ended.
ELSEWHERE = tc("sys.elsewhere", "De vragen staan nu op een ander scherm. Ga daar verder.")
# TRANSLATORS: Nobody chose an answer for some minutes, or the professional ended it.
CLOSED = tc("sys.closed", "De vragen zijn nu dicht. Vraag uw begeleider om hulp.")
# TRANSLATORS: The phone has no internet for a moment.
OFFLINE = tc("sys.offline", "U heeft nu geen internet. Wacht even. Dan gaat u verder.")
# TRANSLATORS: Something of ours broke. KEEP: it is not the client's fault.
BROKEN = tc("sys.broken", "Er gaat iets mis. Dat ligt niet aan u. Vraag uw begeleider om hulp.")
# TRANSLATORS: Button, plays the text.
LISTEN = tc("btn.sys.listen", "Lees voor")
# TRANSLATORS: Beside a recording that no person spoke. KEEP: a computer speaks.
COMPUTER_VOICE = tc("sys.voice", "Een computer leest dit voor.")
# TRANSLATORS: Before two questions about this conversation. KEEP: nobody sees who answers; answering is free.
FEEDBACK = tc("fb.intro", "Hoe vond u deze vragen? Niemand ziet wie dit antwoord geeft. U mag ook niets kiezen.")
# TRANSLATORS: Asks about the questions, not about the client.
FEEDBACK_CLEAR = tc("fb.clear.ask", "Waren de vragen duidelijk?")
# TRANSLATORS: Button.
CLEAR_YES = tc("btn.fb.clear.1", "Ja, duidelijk")
# TRANSLATORS: Button.
CLEAR_NO = tc("btn.fb.clear.2", "Nee, moeilijk")
# TRANSLATORS: Asks whether answering in this way was pleasant.
FEEDBACK_PLEASANT = tc("fb.pleasant.ask", "Vond u het fijn om zo te antwoorden?")
# TRANSLATORS: Button.
PLEASANT_YES = tc("btn.fb.pleasant.1", "Ja, fijn")
# TRANSLATORS: Button.
PLEASANT_NO = tc("btn.fb.pleasant.2", "Nee, niet fijn")
# TRANSLATORS: Button, answers neither of the two.
SKIP = tc("btn.fb.skip", "Overslaan")
# TRANSLATORS: Heading of a page that the client may take home.
CARD = tc("card.title", "Uw antwoorden")
# TRANSLATORS: On that page, above what the client wants in a year.
CARD_WISH = tc("card.wish", "Dit wilt u over een jaar:")
# TRANSLATORS: On that page. KEEP: it belongs to the client, who decides who sees it.
CARD_YOURS = tc("card.yours", "Dit papier is van u. U kiest zelf wie het ziet.")
# TRANSLATORS: Button, prints that page.
PRINT = tc("btn.card.print", "Printen")


def card_day(day: date) -> Text:
    """When these answers were given."""
    # TRANSLATORS: On that page. {day} is a date with its weekday, written out in your language.
    return tc("card.day", "Deze antwoorden gaf u op {day}.", day=day)
