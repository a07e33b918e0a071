"""Briefing: scenes, lists of them, and their forms in a file and in an address."""

from mapdash.briefing.annotations import (
    ANNOTATION_KINDS,
    MOST_ANNOTATIONS,
    Annotation,
    annotation_from_json,
)
from mapdash.briefing.editing import (
    duplicated,
    moved,
    removed,
    replaced,
    with_scene,
    with_texts,
)
from mapdash.briefing.file import (
    MAX_FILE_BYTES,
    BriefingReading,
    Problem,
    briefing_from_yaml,
    briefing_to_yaml,
)
from mapdash.briefing.marking import (
    MAX_MARKING_CHARACTERS,
    PRESETS,
    Marking,
    MarkingPreset,
    contrast,
    marking_of,
    marking_text,
)
from mapdash.briefing.model import MOST_SCENES, Briefing
from mapdash.briefing.scene import (
    EXTRA_LAYERS,
    MAX_CAPTION_CHARACTERS,
    MAX_NOTES_CHARACTERS,
    MAX_TITLE_CHARACTERS,
    OPTIONAL_LAYERS,
    Scene,
)
from mapdash.briefing.url import annotations_left_out, scene_from_query, scene_to_query

__all__ = [
    "ANNOTATION_KINDS",
    "EXTRA_LAYERS",
    "MAX_CAPTION_CHARACTERS",
    "MAX_FILE_BYTES",
    "MAX_MARKING_CHARACTERS",
    "MAX_NOTES_CHARACTERS",
    "MAX_TITLE_CHARACTERS",
    "MOST_ANNOTATIONS",
    "MOST_SCENES",
    "OPTIONAL_LAYERS",
    "PRESETS",
    "Annotation",
    "Briefing",
    "BriefingReading",
    "Marking",
    "MarkingPreset",
    "Problem",
    "Scene",
    "annotation_from_json",
    "annotations_left_out",
    "briefing_from_yaml",
    "briefing_to_yaml",
    "contrast",
    "duplicated",
    "marking_of",
    "marking_text",
    "moved",
    "removed",
    "replaced",
    "scene_from_query",
    "scene_to_query",
    "with_scene",
    "with_texts",
]
