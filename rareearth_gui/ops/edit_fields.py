"""The fields of a record as a person edits them: in the words of the listings, with what is to be written in each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops.listings import LISTINGS


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its label (blank: as the listing heads the column), its help, and the heading above it, if any."""

    label: str = ""
    help: str = ""
    heading: str = ""
    long: bool = False


_DATE = "2017, 2017-09 or 2017-09-28, as precise as known; blank when unknown"
_OFFSET = "Counted in characters from the start of the attached text; blank when there is no text"
_PRINTED = Field("As printed", "The words that print it, 12 at most")
_NOTE = Field(help="Anything that a reader of this record should know", long=True)
_CHINESE = Field("Chinese name", "As it is written in Chinese; blank when not known")

_FIGURE = {
    "printed": Field("Printed", "The number with its unit as printed, without the hedge", "What is printed"),
    "number": Field("Number", "In digits, as precise as printed: 43.5 for 43.5 million"),
    "number_high": Field("Number, upper end", "Only for a printed range, as 1 to 2"),
    "scale": Field("Times", "The scale word that stands with the number"),
    "unit": Field(help="Oxide (REO), metal and concentrate are told apart: they are not one amount"),
    "hedge": Field("Hedge", "What the words around the number allow beyond rounding"),
    "hedge_words": Field("Words of the hedge", "As printed: more than, about, within"),
    "indicator": Field(help="What is measured", heading="The question that it answers"),
    "subject": Field(help="Whose or of what: a material or an enterprise; blank when the text does not name it"),
    "place": Field(help="Where; for a share, the part"),
    "period": Field(help=f"{_DATE}; 2011/2015 from start to end; blank when the text does not say"),
    "period_how": Field("Period known from", "printed, not stated, or how it was found: relative: last year from 2017"),
    "basis": Field(help="What exactly is counted, in standard words: the same thing has the same words everywhere"),
    "denominator": Field(help="For a share, the whole: a place, or words for a whole that is no place"),
    "modality": Field(help="What was (actual), is meant (target, plan, forecast) or is allowed (cap)"),
    "source": Field(help="The edition that prints it", heading="Where it stands"),
    "section": Field("Section", "The section or paragraph of the source"),
    "start": Field("First character", _OFFSET),
    "end": Field("Character after the last", _OFFSET),
    "speaker": Field(help="Who says it; blank for the document itself"),
    "origin": Field(help="Blank, unless it goes back to another statement than its source does"),
    "via": Field("Read in", "Where it was read, when not in the source itself"),
    "kind": Field(help="stated by the source, or derived from what it prints", heading="How it is read"),
    "confidence": Field(help="How sure it is that the source states this"),
    "low": Field("Own reading, from", "Only to read it otherwise than the rules do: in the unit, multiplied out"),
    "high": Field("Own reading, to", "Only to read it otherwise than the rules do: in the unit, multiplied out"),
    "reading_reason": Field("Why read so", "The reason of an own reading", long=True),
    "note": _NOTE,
}
_ENTERPRISE = {
    "name": Field(help="The standard name in English"),
    "name_zh": _CHINESE,
    "printed_names": Field(help="The spellings met in sources, mangled ones too, with ; between them"),
    "kind": Field(),
    "place": Field(help="Where it has its seat"),
    "parent": Field(help="The group or body that it belongs to"),
    "role": Field(help="What it does in the chain from ore to use", long=True),
    "code": Field(help="As listed on an exchange"),
    "certainty": Field(help="How sure the standard name is"),
    "why": Field(help="On what evidence the name rests", long=True),
    "note": _NOTE,
}
_MATERIAL = {
    "name": Field(help="The name in English"),
    "name_zh": _CHINESE,
    "kind": Field(help="element, ore, oxide, compound, metal, alloy, family, material, product, device, application"),
    "family": Field(help="As magnetic, luminescent, catalytic"),
    "stage": Field(help="Its step of the chain from ore to use"),
    "formula": Field(help="As Nd2Fe14B"),
    "atomic_number": Field("Atomic number", "Of an element"),
    "elements": Field(help="Symbols, with ; between them"),
    "oxide": Field(help="The formula of its oxide"),
    "oxide_factor": Field(help="Tonnes of oxide that hold one tonne of the metal"),
    "class": Field(help="light, medium or heavy, with the scheme named"),
    "certainty": Field(help="How sure the standard name is"),
    "note": _NOTE,
}
_TASK = {
    "title": Field(help="What is to be done, in a few words"),
    "summary": Field(help="In our own words", long=True),
    "kind": Field(help="chapter, goal, task, box, item, measure, safeguard, direction, policy, fund or project"),
    "source": Field(help="The plan that sets it", heading="Where it stands"),
    "parent": Field(help="The chapter, box or task that it belongs to"),
    "section": Field(help="Its number in the document"),
    "printed": _PRINTED,
    "start": Field("First character", _OFFSET),
    "end": Field("Character after the last", _OFFSET),
    "lead": Field(help="The body that is to see to it", heading="Who and when"),
    "deadline": Field(help=_DATE),
    "note": _NOTE,
}
_INDICATOR = {
    "name": Field(help="The name in English"),
    "name_zh": _CHINESE,
    "definition": Field(help="What is measured, and what is left out", long=True),
    "unit": Field(help="The unit in which its figures are shown"),
    "dimension": Field(help="As mass, mass REO, money CNY, share, growth, count, time"),
    "share_of": Field(help="For a share, the indicator whose amounts it relates"),
    "match": Field(help="What must be equal for two figures to answer one question: subject place period basis …"),
    "tolerance": Field("Tolerance", "How far two figures may be apart and still be called the same"),
    "note": _NOTE,
}
_SOURCE = {
    "title": Field(help="Of this edition of this document"),
    "title_zh": Field("Chinese title", "As it is written in Chinese"),
    "publisher": Field(help="Who brings it out"),
    "issued": Field(help=_DATE),
    "issued_how": Field("Date known from", "printed, or how it was inferred"),
    "kind": Field(),
    "language": Field(help="As en or zh"),
    "translated_from": Field("Translated from", "The language of the original"),
    "address": Field(help="Where it can be found; the program itself never goes there"),
    "series": Field(help="For what comes out again and again: USGS MCS", heading="Which edition, and whose words"),
    "edition": Field(help="As 2011"),
    "copy_of": Field(help="The source that this one repeats word for word: a copy is no second witness"),
    "origin": Field(help="The statement that it goes back to; blank when that is its own"),
    "sha256": Field("SHA-256 of its text", "Of the text that may be attached; blank when none is known"),
    "characters": Field("Characters of its text", "Of the text that may be attached; blank when none is known"),
    "note": _NOTE,
}
_FIELDS = {
    Kind.FIGURE: _FIGURE,
    Kind.ENTERPRISE: _ENTERPRISE,
    Kind.MATERIAL: _MATERIAL,
    Kind.TASK: _TASK,
    Kind.INDICATOR: _INDICATOR,
    Kind.SOURCE: _SOURCE,
}
_OF_CHOICES = {
    ("figure", "scale"): {
        "1": "as it is",
        "1000": "thousand",
        "10000": "ten thousand (万)",
        "1000000": "million",
        "100000000": "hundred million (亿)",
        "1000000000": "billion",
    },
    ("figure", "hedge"): {"": "none"},
    ("figure", "unit"): {"1": "1 (a count or a bare number)"},
    ("indicator", "unit"): {"1": "1 (a count or a bare number)"},
    ("material", "stage"): {"": "none"},
}


@cache
def fields(kind: Kind) -> dict[str, Field]:
    """Give the fields of a kind by column, in the order in which they are edited, each with its label."""
    columns = {
        column.key: column for listing in LISTINGS.values() if listing.kind is kind for column in listing.columns
    }
    return {
        name: replace(field, label=field.label or columns[name].title, help=field.help or columns[name].help)
        for name, field in _FIELDS[kind].items()
    }


def words(kind: Kind, column: str, choice: str) -> str:
    """Say a choice of a closed list in words."""
    return _OF_CHOICES.get((kind.value, column), {}).get(choice, choice)
