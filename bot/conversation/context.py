"""What a screen may look at and an action may change, within one request and its transaction."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.config.flows import ConfiguredFlows
from bot.conversation.event import Channel
from bot.conversation.screen import Target, Text
from bot.runtime.clock import Clock, Ids

if TYPE_CHECKING:
    from bot.conversation.routes import Table

from flows.dialogue import Dialogue, DialogueStatus
from flows.engine import fallen
from flows.meetmoment import Meetmoment
from flows.model import Flow
from flows.people import Functionaris
from flows.values import observed
from flows.vrijstelling import on_day
from flows.ways import Way
from storage.conversation.chats import Chat
from storage.unit import Unit


@dataclass(slots=True)
class AppContext:
    """What stays the same from request to request; ``key`` signs links, ``bot`` is the Telegram bot's user name.

    ``flows`` is what the files say, before the settings that a beheerder changed; ``naam`` is what the organisation is
    called; ``address`` is where the web chat listens. ``openid`` says that people sign in with accounts of their
    organisation, and without ``bare_links`` a link from a colleague works together with such an account only.
    ``set_up`` are the ways that messages can go.
    """

    routes: Table
    flows: ConfiguredFlows
    clock: Clock
    ids: Ids
    key: bytes
    public_url: str = ""
    bot: str = ""
    naam: str = ""
    address: str = ""
    openid: bool = False
    bare_links: bool = True
    set_up: tuple[Way, ...] = ()
    _newest: tuple[int, ConfiguredFlows] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with what the files say."""
        self._newest = (0, self.flows)

    async def flows_at(self, unit: Unit, instelling: int) -> ConfiguredFlows:
        """The flows with every setting up to change number ``instelling``, here or in another process, applied."""
        known, flows = self._newest
        if instelling != known:
            flows = self.flows.with_choices(await unit.instellingen.chosen())
            self._newest = (instelling, flows)
        return flows

    async def flows_now(self, unit: Unit) -> ConfiguredFlows:
        """The flows with every setting of this moment applied."""
        return await self.flows_at(unit, await unit.instellingen.newest())

    @property
    def web(self) -> str:
        """Where the web chat is found: the address that was set, or else the one it listens on."""
        return self.public_url or self.address


@dataclass(slots=True)
class RequestContext:
    """The state a screen is a function of; actions replace its parts. ``flows`` hold for the whole request.

    ``maker`` is the colleague with whose link ``who`` is signed in: the two count as one person. ``session`` is the one
    that looks, by the start of its hash. ``touched`` are chats of other people that this request changed.
    """

    app: AppContext
    flows: ConfiguredFlows
    unit: Unit
    now: datetime
    today: date
    who: Functionaris
    chat: Chat
    dialogue: Dialogue | None
    toast: Text | None = None
    changed: bool = field(default=False)
    maker: str | None = None
    session: str = ""
    touched: list[Chat] = field(default_factory=list)

    @property
    def here(self) -> Target:
        """Where the chat is now."""
        return Target(self.chat.route)

    @property
    def has_room(self) -> bool:
        """Whether the channel may have room for a whole list beside the conversation."""
        return self.chat.channel == Channel.WEB

    @property
    def flow(self) -> Flow | None:
        """The flow of the open dialogue, as it was started, for the day of the measurement."""
        if self.dialogue is None:
            return None
        flow = self.flows.flow(self.dialogue.flow, self.dialogue.version)
        return None if flow is None else on_day(flow, observed(self.dialogue.answers, self.today))

    async def note(self, wat: str, *, client: str | None = None, bij: str | None = None) -> None:
        """Add to the audit trail."""
        await self.unit.audit.note(
            wat, at=self.now, wie=self.who.id, kanaal=self.chat.channel, client=client, bij=bij, via=self.maker
        )

    async def answer(self, answers: dict[str, str], wat: str = "antwoord") -> None:
        """Keep new answers of the open dialogue; what fell out goes to the trail."""
        if self.dialogue is not None and self.dialogue.answers != answers:
            await self.replace(self.dialogue, answers, wat)

    async def replace(self, dialogue: Dialogue, answers: dict[str, str], wat: str = "antwoord") -> None:
        """Keep the open dialogue in its new form, with new answers."""
        dropped = fallen(dialogue.answers, answers)
        self.dialogue = replace(dialogue.tapped(self.now), answers=answers)
        self.changed = True
        await self.unit.dialogues.save(self.dialogue, self.now)
        await self.unit.audit.note(
            wat,
            at=self.now,
            wie=self.who.id,
            kanaal=self.chat.channel,
            client=dialogue.client,
            bij=dialogue.id,
            vervallen=dropped,
            via=self.maker,
        )

    async def stop(self, dialogue: Dialogue) -> None:
        """End an open dialogue without recording; its answers fall."""
        await self.unit.dialogues.save(replace(dialogue, status=DialogueStatus.STOPPED, answers={}), self.now)
        await self.note("gestopt", client=dialogue.client, bij=dialogue.id)

    async def gone_over(self) -> bool:
        """Whether this chat measures a client who is a colleague's now; then nothing is left to show of it."""
        if self.dialogue is not None or self.chat.dialogue is None:
            return False
        found = await self.unit.dialogues.get(self.chat.dialogue, self.who.id)
        if found is None or found.status is not DialogueStatus.OPEN:
            return False
        self.show(None)
        self.tell("gone_over")
        return True

    async def meetmoment(self, meetmoment_id: str) -> Meetmoment | None:
        """The latest version of a meetmoment whose client this person may see; the same none for any other."""
        found = await self.unit.meetmomenten.get(meetmoment_id)
        if found is None or await self.unit.clients.get(found.client, self.who, self.today) is None:
            return None
        return found

    def show(self, dialogue: Dialogue | None) -> None:
        """Bring a dialogue to this chat's screen, or none."""
        self.dialogue = dialogue
        self.chat = replace(self.chat, dialogue=None if dialogue is None else dialogue.id)

    def wake(self, functionaris: str) -> None:
        """Have every open page of somebody find out whether it is still signed in, also of who never tapped there."""
        self.touched.append(Chat(0, Channel.WEB, functionaris, functionaris, self.chat.taal, ""))

    def tell(self, notice: str) -> None:
        """Put a notice on the next screen."""
        self.chat = replace(self.chat, notice=notice)
