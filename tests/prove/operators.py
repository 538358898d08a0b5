"""The mutation operators: those of cosmic-ray that say something of this code, and some of the same make."""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Iterator
from typing import Any

from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator
from parso.python.tree import Number, PythonLeaf, String

from tests.prove.formula_text import faults, is_formula

KEPT = (
    "ReplaceBinaryOperator_Add_Sub",
    "ReplaceBinaryOperator_Sub_Add",
    "ReplaceBinaryOperator_Mul_Div",
    "ReplaceBinaryOperator_Div_Mul",
    "ReplaceBinaryOperator_FloorDiv_Mul",
    "ReplaceBinaryOperator_Mod_Mul",
    "ReplaceBinaryOperator_Pow_Mul",
    "ReplaceComparisonOperator_Eq_NotEq",
    "ReplaceComparisonOperator_NotEq_Eq",
    "ReplaceComparisonOperator_Lt_LtE",
    "ReplaceComparisonOperator_LtE_Lt",
    "ReplaceComparisonOperator_Gt_GtE",
    "ReplaceComparisonOperator_GtE_Gt",
    "ReplaceComparisonOperator_Is_IsNot",
    "ReplaceComparisonOperator_IsNot_Is",
    "ReplaceUnaryOperator_USub_UAdd",
    "ReplaceUnaryOperator_Delete_Not",
    "AddNot",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ZeroIterationForLoop",
)


class _Written(Operator):
    """An operator that writes its node anew, as one leaf."""

    def variants(self, node: Any) -> Iterator[str]:
        """The node's code with each mutation made, its prefix aside."""
        raise NotImplementedError

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        for _ in self.variants(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> PythonLeaf:
        first = node.get_first_leaf()
        return PythonLeaf(list(self.variants(node))[index], first.start_pos, first.prefix)

    @classmethod
    def examples(cls) -> tuple[()]:
        return ()


class DropStatement(_Written):
    """A call, a raise, a yield or an augmented assignment that is not there."""

    def variants(self, node: Any) -> Iterator[str]:
        if node.type != "simple_stmt":
            return
        statement = node.children[0]
        augmented = statement.type == "expr_stmt" and statement.children[1].type == "operator"
        augmented = augmented and statement.children[1].value != "="
        if statement.type in ("atom_expr", "raise_stmt", "yield_expr") or augmented:
            yield "pass\n"


class DropTerm(_Written):
    """A sum, product, and/or without one of its terms."""

    def variants(self, node: Any) -> Iterator[str]:
        if node.type not in ("arith_expr", "term", "and_test", "or_test"):
            return
        terms = [child.get_code(include_prefix=False) for child in node.children]
        for place in range(0, len(terms), 2):
            rest = terms[2:] if place == 0 else [*terms[: place - 1], *terms[place + 1 :]]
            yield " ".join(rest)


class SwapArguments(_Written):
    """A call with two neighbouring arguments exchanged, that of a function to which their order is all one aside."""

    def variants(self, node: Any) -> Iterator[str]:
        if node.type != "arglist" or node.parent.get_previous_sibling().get_code().strip() in ("max", "min"):
            return
        given = [child for child in node.children if child.type != "operator"]
        words = [child.get_code(include_prefix=False) for child in given]
        for place in range(len(given) - 1):
            pair = given[place : place + 2]
            if all(child.type != "argument" for child in pair) and words[place] != words[place + 1]:
                yield ", ".join([*words[:place], words[place + 1], words[place], *words[place + 2 :]])


class MoveNumber(_Written):
    """A number that is one more or one less; 0 is only made more, since the last of one is also its first."""

    def variants(self, node: Any) -> Iterator[str]:
        if isinstance(node, Number):
            value = literal_eval(node.value)
            yield str(value + 1)
            if value:
                yield str(value - 1)


class ReplaceWord(_Written):
    """A key or canonical word that is another word."""

    def variants(self, node: Any) -> Iterator[str]:
        if isinstance(node, String) and re.fullmatch(r"(['\"])[a-z][a-z_/ -]*\1", node.value):
            yield f"{node.value[:-1]}~{node.value[-1]}"


class ReplaceException(_Written):
    """An except clause that does not catch one of its exceptions."""

    def variants(self, node: Any) -> Iterator[str]:
        if node.type == "except_clause":
            code = node.get_code(include_prefix=False)
            caught, named, name = code.removeprefix("except").partition(" as ")
            for word in re.finditer(r"[\w.]+", caught):
                yield f"except{caught[: word.start()]}FloatingPointError{caught[word.end() :]}{named}{name}"


class FormulaText(_Written):
    """Formula text with one fault in it."""

    def variants(self, node: Any) -> Iterator[str]:
        if node.type in ("string", "fstring") and is_formula(code := node.get_code(include_prefix=False)):
            yield from (fault.literal for fault in faults(code))


PYTHON = {
    **{name: get_operator(f"core/{name}")() for name in KEPT},
    **{
        kind.__name__: kind()
        for kind in (DropStatement, DropTerm, MoveNumber, ReplaceException, ReplaceWord, SwapArguments)
    },
}
FORMULAS = {"FormulaText": FormulaText()}
OPERATORS = {"python": PYTHON, "formulas": FORMULAS}
