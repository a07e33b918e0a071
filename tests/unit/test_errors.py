from __future__ import annotations

import inspect

import pytest

from mapdash import errors

TREE = {
    "MapdashError": Exception,
    "DataError": errors.MapdashError,
    "SourceUnreadableError": errors.DataError,
    "ColumnsMissingError": errors.DataError,
    "SettingsError": errors.MapdashError,
    "AssetError": errors.MapdashError,
    "AssetNotVendoredError": errors.AssetError,
    "BoundsError": errors.MapdashError,
}


def test_the_tree_is_complete() -> None:
    found = {name for name, _ in inspect.getmembers(errors, inspect.isclass)}
    assert found == set(TREE)


@pytest.mark.parametrize(("name", "parent"), TREE.items())
def test_each_error_has_its_place_in_the_tree(name: str, parent: type[Exception]) -> None:
    assert getattr(errors, name).__bases__ == (parent,)


@pytest.mark.parametrize("name", TREE)
def test_each_error_stands_in_the_drawing_and_says_one_sentence(name: str) -> None:
    assert name in inspect.getdoc(errors)  # type: ignore[operator]
    sentence = inspect.getdoc(getattr(errors, name))
    assert sentence is not None
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_message_is_kept_as_it_is() -> None:
    message = "The file 'a.csv' is empty."
    with pytest.raises(errors.MapdashError, match=r"^The file 'a\.csv' is empty\.$"):
        raise errors.SourceUnreadableError(message)
