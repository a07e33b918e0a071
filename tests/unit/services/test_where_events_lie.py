"""The shipped events, by where they are known to lie."""

from __future__ import annotations

from mapdash.bounds import Bounds
from mapdash.filters import EventFilter, Region
from mapdash.services import Dataset


def found(dataset: Dataset, wanted: EventFilter) -> dict[str, int]:
    precisions = dataset.events["geo_precision"][dataset.index.mask(wanted)]
    return precisions.value_counts().to_dict()


def test_a_province_lies_in_an_area_that_holds_all_of_it_and_in_no_smaller_one(
    shipped: Dataset,
) -> None:
    hebei = Region.of_box(113, 36, 120.5, 43)
    assert found(shipped, EventFilter(region=hebei)) == {"locality": 6, "admin1": 1}
    most_of_it = Region.of_box(113, 36, 119.8, 43)
    assert found(shipped, EventFilter(region=most_of_it)) == {"locality": 6}


def test_a_view_shows_a_province_of_which_it_shows_a_part(shipped: Dataset) -> None:
    corner = Bounds(119.5, 42.5, 121, 44)
    assert found(shipped, EventFilter(view=corner)) == {"admin1": 1}


def test_what_is_known_to_serbia_only_lies_where_all_of_serbia_does(shipped: Dataset) -> None:
    serbia = Region.of_box(18, 42, 23.1, 46.3)
    assert found(shipped, EventFilter(region=serbia))["country"] == 10
    north = Region.of_box(18, 44.5, 23.1, 46.3)
    assert "country" not in found(shipped, EventFilter(region=north))
