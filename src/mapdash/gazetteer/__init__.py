"""The gazetteer: places by their names, offline, ranked, and never taken for sure when not."""

from mapdash.gazetteer.listing import ListedPlace
from mapdash.gazetteer.model import Candidate, Finding, Part
from mapdash.gazetteer.places import Gazetteer, open_gazetteer

__all__ = ["Candidate", "Finding", "Gazetteer", "ListedPlace", "Part", "open_gazetteer"]
