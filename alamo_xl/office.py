"""The office that publishes: name, contact and links, which every form states; what is not given is printed nowhere."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from alamo_xl.errors import NotUnderstood


@dataclass(frozen=True)
class Office:
    """Who publishes. `resolution`, `data` and `licence` are addresses of web pages; empty where none was given."""

    name: str = ""
    phone: str = ""
    email: str = ""
    resolution: str = ""
    data: str = ""
    licence: str = ""

    @property
    def contact(self) -> tuple[str, ...]:
        """Name, phone and e-mail, those that were given."""
        return tuple(each for each in (self.name, self.phone, self.email) if each)

    @property
    def given(self) -> dict[str, str]:
        """What was given, by name."""
        return {name: value for name, value in asdict(self).items() if value}


NOBODY = Office()
LINKS = ("resolution", "data", "licence")


def read_office(path: Path) -> Office:
    """The office of a TOML file. Raises NotUnderstood, which names what is given and what is accepted."""
    names = [field.name for field in fields(Office)]
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NotUnderstood(f"cannot read the office in {path.name}: {error}") from error
    for name, value in given.items():
        if name not in names:
            raise NotUnderstood(f"{path.name} gives {name!r}; an office has {', '.join(names)}")
        if not isinstance(value, str) or not value.isprintable() or not value.strip():
            raise NotUnderstood(f"{path.name}: {name} must be a line of text, such as {name} = '…'")
        if name in LINKS and not value.startswith(("https://", "http://")):
            raise NotUnderstood(f"{path.name}: {name} is {value!r}; it must be an address that begins with https://")
        if name == "email" and value.count("@") != 1:
            raise NotUnderstood(f"{path.name}: {value!r} is no e-mail address")
    return Office(**{name: value.strip() for name, value in given.items()})
