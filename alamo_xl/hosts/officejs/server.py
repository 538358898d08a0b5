"""Starts xlwings Server on the project beside this file. Needs the extra `alamo-xl[server]`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from alamo_xl import __version__
from alamo_xl.errors import AlamoError
from alamo_xl.functions import FUNCTIONS
from alamo_xl.hosts.officejs import certificate as certificates
from alamo_xl.hosts.officejs.guard import App, Guard, host_of, is_loopback
from alamo_xl.hosts.officejs.steps import steps

PROJECT = Path(__file__).with_name("project")
SETTINGS = {
    "XLWINGS_ENVIRONMENT": "prod",
    "XLWINGS_FUNCTIONS_NAMESPACE": "",
    "XLWINGS_PROJECT_NAME": "Alamogordo rates",
    "XLWINGS_MANIFEST_ID_PROD": "6d1f0c52-7a0e-4e6b-9a53-2f6c0b8f31d4",
    "XLWINGS_ENABLE_SOCKETIO": "false",
    "XLWINGS_ENABLE_EXAMPLES": "false",
    "XLWINGS_LICENSE_KEY": "noncommercial",
}
NO_TRANSPORT_RULE = '{"Strict-Transport-Security": "max-age=0"}'
"""Else the browser would insist on https from every other program on localhost, too."""


def settings(host: str) -> dict[str, str]:
    """The environment of the server; what the user has set stays. Raises AlamoError for an open door without a lock."""
    chosen = {name: os.environ.get(name, value) for name, value in SETTINGS.items()}
    if not is_loopback(host) and _providers() != {"entraid"}:
        raise AlamoError(
            f"host {host} can be reached by others, so it needs authentication: set XLWINGS_AUTH_PROVIDERS "
            'to ["entraid"] and its settings, or stay on 127.0.0.1'
        )
    if is_loopback(host):
        chosen["XLWINGS_CUSTOM_HEADERS"] = os.environ.get("XLWINGS_CUSTOM_HEADERS", NO_TRANSPORT_RULE)
    return {**chosen, "XLWINGS_PROJECT_DIR": str(PROJECT)}


def guarded(app: App, host: str) -> Guard:
    """An application that answers to this computer's names, the given host, and the name the user has set for it."""
    named = {host.lower(), host_of(os.environ.get("XLWINGS_HOSTNAME", ""))} - {""}
    return Guard(app, frozenset(named), frozenset(_listed("XLWINGS_CORS_ALLOW_ORIGINS")))


def _providers() -> set[str]:
    """The ways to authenticate that are switched on; `custom` is no lock, for its sample accepts a published token."""
    return _listed("XLWINGS_AUTH_PROVIDERS")


def _listed(setting: str) -> set[str]:
    try:
        return set(map(str, json.loads(os.environ.get(setting) or "[]")))
    except (ValueError, TypeError):
        return set()


def serve(
    host: str,
    port: int,
    certificate: Path | None = None,
    key: Path | None = None,
    *,
    plain: bool = False,
    say: Callable[[str], None] = lambda line: None,
) -> None:
    """Serve until interrupted. plain: http; say: is told, line by line, how the add-in comes into Excel."""
    if find_spec("xlwings_server") is None:
        raise AlamoError(
            "xlwings Server is not installed: pip install 'alamo-xl[server]', or '.[server]' in its folder"
        )
    if (certificate is None) != (key is None):
        raise AlamoError("--certificate and --key go together; give both or neither")
    os.environ.update(settings(host))
    authority = None
    if certificate is None and not plain and is_loopback(host):
        own = certificates.for_this_computer(certificates.default_folder(), datetime.now(UTC))
        authority, certificate, key = own.authority, own.chain, own.key
        say(f"{'made' if own.is_new else 'uses'} the certificate in {own.chain.parent}")
    sys.modules.setdefault("pyodide.ffi", None)  # type: ignore[arg-type]  # which xlwings else looks for at every cell
    import uvicorn  # type: ignore[import-not-found,unused-ignore]
    from xlwings_server.main import main_app  # type: ignore[import-not-found,import-untyped,unused-ignore]
    from xlwings_server.templates import templates  # type: ignore[import-not-found,import-untyped,unused-ignore]

    templates.env.globals.update(functions=FUNCTIONS, alamo_version=__version__)
    shown = certificates.HOST if is_loopback(host) else host
    address = f"{'https' if certificate else 'http'}://{shown}:{port}"
    say(f"serving {address}/manifest; Ctrl+C ends it")
    for step in steps(sys.platform, address, authority) if certificate else ():
        say(step)
    uvicorn.run(
        guarded(main_app, host),
        host=host,
        port=port,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        log_level="warning",
    )
