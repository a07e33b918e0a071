"""Hardening of folium and branca: text from data stays text.

branca renders an element and then compiles the *rendered* text as a template once more, so
that template syntax in a title or a place name would be read as a template. `install` ends
that second pass; it is called when `mapdash.render` is imported, before anything renders.
Style values that are folium elements, such as fill patterns, rely on the second pass and
are not supported.
"""

from __future__ import annotations

import functools
import json
import re
from typing import TYPE_CHECKING, Any, Final

from branca.element import Element
from jinja2 import Template

if TYPE_CHECKING:
    from collections.abc import Callable

# The one text that branca makes a plain element of and that is a template: a list of children.
# Only the whole text counts, so that no text from data can begin like it.
_CHILDREN_TEMPLATE: Final = (
    "{% for name, element in this._children.items() %}{{element.render(**kwargs)}}{% endfor %}"
)
_LITERAL_TEMPLATE: Final = "{{ this.literal_text }}"
_COMPILED_LITERAL: Final = Template(_LITERAL_TEMPLATE)

_SINK_ENTITIES: Final = str.maketrans(
    {character: f"&#{ord(character)};" for character in "&<>\"'`${}\\"}
)
_SCRIPT_ESCAPES: Final = str.maketrans(
    {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
)
_BRACE_ESCAPES: Final = str.maketrans({"{": r"\u007b", "}": r"\u007d"})
_JSON_STRING: Final = re.compile(r'("(?:[^"\\]|\\.)*")')


def install() -> None:
    """Make every later branca element keep second-pass text as it is.

    A plain `Element` made from a text keeps the text as a literal; subclasses, whose
    templates come from code, are left alone. Calling it again changes nothing.
    """
    if not hasattr(Element.__init__, "__wrapped__"):
        Element.__init__ = _keeping_literal_text(Element.__init__)


def escape_for_sink(text: str) -> str:
    r"""Escape *text* for a folium argument that the browser reads as HTML or as a template.

    Parameters
    ----------
    text : str

    Returns
    -------
    escaped : str
        *text* with ``& < > " ' ` $ { } \`` as numeric HTML entities, which a browser
        shows as the characters themselves.

    Notes
    -----
    Prefer no HTML from Python at all: `textContent` in the browser needs no escaping.
    """
    return text.translate(_SINK_ENTITIES)


def json_for_script(value: Any) -> str:  # noqa: ANN401 - whatever json can write
    r"""Write *value* as JSON that may stand inside a script and inside a template.

    Parameters
    ----------
    value : object
        Anything that `json.dumps` accepts.

    Returns
    -------
    text : str
        JSON without ``<``, ``>``, ``&`` and the line separators U+2028 and U+2029, and
        without braces inside strings, all written as ``\uXXXX``. No two braces, nor a
        brace and a percent or number sign, stand side by side, so that the text holds
        no template syntax.

    Raises
    ------
    ValueError
        If *value* holds NaN or an infinity, which JSON cannot write.
    """
    text = json.dumps(value, allow_nan=False, ensure_ascii=False).translate(_SCRIPT_ESCAPES)
    # Splitting by a pattern with one group puts the strings at the odd places.
    pieces = _JSON_STRING.split(text)
    pieces[::2] = [piece.replace("}", "} ") for piece in pieces[::2]]
    pieces[1::2] = [piece.translate(_BRACE_ESCAPES) for piece in pieces[1::2]]
    return "".join(pieces).rstrip()


def _keeping_literal_text(construct: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(construct)
    def construct_literal(
        self: Element, template: str | None = None, template_name: str | None = None
    ) -> None:
        if type(self) is not Element or template is None or template == _CHILDREN_TEMPLATE:
            construct(self, template, template_name)
            return
        construct(self)
        self.literal_text = template
        # Kept in step, because branca compiles _template_str again after unpickling.
        self._template_str = _LITERAL_TEMPLATE
        self._template = _COMPILED_LITERAL

    return construct_literal
