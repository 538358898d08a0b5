"""LibreOffice's program soffice: where it is, and a file that it converts."""

import shutil
import subprocess
from pathlib import Path

from alamo_xl.errors import AlamoError

PATIENCE_SECONDS = 120


def program() -> str:
    """The path of the program. Raises AlamoError, which says what is missing."""
    found = shutil.which("soffice")
    if found is None:
        raise AlamoError("LibreOffice's program soffice is not on the PATH; install libreoffice-calc")
    return found


def on_profile(profile: "Path | None") -> list[str]:
    """The program, on a profile of its own where one is given, else on the user's."""
    own = [] if profile is None else [f"-env:UserInstallation={Path(profile).resolve().as_uri()}"]
    return [program(), *own, "--headless"]


def converted(source: Path, form: str, folder: Path, profile: "Path | None" = None) -> Path:
    """A document in another form, such as `ods` or `pdf:filter:options`, in a folder under the same stem.

    Raises AlamoError where LibreOffice is absent or does not write it.
    """
    made = folder / source.with_suffix(f".{form.partition(':')[0]}").name
    command = [*on_profile(profile), "--convert-to", form, "--outdir", str(folder), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)  # noqa: S603
    if not made.exists():
        raise AlamoError(f"LibreOffice wrote no {made.name}: {' '.join(done.stderr.split()) or 'is it still open?'}")
    return made
