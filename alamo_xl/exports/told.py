"""Texts as they stand in a page: escaped, and marked where they are in the language of the instrument."""

from __future__ import annotations

from html import escape

from alamo_xl.words import PRINTED_IN, Words


def told(say: Words, text: str) -> str:
    """What an instrument says, in the page's language; as printed, and marked so, where it is not translated."""
    translated = say.printed(text)
    return as_printed(say, text) if translated is None else escape(translated)


def as_printed(say: Words, text: str) -> str:
    """A text word for word; in a page of another language it says which language it is in."""
    return escape(text) if say.language == PRINTED_IN else f'<span lang="{PRINTED_IN}">{escape(text)}</span>'
