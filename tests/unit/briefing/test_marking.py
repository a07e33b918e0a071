from __future__ import annotations

import pytest

from mapdash.briefing import PRESETS, Marking, contrast, marking_of, marking_text


def test_the_presets_are_those_of_the_product() -> None:
    assert [preset.text for preset in PRESETS] == [
        "UNCLASSIFIED",
        "CUI",
        "NATO UNCLASSIFIED",
        "OFFICIAL",
        "RESTREINT UE/EU RESTRICTED",
        "TLP:CLEAR",
        "TLP:GREEN",
        "TLP:AMBER",
        "TLP:AMBER+STRICT",
        "TLP:RED",
        "Chatham House Rule",
        "UNCLASSIFIED//FOUO",
    ]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.text)
def test_every_preset_can_be_read_and_names_its_source(preset: object) -> None:
    (preset,) = [one for one in PRESETS if one is preset]
    assert contrast(preset.background, preset.color) >= 4.5
    assert marking_of(preset.text) == preset.marking
    assert marking_text(preset.text) == preset.text
    assert len(preset.source) > 20
    assert preset.note.endswith(".")


def test_traffic_lights_have_the_colours_of_their_standard() -> None:
    colors = {preset.text: (preset.background, preset.color) for preset in PRESETS}
    assert colors["TLP:CLEAR"] == ("#000000", "#ffffff")
    assert colors["TLP:GREEN"] == ("#000000", "#33ff00")
    assert colors["TLP:AMBER"] == ("#000000", "#ffc000")
    assert colors["TLP:AMBER+STRICT"] == ("#000000", "#ffc000")
    assert colors["TLP:RED"] == ("#000000", "#ff2b2b")


def test_colours_that_no_source_prescribes_are_neutral_and_say_so() -> None:
    neutral = [preset for preset in PRESETS if not preset.text.startswith("TLP:")]
    assert {(preset.background, preset.color) for preset in neutral} == {("#333a45", "#ffffff")}
    assert all(preset.note.endswith("neutral ones of mapdash.") for preset in neutral)


def test_the_marking_that_is_out_of_use_says_so() -> None:
    (legacy,) = [preset for preset in PRESETS if preset.text == "UNCLASSIFIED//FOUO"]
    assert "not authorised on new documents" in legacy.note
    assert "since 6 March 2020" in legacy.note


@pytest.mark.parametrize("text", ["", "  ", "none", "None", "\u202e\x00"])
def test_no_text_is_no_marking(text: str) -> None:
    assert (marking_of(text), marking_text(text)) == (None, "")


def test_the_name_of_a_preset_may_be_written_otherwise() -> None:
    assert marking_text(" tlp:amber + strict ") == "TLP:AMBER+STRICT"
    assert marking_of("tlp:red") == Marking("TLP:RED", "#000000", "#ff2b2b")


def test_any_other_text_has_neutral_colours() -> None:
    assert marking_of("INTERN – 内部") == Marking("INTERN – 内部", "#333a45", "#ffffff")
    assert contrast("#333a45", "#ffffff") > 10


def test_a_marking_is_one_clean_line_of_120_characters() -> None:
    assert marking_text("a\nb\t\u202ec" + "x" * 200) == "a b c" + "x" * 115


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match=r"contrast of 1\.0 to 1; a marking needs 4\.5 to 1"):
        Marking("x", "#ffffff", "#ffff99")
    with pytest.raises(ValueError, match="is not one clean line"):
        Marking("")
    with pytest.raises(ValueError, match="is not one clean line"):
        Marking("a\nb")
    with pytest.raises(ValueError, match="'red' is no colour of the form #rrggbb"):
        Marking("x", "red", "#ffffff")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == 21.0
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#ffffff", "#ffffff") == 1.0
