"""What a web tap is measured against: the same page from one handler of aiohttp with Jinja2, and nothing else.

It knows nobody, asks no database and keeps nothing. Its template is the page with a gap for every sentence.
"""

from __future__ import annotations

import gzip
import os
import re
from html import unescape
from pathlib import Path

import uvloop
from aiohttp import web
from bench.reporter import report_on_request
from jinja2 import Environment

LEVEL = 4
_SENTENCE = re.compile(r">([^<>]*\w[^<>]*)<")


def main() -> None:
    """Serve the page that stands in a file, on a port."""
    report_on_request()
    sentences: list[str] = []

    def gap(found: re.Match[str]) -> str:
        sentences.append(unescape(found[1]))
        return f">{{{{ said[{len(sentences) - 1}] }}}}<"

    page = _SENTENCE.sub(gap, Path(os.environ["BARE_PAGE"]).read_text("utf-8"))
    template = Environment(autoescape=True).from_string(page)

    async def tap(request: web.Request) -> web.Response:
        await request.post()
        body = gzip.compress(template.render(said=sentences).encode(), LEVEL)
        headers = {"Content-Encoding": "gzip"}
        return web.Response(body=body, content_type="text/html", charset="utf-8", headers=headers)

    async def app() -> web.Application:
        bare = web.Application()
        bare.router.add_post("/tap", tap)
        return bare

    uvloop.install()
    web.run_app(app(), host="127.0.0.1", port=int(os.environ["BARE_PORT"]), print=None)


if __name__ == "__main__":
    main()
