"""pdf: a page as PDF/UA-1 on US Letter, which a screen reader can walk; by WeasyPrint, the extra `pdf`."""

from __future__ import annotations

from importlib.util import find_spec

from alamo_xl.errors import AlamoError
from alamo_xl.exports import html_page
from alamo_xl.exports.calculator import read
from alamo_xl.exports.edition import PLAIN, Edition
from alamo_xl.schedule import Schedule

STYLE = "pdf.css"
MISSING = "PDFs need WeasyPrint and Pango: pip install 'alamo-xl[pdf]', and on Debian libpango-1.0-0 libpangoft2-1.0-0"


def files(schedule: Schedule, edition: Edition = PLAIN) -> dict[str, bytes]:
    """The page of rates in each language of the edition: file names and their content."""
    return {
        html_page.file_name(language).replace(".html", ".pdf"): of(
            html_page.page(schedule, edition, language), schedule.content_hash
        )
        for language in edition.languages
    }


def available() -> bool:
    """Whether PDFs can be made here: WeasyPrint is installed and finds Pango."""
    if find_spec("weasyprint") is None:
        return False
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return False
    return True


def of(page: str, identifier: str) -> bytes:
    """A page as PDF, which fetches nothing. Raises AlamoError, which says what is missing."""
    if not available():
        raise AlamoError(MISSING)
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    styled = page.replace("</style>", f"{read(STYLE)}</style>", 1)
    document = HTML(string=styled, url_fetcher=URLFetcher(allowed_protocols=()))
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier[:32].encode())
    return pdf
