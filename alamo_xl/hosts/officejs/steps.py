"""What is left to the user, step by step: to trust the certificate, and to bring the add-in into Excel."""

from __future__ import annotations

from pathlib import Path

from alamo_xl.hosts.officejs.certificate import COMMON_NAME

MANIFEST = "alamogordo-rates-prod.xml"  # as the server names the download
SAVE = "In a browser open {address}/manifest/download: it saves " + MANIFEST + " without a warning of the certificate."
TRUST = {
    "win32": 'certutil -user -addstore Root "{authority}"    (answer Yes)',
    "darwin": 'security add-trusted-cert -p ssl -k ~/Library/Keychains/login.keychain-db "{authority}"',
    "linux": "for Excel on the web: import {authority} as an authority in the browser's certificate settings",
}
DISTRUST = {
    "win32": f'certutil -user -delstore Root "{COMMON_NAME}"',
    "darwin": f'security delete-certificate -c "{COMMON_NAME}" -t',
    "linux": f'delete "{COMMON_NAME}" there',
}
WEB = (
    "Excel on the web: Home, Add-ins, More Add-ins, My Add-ins, Upload My Add-in: choose the file. The browser must "
    "run on this computer, and may ask to reach its local network: allow it."
)
SIDELOAD = {
    "win32": (
        r"reg add HKCU\Software\Microsoft\Office\16.0\WEF\Developer /v alamogordo-rates /t REG_SZ /d "
        rf'"%USERPROFILE%\Downloads\{MANIFEST}" /f' + "\n     then open Excel: Home, Add-ins, Alamogordo rates."
    ),
    "darwin": (
        "mkdir -p ~/Library/Containers/com.microsoft.Excel/Data/Documents/wef && "
        f"cp ~/Downloads/{MANIFEST} ~/Library/Containers/com.microsoft.Excel/Data/Documents/wef/\n"
        "     then open Excel: Home, Add-ins, Alamogordo rates."
    ),
}


def steps(platform: str, address: str, authority: Path | None) -> list[str]:
    """Numbered lines for this system, as `sys.platform` names it; authority: which is to be trusted, if any."""
    system = platform if platform in TRUST else "linux"
    told = [SAVE.format(address=address)]
    if authority is not None:
        command = TRUST[system].format(authority=authority)
        told.insert(0, f"Once: trust the certificate, which is good for this computer alone:\n     {command}")
    if system in SIDELOAD:
        told.append(f"Excel here, once:\n     {SIDELOAD[system]}")
    told.append(WEB)
    lines = [f"  {number}. {step}" for number, step in enumerate(told, 1)]
    return lines if authority is None else [*lines, f"  To trust it no longer: {DISTRUST[system]}"]
