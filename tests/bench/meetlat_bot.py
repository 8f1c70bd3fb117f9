"""The measured process: the whole bot, as ``meetlat run`` serves it."""

from __future__ import annotations

from bench.reporter import report_on_request

from bot.app import serve
from bot.cli.opening import run
from bot.config.environment import read_settings
from bot.web import parts

if __name__ == "__main__":
    report_on_request()
    # Everybody here signs in from one address, as fast as the machine is.
    parts.MOST_SIGN_INS = 1_000_000
    run(serve(read_settings()))
