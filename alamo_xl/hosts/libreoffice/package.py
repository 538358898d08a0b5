"""Writes alamo-xl.oxt: the add-in's interface, names and help out of the catalogue, with the functions inside."""

from __future__ import annotations

import ast
import zipfile
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from alamo_xl import __version__
from alamo_xl.catalogue import Argument, Function
from alamo_xl.functions import FUNCTIONS
from alamo_xl.hosts.libreoffice.names import IDENTIFIER, INTERFACE, SERVICE, method, parameter
from alamo_xl.schedule import Schedule

ROOT = Path(__file__).parents[2]
COMPONENT = "alamo_addin.py"
STARTS = ("alamo_xl", "alamo_xl.functions", "alamo_xl.hosts.libreoffice.cells", "alamo_xl.hosts.libreoffice.names")
MOMENT = (1980, 1, 1, 0, 0, 0)
EMPTY_CELL = {
    "ccf": " LibreOffice reads a single empty cell as 0; write A1:A1 for A1 to have it refused.",
    "sewer": " LibreOffice reads a single empty cell as FALSE.",
}
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MANIFEST = f"""{HEAD}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
 <manifest:file-entry manifest:media-type="application/vnd.sun.star.uno-typelibrary;type=RDB" \
manifest:full-path="{INTERFACE}.idl"/>
 <manifest:file-entry manifest:media-type="application/vnd.sun.star.uno-component;type=Python" \
manifest:full-path="{COMPONENT}"/>
 <manifest:file-entry manifest:media-type="application/vnd.sun.star.configuration-data" \
manifest:full-path="CalcAddIns.xcu"/>
</manifest:manifest>
"""


def write_addin(schedule: Schedule, path: Path) -> None:
    """Write the add-in: the same bytes from the same sources."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in sorted(parts(schedule).items()):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content)


def parts(schedule: Schedule) -> dict[str, bytes]:
    """Every file of the add-in and its content."""
    texts = {
        "META-INF/manifest.xml": MANIFEST,
        "description.xml": _description(schedule),
        f"{INTERFACE}.idl": _interface(),
        "CalcAddIns.xcu": _configuration(),
        COMPONENT: Path(__file__).with_name("component.py").read_text(encoding="utf-8"),
    }
    files = {name: text.encode() for name, text in texts.items()}
    for file in (*core_files(), *sorted((ROOT / "adopted").glob("*.toml"))):
        files[f"pythonpath/{file.relative_to(ROOT.parent).as_posix()}"] = file.read_bytes()
    return files


def core_files() -> list[Path]:
    """The files of this package that the functions import, directly or not: the part that needs nothing else."""
    found: dict[str, Path] = {}
    waiting = list(STARTS)
    while waiting:
        name = waiting.pop()
        spec = None if name in found else find_spec(name)
        if spec is None or spec.origin is None:
            continue
        found[name] = Path(spec.origin)
        waiting.append(name.rpartition(".")[0] or "alamo_xl")
        waiting.extend(_imported(found[name]))
    return sorted(found.values())


def _imported(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "alamo_xl":
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names if node.module == "alamo_xl")
    return {name for name in names if (ROOT.parent / Path(*name.split("."))).is_dir() or _is_module(name)}


def _is_module(name: str) -> bool:
    return (ROOT.parent / Path(*name.split("."))).with_suffix(".py").exists()


def _description(schedule: Schedule) -> str:
    return f"""{HEAD}<description xmlns="http://openoffice.org/extensions/description/2006">
 <identifier value="{IDENTIFIER}"/>
 <version value="{__version__}"/>
 <display-name><name lang="en">{escape(f"ALAMO_ functions ({schedule.name})")}</name></display-name>
</description>
"""


def _interface() -> str:
    methods = "".join(f"  {_declaration(function)}\n" for function in FUNCTIONS)
    modules = IDENTIFIER.split(".")
    opened = " ".join(f"module {module} {{" for module in modules)
    closed = " ".join("};" for _ in modules)
    include = "#include <com/sun/star/uno/XInterface.idl>\n"
    return f"{include}{opened}\ninterface {INTERFACE} {{\n{methods}}};\n{closed}\n"


def _declaration(function: Function) -> str:
    """A method: a required argument is a sequence, for only so can an empty cell be told from 0."""
    types = ("any" if argument.optional else "sequence< sequence<any> >" for argument in function.arguments)
    arguments = ", ".join(f"[in] {kind} {parameter(place)}" for place, kind in enumerate(types))
    return f"sequence< sequence<any> > {method(function.name)}({arguments});"


def _configuration() -> str:
    nodes = "".join(map(_function_node, FUNCTIONS))
    return (
        f'{HEAD}<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="CalcAddIns" oor:package="org.openoffice.Office">\n'
        f'<node oor:name="AddInInfo"><node oor:name="{SERVICE}" oor:op="replace"><node oor:name="AddInFunctions">\n'
        f"{nodes}</node></node></node>\n</oor:component-data>\n"
    )


def _function_node(function: Function) -> str:
    arguments = "".join(_argument_node(place, argument) for place, argument in enumerate(function.arguments))
    return (
        f'<node oor:name="{method(function.name)}" oor:op="replace">'
        f"{_property('DisplayName', function.name)}"
        f"{_property('Description', f'{function.summary} Gives {function.returns}.')}"
        '<prop oor:name="Category"><value>Add-In</value></prop>'
        f"{_property('CompatibilityName', function.name)}"
        f'<node oor:name="Parameters">{arguments}</node></node>\n'
    )


def _argument_node(place: int, argument: Argument) -> str:
    text = argument.help + EMPTY_CELL.get(argument.name, "")
    return (
        f'<node oor:name={quoteattr(parameter(place))} oor:op="replace">'
        f"{_property('DisplayName', argument.name)}{_property('Description', text)}</node>"
    )


def _property(name: str, text: str) -> str:
    values = "".join(f'<value xml:lang="{language}">{escape(text)}</value>' for language in ("en", "en-US"))
    return f'<prop oor:name="{name}">{values}</prop>'
