"""The catalogue of basemaps, as data: what may lie under the layers, and what must be said of it."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_BASEMAP = "default"
"""The basemap of a scene that names none."""


@dataclass(frozen=True, slots=True)
class Basemap:
    """Describe one basemap.

    Parameters
    ----------
    name : str
        How a scene and an address call it.
    title : str
        What a reader sees.
    file : str
        Path below the geodata folder, with forward slashes.
    attribution : str
        Plain text that stands on every screen and export that shows the basemap.
    point_of_view : str
        Whose view of disputed borders it draws, in words; part of the attribution.
    """

    name: str
    title: str
    file: str
    attribution: str
    point_of_view: str

    @property
    def credit(self) -> str:
        """The attribution together with the point of view."""
        return f"{self.attribution} · Borders: {self.point_of_view}"


BASEMAPS = {
    DEFAULT_BASEMAP: Basemap(
        name=DEFAULT_BASEMAP,
        title="Countries and places",
        file="basemap/world.json",
        attribution="Made with Natural Earth · GeoNames, CC BY 4.0",
        point_of_view="Natural Earth's German view, Crimea as Ukraine, Kosovo's border dashed",
    ),
}
"""All basemaps that ship, by name."""
