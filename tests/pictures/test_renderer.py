"""A picture that is drawn in another process is the same picture, also when that process was ended in between."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator

import pytest
from pictures.examples import EXAMPLES

from bot.pictures import LIGHT, PngRenderer, png

SVG = EXAMPLES["caseload-groei"](LIGHT)


@pytest.fixture
async def renderer() -> AsyncIterator[PngRenderer]:
    renderer = PngRenderer()
    yield renderer
    await renderer.close()


async def test_it_draws_what_the_library_draws(renderer: PngRenderer) -> None:
    assert set(await asyncio.gather(renderer.png(SVG), renderer.png(SVG))) == {png(SVG)}


async def test_another_process_takes_over(renderer: PngRenderer) -> None:
    first = await renderer.png(SVG)
    process = renderer._process
    assert process is not None
    process.send_signal(signal.SIGKILL)
    await process.wait()
    assert await renderer.png(SVG) == first
    assert renderer._process is not process


async def test_who_does_not_wait_leaves_nothing_behind(renderer: PngRenderer) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(renderer.png(SVG), 0.001)
    assert await renderer.png(SVG) == png(SVG)


async def test_what_cannot_be_drawn_is_told(renderer: PngRenderer) -> None:
    broken = '<svg viewBox="0 0 9 9" width="9" height="9"><oops'
    with pytest.raises(ValueError, match="cannot be drawn"):
        await renderer.png(broken)
    assert await renderer.png(SVG) == png(SVG)
