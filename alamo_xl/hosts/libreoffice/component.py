"""The UNO component inside the add-in, which LibreOffice loads; every method calls alamo_xl.functions."""

# ruff: noqa: E402, N802, N816
# mypy: disable-error-code="import-not-found,misc"

import sys
from collections.abc import Callable
from typing import Any

NEEDED = (3, 11)
if sys.version_info < NEEDED:  # said in the extension manager, before an import that an older one cannot read
    raise RuntimeError(
        "the functions ALAMO_ need Python 3.11 or newer inside LibreOffice; this one brings "
        f"{sys.version.split()[0]}: install a newer LibreOffice"
    )

import uno  # noqa: F401  (makes the imports from LibreOffice's own modules possible)
import unohelper
from com.sun.star.lang import Locale, XServiceInfo, XServiceName
from com.sun.star.sheet import XAddIn
from org.alamo.xl import XAlamo

from alamo_xl.catalogue import Function
from alamo_xl.functions import FUNCTIONS
from alamo_xl.hosts.libreoffice.cells import answer
from alamo_xl.hosts.libreoffice.names import IMPLEMENTATION, SERVICE, blank_at_zero, method, volume_place


class Addin(unohelper.Base, XAlamo, XAddIn, XServiceName, XServiceInfo):
    """The add-in. Its names and help are in CalcAddIns.xcu, so those that XAddIn asks for stay empty."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.locale = Locale("en", "US", "")

    def getProgrammaticFuntionName(self, name: str) -> str:
        return ""

    def getDisplayFunctionName(self, name: str) -> str:
        return ""

    def getFunctionDescription(self, name: str) -> str:
        return ""

    def getDisplayArgumentName(self, name: str, place: int) -> str:
        return ""

    def getArgumentDescription(self, name: str, place: int) -> str:
        return ""

    def getProgrammaticCategoryName(self, name: str) -> str:
        return "Add-In"

    def getDisplayCategoryName(self, name: str) -> str:
        return "Add-In"

    def setLocale(self, locale: Any) -> None:
        self.locale = locale

    def getLocale(self) -> Any:
        return self.locale

    def getServiceName(self) -> str:
        return SERVICE

    def getImplementationName(self) -> str:
        return IMPLEMENTATION

    def supportsService(self, name: str) -> bool:
        return name == SERVICE

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        return (SERVICE,)


def _method(function: Function) -> Callable[..., Any]:
    blanks, volume = blank_at_zero(function), volume_place(function)

    def call(self: Addin, *arguments: Any) -> Any:
        return answer(function.python, arguments, blanks, volume)

    return call


for _function in FUNCTIONS:
    setattr(Addin, method(_function.name), _method(_function))

g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Addin, IMPLEMENTATION, (SERVICE,))
