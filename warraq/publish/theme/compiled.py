"""Templates compiled for what they see here: frozen values, plain texts, no surprises.

Jinja asks at every point of a template whether a name may be a key instead of an
attribute, whether a function wants the context, and whether a text is safe. Views have
attributes, nothing here wants the context, and a page has hundreds of such points; so
they become what they mean: `value.name`, `function(…)`, and one call in C.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Macro
from jinja2.utils import missing

from warraq.publish.theme.markup import html_of, markup


class PlainMacro(Macro):
    """A macro that is quick where it is given its arguments and nothing else."""

    def __init__(self, environment: Environment, function: Any, *stated: Any) -> None:  # noqa: ANN401
        super().__init__(environment, function, *stated)
        self._plain = function
        self._count = len(self.arguments)

    def __call__(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - as the base has it
        rest = self.arguments[len(given) :]
        if named.keys() <= set(rest) and len(given) <= self._count:
            return markup(self._plain(*given, *[named.get(name, missing) for name in rest]))
        return super().__call__(*given, **named)


class _Directly(CodeGenerator):
    """Writes the Python of a template without the detours."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - its name
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        if node.dyn_args or node.dyn_kwargs or forward_caller:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401
        self.write("environment.html_of(")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        node = macro_ref.node
        arguments = tuple(argument.name for argument in node.args)
        wants = (macro_ref.accesses_kwargs, macro_ref.accesses_varargs, macro_ref.accesses_caller)
        name = getattr(node, "name", None)
        stated = ", ".join(map(repr, (name, arguments, *wants)))
        self.write(f"environment.macro(environment, macro, {stated}, True)")


class DirectEnvironment(Environment):
    """A Jinja environment whose templates are compiled directly; it always escapes."""

    code_generator_class = _Directly
    html_of = staticmethod(html_of)
    macro = PlainMacro
