"""Points of view: whose view of disputed borders a map draws."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from mapdash.errors import SettingsError
from mapdash.settings import DEFAULT_POINT_OF_VIEW

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_SHOWN_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class PointOfView:
    """Describe one point of view.

    Parameters
    ----------
    name : str
        How the settings and the border files call it.
    title : str
        What a reader sees in a list.
    sentence : str
        What an attribution says after "Borders:"; plain text.
    within : tuple of (str, str)
        Codes of countries that exist in the default view and lie within another one here, and
        the code of that one. The line between the two is drawn and is no border.
    """

    name: str
    title: str
    sentence: str
    within: tuple[tuple[str, str], ...] = ()


POINTS_OF_VIEW: Mapping[str, PointOfView] = MappingProxyType(
    {
        DEFAULT_POINT_OF_VIEW: PointOfView(
            name=DEFAULT_POINT_OF_VIEW,
            title="As Germany sees them",
            sentence="Natural Earth's German view, Crimea as Ukraine, Kosovo's border dashed",
        ),
        "iso": PointOfView(
            name="iso",
            title="As ISO 3166-1 lists countries",
            sentence="as ISO 3166-1 lists countries, Kosovo within Serbia, Crimea as Ukraine",
            within=(("XKX", "SRB"),),
        ),
    }
)
"""All points of view that the border files hold, by name."""


def point_of_view(name: str) -> PointOfView:
    """Return the point of view of that name.

    Parameters
    ----------
    name : str
        `mapdash.settings.Settings.point_of_view`.

    Returns
    -------
    point_of_view : PointOfView

    Raises
    ------
    SettingsError
        If there is none of that name; the message names those there are.

    Examples
    --------
    >>> point_of_view("iso").title
    'As ISO 3166-1 lists countries'
    """
    if name in POINTS_OF_VIEW:
        return POINTS_OF_VIEW[name]
    shown = name if len(name) <= MAX_SHOWN_CHARACTERS else name[:MAX_SHOWN_CHARACTERS] + "…"
    choices = " or ".join(repr(known) for known in POINTS_OF_VIEW)
    fault = f"MAPDASH_POINT_OF_VIEW is {shown!r}, which mapdash does not have; give {choices}."
    raise SettingsError(fault)
