"""What is sent to find out whether it arrives: a test, and the code that proves an address."""

from __future__ import annotations

from bot.conversation.routes import link
from bot.conversation.screen import Button, Screen, t
from bot.messages.params import Nothing
from bot.messages.post import Post
from bot.reaching.addresses import CODE_LASTS, code_for
from bot.reaching.routes import WAYS
from bot.ui.widgets import line, menu, title
from flows.ways import Way


async def test_notice(post: Post, params: Nothing) -> Screen | None:
    """For who asked for it: this way works."""
    works = t("test_notice.title", "Dit is een proefbericht: het komt aan")
    blocks = (title(works), line(t("test_notice.what", "Zo en hier hoort u voortaan van Meetlat.")))
    return Screen(blocks, ((Button(t("btn.ways", "Meldingen"), link(WAYS)),), (menu(),)), brief=works)


async def mail_code(post: Post, params: Nothing) -> Screen | None:
    """For whoever reads what comes in at an address, and for nobody else: it stands nowhere but in that mail."""
    mail = await post.unit.ways.mail(post.who.id)
    if post.way is not Way.MAIL or mail is None or mail.bevestigd is not None:
        return None
    if post.now >= mail.gevraagd + CODE_LASTS:
        return None
    code = code_for(post.app.key, post.who.id, mail.adres, mail.gevraagd)
    said = t("mail_code.what", "Uw code is {code}. Typ die in Meetlat, onder Meldingen.", code=f"{code[:3]} {code[3:]}")
    return Screen((line(said),), ((menu(),),), brief=said)
