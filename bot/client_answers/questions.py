"""Which questions for a client belong to a question of the professional, in this municipality."""

from __future__ import annotations

from bot.client_answers.routes import READ_ALONG
from bot.config.client_questions import client_questions
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Button, Look, t
from flows.client.asking import for_gemeente
from flows.client.model import ClientScreen


def about(context: RequestContext, step_id: str) -> tuple[ClientScreen, ...]:
    """The small questions, in order; none where a client is not asked."""
    return for_gemeente(client_questions(), context.flows.gemeente.options).about(step_id)


def reading_along(context: RequestContext, step_id: str) -> list[Button]:
    """The button that shows them, where there are any."""
    if not about(context, step_id):
        return []
    return [Button(t("btn.read_along", "Lees samen"), link(READ_ALONG, step_id, 0), Look.QUIET)]
