"""Text from data stays text, in every place where folium takes one."""

from __future__ import annotations

import copy
import json
import pickle
from typing import TYPE_CHECKING, Any

import branca.element
import folium
import folium.plugins
import pytest
import streamlit_folium
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Template

import mapdash.render
from mapdash.render import hardening
from mapdash.render.hardening import escape_for_sink, json_for_script

if TYPE_CHECKING:
    from collections.abc import Callable

# The second stands for what 7*7 would have become, were it read as a template.
PROBE = "mark-{{ 7*7 }}-mark"
READ_AS_TEMPLATE = "mark-49-mark"
UNBALANCED = ("{% if", "{# never closed", "{{ 7*", "%} #} }}", "{% raw %}", "{{")
POINT = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [20.4, 44.8]},
}


def features(text: str) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": [{**POINT, "properties": {"title": text}}]}


SINKS: dict[str, Callable[[str], folium.Element]] = {
    "GeoJson property": lambda text: folium.GeoJson(features(text)),
    "GeoJsonTooltip": lambda text: folium.GeoJson(
        features(text), tooltip=folium.GeoJsonTooltip(["title"], aliases=[text])
    ),
    "GeoJsonPopup": lambda text: folium.GeoJson(
        features(text), popup=folium.GeoJsonPopup(["title"], aliases=[text])
    ),
    "Tooltip": lambda text: folium.Marker([44.8, 20.4], tooltip=folium.Tooltip(text)),
    "Popup": lambda text: folium.Marker([44.8, 20.4], popup=folium.Popup(text)),
    "Popup with parse_html": lambda text: folium.Marker(
        [44.8, 20.4], popup=folium.Popup(text, parse_html=True)
    ),
    "lazy Popup": lambda text: folium.Marker([44.8, 20.4], popup=folium.Popup(text, lazy=True)),
    "DivIcon": lambda text: folium.Marker([44.8, 20.4], icon=folium.DivIcon(html=text)),
    "icon name": lambda text: folium.Marker([44.8, 20.4], icon=folium.Icon(icon=text)),
    "tile attribution": lambda text: folium.TileLayer("tiles/{z}/{x}/{y}.png", attr=text),
    "FastMarkerCluster": lambda text: folium.plugins.FastMarkerCluster([[44.8, 20.4, text]]),
    "marker of a MarkerCluster": lambda text: folium.plugins.MarkerCluster(
        [[44.8, 20.4]], popups=[text]
    ),
}


def map_with(sink: str, text: str) -> folium.Map:
    base_map = folium.Map(tiles=None)
    SINKS[sink](text).add_to(base_map)
    return base_map


def map_with_layer_name(text: str) -> folium.Map:
    base_map = folium.Map(tiles=None)
    folium.FeatureGroup(name=text).add_to(base_map)
    folium.LayerControl().add_to(base_map)
    return base_map


def page(base_map: folium.Map) -> str:
    return str(base_map.get_root().render())


def streamlit_folium_text(base_map: folium.Map) -> str:
    """Return all that streamlit-folium would send to the browser."""
    base_map.get_root().render()
    base_map.render()
    return "\n".join(
        (
            streamlit_folium._get_html(base_map),
            streamlit_folium._get_header(base_map),
            streamlit_folium._get_map_string(base_map),
        )
    )


@pytest.mark.parametrize("written", [page, streamlit_folium_text], ids=["page", "st_folium"])
@pytest.mark.parametrize("sink", SINKS)
def test_template_syntax_in_data_stays_text(
    sink: str, written: Callable[[folium.Map], str]
) -> None:
    text = written(map_with(sink, PROBE))
    assert "7*7" in text
    assert READ_AS_TEMPLATE not in text


@pytest.mark.parametrize("written", [page, streamlit_folium_text], ids=["page", "st_folium"])
def test_template_syntax_in_a_layer_name_stays_text(written: Callable[[folium.Map], str]) -> None:
    text = written(map_with_layer_name(PROBE))
    assert "7*7" in text
    assert READ_AS_TEMPLATE not in text


@pytest.mark.parametrize("probe", UNBALANCED)
@pytest.mark.parametrize("sink", SINKS)
def test_unbalanced_template_syntax_breaks_no_page(sink: str, probe: str) -> None:
    base_map = map_with(sink, probe)
    assert "L.map(" in page(base_map)
    assert "L.map(" in streamlit_folium_text(base_map)


@pytest.mark.parametrize("probe", [PROBE, *UNBALANCED])
def test_a_feature_group_that_changes_a_map_keeps_its_text(probe: str) -> None:
    base_map = folium.Map(tiles=None)
    base_map.get_root().render()
    group = folium.FeatureGroup(name="shown")
    folium.Marker([44.8, 20.4], popup=probe).add_to(group)
    text = streamlit_folium._get_feature_group_string(group, base_map)
    assert probe in text
    assert READ_AS_TEMPLATE not in text


@pytest.mark.parametrize("probe", [PROBE, *UNBALANCED])
def test_a_saved_map_keeps_its_text(probe: str, tmp_path: Any) -> None:
    file = tmp_path / "map.html"
    map_with("Popup", probe).save(file)
    assert probe in file.read_text("utf-8")


def test_text_that_begins_like_the_list_of_children_stays_text() -> None:
    text = "{% for name, element in this._children.items() %}{{ 7*7 }}{% endfor %}"
    assert branca.element.Element(text).render() == text


def test_an_element_still_renders_its_children() -> None:
    figure = branca.element.Figure()
    column = figure.add_subplot(1, 2, 1)
    column.html.add_child(branca.element.Element("<p>{{ inside }}</p>"))
    assert "<p>{{ inside }}</p>" in figure.render()


def test_templates_of_element_classes_are_still_compiled() -> None:
    assert branca.element.CssLink("a.css").render() == '<link rel="stylesheet" href="a.css"/>'


@pytest.mark.parametrize("twin", [copy.deepcopy, lambda e: pickle.loads(pickle.dumps(e))])  # noqa: S301 - what we wrote
def test_a_copied_element_keeps_its_text(twin: Callable[[Any], Any]) -> None:
    assert twin(branca.element.Element(PROBE)).render() == PROBE


def test_installing_twice_changes_nothing() -> None:
    construct = branca.element.Element.__init__
    hardening.install()
    assert branca.element.Element.__init__ is construct


def test_importing_the_package_is_enough() -> None:
    assert mapdash.render.hardening is hardening
    assert folium.Element(PROBE).render() == PROBE


def test_escaped_text_holds_numeric_entities_only() -> None:
    assert escape_for_sink("<b>&\"'`${x}\\") == (
        "&#60;b&#62;&#38;&#34;&#39;&#96;&#36;&#123;x&#125;&#92;"
    )
    assert escape_for_sink("Смедерево, 5 km – Ž") == "Смедерево, 5 km – Ž"


@given(st.text())
def test_escaped_text_never_holds_a_character_that_a_sink_reads(text: str) -> None:
    assert not set(escape_for_sink(text)) & set("<>\"'`${}\\")


def test_json_for_scripts_escapes_what_html_and_templates_read() -> None:
    assert json_for_script({"a": "</script>{{ x }}\u2028&"}) == (
        r'{"a": "\u003c/script\u003e\u007b\u007b x \u007d\u007d\u2028\u0026"}'
    )
    assert json_for_script([1, None, True, "Ž"]) == '[1, null, true, "Ž"]'


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(json_values)
def test_json_for_scripts_reads_back_as_the_value(value: Any) -> None:
    assert json.loads(json_for_script(value)) == value


@given(json_values)
def test_json_for_scripts_holds_no_template_or_markup_syntax(value: Any) -> None:
    text = json_for_script(value)
    assert not any(mark in text for mark in ("{{", "}}", "{%", "%}", "{#", "#}", "<", ">", "&"))
    assert not set(text) & {"\u2028", "\u2029"}
    assert Template(text).render() == text.removesuffix("\n")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [float("-inf")]])
def test_json_for_scripts_refuses_what_json_cannot_write(value: object) -> None:
    with pytest.raises(ValueError, match="Out of range float values"):
        json_for_script(value)
