"""Event columns as the bytes that a map document fetches once."""

from __future__ import annotations

import base64
import json
import struct
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from mapdash.layers import EventColumns

MAGIC = b"MDC1"
_ALIGNMENT = 8


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % _ALIGNMENT)


def encode_columns(columns: EventColumns) -> bytes:
    """Encode columns for `columns.js`.

    The form is that of `pack`; the header holds the labels of areas that have no outline.

    Parameters
    ----------
    columns : EventColumns of length n
        Any length, 0 included.

    Returns
    -------
    data : bytes
        The same for equal columns.
    """
    return pack(
        {"rows": len(columns), "areaLabels": columns.area_labels},
        {
            "longitude": ("f4", columns.longitude),
            "latitude": ("f4", columns.latitude),
            "radiusKm": ("f4", columns.radius_km),
            "area": ("i4", columns.area),
            "startDay": ("i4", columns.start_day),
            "endDay": ("i4", columns.end_day),
            "datePrecision": ("u1", columns.date_precision),
            "category": ("u1", columns.category),
            "precision": ("u1", columns.precision),
        },
    )


def pack(header: Mapping[str, Any], arrays: Mapping[str, tuple[str, NDArray[np.generic]]]) -> bytes:
    """Pack a header and arrays for `decode` in `columns.js`.

    Little-endian throughout: ``MDC1``, the length of the header as uint32, the header as JSON,
    then the arrays, each on a boundary of eight bytes.

    Parameters
    ----------
    header : mapping of str to JSON
        With ``rows``, the length of most arrays.
    arrays : mapping of str to (type, array of one dimension)
        The type is "f4", "f8", "i4", "u1", "u2" or "u4". The header tells name, type and
        offset of each, counted from the end of the header, and its length where that is not
        ``rows``.

    Returns
    -------
    data : bytes
    """
    blocks = [_padded(array.astype(f"<{kind}").tobytes()) for kind, array in arrays.values()]
    offsets = np.cumsum([0, *map(len, blocks[:-1])])
    described = [
        {"name": name, "type": kind, "offset": int(offset)}
        | ({} if len(array) == header["rows"] else {"length": len(array)})
        for (name, (kind, array)), offset in zip(arrays.items(), offsets, strict=True)
    ]
    text = json.dumps({**header, "arrays": described}, ensure_ascii=False, allow_nan=False).encode()
    text += b" " * (-(len(text) + len(MAGIC) + 4) % _ALIGNMENT)
    return MAGIC + struct.pack("<I", len(text)) + text + b"".join(blocks)


def encode_mask(visible: NDArray[np.bool_] | None) -> str | None:
    """Encode which events are visible.

    Parameters
    ----------
    visible : array of bool, shape (n,), or None

    Returns
    -------
    mask : str or None
        Base64 of the packed bits, most significant first; None, for all, stays None.
    """
    if visible is None:
        return None
    return base64.b64encode(np.packbits(visible).tobytes()).decode()
