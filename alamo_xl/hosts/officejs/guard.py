"""The door of the server: who may ask, and how much, before xlwings Server sees a request.

A browser sends the name it asked for as Host, and the page that asks as Origin. A foreign Host is a name that somebody
has turned to this computer (DNS rebinding); a foreign Origin is another site's page.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from ipaddress import ip_address
from typing import Any

from alamo_xl.hosts.officejs.calls import Refused, check_call, json_of
from alamo_xl.hosts.officejs.workers import Workers

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

WORKERS = 8
BYTES_MAXIMUM = 64 * 2**20
AUTHORITY = re.compile(r"\[([0-9a-f:.]+)\](?::\d+)?|([a-z0-9._-]+)(?::\d+)?")
CALL = "/xlwings/custom-functions-call"


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach a host."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def host_of(authority: str) -> str:
    """The host in a `host:port`; nothing where it is none."""
    found = AUTHORITY.fullmatch(authority.lower())
    return found[1] or found[2] if found else ""


class Guard:
    """An ASGI application around another.

    names: hosts to answer to besides this computer's own; origins: pages of others that may ask.
    """

    def __init__(self, app: App, names: frozenset[str], origins: frozenset[str]) -> None:
        self.app, self.names, self.origins = app, names, origins
        self.workers = Workers(WORKERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or say why not."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        try:
            self._check_asker(_headers(scope))
            if scope["type"] != "http":
                raise Refused(403, "only http is answered")
            if scope["method"] != "POST":
                await self.app(scope, receive, send)
                return
            answer = await self.workers.run(self._answer(scope, await _body(receive)))
        except Refused as refused:
            await _say(scope, send, refused)
            return
        for message in answer:
            await send(message)

    async def _answer(self, scope: Scope, body: bytes) -> list[Message]:
        """What the application says to a body that has been read."""
        call = json_of(body)
        if scope["path"].endswith(CALL):
            check_call(call)
        answer: list[Message] = []
        unread = [body]

        async def receive() -> Message:
            if not unread:
                await asyncio.Future()  # the asker stays
            return {"type": "http.request", "body": unread.pop(), "more_body": False}

        async def send(message: Message) -> None:
            answer.append(message)

        try:
            await self.app(scope, receive, send)
        except Exception:  # which Starlette raises once more after it has answered
            if not answer:
                raise
        return answer

    def _check_asker(self, headers: dict[str, list[str]]) -> None:
        hosts, origins = headers.get("host", []), headers.get("origin", [])
        name = host_of(hosts[0]) if len(hosts) == 1 else ""
        if not (name and (is_loopback(name) or name in self.names)):
            known = ", ".join(["127.0.0.1", "localhost", *sorted(self.names)])
            raise Refused(403, f"this server answers to {known}; others are named with --host or XLWINGS_HOSTNAME")
        own = {f"{scheme}://{hosts[0].lower()}" for scheme in ("http", "https")}
        if not {origin.lower() for origin in origins} <= own | self.origins:
            raise Refused(403, "pages of other sites are not answered; XLWINGS_CORS_ALLOW_ORIGINS names exceptions")


def _headers(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


async def _body(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "the request ended early")
        body += message.get("body", b"")
        if len(body) > BYTES_MAXIMUM:
            raise Refused(413, f"a request of more than {BYTES_MAXIMUM:,} bytes; ask for fewer rows at once")
        if not message.get("more_body"):
            return bytes(body)


async def _say(scope: Scope, send: Send, refused: Refused) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    text = str(refused).encode()
    headers = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(text)), "connection": "close"}
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": refused.status, "headers": pairs})
    await send({"type": "http.response.body", "body": text})
