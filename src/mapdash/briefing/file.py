"""A briefing as a YAML file for people, and back; docs/briefing-file.md describes the file."""

from mapdash.briefing.file_keys import FORMAT_VERSION
from mapdash.briefing.file_reading import BriefingReading, briefing_from_yaml
from mapdash.briefing.file_writing import briefing_to_yaml
from mapdash.briefing.problems import Problem
from mapdash.briefing.yaml_tree import MAX_FILE_BYTES

__all__ = [
    "FORMAT_VERSION",
    "MAX_FILE_BYTES",
    "BriefingReading",
    "Problem",
    "briefing_from_yaml",
    "briefing_to_yaml",
]
