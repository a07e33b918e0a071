"""The codes of countries that events may name: ISO 3166-1 alpha-3, and XKX for Kosovo."""

from __future__ import annotations

from functools import cache

KOSOVO = "XKX"
"""The code in use for Kosovo, which ISO 3166-1 has not assigned."""


@cache
def country_codes() -> frozenset[str]:
    """Return all codes that events may name.

    Returns
    -------
    codes : frozenset of str
        ISO 3166-1 alpha-3 as listed by the package `iso3166`, and `KOSOVO`.
    """
    import iso3166  # noqa: PLC0415 - only validation needs the list, not the start

    return frozenset(iso3166.countries_by_alpha3) | {KOSOVO}


def is_country_code(text: str) -> bool:
    """Tell whether a text is the code of a country, in capitals and without spaces.

    Parameters
    ----------
    text : str

    Returns
    -------
    is_code : bool

    Examples
    --------
    >>> is_country_code("SRB"), is_country_code("srb")
    (True, False)
    """
    return text in country_codes()
