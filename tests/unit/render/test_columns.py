"""The event columns as bytes: decoded here by the documented format, as `columns.js` does."""

from __future__ import annotations

import base64
import json
import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import mapdash.render
from mapdash.layers import EventColumns
from mapdash.render.columns import encode_columns, encode_mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

SCRIPT = (Path(mapdash.render.__file__).parent / "web" / "columns.js").read_text("utf-8")
ARRAYS = {
    "longitude": "longitude",
    "latitude": "latitude",
    "radiusKm": "radius_km",
    "area": "area",
    "startDay": "start_day",
    "endDay": "end_day",
    "datePrecision": "date_precision",
    "category": "category",
    "precision": "precision",
}


def header_of(data: bytes) -> tuple[dict[str, Any], int]:
    """Return the header and where the arrays begin."""
    assert data[:4] == b"MDC1"
    (length,) = struct.unpack("<I", data[4:8])
    return json.loads(data[8 : 8 + length]), 8 + length


def decode(data: bytes) -> dict[str, NDArray[Any]]:
    header, start = header_of(data)
    return {
        array["name"]: np.frombuffer(
            data, f"<{array['type']}", count=header["rows"], offset=start + array["offset"]
        )
        for array in header["arrays"]
    }


@st.composite
def event_columns(draw: st.DrawFn) -> EventColumns:
    rows = draw(st.integers(0, 40))
    floats = hnp.arrays(np.float32, rows)
    codes = hnp.arrays(np.uint8, rows)
    labels = draw(st.dictionaries(st.integers(0, max(0, rows - 1)), st.text(), max_size=3))
    arrays = (draw(floats), draw(floats), draw(floats), draw(codes), draw(codes))
    area = draw(hnp.arrays(np.int32, rows))
    days = hnp.arrays(np.int32, rows)
    return EventColumns(
        *arrays,
        area=area,
        start_day=draw(days),
        end_day=draw(days),
        date_precision=draw(codes),
        areas=(),
        area_labels=labels,
        version="v",
    )


def one_event(**changes: Any) -> EventColumns:
    values = {
        "longitude": np.array([20.5], dtype=np.float32),
        "latitude": np.array([np.nan], dtype=np.float32),
        "radius_km": np.array([0.0], dtype=np.float32),
        "category": np.array([10], dtype=np.uint8),
        "precision": np.array([5], dtype=np.uint8),
        "area": np.array([-1], dtype=np.int32),
        "start_day": np.array([0], dtype=np.int32),
        "end_day": np.array([1], dtype=np.int32),
        "date_precision": np.array([2], dtype=np.uint8),
        "areas": (),
        "area_labels": {},
        "version": "v",
    }
    return EventColumns(**{**values, **changes})


@given(event_columns())
def test_columns_come_back_as_they_were(columns: EventColumns) -> None:
    data = encode_columns(columns)
    found = decode(data)
    assert list(found) == list(ARRAYS)
    for name, attribute in ARRAYS.items():
        np.testing.assert_array_equal(found[name], getattr(columns, attribute))
    labels = {str(row): label for row, label in columns.area_labels.items()}
    assert header_of(data)[0]["areaLabels"] == labels


@given(event_columns())
def test_every_array_lies_on_a_boundary_of_eight_bytes_inside_the_data(
    columns: EventColumns,
) -> None:
    data = encode_columns(columns)
    header, start = header_of(data)
    for array in header["arrays"]:
        begin = start + array["offset"]
        assert begin % 8 == 0
        assert begin + header["rows"] * int(array["type"][1]) <= len(data)


def test_the_bytes_of_one_event_are_these() -> None:
    header = (
        b'{"rows": 1, "areaLabels": {}, "arrays": ['
        b'{"name": "longitude", "type": "f4", "offset": 0}, '
        b'{"name": "latitude", "type": "f4", "offset": 8}, '
        b'{"name": "radiusKm", "type": "f4", "offset": 16}, '
        b'{"name": "area", "type": "i4", "offset": 24}, '
        b'{"name": "startDay", "type": "i4", "offset": 32}, '
        b'{"name": "endDay", "type": "i4", "offset": 40}, '
        b'{"name": "datePrecision", "type": "u1", "offset": 48}, '
        b'{"name": "category", "type": "u1", "offset": 56}, '
        b'{"name": "precision", "type": "u1", "offset": 64}]}'
    )
    header += b" " * (-len(header) % 8)
    body = (
        b"\x00\x00\xa4\x41\x00\x00\x00\x00"
        b"\x00\x00\xc0\x7f\x00\x00\x00\x00"
        b"\x00\x00\x00\x00\x00\x00\x00\x00"
        b"\xff\xff\xff\xff\x00\x00\x00\x00"
        b"\x00\x00\x00\x00\x00\x00\x00\x00"
        b"\x01\x00\x00\x00\x00\x00\x00\x00"
        b"\x02\x00\x00\x00\x00\x00\x00\x00"
        b"\x0a\x00\x00\x00\x00\x00\x00\x00"
        b"\x05\x00\x00\x00\x00\x00\x00\x00"
    )
    expected = b"MDC1" + struct.pack("<I", len(header)) + header + body
    assert encode_columns(one_event()) == expected


def test_equal_columns_have_equal_bytes() -> None:
    assert encode_columns(one_event()) == encode_columns(one_event(version="another"))


def test_the_script_knows_the_magic_number_and_the_types() -> None:
    magic = re.search(r"MAGIC = (0x[0-9a-f]{8});", SCRIPT).group(1)
    assert struct.pack("<I", int(magic, 16)) == b"MDC1"
    types = re.search(r"TYPES = \{(.*?)\}", SCRIPT).group(1)
    known = dict(re.findall(r"(\w\d): (\w+)", types))
    assert known["f4"] == "Float32Array"
    assert known["u1"] == "Uint8Array"
    assert known["i4"] == "Int32Array"
    used = {array["type"] for array in header_of(encode_columns(one_event()))[0]["arrays"]}
    assert used == {"f4", "i4", "u1"}


def test_a_mask_is_packed_bits_the_most_significant_first() -> None:
    assert encode_mask(np.array([True, False, True])) == "oA=="
    assert encode_mask(np.array([False] * 8 + [True])) == "AIA="
    assert encode_mask(np.array([], dtype=np.bool_)) == ""


def test_no_mask_means_all_and_stays_none() -> None:
    assert encode_mask(None) is None


@given(hnp.arrays(np.bool_, st.integers(0, 200)))
def test_any_mask_comes_back(visible: NDArray[np.bool_]) -> None:
    packed = np.frombuffer(base64.b64decode(encode_mask(visible)), np.uint8)
    # What decodeMask of columns.js does: bit 7 - (i & 7) of byte i >> 3.
    found = [bool(packed[i >> 3] >> (7 - (i & 7)) & 1) for i in range(len(visible))]
    assert found == visible.tolist()
