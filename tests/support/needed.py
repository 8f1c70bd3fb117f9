"""What a test needs from the machine: absent means skipped, unless MEETLAT_TESTS_REQUIRE names it."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def absent(part: str, reason: str) -> NoReturn:
    """Skip the test for want of ``part``, or fail it where the machine promised to have it."""
    if part in os.environ.get("MEETLAT_TESTS_REQUIRE", "").split(","):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
