"""Starts xlwings Server on the project beside this file. Needs the extra `alamo-xl[server]`."""

from __future__ import annotations

import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from alamo_xl.errors import AlamoError
from alamo_xl.hosts.officejs.guard import App, Guard, host_of, is_loopback

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


def settings(host: str) -> dict[str, str]:
    """The environment of the server; what the user has set stays. Raises AlamoError for an open door without a lock."""
    chosen = {name: os.environ.get(name, value) for name, value in SETTINGS.items()}
    if not is_loopback(host) and _providers() != {"entraid"}:
        raise AlamoError(
            f"host {host} can be reached by others, so it needs authentication: set XLWINGS_AUTH_PROVIDERS "
            'to ["entraid"] and its settings, or stay on 127.0.0.1'
        )
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


def serve(host: str, port: int, certificate: Path | None = None, key: Path | None = None) -> None:
    """Serve until interrupted."""
    if find_spec("xlwings_server") is None:
        raise AlamoError("xlwings Server is not installed: pip install 'alamo-xl[server]'")
    if (certificate is None) != (key is None):
        raise AlamoError("--certificate and --key go together; give both or neither")
    os.environ.update(settings(host))
    sys.modules.setdefault("pyodide.ffi", None)  # type: ignore[arg-type]  # which xlwings else looks for at every cell
    import uvicorn  # type: ignore[import-not-found,unused-ignore]
    from xlwings_server.main import main_app  # type: ignore[import-not-found,import-untyped,unused-ignore]

    uvicorn.run(
        guarded(main_app, host),
        host=host,
        port=port,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        log_level="warning",
    )
