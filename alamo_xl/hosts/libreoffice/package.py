"""Writes alamo-xl.oxt: the add-in's interface, names and help out of the catalogue, with the functions inside."""

from __future__ import annotations

import zipfile
from modulefinder import ModuleFinder
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from alamo_xl import __version__
from alamo_xl.beside import beside
from alamo_xl.catalogue import Argument, Function
from alamo_xl.functions import FUNCTIONS
from alamo_xl.hosts.libreoffice.names import IDENTIFIER, INTERFACE, SERVICE, method, parameter
from alamo_xl.schedule import Schedule

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("component.py")
COMPONENT = "alamo_addin.py"
MOMENT = (1980, 1, 1, 0, 0, 0)
EMPTY_CELL = {
    "ccf": " LibreOffice reads a single empty cell as 0; write A1:A1 for A1 to have it refused.",
    "sewer": " LibreOffice reads a single empty cell as FALSE.",
}
ARRAYS = (
    "Over ranges, or where several rows come back: select where the answers go, type the formula and press "
    "Ctrl+Shift+Enter (Cmd+Shift+Enter on a Mac), or tick Array in the wizard."
)
ABOUT = f"""The functions ALAMO_... in Calc: type =ALAMO_HELP() to see them all.

{ARRAYS}

They need LibreOffice with a Python of 3.11 or newer inside. On Windows and Mac it brings its own: the folder
program\\python-core-3.x of LibreOffice, or Contents/Frameworks/LibreOfficePython.framework/Versions/3.x in the
application, names it; where it is older, install a newer LibreOffice. On Linux it is the system's.

Close all of LibreOffice, the quick starter too, and open it again after adding or removing this extension.
"""
ABOUT_FILE = "about_en.txt"
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


def write_addin(schedule: Schedule, path: Path) -> Path:
    """Write the add-in: the same bytes from the same sources."""
    with beside(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in sorted(parts(schedule).items()):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content)
    return path


def parts(schedule: Schedule) -> dict[str, bytes]:
    """Every file of the add-in and its content."""
    texts = {
        "META-INF/manifest.xml": MANIFEST,
        "description.xml": _description(schedule),
        f"{INTERFACE}.idl": _interface(),
        "CalcAddIns.xcu": _configuration(),
        ABOUT_FILE: ABOUT,
        COMPONENT: SCRIPT.read_text(encoding="utf-8"),
    }
    files = {name: text.encode() for name, text in texts.items()}
    for file in (*core_files(), *sorted((ROOT / "adopted").glob("*.toml"))):
        files[f"pythonpath/{file.relative_to(ROOT.parent).as_posix()}"] = file.read_bytes()
    return files


def core_files() -> list[Path]:
    """The files of this package that the component imports, directly or not: the part that needs nothing else."""
    finder = ModuleFinder(path=[str(ROOT.parent)])
    finder.run_script(str(SCRIPT))
    ours = [module for name, module in finder.modules.items() if name.split(".")[0] == ROOT.name]
    return sorted(Path(vars(module)["__file__"]) for module in ours)


def _description(schedule: Schedule) -> str:
    return f"""{HEAD}<description xmlns="http://openoffice.org/extensions/description/2006" \
xmlns:xlink="http://www.w3.org/1999/xlink">
 <identifier value="{IDENTIFIER}"/>
 <version value="{__version__}"/>
 <display-name><name lang="en">{escape(f"ALAMO_ functions ({schedule.name})")}</name></display-name>
 <extension-description><src lang="en" xlink:href="{ABOUT_FILE}"/></extension-description>
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
        f"{_property('Description', f'{function.summary} Gives {function.returns}. {ARRAYS}')}"
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
