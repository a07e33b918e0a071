"""The words around a name: what kind of place a text means, and words that name no place.

General vocabulary of the trade in English, with the usual Slavic, German and Chinese words for
units and sites. No word stands here for one text; a word that is also a name loses only where a
text as a whole is no name.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

AIR_BASE = "air base"
AIRPORT = "airport"
TOWN = "town"
PROVINCE = "province"
COUNTRY = "country"

_PHRASES: Mapping[str, str] = {
    AIR_BASE: (
        "air base, airbase, air force base, afb, air force station, air station, raf, "
        "military airfield, military airport, military air base, army airfield, army air field, "
        "naval air station, vazduhoplovna baza, vojni aerodrom, 空军基地"
    ),
    AIRPORT: (
        "airport, international airport, airfield, aerodrome, air field, airstrip, airpark, "
        "municipal airport, regional airport, aerodrom, aeroport, flughafen, "
        "medunarodni aerodrom, 机场, 国际机场"
    ),
    TOWN: "city, town, village, settlement, municipality, grad, gorod, horad, selo, 市, 县, 镇",
    PROVINCE: (
        "province, region, oblast, voblast, voblasts, voblasc, governorate, okrug, county, "
        "zupanija, megye, prefecture, krai, kray, department, canton, territory, voivodeship, "
        "wojewodztwo, autonomous region, autonomous province, republic, district, raion, "
        "rayon, rajon, sheng, oblys, state, emirate, okrug administrative, 省, 自治区, 特别行政区"
    ),
    "power plant": (
        "power plant, power station, thermal power plant, thermal power station, tpp, chpp, "
        "hydropower plant, hydroelectric plant, nuclear power plant, termoelektrana, gres, tes"
    ),
    "steel mill": "steel mill, steel mills, steelworks, steel works, steel plant, ironworks, zelezara",
    "smelter": "smelter, copper smelter, topionica",
    "mine": "mine, mines, coal mine, copper mine, potash mine, open pit mine, rudnik",
    "bridge": "bridge, most",
    "factory": "plant, factory, works, fabrika, zavod",
    "industrial park": (
        "industrial park, industrial zone, technology park, economic zone, free zone, science park"
    ),
    "data centre": "data centre, data center, state data centre, state data center",
    "border crossing": "border crossing, border crossing point, checkpoint, border post",
}
_GENERAL = """
about academy administrative affairs aid air also anti approximately area armed army around
arsenal artillery as attack autonomous ballistic barracks base bases bataillon battalion battery
border branch bridgehead brigade build building by bypass ca camp campus capital center central
centre cities city civil coal coast coastal command communications complex comprehensive
consulate control coordinate coordinates copper corps corridor counter counties countries court
crossing data de defence defense depot direction districts division dock dockyard downtown drill
east eastern economic embassies embassy exercise exercises expo express facilities facility
facto far field firing force forces foreign former fort garrison gas gate general given goods
government greater ground grounds guard hall harbor harbour head headquarter high highway hill
hospital hospitals house hq hub hydro industrial inland institute interchange interior
international joint junction laboratory lake launch level line lines local location locations
lot lots lower main maritime market mechanized metro middle militar military ministry missile
missiles mobile motorway mountain mountains multiple national naval navy near new north
northeast northeastern northern northwest northwestern not nuclear number office oil ordnance
other others outskirts palace parade park parliament part parts phase pier pipeline plants
platform police port ports post power presidential prison project province provinces public
quarter quay radar rail railroad railway railways range ranges regiment regional regions
reported research reservoir residence river road roads route royal school schools sea seat
secret section sections sector security several shipyard shooting site sites solar south
southeast southeastern southern southwest southwestern space special specified speed sports
squadron square stadium state statement station stations steel storage street studio substation
suburb suburban suburbs supply surroundings tank tanks target television temporary terminal
terror terrorism terrorist test testing theatre thermal tower towns tracks training transport
troops tunnel underground undisclosed unidentified unit units university unknown unnamed
unspecified upper urban various venue venues vicinity villages visit warehouse waters west
western wharf wind yard zone zones
"""
_LITTLE_WORDS = """
a all along am an and are at be been bei between by can could five for four from had has have he
i im in inside is it its kod more most na near no of off on one or outside over pri she six some
that the their these they this those three to two u und under via was we were with within
"""
WATERS = frozenset(
    {
        "sea",
        "seas",
        "bay",
        "gulf",
        "strait",
        "straits",
        "ocean",
        "channel",
        "canal",
        "lagoon",
        "sound",
        "fjord",
        "river",
        "lake",
    }
)
"""Words that turn the name beside them into that of a water, of which there are none here."""

CJK_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "自治区": PROVINCE, "特别行政区": PROVINCE, "省": PROVINCE, "市": TOWN, "县": TOWN,
        "镇": TOWN, "国际机场": AIRPORT, "机场": AIRPORT, "空军基地": AIR_BASE,
    }
)  # fmt: skip
"""Words for units in Chinese, which stand at the end of a name without a space."""

KIND_PHRASES: Mapping[tuple[str, ...], str] = MappingProxyType(
    {
        tuple(phrase.split()): kind
        for kind, phrases in _PHRASES.items()
        for phrase in phrases.split(", ")
    }
)
"""From a phrase, as folded words, to the kind of place that it means."""

LONGEST_PHRASE = max(len(phrase) for phrase in KIND_PHRASES)

GENERIC_WORDS = frozenset(
    (*_GENERAL.split(), *_LITTLE_WORDS.split(), *(w for phrase in KIND_PHRASES for w in phrase))
)
"""Folded words that name no place by themselves."""

AIRFIELD_KINDS = frozenset({AIR_BASE, AIRPORT})
"""Kinds that stand in for one another: many airfields are both."""
