"""LibreOffice with its windows shown, typed into as a user does: keys into a cell, Enter, and what it says to them."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from support.libreoffice import Book

from alamo_xl.hosts.libreoffice.office import Office

UI_TEST = "org.libreoffice.uitest.UITest"
GRID, DIALOG, OK = "grid_window", "DialogUIObject", "ok"
PATIENCE_SECONDS, A_MOMENT, MOMENTS = 120, 0.01, 5
"""How long keys may take; between two looks; how many looks after them: what is said of a locked cell comes late."""


class Shown(Office):
    """A process that shows its windows, on a screen that nobody sees: its dialogs wait for an answer."""

    def _start(self) -> None:
        if self.command[0] != "env":
            shown = [word for word in self.command if word != "--headless"]
            self.command = ["env", "SAL_USE_VCLPLUGIN=svp", *shown]
        super()._start()

    def open(self, path: Path | None = None) -> Any:
        """A document in a window."""
        assert path is not None
        return self.desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, ())


class Typist:
    """Keys into the cells of an open book, by LibreOffice's own driver of its interface."""

    def __init__(self, office: Shown, book: Book) -> None:
        self.office, self.book = office, book
        manager = office.context.ServiceManager
        self.ui = manager.createInstanceWithContext(UI_TEST, office.context)
        self.grid = self.ui.getTopFocusWindow().getChild(GRID)

    def types(self, sheet: str, address: str, text: str) -> bool:
        """Go to a cell, type, press Enter (empty text: press Delete). Whether a dialog refused it; it is dismissed."""
        controller = self.book.document.CurrentController
        controller.setActiveSheet(self.book.sheets.getByName(sheet))
        controller.select(self.book.cell(sheet, address))
        keys = [("TEXT", text), ("KEYCODE", "RETURN")] if text else [("KEYCODE", "DELETE")]
        typing = threading.Thread(target=self._press, args=(keys,), daemon=True)
        typing.start()
        refused, end, moments = False, time.monotonic() + PATIENCE_SECONDS, iter(range(MOMENTS))
        while typing.is_alive() or (not refused and next(moments, None) is not None):
            if time.monotonic() > end:
                raise TimeoutError(f"{sheet}!{address}: LibreOffice did not take {text!r}")
            refused = self._dismissed() or refused
            time.sleep(A_MOMENT)
        if refused:
            self._press([("KEYCODE", "ESC")])
        return refused

    def leaves(self) -> None:
        """Close the book without saving it, once nothing more is said."""
        while self._dismissed():
            time.sleep(A_MOMENT)
        self.book.document.setModified(False)
        self.book.close()

    def _dismissed(self) -> bool:
        """Whether a dialog stood there."""
        window = self.ui.getTopFocusWindow()
        if window is None or window.getType() != DIALOG:
            return False
        window.getChild(OK).executeAction("CLICK", ())
        return True

    def _press(self, keys: list[tuple[str, str]]) -> None:
        for kind, key in keys:
            self.grid.executeAction("TYPE", (self.office.value(kind, key),))


@contextmanager
def typist(profile: Path, model: Path) -> Iterator[Typist]:
    """Somebody who sits at a book."""
    with closing(Shown(profile)) as office:
        book = Book(office.open(model))
        user = Typist(office, book)
        yield user
        user.leaves()
