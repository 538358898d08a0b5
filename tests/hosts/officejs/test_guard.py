"""Who may ask the server, and how much: requests with foreign names, of other pages, too large, or broken."""

import asyncio
import http.client
import json
import threading
import time
from typing import Any

import pytest
from support.office_server import CALL, ask, call_of, post, serving

from alamo_xl.hosts.officejs import guard as guard_module
from alamo_xl.hosts.officejs.calls import CELLS_MAXIMUM
from alamo_xl.hosts.officejs.guard import Guard
from alamo_xl.hosts.officejs.server import guarded

WATER: list[Any] = [[[2026]], [["household"]], [["3/4"]], [[8]], None, None, None, None]
GOOD = call_of("ALAMO_WATER", WATER)


@pytest.fixture(scope="module")
def base():
    with serving() as address:
        yield address


def request(base: str, method: str, path: str, **headers: str) -> tuple[int, str]:
    """A request whose Host is ours to choose."""
    name, _, port = base.removeprefix("http://").partition(":")
    connection = http.client.HTTPConnection(name, int(port), timeout=30)
    connection.putrequest(method, path, skip_host=True)
    body = json.dumps(GOOD).encode() if method == "POST" else b""
    for key, value in {"Content-Length": str(len(body)), "Content-Type": "application/json", **headers}.items():
        connection.putheader(key, value)
    connection.endheaders(body)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("GET", "/manifest"), ("POST", CALL)])
def test_only_names_of_this_computer_are_answered(base: str, method: str, path: str) -> None:
    port = base.rpartition(":")[2]
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"LOCALHOST:{port}", f"[::1]:{port}", "127.0.0.1"):
        assert request(base, method, path, Host=host)[0] == 200, host
    for host in (
        "rates.example.org",
        f"rebound.example.org:{port}",
        f"127.0.0.1.example.org:{port}",
        f"localhost.example.org:{port}",
        f"127.0.0.1@example.org:{port}",
        f"example.org#@127.0.0.1:{port}",
        f"127.0.0.1:{port}, example.org",
        f"192.168.1.5:{port}",
        f"0.0.0.0:{port}",
        f"[::]:{port}",
        "",
    ):
        status, said = request(base, method, path, Host=host)
        assert status == 403, host
        assert said.startswith("this server answers to 127.0.0.1, localhost")


def test_pages_of_other_sites_are_not_answered(base: str) -> None:
    port = base.rpartition(":")[2]
    good = f"127.0.0.1:{port}"
    assert request(base, "POST", CALL, Host=good, Origin=base)[0] == 200
    assert request(base, "POST", CALL, Host=good, Origin=base.replace("http:", "https:"))[0] == 200
    for origin in ("https://example.org", "null", "http://127.0.0.1:1", f"http://localhost:{port}", "", good):
        status, said = request(base, "POST", CALL, Host=good, Origin=origin)
        assert (status, said[:24]) == (403, "pages of other sites are"), origin


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "Expecting value"),
        (b"{", "Expecting property name"),
        (json.dumps(GOOD).encode()[:-3], "Unterminated string"),
        (b"\xff\xfe\xff", "decode"),
        (b"[" * 100_000, "lists in lists"),
        (json.dumps(GOOD).replace("2026", "9" * 5000).encode(), "digits"),
        (json.dumps(GOOD).replace("2026", "NaN").encode(), "NaN is no number"),
        (b"[]", "an object with func_name and args"),
        (b"{}", "func_name must be a text"),
        (json.dumps({**GOOD, "func_name": "eval"}).encode(), "no function is called 'eval'"),
        (json.dumps({**GOOD, "func_name": "__class__"}).encode(), "no function is called"),
        (json.dumps({**GOOD, "args": None}).encode(), "args must be a list"),
        (json.dumps({**GOOD, "args": []}).encode(), "ALAMO_WATER takes 4 to 10 arguments, not 0"),
        (json.dumps({**GOOD, "args": [*WATER, *[1] * 3]}).encode(), "not 11"),
        (json.dumps({**GOOD, "args": [[[1], [2, 3]], *WATER[1:]]}).encode(), "rows of one length"),
        (json.dumps({**GOOD, "args": [[], *WATER[1:]]}).encode(), "rows of one length"),
        (json.dumps({**GOOD, "args": [[[[1]]], *WATER[1:]]}).encode(), "a cell holds"),
        (json.dumps({**GOOD, "args": [[[{"type": "Error"}]], *WATER[1:]]}).encode(), "a cell holds"),
        (json.dumps({**GOOD, "runtime": "new"}).encode(), "runtime a version"),
        (json.dumps({**GOOD, "client": "VBA"}).encode(), "client must be Office.js"),
        (json.dumps({**GOOD, "caller_address": 7}).encode(), "caller_address must be a text, or null"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_call_is_refused_in_words(base: str, body: bytes, words: str) -> None:
    status, said = ask(base, body)
    assert status == 400
    assert words in said


def test_other_addresses_refuse_broken_json_too(base: str) -> None:
    status, said = ask(base, b"{", "/xlwings/custom-scripts-call/anything")
    assert (status, said[:32]) == (400, "the request is not understood: E")


def test_too_many_cells_are_refused(base: str) -> None:
    half = CELLS_MAXIMUM // 2
    status, said = post(base, "ALAMO_WATER", [*WATER[:3], [[8]] * half, [[None]] * half, None, None, None])
    assert status == 413
    assert f"{CELLS_MAXIMUM:,} are the most" in said
    wide, high = [[8] * 1000], [["household"]] * (CELLS_MAXIMUM // 1000 + 1)
    status, said = post(base, "ALAMO_WATER", [WATER[0], high, WATER[2], wide, None, None, None, None])
    assert status == 413
    assert "an answer of up to 501,000" in said


def test_others_are_answered_while_one_computes(base: str) -> None:
    answers: list[tuple[int, Any]] = []
    column = [[row / 7] for row in range(CELLS_MAXIMUM - 100)]
    long = threading.Thread(target=lambda: answers.append(post(base, "ALAMO_WATER", [*WATER[:3], column, *WATER[4:]])))
    long.start()
    time.sleep(0.5)
    for _ in range(4):
        assert post(base, "ALAMO_WATER", WATER) == (200, [[53.01]])
    assert long.is_alive(), "the others waited for it"
    long.join(120)
    assert answers[0][0] == 200
    assert len(answers[0][1]) == len(column)


class Slow:
    """An application that computes until another request comes."""

    def __init__(self) -> None:
        self.freed = threading.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        assert (await receive())["body"] == b"1"
        if scope["path"] == "/quick":
            self.freed.set()
        status = 200 if self.freed.wait(20) else 500
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        raise RuntimeError("as Starlette, after it has answered")


def scope(path: str = "/", kind: str = "http", host: str = "localhost", origin: str = "") -> dict[str, Any]:
    headers = [(b"host", host.encode())] + ([(b"origin", origin.encode())] if origin else [])
    return {"type": kind, "method": "POST", "path": path, "headers": headers}


async def statuses(guard: Guard, *scopes: dict[str, Any], body: bytes = b"1") -> list[int]:
    """What the guard says to some requests at once."""

    async def one(asked: dict[str, Any]) -> int:
        said: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body}

        async def send(message: Any) -> None:
            said.append(message)

        await guard(asked, receive, send)
        return int(said[0].get("status") or said[0]["code"])

    return await asyncio.gather(*map(one, scopes))


def test_a_computing_call_holds_up_no_other() -> None:
    guard = Guard(Slow(), frozenset(), frozenset())
    assert asyncio.run(statuses(guard, scope("/slow"), scope("/slow"), scope("/quick"))) == [200, 200, 200]


def test_a_body_of_too_many_bytes_is_refused_before_it_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard_module, "BYTES_MAXIMUM", 3)
    guard = Guard(Slow(), frozenset(), frozenset())
    assert asyncio.run(statuses(guard, scope("/quick"), body=b"1   ")) == [413]


def test_web_sockets_are_not_answered() -> None:
    guard = Guard(Slow(), frozenset(), frozenset())
    assert asyncio.run(statuses(guard, scope(kind="websocket"), scope(kind="websocket", host="x.org"))) == [1008, 1008]


def test_names_and_origins_that_the_user_has_set_are_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLWINGS_HOSTNAME", "Rates.example.org:8443")
    monkeypatch.setenv("XLWINGS_CORS_ALLOW_ORIGINS", '["https://excel.example.org"]')
    app = Slow()
    app.freed.set()
    asked = [
        scope(host="10.1.2.3:8000"),
        scope(host="rates.example.org:8443"),
        scope(host="localhost:8000"),
        scope(host="10.1.2.4:8000"),
        scope(host="localhost", origin="https://excel.example.org"),
        scope(host="localhost", origin="https://word.example.org"),
    ]
    expected = [200, 200, 200, 403, 200, 403]
    assert asyncio.run(statuses(guarded(app, "10.1.2.3"), *asked)) == expected
    monkeypatch.delenv("XLWINGS_HOSTNAME")
    monkeypatch.setenv("XLWINGS_CORS_ALLOW_ORIGINS", "no list")
    expected = [403, 403, 200, 403, 403, 403]
    assert asyncio.run(statuses(guarded(app, "127.0.0.1"), *asked)) == expected
