"""Let only addresses of the web become links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mapdash.events.columns import URL_SEPARATOR

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from mapdash.events.checks.draft import Draft

# Spaces, marks of direction and the like hide where an address leads; they are written out
# because the engines of pandas disagree on what \s means.
_BLANKS = "\\x00-\\x20\\x7f\u0080-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
# These end an address in HTML or Markdown, wherever they stand. In the host, the others (such
# as @) would lead elsewhere than a reader expects.
_UNSAFE = rf"{_BLANKS}<>\"`"
_WEB_ADDRESS = rf"(?i:https?)://[^{_UNSAFE}/?#@\\^{{|}}]+(?:[/?#][^{_UNSAFE}]*)?"

_ADVICE = "an address starts with http:// or https:// and has no spaces"


def check_sources(draft: Draft) -> None:
    """Leave out addresses that are not of the web, such as `javascript:`."""
    draft.repair(
        draft.is_given("source_url") & ~_is_web_address(draft.texts["source_url"]),
        "source_url",
        f"“{{value}}” was left out; {_ADVICE}.",
        "",
    )
    further = draft.texts["further_source_urls"]
    one_or_more = rf"{_WEB_ADDRESS}(?: \| {_WEB_ADDRESS})*"
    is_odd = draft.is_given("further_source_urls") & ~_matches(further, one_or_more)
    draft.repair(
        is_odd,
        "further_source_urls",
        f"What is no address of the web was left out; {_ADVICE}, and “ | ” stands between two.",
        _keep_web_addresses(further.where(is_odd, "")),
    )


def _keep_web_addresses(texts: pd.Series[str]) -> pd.Series[str]:
    parts = texts.str.split("|").explode().str.strip()
    good = parts[_is_web_address(parts)]
    kept = good.groupby(level=0).agg(URL_SEPARATOR.join)
    return kept.reindex(texts.index, fill_value="").astype("str")


def _is_web_address(texts: pd.Series[str]) -> NDArray[np.bool_]:
    return _matches(texts, _WEB_ADDRESS)


def _matches(texts: pd.Series[str], pattern: str) -> NDArray[np.bool_]:
    return np.asarray(texts.str.fullmatch(pattern), dtype=np.bool_)
