"""The lists of the desk, declared: which columns each kind of record shows, and what it says when empty."""

from __future__ import annotations

from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.listing import Column, Listing


def _text(key: str, title: str, width: int = 16, help: str = "", *, shown: bool = True) -> Column:
    return Column(key, title, "text", width, shown, help)


def _number(key: str, title: str, width: int = 10, help: str = "", *, shown: bool = True) -> Column:
    return Column(key, title, "number", width, shown, help)


def _count(key: str, title: str, width: int = 8, help: str = "", *, shown: bool = True) -> Column:
    return Column(key, title, "count", width, shown, help)


_BADGE = Column("conflict", "Conflict", "badge", 20, True, "How many sources and values quarrel on this question")

CONFLICTS = Listing(
    Kind.CONFLICT,
    "Conflicts",
    (
        _text("title", "Question and quarrel", 40),
        _count("values", "Values"),
        _count("sources", "Sources", 8, "Documents and editions that print a figure on this question"),
        _count("origins", "Origins", 8, "Independent statements behind them: copies are counted once"),
        Column("conflict", "State", "badge", 12, True, "open, ruled, review owed or snoozed"),
        _text("todo", "To do", 7, "yes while it is open or owes a review", shown=False),
        _text("checks", "Checks", 18),
        _number("suspicion", "Suspicion", 10, "How far apart the bands lie against their own width, 0 to 1"),
        _number("influence", "Influence", 10, "How much hangs on the question, on a logarithmic scale"),
        _number("rank", "Rank", 8, "Suspicion times influence"),
        _text("indicator", "Indicator", 22, shown=False),
        _text("place", "Place", 14, shown=False),
        _text("subject", "Subject", 18, shown=False),
        _text("period", "Period", 12, shown=False),
        _text("basis", "Basis", 22),
    ),
    sort="rank",
    descending=True,
    facets=("todo", "conflict", "place", "indicator"),
    empty="Nothing is to be done here: no figures quarrel, or every quarrel has been ruled on.",
    lines=2,
)
FIGURES = Listing(
    Kind.FIGURE,
    "Figures",
    (
        _text("printed", "Printed", 26, "The words as printed, with their hedge"),
        _number("value", "Value", 14, "In the canonical unit, for sorting and filtering"),
        _text("unit", "Unit", 8),
        _text("question", "Question", 40),
        _text("indicator", "Indicator", 20, shown=False),
        _text("subject", "Subject", 18),
        _text("place", "Place", 14),
        _text("period", "Period", 11),
        _text("basis", "Basis", 22),
        _text("denominator", "Share of", 12, shown=False),
        _text("modality", "Modality", 10),
        _text("source", "Source", 34),
        _text("publisher", "Publisher", 18, shown=False),
        _text("issued", "Issued", 11),
        _text("speaker", "Speaker", 20, shown=False),
        _number("low", "Low", 12, "Lower end of the band, canonical unit", shown=False),
        _number("high", "High", 12, "Upper end of the band, canonical unit", shown=False),
        _text("origin", "Origin key", 18, "Names the statement this figure goes back to", shown=False),
        _text("kind", "Kind", 9, shown=False),
        _text("confidence", "Confidence", 10, shown=False),
        _BADGE,
        _text("note", "Note", 40, shown=False),
    ),
    sort="id",
    facets=("modality", "unit", "place"),
    empty="This library holds no figures.",
)
QUESTIONS = Listing(
    Kind.QUESTION,
    "Questions",
    (
        _text("title", "Question", 48),
        _text("indicator", "Indicator", 22),
        _text("subject", "Subject", 18),
        _text("place", "Place", 14),
        _text("period", "Period", 11),
        _text("basis", "Basis", 22),
        _text("denominator", "Share of", 12),
        _text("modality", "Modality", 10),
        _count("figures", "Figures"),
        _BADGE,
    ),
    sort="title",
    empty="This library asks no questions yet.",
)
ENTERPRISES = Listing(
    Kind.ENTERPRISE,
    "Enterprises",
    (
        _text("name", "Name", 38),
        _text("name_zh", "Chinese name", 22),
        _text("printed_names", "As printed", 30, "The spellings met in the sources, mangled ones too"),
        _text("kind", "Kind", 11),
        _text("place", "Place", 16),
        _text("parent", "Group", 24),
        _text("role", "Role", 40),
        _text("certainty", "Certainty", 10, "How sure the standard name is"),
        _count("figures", "Figures"),
        _count("mentions", "Mentions", 9),
        _count("conflicts", "Conflicts", 9),
        _text("code", "Stock code", 11, shown=False),
        _text("why", "Why", 40, shown=False),
        _text("note", "Note", 40, shown=False),
    ),
    sort="name",
    facets=("kind", "place", "certainty"),
    empty="This library knows no enterprises.",
)
MATERIALS = Listing(
    Kind.MATERIAL,
    "Materials",
    (
        _text("name", "Name", 32),
        _text("name_zh", "Chinese name", 16),
        _text("kind", "Kind", 11),
        _text("family", "Family", 18),
        _text("stage", "Stage", 9, "Its step of the chain from ore to use"),
        _text("elements", "Elements", 14),
        _text("formula", "Formula", 12),
        _text("oxide", "Oxide", 9),
        _number("oxide_factor", "t oxide / t metal", 16),
        _text("class", "Class", 22),
        _count("figures", "Figures"),
        _count("links", "Links"),
        _count("conflicts", "Conflicts", 9),
        _text("certainty", "Certainty", 10, shown=False),
        _text("note", "Note", 40, shown=False),
    ),
    sort="name",
    facets=("kind", "stage", "family"),
    empty="This library knows no materials.",
)
TASKS = Listing(
    Kind.TASK,
    "Plan tasks",
    (
        _text("section", "Place", 14),
        _text("title", "Task", 44),
        _text("kind", "Kind", 10),
        _text("lead", "Lead", 26),
        _text("deadline", "Deadline", 10),
        _text("target", "Target", 26),
        _text("evidence", "Later sources", 32, "What later sources show: done, under way, contradicted, or silent"),
        _text("source", "Document", 34),
        _text("parent", "Part of", 30, shown=False),
        _text("summary", "Summary", 60, shown=False),
        _text("note", "Note", 40, shown=False),
    ),
    sort="id",
    facets=("kind", "evidence", "source", "lead"),
    empty="This library holds no plan tasks.",
)
INDICATORS = Listing(
    Kind.INDICATOR,
    "Indicators",
    (
        _text("name", "Indicator", 34),
        _text("name_zh", "Chinese name", 16),
        _text("unit", "Unit", 8),
        _text("dimension", "Dimension", 12),
        _count("questions", "Questions", 9),
        _count("figures", "Figures"),
        _count("conflicts", "Conflicts", 9),
        _text("share_of", "Share of", 18, shown=False),
        _text("definition", "Definition", 60),
        _text("match", "Must match", 34, shown=False),
        _text("note", "Note", 40, shown=False),
    ),
    sort="name",
    facets=("dimension", "unit"),
    empty="This library measures nothing yet.",
)
SOURCES = Listing(
    Kind.SOURCE,
    "Sources",
    (
        _text("title", "Title", 48),
        _text("publisher", "Publisher", 24),
        _text("issued", "Issued", 11),
        _text("kind", "Kind", 11),
        _text("text", "Text", 13, "attached, not attached, or a citation only"),
        _count("figures", "Figures"),
        _text("series", "Series", 12),
        _text("edition", "Edition", 9),
        _text("language", "Language", 9),
        _text("origin", "Origin key", 20, "Names the statement this source goes back to", shown=False),
        _text("copy_of", "Copy of", 20, shown=False),
        _text("address", "Address", 40, shown=False),
        _text("note", "Note", 40, shown=False),
    ),
    sort="id",
    facets=("kind", "text", "series"),
    empty="This library holds no sources.",
)
RELATIONS = Listing(
    Kind.RELATION,
    "Relations",
    (
        _text("kind", "Kind", 11),
        _text("members", "Members", 60),
        _text("source", "Source", 34),
        _text("reason", "Reason", 48),
        _text("note", "Note", 40),
    ),
    sort="id",
    empty="This library holds no relations.",
)
RULINGS = Listing(
    Kind.RULING,
    "Rulings",
    (
        _text("question", "Question", 44),
        _text("act", "Act", 10),
        _text("outcome", "Outcome", 22),
        _text("stands", "Stands", 22),
        _text("reason", "Reason", 48),
        _text("author", "By", 14),
        _text("at", "When", 18),
    ),
    sort="id",
    empty="Nothing has been ruled on yet.",
)
HISTORY = Listing(
    Kind.AUDIT,
    "History",
    (
        _text("at", "When", 28, "Universal time"),
        _text("who", "Who", 14),
        _text("act", "Act", 10),
        _text("record", "Record", 9),
        _text("title", "On", 48),
        _text("says", "What was said", 70),
        _text("digest", "Seal", 14, "SHA-256 of this entry with the seal before it", shown=False),
    ),
    sort="id",
    descending=True,
    facets=("who", "act"),
    empty="Nothing has been done in this library yet.",
)
LISTINGS: dict[str, Listing] = {
    "figures": FIGURES,
    "questions": QUESTIONS,
    "conflicts": CONFLICTS,
    "enterprises": ENTERPRISES,
    "materials": MATERIALS,
    "tasks": TASKS,
    "indicators": INDICATORS,
    "sources": SOURCES,
    "relations": RELATIONS,
    "rulings": RULINGS,
}
