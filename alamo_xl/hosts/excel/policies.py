"""The rules of an organisation, and of Excel's own Trust Center, that keep an add-in from working."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alamo_xl.hosts.excel.machine import Machine, Registry

OFFICE_POLICIES = (
    r"Software\Policies\Microsoft\Office\16.0",
    r"Software\Policies\Microsoft\Cloud\Office\16.0",  # Intune's policies for Microsoft 365 apps
)
TRUST_CENTER = r"Software\Microsoft\Office\16.0"
SECURITY, LOCATIONS = r"Excel\Security", r"Excel\Security\Trusted Locations"
LISTED_LOCATIONS = range(1, 21)  # the numbers that the policy's template has
SIGNED_ONLY, ALL_OFF = 3, 4

DEFENDER = r"Software\Policies\Microsoft\Windows Defender"
ATTACK_RULES = (
    rf"{DEFENDER}\Windows Defender Exploit Guard\ASR\Rules",
    r"Software\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
)
MANAGER = rf"{DEFENDER}\Policy Manager"
MANAGED_RULES = "ASRRules"  # which Intune writes as `id=mode|id=mode`
NO_CHILD_PROCESSES = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
NO_WIN32_CALLS = "92E97FA1-2EDF-4476-BDD6-9DD0B4DDDC7B"
BLOCKING = frozenset({"1", "6"})  # block, and warn


@dataclass(frozen=True)
class Rule:
    """A setting that keeps the add-in away: where it stands, its value, what it does and what would help."""

    what: str
    area: str
    name: str
    value: int
    does: str
    wish: str


RULES = (
    Rule("Macros", "Common", "VBAOff", 1, "switches VBA off", "allow it"),
    Rule(
        "Trusted location", LOCATIONS, "AllLocationsDisabled", 1, "switches trusted locations off", "allow this folder"
    ),
    Rule("Add-ins", SECURITY, "DisableAllAddins", 1, "switches all add-ins off", "allow them"),
    Rule("Add-ins", SECURITY, "RequireAddinSig", 1, "loads signed add-ins only; this one is not", "except or sign it"),
)


def bites(machine: Machine, what: str) -> str:
    """What keeps the add-in away in one respect and what to do; nothing where nothing does."""
    for rule in RULES:
        if rule.what != what:
            continue
        if _ruled(machine.registry, rule.area, rule.name) == rule.value:
            return f"your organisation's policy {rule.does}; ask the administrator to {rule.wish}"
        if _named(machine.registry.values(rf"{TRUST_CENTER}\{rule.area}"), rule.name) == rule.value:
            return f"Excel's Trust Center {rule.does}; change it under File, Options, Trust Center"
    return ""


def trusts_only_its_own(machine: Machine) -> bool:
    """Whether the organisation trusts folders that it lists, this one not among them, and none of the user's."""
    users = _ruled(machine.registry, r"Common\Security\Trusted Locations", "Allow User Locations")
    return users == 0 and not any(_holds(place, machine.folder) for place in _listed(machine.registry))


def unsigned_macros(registry: Registry) -> str:
    """Who blocks unsigned macros outside trusted locations; nothing where nobody does."""
    if _ruled(registry, SECURITY, "VBAWarnings") in (SIGNED_ONLY, ALL_OFF):
        return "your organisation's policy"
    chosen = _named(registry.values(rf"{TRUST_CENTER}\{SECURITY}"), "VBAWarnings")
    return "Excel's Trust Center" if chosen in (SIGNED_ONLY, ALL_OFF) else ""


def attack_rule(registry: Registry, rule: str) -> str:
    """Who has Defender enforce one of its rules against attacks; nothing where nobody does."""
    managed = str(_named(registry.common(MANAGER), MANAGED_RULES) or "")
    by_intune = dict(pair.split("=", 1) for pair in managed.upper().split("|") if "=" in pair)
    if by_intune.get(rule) in BLOCKING:
        return "Intune"
    for key, who in zip(ATTACK_RULES, ("your organisation's policy", "Windows Security"), strict=True):
        if str(_named(registry.common(key), rule)) in BLOCKING:
            return who
    return ""


def _ruled(registry: Registry, area: str, name: str) -> Any:
    """What the organisation has set for the user or the computer; None where it has not."""
    for root in OFFICE_POLICIES:
        for read in (registry.values, registry.common):
            if (value := _named(read(rf"{root}\{area}"), name)) is not None:
                return value
    return None


def _named(values: dict[str, Any], name: str) -> Any:
    """A value by its name, in capitals or small letters as Windows has it; None where it is not there."""
    return next((value for found, value in values.items() if found.lower() == name.lower()), None)


def _listed(registry: Registry) -> Iterator[dict[str, Any]]:
    for root in OFFICE_POLICIES:
        for number in LISTED_LOCATIONS:
            key = rf"{root}\{LOCATIONS}\Location{number}"
            yield from filter(None, (registry.values(key), registry.common(key)))


def _holds(location: dict[str, Any], folder: Path) -> bool:
    path = Path(os.path.expandvars(str(_named(location, "Path") or "").rstrip("\\")))
    return folder == path or (_named(location, "AllowSubfolders") == 1 and folder.is_relative_to(path))
