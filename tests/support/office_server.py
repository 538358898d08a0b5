"""`alamo-xl serve` on loopback, and what Excel asks of it."""

import json
import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from support.tools import absent

from alamo_xl.functions import FUNCTIONS

CALL = "/xlwings/custom-functions-call"


@contextmanager
def serving(*, home: Path | None = None, said: IO[str] | None = None, **environment: str) -> Iterator[str]:
    """The server on http; or, with a home for its certificate, on https as users start it. said: what it tells them."""
    if find_spec("xlwings_server") is None:
        absent("xlwings-server", "pip install 'alamo-xl[server]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "alamo_xl", "serve", *([] if home else ["--http"]), "--port", str(port)]
    if home:
        environment |= {"HOME": str(home), "USERPROFILE": str(home)}
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=said or subprocess.DEVNULL
    )
    base = f"https://localhost:{port}" if home else f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(base).close()
                break
            except OSError as error:
                if isinstance(getattr(error, "reason", None), ssl.SSLCertVerificationError):
                    break
                assert process.poll() is None, "alamo-xl serve ended"
                time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait(20)


def get(url: str) -> str:
    with urllib.request.urlopen(url) as response:
        return response.read().decode()


def call_of(name: str, arguments: list[Any]) -> dict[str, Any]:
    """What Excel sends."""
    return {
        "client": "Office.js",
        "func_name": name,
        "args": arguments,
        "caller_address": "[Book1.xlsx]Sheet1!A1",
        "session_id": "test",
        "culture_info_name": "en-US",
        "date_format": "m/d/yyyy",
        "version": "any",
        "runtime": "1.4",
    }


def post(base: str, name: str, arguments: list[Any]) -> tuple[int, Any]:
    """The status, and the result or what is said instead."""
    status, said = ask(base, json.dumps(call_of(name, arguments)).encode())
    return status, json.loads(said)["result"] if status == 200 else said


def ask(base: str, body: bytes | None, path: str = CALL, **headers: str) -> tuple[int, str]:
    """The status and text for a body posted, or for none."""
    request = urllib.request.Request(base + path, body, {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def rows_of(name: str, arguments: tuple[Any, ...]) -> list[Any]:
    """Arguments as Excel sends them: rows of cells, null where left out."""
    count = next(len(function.arguments) for function in FUNCTIONS if function.name == name)
    return [[[cell]] for cell in arguments] + [None] * (count - len(arguments))
