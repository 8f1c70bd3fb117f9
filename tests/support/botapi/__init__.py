"""A stand-in for the Telegram Bot API over real HTTP, with people who write, tap and look."""

from support.botapi.chat import Button, Chat, Message
from support.botapi.faults import Faults
from support.botapi.person import Person
from support.botapi.server import BotApi, Call

__all__ = ["BotApi", "Button", "Call", "Chat", "Faults", "Message", "Person"]
