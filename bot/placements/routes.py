"""The routes of instruments."""

from __future__ import annotations

from bot.conversation.routes import CLIENT, ID, NUMBER, action, optional, view

PLACEMENTS = view("placements", CLIENT)
PLACE = view("place", CLIENT)
PLACE_WITH = view("place_with", CLIENT, NUMBER)
# The instrument and the partner by their place in the settings of the municipality; without a partner it is its own.
BEGIN_PLACEMENT = action("begin_placement", CLIENT, NUMBER, optional(NUMBER))
END_PLACEMENT = action("end_placement", CLIENT, ID)
