"""Pictures of measurements: SVG for a page, PNG for a chat. Others use only the names below."""

from bot.pictures.model import Point, TimelineWords
from bot.pictures.palette import DARK, LIGHT, Palette
from bot.pictures.png import png
from bot.pictures.timeline import timeline

__all__ = ["DARK", "LIGHT", "Palette", "Point", "TimelineWords", "png", "timeline"]
