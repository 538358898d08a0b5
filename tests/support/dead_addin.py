"""Our add-in for LibreOffice as it looks where Python does not answer: every function gives #VALUE!."""

import zipfile
from pathlib import Path

from alamo_xl import load_schedule
from alamo_xl.hosts.libreoffice.install import install
from alamo_xl.hosts.libreoffice.package import COMPONENT, parts

CALLED = b"return answer("
DEAD = b'from alamo_xl.hosts.libreoffice.cells import result_out\n\n        return result_out("#VALUE!") or answer('


def install_dead_addin(profile: Path, folder: Path) -> None:
    """Put it into a LibreOffice profile; the installation then says that it gives errors."""
    files = parts(load_schedule())
    assert CALLED in files[COMPONENT]
    files[COMPONENT] = files[COMPONENT].replace(CALLED, DEAD)
    with zipfile.ZipFile(folder / "dead.oxt", "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    try:
        install(folder / "dead.oxt", profile)
    except RuntimeError as error:
        assert "#VALUE!" in str(error)
