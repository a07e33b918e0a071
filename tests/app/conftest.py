"""A driver for the pages: the app runs in Streamlit's own tester, no part of it is replaced.

The tester knows neither the surfaces nor the map. Their data stands in the messages to the
browser all the same, and what they send goes in as the widget states of the next run.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import streamlit_folium
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from mapdash.app import caches
from mapdash.events import FILE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import pandas as pd

TIMEOUT_S = 60
USUAL = {
    "title": "t",
    "category": "BRI other",
    "country": "SRB",
    "start_date": "2020-05-05",
    "latitude": "44.8",
    "longitude": "20.4",
    "geo_precision": "exact",
}


@dataclass
class Page:
    """Drive one session of the dashboard."""

    test: AppTest
    sequence: int = field(default=0)

    def run(self) -> Page:
        self.test.run()
        assert not self.test.exception
        return self

    def go_to(self, query: Mapping[str, list[str]]) -> Page:
        """Load another address in the same session, as Back and Forward do."""
        self.test.query_params.clear()
        self.test.query_params.update(query)
        return self.run()

    def switch(self, page: str) -> Page:
        self.test.switch_page(page)
        return self.run()

    @property
    def address(self) -> dict[str, list[str]]:
        query = self.test.query_params.items()
        return {name: [value] if isinstance(value, str) else value for name, value in query}

    def surface(self, name: str) -> dict[str, Any] | None:
        """Return the data of a surface, None when it is not on the page."""
        proto = self._surface_proto(name)
        return json.loads(proto.json) if proto else None

    def notices(self) -> list[str]:
        return [notice["text"] for notice in self.surface("header")["notices"]]

    def act(self, name: str, /, **action: Any) -> Page:
        """Send an action from a surface."""
        # The id of the trigger of a component of the second version.
        trigger = f"$$STREAMLIT_INTERNAL_KEY_{self._surface_proto(name).id}__events"
        value = json.dumps([{"event": "action", "value": self._parcel(action)}])
        return self._run_with(WidgetState(id=trigger, json_trigger_value=value))

    @property
    def map_id(self) -> str:
        """Return the id of the map: while it stays, so does the map document."""
        return self._map_proto().id

    @property
    def map_arguments(self) -> dict[str, Any]:
        return json.loads(self._map_proto().json_args)

    @property
    def mount_key(self) -> str:
        """Return what streamlit-folium keeps the map document by."""
        return self.map_arguments["key"]

    @property
    def command(self) -> dict[str, Any]:
        """Return the command that goes to the map document."""
        _, _, rest = self.map_arguments["feature_group"].partition("mapdash.apply(")
        return json.JSONDecoder().raw_decode(rest)[0]

    def mask(self, total: int) -> list[bool]:
        """Return which events the server shows, as a map document that found others gets them."""
        self.map_sends(type="recount")
        packed = np.frombuffer(base64.b64decode(self.command["visible"]), np.uint8)
        return np.unpackbits(packed, count=total).astype(bool).tolist()

    def map_sends(self, **message: Any) -> Page:
        """Send a message from the map document."""
        value = json.dumps({"mapdash": self._parcel(message)})
        return self._run_with(WidgetState(id=self.map_id, json_value=value))

    def _parcel(self, action: dict[str, Any]) -> dict[str, Any]:
        self.sequence += 1
        return {"sender": "test", "actions": [{"number": self.sequence, "action": action}]}

    @property
    def table(self) -> pd.DataFrame | None:
        return self.test.dataframe[0].value if self.test.dataframe else None

    def select_in_table(self, **selection: list[Any]) -> Page:
        state = {"selection": {"rows": [], "columns": [], "cells": [], **selection}}
        table = self.test.dataframe[0].proto.id
        return self._run_with(WidgetState(id=table, string_value=json.dumps(state)))

    @property
    def texts(self) -> list[str]:
        return [text.value for text in self.test.text]

    def _run_with(self, state: WidgetState) -> Page:
        states = self.test._tree.get_widget_states()
        states.widgets.append(state)
        self.test._run(states)
        assert not self.test.exception
        return self

    def _protos(self, kind: str) -> list[Any]:
        nodes = (node for node in self.test._tree if getattr(node, "type", None) == kind)
        return [node.proto for node in nodes]

    def _surface_proto(self, name: str) -> Any:
        found = (p for p in self._protos("bidi_component") if p.component_name == f"mapdash.{name}")
        return next(found, None)

    def _map_proto(self) -> Any:
        (proto,) = self._protos("component_instance")
        assert proto.component_name == streamlit_folium._component_func.name
        return proto


@pytest.fixture
def open_page(project_root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Page]]:
    """Open the dashboard at an address, with settings from the environment given."""
    for name in [name for name in os.environ if name.startswith("MAPDASH_")]:
        monkeypatch.delenv(name)

    def open_(
        query: Mapping[str, list[str]] | None = None, **environment: str | os.PathLike[str]
    ) -> Page:
        for name, value in environment.items():
            monkeypatch.setenv(name, os.fspath(value))
        caches._open.cache_clear()
        page = Page(AppTest.from_file(str(project_root / "app.py"), default_timeout=TIMEOUT_S))
        page.test.query_params.update(query or {})
        return page.run()

    yield open_
    caches._open.cache_clear()


@pytest.fixture
def write_events(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of events from one dict of cells a row; other cells are usual ones."""

    def write(*rows: Mapping[str, str]) -> Path:
        usual = {**dict.fromkeys(FILE_COLUMNS, ""), **USUAL}
        text = io.StringIO(newline="")
        names = dict.fromkeys([*FILE_COLUMNS, *(name for row in rows for name in row)])
        writer = csv.DictWriter(text, list(names))
        writer.writeheader()
        writer.writerows(
            {**usual, "id": f"E{number}", **row} for number, row in enumerate(rows, start=1)
        )
        path = tmp_path / "my-events.csv"
        path.write_bytes(text.getvalue().encode())
        return path

    return write
