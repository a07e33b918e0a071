from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

import pytest

from mapdash import bounds
from mapdash.events import countries, dates, words

if TYPE_CHECKING:
    from types import ModuleType


@pytest.mark.parametrize(
    ("module", "examples"), [(bounds, 1), (countries, 1), (dates, 1), (words, 7)]
)
def test_the_examples_of_a_module_run(module: ModuleType, examples: int) -> None:
    assert doctest.testmod(module) == (0, examples)
