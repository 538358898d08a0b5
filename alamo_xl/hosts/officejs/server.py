"""Starts xlwings Server on the project beside this file. Needs the extra `alamo-xl[server]`."""

from __future__ import annotations

import json
import os
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path

from alamo_xl.errors import AlamoError

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


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach a host."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def settings(host: str) -> dict[str, str]:
    """The environment of the server; what the user has set stays. Raises AlamoError for an open door without a lock."""
    chosen = {name: os.environ.get(name, value) for name, value in SETTINGS.items()}
    if not is_loopback(host) and _providers() != {"entraid"}:
        raise AlamoError(
            f"host {host} can be reached by others, so it needs authentication: set XLWINGS_AUTH_PROVIDERS "
            'to ["entraid"] and its settings, or stay on 127.0.0.1'
        )
    return {**chosen, "XLWINGS_PROJECT_DIR": str(PROJECT)}


def _providers() -> set[str]:
    """The ways to authenticate that are switched on; `custom` is no lock, for its sample accepts a published token."""
    try:
        return set(json.loads(os.environ.get("XLWINGS_AUTH_PROVIDERS") or "[]"))
    except (ValueError, TypeError):
        return set()


def serve(host: str, port: int, certificate: Path | None = None, key: Path | None = None) -> None:
    """Serve until interrupted."""
    if find_spec("xlwings_server") is None:
        raise AlamoError("xlwings Server is not installed: pip install 'alamo-xl[server]'")
    if (certificate is None) != (key is None):
        raise AlamoError("--certificate and --key go together; give both or neither")
    os.environ.update(settings(host))
    import uvicorn  # type: ignore[import-not-found,unused-ignore]

    uvicorn.run(
        "xlwings_server.main:main_app",
        host=host,
        port=port,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        log_level="warning",
    )
