"""Days that a text names, found as whole expressions. Which year is meant follows from the role of the date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from knowledge.hearing.days import Feast, Way, When, exists
from knowledge.hearing.schema import DateWords
from knowledge.hearing.tokens import folded

_OR_THE_NEXT = re.compile(r"^\s+or\s+(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\b")
_WORD = re.compile(r"\w*")
LONGEST_ANSWER = 60
"""Characters of an answer to a question for a date."""
FARTHEST = 36_500
"""Days from today that a counted date may lie away."""


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


class Dates:
    """Finds date expressions by the words of one library."""

    def __init__(self, words: DateWords) -> None:
        self.words = words
        self._month = {name: number for number, names in enumerate(words.months, 1) for name in names}
        self._weekday = {name: number for number, names in enumerate(words.weekdays) for name in names}
        self._unit = {name: days for days, names in words.units.items() for name in names}
        self._months_unit = frozenset(words.months_unit)
        self._years_unit = frozenset(words.years_unit)
        self._holiday = {name: held for held in words.holidays for name in held.names}
        self._after_ordinal = frozenset(words.after_ordinal)
        self._scores, self._counts = frozenset(words.scores), frozenset(words.counted)
        self._pattern = re.compile(self._forms(), re.VERBOSE)
        self._about = re.compile(rf"\b(?:{_any(words.about)})\s+(?:the\s+|el\s+)?$")
        self._or_so = re.compile(rf"^\s*(?:{_any(words.or_so)})\b|^\s+or\s+(?:the\s+)?\d")
        self._dateish = re.compile(rf"^\s+(?:{_any(words.dateish)})\b")
        self._small = frozenset(words.small)

    def _forms(self) -> str:
        words = self.words
        mon, wd = _any(self._month), _any(self._weekday)
        number = rf"(?:\d{{1,3}}|{_any(words.numbers)})"
        unit = _any((*self._unit, *words.months_unit, *words.years_unit))
        ordinal = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{_any(words.ordinals)})"
        day = r"(?:3[01]|[12]\d|0?[1-9])"
        year = r"(?:19|20)\d\d"
        holidays = "|".join(
            re.sub(r"s(?=\\ |$)", "'?s", re.escape(name)) for name in sorted(self._holiday, key=len, reverse=True)
        )
        told_ordinals = _any(word for word in words.ordinals if word not in words.numbers)
        short_wd = rf"(?:(?:{wd})\.?,?\s+(?:the\s+)?)"
        return rf"""
        (?P<iso>\b(?P<y1>\d{{4}})-(?P<m1>\d\d?)-(?P<d1>\d\d?)\b)
        |(?P<mdy>(?<![\d/.-])(?P<m2>\d{{1,2}})\s?(?P<mark>[/.-])\s?(?P<d2>\d{{1,2}})\s?(?P=mark)\s?(?P<y2>\d{{4}}|\d\d)(?![\d/-]))
        |(?P<my>(?<![\d/.-])(?P<m9>0?[1-9]|1[0-2])/(?P<y9>{year})(?![\d/-]))
        |(?P<md>(?<![\d/.$-])(?P<m3>\d{{1,2}})/(?P<d3>\d{{1,2}})(?![\d/]))
        |(?P<named>\b{short_wd}?(?:the\s+)?(?P<m4>{mon})\b\.?(?:,?\s+the)?\s*(?P<d4>{day}(?:st|nd|rd|th)?|{_any(words.ordinals)})\b(?!\s*(?:mg|mcg|%|/))
            (?:\s*,?\s*(?:of\s+|de\s+|del\s+)?(?:(?P<y4>{year})\b|'(?P<y4s>\d\d)\b))?)
        |(?P<dayname>\b{short_wd}?(?:the\s+|el\s+(?:dia\s+)?)?(?P<d5>{day}(?:st|nd|rd|th|ro|o)?|{_any(words.ordinals)})\s*(?:of\s+|de\s+|d\s+|del\s+mes\s+de\s+)?(?P<m5>{mon})\b\.?
            (?:\s*,?\s*(?:of\s+|de\s+|del\s+)?(?:(?P<y5>{year})\b|'(?P<y5s>\d\d)\b))?)
        |(?P<weekfrom>\b(?:(?P<n6>{number})\s+weeks?\s+(?P<dir6>ago|from|before|after)\s+(?:on\s+)?(?:last\s+|this\s+|next\s+)?(?P<w6>{wd}|yesterday|today|tomorrow))\b)
        |(?P<dayweek>\b(?P<w7>yesterday|today|tomorrow|{wd})\s+week\b(?!\s*end))
        |(?P<wdago>\b(?P<n8>{number})\s+(?P<w8>{wd})\s+ago\b)
        |(?P<beforelast>\b(?:the\s+)?(?P<w9>{wd}|week|month)\s+before\s+last\b)
        |(?P<afternext>\b(?:the\s+)?(?P<w10>{wd}|week)\s+after\s+next\b)
        |(?P<wdord>\b(?:last\s+|this\s+(?:past\s+)?|on\s+)?(?P<w11>{wd})\.?,?\s+(?:the\s+|el\s+)?(?P<d11>{ordinal}|(?<=el\s)\d{{1,2}})\b)
        |(?P<es_wd>\b(?:el\s+)?(?P<w13>lunes|martes|miercoles|jueves|viernes|sabado|domingo)\s+(?P<p13>pasado|proximo|que\s+viene|de\s+la\s+semana\s+pasada|de\s+la\s+otra\s+semana)\b)
        |(?P<wd>\b(?:on\s+)?(?:(?P<p12>last|this\s+past|past|this\s+coming|coming|next|this|el\s+proximo|el\s+pasado|el)\s+)?(?P<w12>{wd})\b(?P<s12>\s+(?:of\s+)?(?:last|next|this)\s+week)?)
        |(?P<otherday>\b(?:the\s+other\s+day|el\s+otro\s+dia|a\s+(?:few|couple(?:\s+of)?)\s+(?:days|weeks|months)\s+ago|(?:several|many|some)\s+(?:days|weeks|months)\s+ago
            |hace\s+(?:unos|unas|varios|varias|pocos|pocas)\s+(?:dias|semanas|meses)|(?:weeks|months|years)\s+ago|hace\s+(?:dias|semanas|meses|anos|tiempo))\b)
        |(?P<ago>\b(?P<n14>{number})(?:\s+and\s+a\s+half)?(?:(?<=\d)\s*|\s+)(?P<u14>{unit})\s+(?:ago|back)(?P<s14>\s+(?:today|tomorrow|yesterday|{wd}))?\b)
        |(?P<hace>\bhace\s+(?P<n15>{number})\s+(?P<u15>{unit})\b)
        |(?P<fromnow>\b(?:in|within|dentro\s+de|en)\s+(?:the\s+next\s+)?(?P<n16>{number})\s+(?P<u16>{unit})\b(?!\s+(?:i|of|de|after|ago))|\b(?P<n17>{number})\s+(?P<u17>{unit})\s+(?:from\s+(?:now|today)|de\s+hoy)\b)
        |(?P<later>\b(?P<n18>{number})\s+(?P<u18>{unit})\s+(?:later|after\s+that|despues|mas\s+tarde)\b|\b(?P<nextday>(?:the\s+)?(?:next|following)\s+day|al\s+dia\s+siguiente|al\s+otro\s+dia)\b)
        |(?P<ordmonth>\b(?:the\s+|el\s+(?:dia\s+)?)?(?P<d19>{ordinal}|{day})\s+(?:of|de|del)\s+(?P<p19>last|this|next|mes\s+pasado|este\s+mes|proximo\s+mes|mes\s+que\s+viene)(?:\s+month|\s+mes)?\b)
        |(?P<first>\b(?:the\s+|el\s+)?(?:first|1st|primero|1ro)\s+(?:of|de|del)\s+(?P<u29>(?:the\s+|next\s+|el\s+)?(?:year|month|ano|mes))\b)
        |(?P<dayword>\b(?:{_any(words.day_words)})\b)
        |(?P<holiday>\b(?P<p20>(?:(?:on|by|since|before|after|around|until|till|for|en|el|antes\s+de|despues\s+de|desde|para)|(?P<side20>(?:the\s+)?(?:day|(?P<wd20>{wd}|week))\s+(?P<ba20>before|after)))\s+(?:la\s+|el\s+|the\s+)?)(?P<h20>{holidays})\b)
        |(?P<part>\b(?P<p21>early|mid|middle\s+of|late|end\s+of|the\s+end\s+of|beginning\s+of|start\s+of|a\s+principios\s+de|principios\s+de|a\s+mediados\s+de|mediados\s+de|a\s+finales\s+de|finales\s+de|fines\s+de)[\s-]+(?P<m21>{mon}|last\s+month|this\s+month|next\s+month|the\s+month|mes)\b(?:\s+(?:of\s+|de\s+)?(?P<y21>{year})\b)?)
        |(?P<relmonth>\b(?:(?:sometime\s+|some\s+time\s+)?(?P<p22>last|this|next|past)\s+(?P<u22>month|week|year|spring|summer|fall|autumn|winter)|(?:el|la)\s+(?P<u22s>mes|semana|ano)\s+(?:pasad[oa]|(?P<n22>que\s+viene|proxim[oa])))\b)
        |(?P<monthyear>\b(?P<m23>{mon})\b\.?,?\s*(?:of\s+|de\s+|del\s+)?(?P<y23>{year})\b)
        |(?P<inmonth>\b(?P<p24>in|since|last|during|back\s+in|until|from|en|desde|by|this\s+past|next|of|for)\s+(?P<m24>{mon})\b(?!\.?,?\s*(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)))
        |(?P<bareord>\b(?:(?P<p25>the|on|by|el\s+dia|el|del|until|del\s+dia)\s+)(?P<d25>\d{{1,2}}(?:st|nd|rd|th)|\d{{1,2}}|{told_ordinals})\b)
        |(?P<inyear>\b(?:in|since|during|back\s+in|en|desde|until|of|from)\s+(?P<y26>{year})\b)
        |(?P<month>\b(?P<m27>{_any(name for name in self._month if name not in words.need_more)})\b)
        |(?P<length>\b(?P<n28>{number}|\d{{4}})(?:(?<=\d)\s*-?\s*|\s*-\s*|\s+)(?:(?:calendar|business|working|more|full|whole|straight|habiles|calendario)\s+)*(?P<u28>{unit}|{_any(words.hours_unit)})\b)
        """

    def find(self, text: str) -> list[When]:
        """All date expressions of a text, in order, none inside another. Lengths of time are among them."""
        low = folded(text)
        found: list[When] = []
        at = 0
        while match := self._pattern.search(low, at):
            when = self._read(match, low)
            if when:
                found.append(when)
                at = match.end()
            else:  # no date after all; its later words may still begin one
                at = _next_word(low, match.start())
        return list(_with_days_of_week(found, low))

    def answer(self, text: str) -> When | None:
        """The one date that a whole answer names; None where it names none, or something beside it."""
        low = folded(text).strip(" .,!?")
        if len(low) > LONGEST_ANSWER:
            return None
        found = [when for when in self.find(low) if when.kind != "length"]
        after = low[found[0].end :] if found else ""
        if found and found[0].vague:
            after = _OR_THE_NEXT.sub("", after)
        if len(found) == 1 and self._only(low[: found[0].start], after):
            return found[0] if found[0].kind != "unread" else None
        return None if found else self._latent(low)

    def _only(self, before: str, after: str) -> bool:
        """Whether words beside a date say nothing of their own."""
        return all(word in self._small for word in re.findall(r"[^\W_]+", f"{before} {after}"))

    def _latent(self, low: str) -> When | None:
        """What is a date only because one was asked for: "2021", "may", "sat", "5th", "11-13"."""
        whole = (0, len(low))
        if re.fullmatch(r"(?:19|20)\d\d", low):
            return When(*whole, "year", year=int(low))
        if low in self._month:
            return When(*whole, "month", month=self._month[low])
        if low in self._weekday:
            return When(*whole, "weekday", weekday=self._weekday[low])
        if match := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", low):
            return When(*whole, "day", day=int(match.group(1)))
        if match := re.fullmatch(r"(\d{1,2})\s?[-./]\s?(\d{1,2})", low):
            month, day = int(match.group(1)), int(match.group(2))
            return When(*whole, "day", month=month, day=day, impossible=not exists(2024, month, day))
        if match := re.fullmatch(r"(\d{1,2})\s+(\d{1,2})\s+(\d{4}|\d\d)", low):
            year = int(match.group(3))
            return self._day(match, int(match.group(1)), int(match.group(2)), year if year > 99 else _century(year))
        if match := re.fullmatch(r"([a-z]+)\.?\s+(\d{4})", low):
            month = self._month.get(match.group(1), 0)
            return When(*whole, "month", year=int(match.group(2)), month=month) if month else None
        return self._latent(low.removeprefix("the ")) if low.startswith("the ") else None

    def _read(self, match: re.Match[str], low: str) -> When | None:
        when = self._form(match, low)
        if when is None or when.kind == "length":
            return when
        if self._about.search(low[: match.start()]) or self._or_so.search(low[match.end() :]):
            when = replace(when, vague=True)
        rest = low[match.end() : match.end() + 24]
        if when.kind != "unread" and self._dateish.search(rest) and match.lastgroup not in ("holiday", "later"):
            return replace(when, kind="unread")
        return when

    def _number(self, words: str) -> int:
        return int(words) if words.isdigit() else self.words.numbers[words]

    def _ordinal(self, words: str) -> int:
        digits = re.match(r"\d+", words)
        return int(digits.group()) if digits else self.words.ordinals[words]

    def _form(self, match: re.Match[str], low: str) -> When | None:
        """What one form names; None where these words are no date."""
        kind = match.lastgroup or ""
        reader = getattr(self, f"_as_{kind}")
        when: When | None = reader(match, low)
        return when

    def _day(self, match: re.Match[str], month: int, day: int, year: int | None) -> When:
        possible = exists(year or 2024, month, day)
        return When(*match.span(), "day", year=year, month=month, day=day, impossible=not possible)

    def _as_iso(self, match: re.Match[str], low: str) -> When:
        return self._day(match, int(match["m1"]), int(match["d1"]), int(match["y1"]))

    def _as_mdy(self, match: re.Match[str], low: str) -> When | None:
        if match["mark"] == "-" and int(match["m2"]) > 31:
            return None
        year = int(match["y2"])
        return self._day(match, int(match["m2"]), int(match["d2"]), year if year > 99 else _century(year))

    def _as_my(self, match: re.Match[str], low: str) -> When:
        return When(*match.span(), "month", year=int(match["y9"]), month=int(match["m9"]))

    def _as_md(self, match: re.Match[str], low: str) -> When | None:
        month, day = int(match["m3"]), int(match["d3"])
        around = re.findall(r"[a-z]+|\d+", low[max(0, match.start() - 24) : match.start()])[-3:]
        following = re.findall(r"[a-z]+|\d+", low[match.end() : match.end() + 16])[:2]
        dated = bool(around) and around[-1] in (
            "on",
            "dated",
            "date",
            "since",
            "by",
            "until",
            "from",
            "denied",
            "sent",
            "el",
            "del",
        )
        if not 1 <= month <= 12 or not 1 <= day <= 31 or day == 0:
            return None
        if match.group() in self.words.fractions and not dated:
            return None
        if not dated and (self._scores & {*around, *following} or self._counts & {*around[-1:], *following[:1]}):
            return None
        return self._day(match, month, day, None)

    def _as_named(self, match: re.Match[str], low: str) -> When | None:
        if match["m4"] in ("may", "march", "mar", "ago", "sep") and not match["d4"][0].isdigit():
            return None
        return self._day(match, self._month[match["m4"]], self._ordinal(match["d4"]), _year(match["y4"], match["y4s"]))

    def _as_dayname(self, match: re.Match[str], low: str) -> When | None:
        said = match["d5"]
        if match["m5"] == "ago" or (
            said.isdigit()
            and not match["y5"]
            and match["m5"] in ("may", "mar", "march", "sep")
            and not re.search(r"\s(?:of|de)\s", match.group())
        ):
            return None
        if not said[0].isdigit() and said in self.words.numbers and " de " not in match.group():
            return None
        return self._day(match, self._month[match["m5"]], self._ordinal(said), _year(match["y5"], match["y5s"]))

    def _as_weekfrom(self, match: re.Match[str], low: str) -> When:
        weeks, word = self._number(match["n6"]), match["w6"]
        back = match["dir6"] in ("ago", "before")
        if word in self.words.day_words:
            return When(*match.span(), "counted", days=self.words.day_words[word] + (-7 if back else 7) * weeks)
        way = Way.BEHIND if back else Way.AHEAD
        return When(*match.span(), "weekday", weekday=self._weekday[word], weeks=-weeks if back else weeks, way=way)

    def _as_dayweek(self, match: re.Match[str], low: str) -> When:
        word = match["w7"]
        if word in self._weekday:
            return When(*match.span(), "weekday", weekday=self._weekday[word], weeks=1, way=Way.AHEAD)
        days = self.words.day_words[word]
        return When(*match.span(), "counted", days=days - 7 if days < 0 else days + 7)

    def _as_wdago(self, match: re.Match[str], low: str) -> When:
        count = self._number(match["n8"])
        return When(*match.span(), "weekday", weekday=self._weekday[match["w8"]], weeks=1 - count, way=Way.BEHIND)

    def _as_beforelast(self, match: re.Match[str], low: str) -> When:
        if match["w9"] in ("week", "month"):
            return When(*match.span(), "month", months=-2, vague=True) if match["w9"] == "month" else _vague(match)
        return When(*match.span(), "weekday", weekday=self._weekday[match["w9"]], weeks=-1, way=Way.BEHIND)

    def _as_afternext(self, match: re.Match[str], low: str) -> When:
        if match["w10"] == "week":
            return _vague(match)
        return When(*match.span(), "weekday", weekday=self._weekday[match["w10"]], weeks=2, way=Way.AHEAD)

    def _as_wdord(self, match: re.Match[str], low: str) -> When:
        return When(*match.span(), "day", day=self._ordinal(match["d11"]), weekday=self._weekday[match["w11"]])

    def _as_es_wd(self, match: re.Match[str], low: str) -> When:
        word, part = self._weekday[match["w13"]], match["p13"]
        if part.startswith("de la"):
            return When(*match.span(), "weekday", weekday=word, week=-1)
        ahead = part != "pasado"
        return When(*match.span(), "weekday", weekday=word, way=Way.AHEAD if ahead else Way.BEHIND)

    def _as_wd(self, match: re.Match[str], low: str) -> When | None:
        name, part, week = match["w12"], match["p12"] or "", match["s12"]
        if (
            len(name) <= 3
            and not part
            and not re.search(r"\b(?:on|by|until|this)\s+$", low[: match.start()])
            and not match.group().startswith("on ")
        ):
            return None
        weekday = self._weekday[name]
        if week:
            which = {"last": -1, "this": 0, "next": 1}[week.split()[-2]]
            return When(*match.span(), "weekday", weekday=weekday, week=which)
        if part in ("last", "this past", "past", "el pasado"):
            return When(*match.span(), "weekday", weekday=weekday, way=Way.BEHIND)
        if part in ("next", "this coming", "coming", "el proximo"):
            return When(*match.span(), "weekday", weekday=weekday, way=Way.AHEAD)
        return When(*match.span(), "weekday", weekday=weekday)

    def _as_otherday(self, match: re.Match[str], low: str) -> When:
        return _vague(match)

    def _as_ago(self, match: re.Match[str], low: str) -> When | None:
        when = self._counted(match, match["n14"], match["u14"], -1)
        tail = (match["s14"] or "").split()
        if not when or not tail:
            return when
        if tail[0] in self.words.day_words and when.kind == "counted":
            return replace(when, days=(when.days or 0) + self.words.day_words[tail[0]])
        if tail[0] in self._weekday and match["u14"] in self._unit and self._unit[match["u14"]] % 7 == 0:
            weeks = -(when.days or 0) // 7
            return When(*match.span(), "weekday", weekday=self._weekday[tail[0]], weeks=-weeks, way=Way.BEHIND)
        return replace(when, kind="unread")

    def _as_hace(self, match: re.Match[str], low: str) -> When | None:
        return self._counted(match, match["n15"], match["u15"], -1)

    def _as_fromnow(self, match: re.Match[str], low: str) -> When | None:
        when = self._counted(match, match["n16"] or match["n17"], match["u16"] or match["u17"], 1)
        return when and replace(when, way=Way.AHEAD)

    def _as_later(self, match: re.Match[str], low: str) -> When | None:
        if match["nextday"]:
            return When(*match.span(), "later", days=1)
        when = self._counted(match, match["n18"], match["u18"], 1)
        return when and replace(when, kind="later" if when.kind == "counted" else "unread")

    def _counted(self, match: re.Match[str], number: str, unit: str, sign: int) -> When | None:
        count = self._number(number) * sign
        if unit in self._months_unit:
            return When(*match.span(), "month", months=count, vague=True)
        if unit in self._years_unit:
            return _vague(match)
        days = count * self._unit[unit]
        return When(*match.span(), "counted", days=days) if abs(days) < FARTHEST else _vague(match)

    def _as_ordmonth(self, match: re.Match[str], low: str) -> When:
        part = match["p19"]
        months = -1 if part in ("last", "mes pasado") else 0 if part in ("this", "este mes") else 1
        return When(*match.span(), "day", months=months, day=self._ordinal(match["d19"]))

    def _as_first(self, match: re.Match[str], low: str) -> When:
        if match["u29"].endswith(("year", "ano")):
            return When(*match.span(), "day", month=1, day=1)
        return When(*match.span(), "day", months=1, day=1)

    def _as_dayword(self, match: re.Match[str], low: str) -> When | None:
        word = " ".join(match.group().split())
        if word == "manana" and re.search(r"\b(?:la|esta)\s+$", low[: match.start()]):
            return None
        return When(*match.span(), "counted", days=self.words.day_words[word])

    def _as_holiday(self, match: re.Match[str], low: str) -> When:
        held = self._holiday[match["h20"].replace("'", "")]
        start, side = match.start("h20"), match["ba20"]
        if match["side20"] and match["side20"].startswith(("week", "the week")):
            return _vague(match)
        part = match["p20"].strip()
        vague = not side and not part.startswith(("on", "by", "en", "el", "until", "till", "para"))
        begin = match.start() if side else start
        when = Feast.make(begin, match.end(), held)
        if side and match["wd20"] and match["wd20"] in self._weekday:
            return _vague(match)
        days = (-1 if side == "before" else 1) if side else 0
        return replace(when, vague=vague, days=days)

    def _as_part(self, match: re.Match[str], low: str) -> When:
        name = match["m21"]
        if name in self._month:
            year = int(match["y21"]) if match["y21"] else None
            return When(*match.span(), "month", year=year, month=self._month[name], vague=True)
        months = {"last": -1, "next": 1}.get(name.split()[0], 0)
        return When(*match.span(), "month", months=months, vague=True)

    def _as_relmonth(self, match: re.Match[str], low: str) -> When:
        unit, part = match["u22"] or {"mes": "month", "ano": "year"}.get(match["u22s"], "week"), match["p22"]
        ahead = part == "next" or bool(match["n22"])
        if unit == "month":
            return When(*match.span(), "month", months=1 if ahead else 0 if part == "this" else -1)
        days = {"week": 7, "year": 365}.get(unit, 180)
        return replace(_vague(match), days=0 if part == "this" else days if ahead else -days)

    def _as_monthyear(self, match: re.Match[str], low: str) -> When:
        return When(*match.span(), "month", year=int(match["y23"]), month=self._month[match["m23"]])

    def _as_inmonth(self, match: re.Match[str], low: str) -> When | None:
        name, part = match["m24"], match["p24"]
        if name in ("ago", "mar") or (
            name in ("may", "march") and part in ("of", "from", "for", "until", "en", "desde")
        ):
            return None
        way = Way.BEHIND if part in ("last", "since", "back in", "this past") else Way.AHEAD if part == "next" else None
        return When(match.start("m24"), match.end(), "month", month=self._month[name], way=way)

    def _as_month(self, match: re.Match[str], low: str) -> When:
        return When(*match.span(), "month", month=self._month[match["m27"]])

    def _as_bareord(self, match: re.Match[str], low: str) -> When | None:
        following = re.match(r"[\s-]*([a-z]+)", low[match.end() :])
        day = self._ordinal(match["d25"])
        counted = re.match(r"\s*\d", low[match.end() :])  # "the first 4" counts
        if counted or not 1 <= day <= 31 or (following and following.group(1) in self._after_ordinal):
            return None
        if not match["d25"][0].isdigit() and following:
            return None
        if match["d25"].isdigit() and not match["p25"].startswith(("el", "del")):
            return None
        if match["d25"].isdigit() and (following or re.match(r"\s*[%$.,:]\d|\s*%", low[match.end() :])):
            return (
                None
                if following and following.group(1) not in ("y", "me", "la", "pero", "por", "nos", "y")
                else When(*match.span(), "day", day=day)
            )
        return When(match.start("d25") if match["p25"] == "by" else match.start(), match.end(), "day", day=day)

    def _as_inyear(self, match: re.Match[str], low: str) -> When:
        return When(match.start("y26"), match.end(), "year", year=int(match["y26"]))

    def _as_length(self, match: re.Match[str], low: str) -> When:
        unit = match["u28"]
        count = self._number(match["n28"])
        days = self._unit.get(unit) or (30 if unit in self._months_unit else 365 if unit in self._years_unit else 0)
        days = days * count if days else -(-count // 24)
        return When(*match.span(), "length", days=days)


def _next_word(low: str, start: int) -> int:
    match = _WORD.match(low, start)
    return max(start + 1, match.end() if match else 0)


def _century(year: int) -> int:
    return 2000 + year if year < 70 else 1900 + year


def _year(full: str | None, short: str | None) -> int | None:
    return int(full) if full else _century(int(short)) if short else None


def _vague(match: re.Match[str]) -> When:
    return When(*match.span(), "unread", vague=True)


def _with_days_of_week(found: list[When], low: str) -> Iterator[When]:
    """Without a weekday right before the day it names: "friday, nov 20"."""
    for at, when in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        if when.kind == "weekday" and following and following.kind == "day" and not when.weeks:
            between = low[when.end : following.start]
            if re.fullmatch(r"[\s,(]*(?:the\s+)?", between):
                continue
        yield when
