"""The registry of Windows, through winreg."""

from __future__ import annotations

import contextlib
from typing import Any, NamedTuple

TEXT, EXPANDED = 1, 2  # REG_SZ, REG_EXPAND_SZ


class Value(NamedTuple):
    """A value of the registry and its type, a REG_ number of Windows."""

    data: Any
    kind: int = TEXT


class WindowsRegistry:
    """HKEY_CURRENT_USER; `common` reads HKEY_LOCAL_MACHINE as 64-bit programs see it."""

    def __init__(self) -> None:
        import winreg

        self.api: Any = winreg

    def values(self, key: str) -> dict[str, Any]:
        """The values under a key, none where it is not there."""
        return {name: value.data for name, value in self.typed(key).items()}

    def typed(self, key: str) -> dict[str, Value]:
        """The values under a key with their types, none where it is not there."""
        return self._read(self.api.HKEY_CURRENT_USER, key, self.api.KEY_READ)

    def common(self, key: str) -> dict[str, Any]:
        """The values under a key of the computer, none where it is not there or is kept from this user."""
        access = self.api.KEY_READ | self.api.KEY_WOW64_64KEY
        with contextlib.suppress(PermissionError):
            return {name: value.data for name, value in self._read(self.api.HKEY_LOCAL_MACHINE, key, access).items()}
        return {}

    def put(self, key: str, name: str, data: Any, kind: int = TEXT) -> None:
        """Set one value."""
        with self.api.CreateKey(self.api.HKEY_CURRENT_USER, key) as handle:
            self.api.SetValueEx(handle, name, 0, kind, data)

    def remove(self, key: str, name: str | None = None) -> None:
        """Remove a value, or a whole key; nothing happens where it is not there."""
        with contextlib.suppress(FileNotFoundError):
            if name is None:
                self.api.DeleteKey(self.api.HKEY_CURRENT_USER, key)
                return
            with self.api.OpenKey(self.api.HKEY_CURRENT_USER, key, 0, self.api.KEY_SET_VALUE) as handle:
                self.api.DeleteValue(handle, name)

    def _read(self, root: Any, key: str, access: int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        with contextlib.suppress(FileNotFoundError), self.api.OpenKey(root, key, 0, access) as handle:
            for place in range(self.api.QueryInfoKey(handle)[1]):
                name, data, kind = self.api.EnumValue(handle, place)
                found[name] = Value(data, kind)
        return found
