"""Installs the add-in into a LibreOffice profile. Runs in any Python that can import `uno`, also by itself:

python install.py ADDIN.oxt [PROFILE]; with `remove` for ADDIN.oxt it takes the add-in out again.
"""

# mypy: disable-error-code="import-not-found,misc"

import sys
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[3])

from alamo_xl.hosts.libreoffice.office import Office

IDENTIFIER = "org.alamo.xl"


def install(addin: Path | None, profile: Path | None = None) -> str:
    """Put an add-in in place of any earlier version of it, or only take that out; says what was done."""
    office = Office(profile)
    try:
        done = _replace(office, addin)
    finally:
        office.close()
    return done if addin is None else f"{done}; LibreOffice answers {answer(profile)}"


def answer(profile: Path | None = None) -> str:
    """What ALAMO_VERSION() gives in a LibreOffice started anew. Raises RuntimeError when it gives an error."""
    office = Office(profile)
    try:
        document = office.open()
        cell = document.Sheets.getByIndex(0).getCellByPosition(0, 0)
        cell.setFormula("=ALAMO_VERSION()")
        said, failed = cell.getString(), cell.getError()
        document.close(True)
    finally:
        office.close()
    if failed:
        raise RuntimeError(f"ALAMO_VERSION() gives {said}; the Python inside LibreOffice must be 3.11 or newer")
    return str(said)


def _replace(office: Office, addin: Path | None) -> str:
    environment = _environment(office)
    manager = office.context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")
    channel = manager.createAbortChannel()
    removed = ""
    for package in manager.getDeployedExtensions("user", channel, environment):
        if package.getIdentifier().Value == IDENTIFIER:
            removed = package.getVersion()
            manager.removeExtension(IDENTIFIER, package.getName(), "user", channel, environment)
    if addin is None:
        return f"removed the add-in {removed}" if removed else "the add-in was not installed"
    package = manager.addExtension(addin.resolve().as_uri(), (), "user", channel, environment)
    return f"installed {package.getName()} {package.getVersion()}"


def _environment(office: Office) -> Any:
    import unohelper
    from com.sun.star.task import XInteractionHandler
    from com.sun.star.ucb import XCommandEnvironment

    approve = office.uno.getTypeByName("com.sun.star.task.XInteractionApprove")

    class Yes(unohelper.Base, XInteractionHandler):
        def handle(self, request: Any) -> None:
            for continuation in request.getContinuations():
                if choice := continuation.queryInterface(approve):
                    choice.select()
                    return

    class Environment(unohelper.Base, XCommandEnvironment):
        def getInteractionHandler(self) -> Any:  # noqa: N802
            return Yes()

        def getProgressHandler(self) -> None:  # noqa: N802
            return None

    return Environment()


if __name__ == "__main__":
    chosen, *profile_given = sys.argv[1:]
    folder = Path(profile_given[0]) if profile_given else None
    print(install(None if chosen == "remove" else Path(chosen), folder))
