"""The place names of this subject: which are found, which are guessed, which are missed."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mapdash.analysis.geodesic import geodesic_km
from mapdash.events.precision import GEO_PRECISIONS

if TYPE_CHECKING:
    from conftest import ListedName
    from mapdash.gazetteer import Candidate, Finding, Gazetteer

ROOT = Path(__file__).resolve().parents[3]


def outcome_of(finding: Finding) -> str:
    if finding.best is not None:
        return "hit"
    if finding.names_several:
        return "parts"
    if finding.is_ambiguous:
        return "ambiguous"
    return "guess" if finding else "nothing"


def distance_km(candidate: Candidate, name: ListedName) -> float:
    ends = candidate.longitude, candidate.latitude, float(name.longitude), float(name.latitude)
    return float(geodesic_km(*(np.array([end]) for end in ends))[0])


def is_right(candidate: Candidate, name: ListedName) -> bool:
    """Tell whether a sure answer is the place meant, and known no closer than it is."""
    if name.outcome != "hit" or candidate.precision != name.precision:
        return False
    if name.answer:
        return candidate.id == name.answer
    return distance_km(candidate, name) <= float(name.tolerance_km)


def test_the_list_holds_every_place_name_of_the_events(listed_names: list[ListedName]) -> None:
    with (ROOT / "geodata" / "events.csv").open(encoding="utf-8", newline="") as file:
        of_events = {(row["place_name"], row["country"]) for row in csv.DictReader(file)}
    listed = {(name.text, name.country) for name in listed_names if name.event}
    assert len(listed_names) >= 60
    assert listed == of_events


def test_real_names_are_hits_guesses_or_misses_but_never_false_hits(
    gazetteer: Gazetteer, listed_names: list[ListedName]
) -> None:
    counts: Counter[str] = Counter()
    report: list[str] = []
    false_hits: list[str] = []
    for name in listed_names:
        finding = gazetteer.find(name.text, name.country or None)
        outcome = outcome_of(finding)
        counts[outcome] += 1
        best = finding.best
        told = "; ".join(f"{c.name} ({c.country}, {c.precision})" for c in finding[:3])
        report.append(f"{outcome:9} {name.text!r} {name.country}: {told or 'nothing'}")
        if best is not None and not is_right(best, name):
            false_hits.append(report[-1])
    print("\n".join([*sorted(report), str(dict(counts))]))  # noqa: T201 - the report is the point of it
    assert false_hits == []
    assert counts["hit"] >= 101
    assert counts == {"hit": 101, "parts": 16, "ambiguous": 9, "guess": 7, "nothing": 7}


def test_each_listed_name_comes_out_as_the_list_says(
    gazetteer: Gazetteer, listed_names: list[ListedName]
) -> None:
    wrong = []
    for name in listed_names:
        finding = gazetteer.find(name.text, name.country or None)
        firsts = [part.candidates[0].id for part in finding.parts]
        is_as_listed = outcome_of(finding) == name.outcome
        if name.outcome in {"parts", "guess"}:
            is_as_listed &= firsts == name.answer.split("|")
        if not is_as_listed:
            wrong.append((name.text, outcome_of(finding), firsts))
    assert wrong == []


def test_no_answer_is_closer_than_the_words_allow(
    gazetteer: Gazetteer, listed_names: list[ListedName]
) -> None:
    closest = {precision: number for number, precision in enumerate(GEO_PRECISIONS)}
    for name in listed_names:
        for candidate in gazetteer.find(name.text, name.country or None):
            is_own_name = candidate.score >= 0.9
            assert is_own_name or closest[candidate.precision] >= closest["locality"]
