"""Formula text inside Python literals: which literal is a formula, and every small fault that can be planted in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

FLIPPED = {"+": "-", "-": "+", "*": "/", "/": "*", "^": "*"}
COMPARED = {"<=": "<", ">=": ">", "<": "<=", ">": ">=", "=": "<>", "<>": "="}
FUNCTIONS = {
    "AND": "OR",
    "AVERAGE": "MAX",
    "COUNTIF": "SUMIF",
    "ISNUMBER": "ISTEXT",
    "MAX": "MIN",
    "MIN": "MAX",
    "OR": "AND",
    "ROUND": "ROUNDDOWN",
    "SUM": "MAX",
    "SUMPRODUCT": "COUNT",
}
OPERANDS = ("name", "template", "placeholder")

_LITERAL = re.compile(r"""([a-zA-Z]*)('{3}|"{3}|'|")(.*)\2""", re.DOTALL)
_TOKENS = re.compile(
    r"""(?P<name>[A-Za-z_][\w.]*)|(?P<number>\d+(?:\.\d+)?)"""
    r"""|(?P<operator><=|>=|<>|[-+*/^=<>])|(?P<other>.)""",
    re.DOTALL,
)
_SIGNS = re.compile(r"\b[A-Z][A-Z.]+\(|§[-+*/^&<>=!:]|[-+*/^&<>=!:($]§|^=.")
_PROSE = re.compile(r"[a-z]+[,.:;]? [A-Za-z]+|: |§ |, §")


class Token(NamedTuple):
    """A piece of a literal's body and what it is."""

    kind: str
    text: str


class Fault(NamedTuple):
    """What is done to a formula, and the literal with it done."""

    what: str
    literal: str


def is_formula(literal: str) -> bool:
    """Whether a Python literal, its quotes included, holds a formula or a piece of one."""
    if not (parts := _LITERAL.fullmatch(literal)) or "b" in parts[1].lower():
        return False
    tokens = tokenized(literal)
    bare = "".join("§" if kind in OPERANDS[1:] else '""' if kind == "text" else text for kind, text in tokens)
    return bool(_SIGNS.search(bare)) and not _PROSE.search(bare)


def tokenized(literal: str) -> list[Token]:
    """The pieces of a literal's body. In an f-string `{...}` is a placeholder and `{{...}}` a word of a template."""
    parts = _LITERAL.fullmatch(literal)
    assert parts, literal
    formatted, body = "f" in parts[1].lower(), parts[3]
    tokens, place = [], 0
    while place < len(body):
        if body[place] == '"' and (end := _quoted(body, place)):
            tokens.append(Token("text", body[place:end]))
        elif body[place] == "{" and (end := _closed(body, place)):
            doubled = body.startswith("{{", place)
            tokens.append(Token("placeholder" if formatted and not doubled else "template", body[place:end]))
        elif match := _TOKENS.match(body, place):
            end = match.end()
            tokens.append(Token(str(match.lastgroup), match[0]))
        place = end
    return _words_joined(tokens)


def faults(literal: str) -> Iterator[Fault]:
    """Every fault of a formula's literal: a sign flipped, < for <=, a number moved by one, a term dropped, a name
    swapped for another of the formula, a function for its neighbour, a word altered, an anchor taken off.
    """
    tokens = tokenized(literal)
    for place, token in enumerate(tokens):
        for what, replaced in _replaced(tokens, place, token):
            if (changed := _rebuilt(literal, replaced)) != literal:
                yield Fault(what, changed)


def _replaced(tokens: list[Token], place: int, token: Token) -> Iterator[tuple[str, list[Token]]]:
    before, after = tokens[:place], tokens[place + 1 :]

    def instead(text: str) -> list[Token]:
        return [*before, Token(token.kind, text), *after]

    called = bool(after) and after[0].text == "("
    if token.kind == "operator" and before:
        if token.text in FLIPPED:
            yield "sign", instead(FLIPPED[token.text])
        else:
            yield "comparison", instead(COMPARED[token.text])
        if token.text in FLIPPED and before[-1].text not in "(,;=" and _is_term(after):
            yield "dropped term", [*before, *after[1:]]
    elif token.kind == "number" and not _of_reference(before):
        yield "number", instead(str(int(token.text) + 1) if token.text.isdigit() else token.text + "1")
    elif token.kind == "name" and called:
        if token.text in FUNCTIONS:
            yield "function", instead(FUNCTIONS[token.text])
    elif token.kind in OPERANDS:
        others = [other.text for other in _operands(tokens) if other.kind == token.kind and other.text != token.text]
        if others:
            yield "swapped name", instead(others[0])
    elif token.kind == "text" and len(token.text) > 2:
        yield "word", instead(f'{token.text[:-1]}_"')
    elif token.text == "$":
        yield "anchor", [*before, *after]


def _operands(tokens: list[Token]) -> Iterator[Token]:
    for token, following in zip(tokens, [*tokens[1:], Token("other", "")], strict=True):
        if token.kind in OPERANDS and following.text not in ("(", "!"):
            yield token


def _is_term(after: list[Token]) -> bool:
    closed = len(after) == 1 or (len(after) > 1 and after[1].text not in ("(", "!", ":", "."))
    return bool(after) and after[0].kind in (*OPERANDS, "number") and closed


def _of_reference(before: list[Token]) -> bool:
    """Whether the number that follows is a part of a word that a placeholder begins."""
    return bool(before) and before[-1].kind in (*OPERANDS, "other") and before[-1].text not in "(,;"


def _closed(body: str, start: int) -> int:
    """The place after the brace that closes the one at `start`; 0 where none does."""
    depth = 0
    for place in range(start, len(body)):
        depth += {"{": 1, "}": -1}.get(body[place], 0)
        if not depth:
            return place + 1
    return 0


def _quoted(body: str, start: int) -> int:
    """The place after the quote that closes the one at `start`, those of placeholders aside; 0 where none does."""
    place = start + 1
    while place < len(body):
        if body[place] == '"':
            return place + 1
        place = (_closed(body, place) if body[place] == "{" else 0) or place + 1
    return 0


def _words_joined(tokens: list[Token]) -> list[Token]:
    """A name of which a part is a placeholder, such as `Needs_{service}_years`, as one name."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else Token("other", "")
        begun = last.kind == "name" and last.text.endswith("_") and token.kind == "placeholder"
        ended = last.kind in ("name", "placeholder") and last.text[-1] == "}" and token.text.startswith("_")
        if begun or ended:
            joined[-1] = Token("name", last.text + token.text)
        else:
            joined.append(token)
    return joined


def _rebuilt(literal: str, tokens: list[Token]) -> str:
    parts = _LITERAL.fullmatch(literal)
    assert parts, literal
    return f"{parts[1]}{parts[2]}{''.join(token.text for token in tokens)}{parts[2]}"
