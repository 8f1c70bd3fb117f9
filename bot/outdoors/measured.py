"""What a device hands in: a client code, answers and which flow they were given to; anything else is no measurement."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from flows.meetmoment import Bevestiging

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Value = Annotated[str, StringConstraints(max_length=64)]


class Measured(BaseModel):
    """One measurement as it was answered on a device.

    ``number`` is that of the flow's data there, ``said`` what was done with last time's answers; ``seconds`` and
    ``taps`` say how long somebody was at it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    ticket: Annotated[str, StringConstraints(max_length=128)]
    client: Name
    flow: Name
    number: Name
    answers: Annotated[dict[Name, Value], Field(max_length=100)]
    said: Bevestiging | None = None
    seconds: Annotated[int, Field(ge=0, le=86_400)] = 0
    taps: Annotated[int, Field(ge=0, le=1_000)] = 0
