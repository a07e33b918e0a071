from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mapdash.briefing import (
    Annotation,
    Briefing,
    Problem,
    Scene,
    briefing_from_yaml,
    briefing_to_yaml,
)
from mapdash.briefing.problems import ProblemList
from mapdash.briefing.yaml_tree import UnreadableError, read_tree
from mapdash.filters import EventFilter, Period, one_line

HEAD = "mapdash_briefing: 1\nscenes:\n"
KEYS_OF_A_SCENE = (
    "title, caption, notes, event, view, theme, filter, layers, near, basemap, open, annotations"
)
REFUSED = (
    "This uses an anchor (&), an alias (*) or a tag (!), which briefing files cannot have; put "
    "quotation marks around a text that begins so."
)
COLON = (
    "A colon is not expected here; put quotation marks around a text that holds “: ”, and begin "
    "the keys of one scene in the same column."
)
MISFIT = (
    "This line does not fit the lines above; look at its indentation, and that nothing follows a "
    "closing quotation mark or bracket."
)
TAB = "A tab stands where YAML wants spaces; indent with two spaces."
OPEN_QUOTE = "The quotation mark that opens here is not closed."
OPEN_LIST = "The list that opens with “[” here lacks a comma or its “]”."
NEITHER = "This line is neither “key: value” nor an item of a list, which begins with “- ”."
BACKSLASH = "A backslash between double quotation marks has to be written twice (\\\\)."

NO_YAML = [
    ("scenes:\n\t- title: a\n", 2, TAB),
    ("scenes:\n  - title: a\n\tcaption: b\n", 3, TAB),
    ('title: "China\nscenes: []\n', 1, OPEN_QUOTE),
    ("scenes: []\ntitle: 'China\n", 2, OPEN_QUOTE),
    ("title: China: and Serbia\n", 1, COLON),
    ("title: a\n  scenes: []\n", 2, COLON),
    ("title: a\nChina\nscenes: []\n", 2, NEITHER),
    ("scenes:\n  - title: a\n    caption: b\n   notes: c\n", 4, MISFIT),
    ('title: "a" b\n', 1, MISFIT),
    ("scenes: [a, b\ntitle: c\n", 1, OPEN_LIST),
    (
        "scenes:\n  - layers: {arcs: true\n",
        2,
        "What opens with “{” here lacks a comma or its “}”.",
    ),
    ('title: "C:\\qemp"\n', 1, BACKSLASH),
    ("title: @home\n", 1, "A text cannot begin with “@”; put quotation marks around it."),
    ("title: |x\n", 1, "After “|” or “>” nothing else can stand in the line."),
    (
        "scenes: - title: a\n",
        1,
        "An item of a list (“- ”) cannot stand here; put it on a line of its own.",
    ),
    (
        "scenes: [a,, b]\n",
        1,
        "A value is missing here, or it begins with a character that needs quotation marks.",
    ),
    ("? [a]\n: b\n", 1, "A key must be one word, not a list."),
    ("title: a\nmarking: &m b\n", 2, REFUSED),
    ("title: *a\n", 1, REFUSED),
    ("title: *Important*\n", 1, REFUSED),
    ("title: !!python/name:os.system x\n", 1, REFUSED),
    ("title: !!str 1\n", 1, REFUSED),
    ("scenes: &all\n  - title: a\n", 1, REFUSED),
]


@pytest.mark.parametrize(("text", "line", "sentence"), NO_YAML)
def test_what_is_no_yaml_for_us_is_refused_with_its_line(
    text: str, line: int, sentence: str
) -> None:
    reading = briefing_from_yaml(text)
    assert reading.briefing is None
    assert reading.problems == (Problem(line, f"{sentence} The file was not read.", is_fatal=True),)


@pytest.mark.parametrize(("text", "line", "sentence"), NO_YAML)
def test_the_slow_parser_of_pyyaml_says_the_same(text: str, line: int, sentence: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_tree(text, ProblemList(), loader=yaml.BaseLoader)
    assert caught.value.problem.sentence.startswith(sentence)
    assert caught.value.problem.line == line


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("", 0, "The file is empty."),
        ("---", 0, "The file is empty."),
        ("# a\nscenes", 2, "The file is one text; a briefing begins with “mapdash_briefing: 1”."),
        (" \n# nothing\n\n", 0, "The file is empty."),
        ("- a\n", 1, "The file is a list; a briefing begins with “mapdash_briefing: 1”."),
        ("\nhello\n", 2, "The file is one text; a briefing begins with “mapdash_briefing: 1”."),
        (
            "mapdash_briefing: 7\nscenes: []\n",
            1,
            (
                "This is a briefing file of version 7, and this mapdash reads version 1; open it "
                "with a newer mapdash."
            ),
        ),
        (
            "title: a\n",
            1,
            "This is no briefing: it has neither “mapdash_briefing: 1” nor scenes.",
        ),
        ("x" * 2_000_001, 0, "The file is larger than 2 MB."),
        ("一" * 700_000, 0, "The file is larger than 2 MB."),
    ],
)
def test_what_is_no_briefing_is_refused(text: str, line: int, sentence: str) -> None:
    reading = briefing_from_yaml(text)
    assert reading.briefing is None
    assert reading.problems == (Problem(line, f"{sentence} The file was not read.", is_fatal=True),)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: &a [x]\nb: [" + "*a," * 600_000 + "]", "anchor"),
        ("[" * 1_900_000, "more than 12 levels"),
        ("- " * 900_000, "more than 12 levels"),
        ("{a: " * 400_000, "more than 12 levels"),
        ("[" + "a," * 900_000 + "]", "too many parts"),
        ("{" + "a," * 900_000 + "}", "too many parts"),
    ],
)
def test_bombs_are_refused_quickly(text: str, reason: str) -> None:
    begin = time.process_time()
    reading = briefing_from_yaml(text)
    assert reading.briefing is None
    assert reason in reading.problems[-1].sentence
    assert time.process_time() - begin < 5


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 100_000])
def test_no_depth_exhausts_the_slow_parser_either(text: str) -> None:
    with pytest.raises(UnreadableError, match="There are more than 12 levels here"):
        read_tree(text, ProblemList(), loader=yaml.BaseLoader)


SENTENCES = [
    (
        "captoin: b",
        "There is no key “captoin” in a scene; did you mean “caption”? It was left out.",
    ),
    ("Event: b", "There is no key “Event” in a scene; did you mean “event”? It was left out."),
    (
        "colour: b",
        f"There is no key “colour” in a scene; it was left out. The keys are {KEYS_OF_A_SCENE}.",
    ),
    ("title: b", "“title” stands in line 3 already; only the first was read."),
    ("<<: b", "Merge keys (“<<”) are not read; write the keys out."),
    ("caption: [b]", "“caption” must be a text, not a list; it was left out."),
    ("notes: {b: c}", "“notes” must be a text, not a group of keys; it was left out."),
    ("event: [E001]", "“event” must be a text, not a list; it was left out."),
    ("basemap: [b]", "“basemap” must be a text, not a list; it was left out."),
    ("theme: sepia", "“theme” is “sepia” and can only be light or dark; it was left out."),
    ("filter: serbia", "“filter” must have keys below it, not be a text; it was left out."),
    ("layers: [arcs]", "“layers” must have keys below it, not be a list; it was left out."),
    ("layers: {arcs: 2}", "“arcs” is “2” and can only be true or false; it was left out."),
    (
        "layers: {arc: yes}",
        "There is no key “arc” in the layers; did you mean “arcs”? It was left out.",
    ),
    (
        "view: [1, 2, 3]",
        (
            "“view” must be 4 numbers such as [18.5, 41.8, 23.1, 46.2] (west, south, east, north); "
            "it was left out."
        ),
    ),
    (
        "view: [0, 50, 10, 40]",
        (
            "The southern edge (50) lies north of the northern edge (40); swap them. “view” was "
            "left out."
        ),
    ),
    (
        "near: Warsaw",
        (
            "“near” is “Warsaw”, which is no border or place such as “border:BLR-POL” or "
            "“place:52.0976,23.7341,0,Brest” (latitude, longitude, km); it was left out."
        ),
    ),
    ("open: [list]", "“open” names “list”, and can only name table and charts; it was left out."),
    ("annotations: a", "“annotations” must be a list, not a text; it was left out."),
    ("filter: {search: [a]}", "“search” must be a text, not a list; it was left out."),
    (
        "filter: {countries: {a: b}}",
        "“countries” must be a list of texts such as [one, two]; it was left out.",
    ),
    (
        "filter: {actors: [[a]]}",
        "“actors” must be a list of texts such as [one, two]; it was left out.",
    ),
    (
        "filter: {from: 2024-13}",
        (
            "“from” is “2024-13”, which is no date such as 2024, 2024-03 or 2024-03-15; "
            "it was left out."
        ),
    ),
    (
        "filter: {area: [[1, 2], [3]]}",
        (
            "“area” must be a list of [longitude, latitude] such as [[19, 44], [20.4, 44.8]]; "
            "it was left out."
        ),
    ),
    (
        "filter: {area: [[1, 2], [3, 4]]}",
        "A region of 2 different corners cannot be: give 3 to 100. “area” was left out.",
    ),
    (
        "filter: {only_in_view: true}",
        "“only_in_view” is asked for, but the scene has no “view”; it was left out.",
    ),
    (
        "filter: {only_where_it_happened: perhaps}",
        ("“only_where_it_happened” is “perhaps” and can only be true or false; it was left out."),
    ),
    (
        "annotations: [a]",
        (
            "An annotation has one of the keys pen, arrow, circle, text, distance; this one was "
            "left out."
        ),
    ),
    (
        "annotations: [{pen: [[1, 2], [3, 4]], arrow: [[1, 2], [3, 4]]}]",
        (
            "An annotation has one of the keys pen, arrow, circle, text, distance; this one was "
            "left out."
        ),
    ),
    (
        "annotations: [{circle: [1, 2]}]",
        "The radius of a circle is 0 km; give 0.1 to 5,000 km. The annotation was left out.",
    ),
    (
        "annotations: [{circle: 1, radius_km: 2}]",
        "“circle” must be 2 numbers such as [20.46, 44.81] (longitude, latitude); it was left out.",
    ),
    (
        "annotations: [{text: a}]",
        "“text” needs a place to stand at, such as “at: [20.46, 44.81]”; it was left out.",
    ),
    (
        "annotations: [{arrow: [[1, 2]]}]",
        "A drawing of kind “arrow” takes 2 points, not 1. The annotation was left out.",
    ),
    (
        "annotations: [{pen: [[1, 2], [3, 95]]}]",
        "Nothing can be drawn at longitude 3, latitude 95. The annotation was left out.",
    ),
]


@pytest.mark.parametrize(("key", "sentence"), SENTENCES)
def test_what_a_scene_cannot_use_is_said_and_the_rest_is_read(key: str, sentence: str) -> None:
    reading = briefing_from_yaml(f"{HEAD}  - title: a\n    {key}\n  - title: z\n")
    assert reading.briefing == Briefing("", (Scene(title="a"), Scene(title="z")))
    assert reading.problems == (Problem(4, sentence),)


@pytest.mark.parametrize(
    ("item", "kind"), [("one", "a text"), ("[two]", "a list"), ("", "nothing")]
)
def test_a_scene_that_is_none_is_left_out_with_its_line(item: str, kind: str) -> None:
    reading = briefing_from_yaml(f"{HEAD}  - title: a\n  - {item}\n  - title: z\n")
    assert reading.briefing == Briefing("", (Scene(title="a"), Scene(title="z")))
    sentence = f"A scene has keys such as “title: ...”, and this is {kind}; the scene was left out."
    assert reading.problems == (Problem(4, sentence),)


@pytest.mark.parametrize("scenes", ["a", "{a: b}"])
def test_scenes_that_are_no_list_leave_a_briefing_without_scenes(scenes: str) -> None:
    reading = briefing_from_yaml(f"mapdash_briefing: 1\ntitle: t\nscenes: {scenes}\n")
    assert reading.briefing == Briefing("t")
    assert reading.problems[0].sentence.startswith("“scenes” must be a list, not a")


def test_a_file_that_does_not_say_its_version_is_read() -> None:
    reading = briefing_from_yaml("title: t\nscenes:\n  - title: a\n")
    assert reading.briefing == Briefing("t", (Scene(title="a"),))
    assert reading.problems == (
        Problem(
            1,
            (
                "The file does not say which form it has, and was read as version 1; put "
                "“mapdash_briefing: 1” into its first line."
            ),
        ),
    )


def test_too_long_texts_are_cut_and_said() -> None:
    text = (
        f"{HEAD}  - title: {'t' * 201}\n    caption: {'c' * 2001}\n    notes: {'n' * 4001}\n"
        f"  - caption: {'c' * 2000}\nmarking: {'m' * 121}\nas_of: 2026-02-30\n"
    )
    reading = briefing_from_yaml(text)
    first = Scene(title="t" * 200, caption="c" * 2000, notes="n" * 4000)
    assert reading.briefing == Briefing("", (first, Scene(caption="c" * 2000)), "m" * 120)
    assert reading.problems == (
        Problem(3, "“title” has more than 200 characters; the first 200 were kept."),
        Problem(4, "“caption” has more than 2,000 characters; the first 2,000 were kept."),
        Problem(5, "“notes” has more than 4,000 characters; the first 4,000 were kept."),
        Problem(7, "“marking” has more than 120 characters; the first 120 were kept."),
        Problem(8, "“as_of” is “2026-02-30”, which is no day such as 2026-03-12; it was left out."),
    )


def test_characters_that_no_text_can_hold_are_left_out_and_said() -> None:
    reading = briefing_from_yaml(f"{HEAD}  - title: a\0b\x07\n    caption: x\ud800y\ufeff\n")
    assert reading.briefing == Briefing("", (Scene(title="ab", caption="xy"),))
    assert reading.problems == (
        Problem(3, "A character that no text can hold (U+0000) was left out."),
        Problem(3, "A character that no text can hold (U+0007) was left out."),
        Problem(4, "A character that no text can hold (U+D800) was left out."),
        Problem(4, "A character that no text can hold (U+FEFF) was left out."),
    )


def test_only_the_first_of_several_documents_is_read() -> None:
    reading = briefing_from_yaml(f"{HEAD}  - title: a\n---\nscenes: []\n")
    assert reading.briefing == Briefing("", (Scene(title="a"),))
    assert reading.problems == (Problem(4, "Only what stands above this “---” was read."),)


def test_a_time_with_the_later_date_first_is_put_in_order() -> None:
    reading = briefing_from_yaml(f"{HEAD}  - filter: {{from: 2025-03, to: 2024}}\n")
    period = Period.of_text("2024", "2025-03")
    assert reading.briefing == Briefing("", (Scene(EventFilter(period=period)),))
    sentence = "The time from 2025-03 to 2024 has the later date first; they were put in order."
    assert reading.problems == (Problem(3, sentence),)


def test_a_radius_that_is_no_number_is_said() -> None:
    text = f"{HEAD}  - annotations:\n      - circle: [1, 2]\n        radius_km: big\n"
    reading = briefing_from_yaml(text)
    assert reading.briefing == Briefing("", (Scene(),))
    assert [problem.line for problem in reading.problems] == [4, 5]
    assert reading.problems[1].sentence.startswith("“radius_km” is “big” and must be a number")


def test_more_scenes_and_annotations_than_there_can_be_are_said() -> None:
    reading = briefing_from_yaml(HEAD + "  - {}\n" * 501)
    assert reading.briefing == Briefing("", (Scene(),) * 500)
    assert reading.problems == (Problem(503, "The file has 501 scenes; the first 500 were read."),)
    arrows = "      - arrow: [[1, 2], [3, 4]]\n" * 101
    reading = briefing_from_yaml(f"{HEAD}  - annotations:\n{arrows}")
    arrow = Annotation("arrow", ((1, 2), (3, 4)))
    assert reading.briefing == Briefing("", (Scene(annotations=(arrow,) * 100),))
    assert reading.problems == (
        Problem(104, "The scene has 101 annotations; the first 100 were read."),
    )


def test_at_most_100_problems_are_listed() -> None:
    reading = briefing_from_yaml(HEAD + "  - x\n" * 300)
    assert len(reading.problems) == 101
    assert reading.problems[-1] == Problem(0, "200 more problems are not listed.")


lines = st.lists(
    st.text(st.characters(exclude_categories=()), max_size=12)
    | st.sampled_from(
        [
            "mapdash_briefing: 1",
            "scenes:",
            "  - title: a",
            "    caption: |",
            "      text",
            "    filter:",
            "      from: 2024",
            "    view: [1, 2, 3, 4]",
            "    annotations:",
            "      - pen: [[1, 2], [3, 4]]",
            "- ",
            "[",
            "]",
            '"',
            "{",
            "\t",
            "&a",
            "*a",
            "!b",
            "---",
            "%YAML 1.2",
            "<<: x",
            '"\\ud800"',
            "? x",
        ]
    ),
    max_size=12,
)


@settings(deadline=None)
@given(lines)
def test_no_text_is_an_error(drawn: list[str]) -> None:
    for text in ("\n".join(drawn), HEAD + "\n".join(drawn)):
        reading = briefing_from_yaml(text)
        fatal = [problem for problem in reading.problems if problem.is_fatal]
        assert len(fatal) == (reading.briefing is None)
        for problem in reading.problems:
            assert problem.sentence == one_line(problem.sentence, 400)
            assert problem.sentence.endswith(".")
            assert 0 <= problem.line <= text.count("\n") + text.count("\r") + 1
        if reading.briefing is not None:
            again = briefing_from_yaml(briefing_to_yaml(reading.briefing))
            assert (again.briefing, again.problems) == (reading.briefing, ())
