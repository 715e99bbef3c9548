"""Invented records: places, bodies, sources, questions and figures that look like the real ones, always the same."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from rareearth_gui.domain.evidence import Question
from rareearth_gui.domain.period import Period
from rareearth_gui.domain.quantity import Quantity
from rareearth_gui.domain.reading import Hedge
from rareearth_gui.domain.unit import unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from rareearth_gui.domain.evidence import Indicator
    from rareearth_gui.domain.interval import Interval

SYLLABLES = (
    "An 安 Bao 宝 Chang 长 De 德 Feng 丰 Gang 钢 Hai 海 Jin 金 Kai 开 Long 龙 Ming 明 Nan 南 Ping 平 Qing 青 Rong 荣 "
    "Shan 山 Tai 泰 Wan 万 Xin 新 Yuan 源 Zhong 中 Bei 北 Cheng 诚 Dong 东 Fu 福 Guang 广 He 和 Jia 佳 Kang 康 Li 利"
).split()
PINYIN, HAN = SYLLABLES[::2], SYLLABLES[1::2]
TRADES = (
    ("Rare Earth", "稀土"),
    ("Magnetic Materials", "磁材"),
    ("Mining", "矿业"),
    ("Smelting", "冶炼"),
    ("New Materials", "新材料"),
    ("Hydrogen Storage Alloy", "储氢合金"),
)
OUTLETS = ("Daily", "Metals Weekly", "Securities News", "Bureau of Statistics", "Ministry Notice", "Mining Journal")
KINDS = ("news", "trade", "company", "statistics", "government", "research")
BASES = (
    "",
    "",
    "",
    "",
    "oxide equivalent",
    "industrial reserves",
    "first phase",
    "enterprises above designated size",
    "ionic ores",
    "light rare earths",
    "heavy rare earths",
    "as approved",
    "including trial operation",
    "rapidly quenched magnetic powder",
)
NOTES = (
    "",
    "",
    "Read in a table; the head gives the unit.",
    "Year inferred from the day of the meeting.",
    "Unclear whether of the project or of its first phase.",
    "The translation splits the number.",
    "Repeated in the summary with one digit less.",
)
HEDGES = (
    (Hedge.OVER, "over", "逾"),
    (Hedge.ABOUT, "about", "约"),
    (Hedge.NEARLY, "nearly", "近"),
    (Hedge.AT_MOST, "at most", "至多"),
)
SCALES = {
    "t REO": ((1, " tons", "吨"), (10_000, " ten thousand tons", "万吨")),
    "CNY": ((10**6, " million yuan", "百万元"), (10**8, " hundred million yuan", "亿元")),
}
SIZES = {
    "mass REO": 10**4,
    "mass": 10**3,
    "money CNY": 10**8,
    "money USD": 10**7,
    "count": 40,
    "share": 30,
    "growth": 15,
}
LIMITS = ("cap", "target")


@dataclass(frozen=True, slots=True)
class Printed:
    """What one source prints: the words, their number, and the band that the program's own rules read in it."""

    words: str
    number: str
    scale: str
    unit: str
    hedge: Hedge
    hedge_words: str
    value: float | None
    low: float | None
    high: float | None


def name(random: Random, length: int) -> tuple[str, str]:
    """Make a name of syllables, and its characters."""
    chosen = [random.randrange(len(PINYIN)) for _ in range(length)]
    return "".join(PINYIN[n] for n in chosen).capitalize(), "".join(HAN[n] for n in chosen)


def places(random: Random, number: int, provinces: list[str]) -> Iterator[tuple[object, ...]]:
    """Make counties: key, name, name_zh, kind, part_of."""
    for n in range(number):
        latin, han = name(random, 2)
        yield f"county-{n}", f"{latin} County", f"{han}县", "county", random.choice(provinces)


def bodies(random: Random, number: int, homes: list[str]) -> Iterator[tuple[object, ...]]:
    """Make enterprises: key, name, name_zh, kind, place, role, printed_names, certainty, words."""
    for n in range(number):
        (latin, han), (trade, zh) = name(random, 3), random.choice(TRADES)
        full, chinese = f"{latin} {trade} Co., Ltd.", f"{han}{zh}有限公司"
        key = f"body-{n}"
        words = f"{full} {chinese} {latin} {trade} {key}"
        yield key, full, chinese, "company", random.choice(homes), f"Makes {trade.lower()}", latin, "medium", words


def sources(random: Random, number: int) -> Iterator[tuple[object, ...]]:
    """Make sources: key, title, title_zh, publisher, issued, issued_how, kind, language, series, edition, words."""
    for n in range(number):
        latin, han = name(random, 2)
        outlet = random.choice(OUTLETS)
        issued = f"{random.randint(1995, 2025)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        in_series = random.random() < 0.1
        series, edition = (f"{latin[:3]} {outlet}", issued[:4]) if in_series else ("", "")
        title = f"{latin} on rare earths: {random.choice(TRADES)[0].lower()}, {issued}"
        chinese = f"{han}稀土{random.choice(TRADES)[1]}" if n % 3 == 0 else ""
        key = f"invented-{n}"
        words = f"{title} {chinese} {latin} {outlet} {series} {edition} {key}"
        kind, language = random.choice(KINDS), ("zh" if chinese else "en")
        yield key, title, chinese, f"{latin} {outlet}", issued, "printed", kind, language, series, edition, words


def questions(
    random: Random,
    indicators: list[Indicator],
    subjects: list[str],
    homes: dict[str, str],
    where: list[str],
    asked: set[str],
) -> Iterator[Question]:
    """Ask questions for ever, none that was `asked`: bodies at their own place, everything else anywhere."""
    while True:
        indicator, subject = random.choice(indicators), random.choice(subjects)
        place = homes.get(subject) or where[int(len(where) * random.random() ** 2)]
        year = random.randint(1990, 2025)
        period = f"{year}-{random.randint(1, 12):02}" if random.random() < 0.2 else str(year)
        denominator = random.choice(("china", "world")) if indicator.share_of else ""
        modality = _modality(random, indicator)
        question = Question(
            indicator.key, subject, place, Period.parse(period), random.choice(BASES), denominator, modality
        )
        if question.key not in asked:
            asked.add(question.key)
            yield question


def _modality(random: Random, indicator: Indicator) -> str:
    if indicator.dimension in ("share", "growth"):
        return str(indicator.dimension)
    return random.choices(("actual", "capacity", "plan", *LIMITS), (80, 8, 6, 3, 3))[0]


def answers(random: Random, question: Question, indicator: Indicator, quarrelling: float) -> list[Printed]:
    """Print a question's answers: one true amount, rounded by each as it likes; some questions quarrel."""
    number = min(1 + int(random.expovariate(0.95)), 9)
    true = SIZES.get(indicator.dimension, 20) * 10 ** random.gauss(0, 0.45)
    quarrels = number > 1 and random.random() < quarrelling
    amounts = [true] * number
    if quarrels:
        amounts[random.randrange(number)] *= random.choice((0.5, 0.8, 1.2, 1.5, 10))
    exact = question.modality in LIMITS or indicator.dimension == "count"
    return [_print(random, amount, indicator, question.modality, exact) for amount in amounts]


def _print(random: Random, amount: float, indicator: Indicator, modality: str, exact: bool) -> Printed:
    if indicator.dimension == "share":
        amount = min(amount, 99.0)
    scale, latin, han = random.choice(
        SCALES.get(indicator.unit, ((1, _label(indicator.unit), _label(indicator.unit)),))
    )
    digits = 6 if exact else random.choice((2, 3, 3, 4))
    number = _rounded(amount / scale, digits)
    hedge, english, chinese = random.choice(HEDGES) if not exact and random.random() < 0.12 else (Hedge.NONE, "", "")
    in_chinese = random.random() < 0.25
    words = f"{number}{han if in_chinese else latin}".strip()
    value, band = _read(number, scale, indicator.unit, hedge, modality, indicator.dimension == "share")
    ends = (None if end is None else float(end) for end in (band.low, band.high))
    return Printed(words, number, str(scale), indicator.unit, hedge, chinese if in_chinese else english, value, *ends)


def _label(key: str) -> str:
    return "%" if key == "%" else "" if key == "1" else f" {unit(key).label}"


def _rounded(amount: float, digits: int) -> str:
    number = Decimal(f"{amount:.{digits - 1}e}")
    return f"{number.quantize(Decimal(1)) if number >= 10 ** (digits - 1) else number.normalize():f}" or "0"


@lru_cache(200_000)
def _read(number: str, scale: int, key: str, hedge: Hedge, modality: str, whole: bool) -> tuple[float | None, Interval]:
    quantity = Quantity(Decimal(number), unit(key), Decimal(scale), None, hedge)
    single = quantity.single
    return None if single is None else float(single), quantity.band(modality, of_a_whole=whole)


def people() -> list[str]:
    """Name those who are quoted; most figures quote nobody."""
    named = [f"{one} {two}{three.lower()}" for one, two, three in product(PINYIN[:10], PINYIN[10:16], PINYIN[16:20])]
    return [""] * len(named) + named
