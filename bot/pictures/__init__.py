"""Pictures of measurements: SVG for a page, PNG for a chat. Others use only the names below."""

from bot.pictures.cells import Caption, Cell, Series, Tone
from bot.pictures.comparison import Comparison, Half, Pair, comparison
from bot.pictures.distribution import Distribution, Row, distribution
from bot.pictures.forecast import Forecast, forecast
from bot.pictures.model import Point, TimelineWords
from bot.pictures.movement import Moved, Movement, MovementWords, movement
from bot.pictures.palette import DARK, LIGHT, Palette
from bot.pictures.png import png
from bot.pictures.progress import Progress, progress
from bot.pictures.renderer import PngRenderer
from bot.pictures.timeline import timeline
from bot.pictures.way import Way, ways

__all__ = [
    "DARK",
    "LIGHT",
    "Caption",
    "Cell",
    "Comparison",
    "Distribution",
    "Forecast",
    "Half",
    "Moved",
    "Movement",
    "MovementWords",
    "Pair",
    "Palette",
    "PngRenderer",
    "Point",
    "Progress",
    "Row",
    "Series",
    "TimelineWords",
    "Tone",
    "Way",
    "comparison",
    "distribution",
    "forecast",
    "movement",
    "png",
    "progress",
    "timeline",
    "ways",
]
