"""Draws every example into a folder to look at: ``python tests/pictures/gallery.py FOLDER [PART_OF_A_NAME]``."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    TESTS = Path(__file__).resolve().parents[1]
    sys.path[:1] = [str(TESTS.parent), str(TESTS)]
    from pictures.drawing import draw_all

    draw_all(Path(sys.argv[1]), *sys.argv[2:])
