"""A picture that is drawn in another process is the same picture, also when that process was ended in between."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator

import pytest
from pictures.examples import EXAMPLES

from bot.pictures import LIGHT, Easel, png

SVG = EXAMPLES["caseload-groei"](LIGHT)


@pytest.fixture
async def easel() -> AsyncIterator[Easel]:
    easel = Easel()
    yield easel
    await easel.close()


async def test_it_draws_what_the_library_draws(easel: Easel) -> None:
    assert set(await asyncio.gather(easel.png(SVG), easel.png(SVG))) == {png(SVG)}


async def test_another_process_takes_over(easel: Easel) -> None:
    first = await easel.png(SVG)
    process = easel._process
    assert process is not None
    process.send_signal(signal.SIGKILL)
    await process.wait()
    assert await easel.png(SVG) == first
    assert easel._process is not process


async def test_who_does_not_wait_leaves_nothing_behind(easel: Easel) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(easel.png(SVG), 0.001)
    assert await easel.png(SVG) == png(SVG)


async def test_what_cannot_be_drawn_is_told(easel: Easel) -> None:
    broken = '<svg viewBox="0 0 9 9" width="9" height="9"><oops'
    with pytest.raises(ValueError, match="cannot be drawn"):
        await easel.png(broken)
    assert await easel.png(SVG) == png(SVG)
