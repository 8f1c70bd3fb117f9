"""The routes of being reached."""

from __future__ import annotations

from bot.conversation.routes import EVERYONE, NUMBER, action, one_of, view
from flows.ways import Way

WAYS = view("ways", needs=EVERYONE, doorway=True)
WAY_FIRST = action("way_first", one_of("way", Way), needs=EVERYONE)
MAIL_ADDRESS = view("mail_address", needs=EVERYONE)
MAIL_AGAIN = action("mail_again", needs=EVERYONE)
MAIL_OFF = action("mail_off", needs=EVERYONE)
BROWSER_OFF = action("browser_off", NUMBER, needs=EVERYONE)
TRY_OUT = action("try_out", needs=EVERYONE)
