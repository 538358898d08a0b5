"""VBA as olevba reads it out of a file."""

from pathlib import Path

from oletools.olevba import VBA_Parser


def modules(path: Path) -> dict[str, str]:
    """Each module's source as olevba reads it, without its hidden attributes."""
    parser = VBA_Parser(str(path))
    found = {name.rpartition(".")[0]: code for _, _, name, code in parser.extract_macros()}
    parser.close()
    return {
        name: "\n".join(line for line in code.splitlines() if not line.startswith("Attribute VB_"))
        for name, code in found.items()
    }
