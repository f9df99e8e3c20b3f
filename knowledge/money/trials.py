"""Studies of the registry ClinicalTrials.gov: what its answer says, whom a study takes, how far it is. Pure functions.

The registry's words are somebody's words: they are cut to size here and never followed as instructions. Only what its
API (version 2, `GET /api/v2/studies`) is documented to give is read; a field that lacks is unknown.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from knowledge.library import Library


RECRUITING = "RECRUITING"
OTHER = "other_pain"
"""The diagnosis whose term is used for one that has none of its own."""
EARTH_MILES = 3958.8
LONGEST, MOST_CRITERIA, MOST_SITES = 300, 4, 300
_NCT = re.compile(r"NCT\d{8}")
_AGE = re.compile(r"(\d{1,3})\s+(Year|Month|Week|Day)s?", re.IGNORECASE)
_YEARS = {"year": 1.0, "month": 1 / 12, "week": 1 / 52, "day": 1 / 365}


@dataclass(frozen=True)
class Site:
    """A place where a study takes people."""

    facility: str
    city: str
    state: str
    recruiting: bool
    at: tuple[float, float] | None
    contact: str | None


@dataclass(frozen=True)
class Study:
    """One study. Ages in years; None where the registry names no limit."""

    id: str
    title: str
    status: str
    phases: tuple[str, ...]
    least_age: float | None
    most_age: float | None
    sex: str
    healthy: bool
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    contacts: tuple[str, ...]
    sites: tuple[Site, ...]
    updated: str | None


@dataclass(frozen=True)
class Fitting:
    """A study that may take a person, with its nearest site in the United States; `miles` from where they live."""

    study: Study
    site: Site | None
    miles: int | None
    near: bool


def studies(answer: object) -> list[Study]:
    """The studies of one page of an answer; what is no study is passed over.

    Raises:
        ValueError: It is no answer of the registry.
    """
    if not isinstance(answer, dict) or not isinstance(answer.get("studies"), list):
        raise ValueError("an answer of the registry has a list `studies`")
    found = [_study(one) for one in answer["studies"]]
    return [one for one in found if one is not None]


def _study(raw: object) -> Study | None:
    protocol = _part(raw, "protocolSection")
    named, status = _part(protocol, "identificationModule"), _part(protocol, "statusModule")
    number = str(named.get("nctId") or "")
    if not _NCT.fullmatch(number):
        return None
    who, places = _part(protocol, "eligibilityModule"), _part(protocol, "contactsLocationsModule")
    include, exclude = _criteria(str(who.get("eligibilityCriteria") or ""))
    return Study(
        id=number,
        title=_clean(named.get("briefTitle")) or number,
        status=str(status.get("overallStatus") or ""),
        phases=tuple(str(one) for one in _listed(_part(protocol, "designModule"), "phases")),
        least_age=_years(who.get("minimumAge")),
        most_age=_years(who.get("maximumAge")),
        sex=str(who.get("sex") or "ALL"),
        healthy=who.get("healthyVolunteers") is True,
        include=include,
        exclude=exclude,
        contacts=tuple(filter(None, (_contact(one) for one in _listed(places, "centralContacts"))))[:2],
        sites=tuple(_site(one) for one in _listed(places, "locations")[:MOST_SITES] if _is_here(one)),
        updated=_clean(_part(status, "lastUpdatePostDateStruct").get("date")),
    )


def _part(raw: object, name: str) -> dict[str, Any]:
    held = raw.get(name) if isinstance(raw, dict) else None
    return held if isinstance(held, dict) else {}


def _listed(raw: dict[str, Any], name: str) -> list[Any]:
    held = raw.get(name)
    return held if isinstance(held, list) else []


def _clean(text: object) -> str | None:
    """One line, cut to size."""
    line = " ".join(str(text or "").split())
    return (line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…") or None


def _years(told: object) -> float | None:
    found = _AGE.search(str(told or ""))
    return int(found.group(1)) * _YEARS[found.group(2).lower()] if found else None


def _contact(raw: object) -> str | None:
    if not isinstance(raw, dict):
        return None
    return ", ".join(part for part in (_clean(raw.get(name)) for name in ("name", "phone", "email")) if part) or None


def _is_here(raw: object) -> bool:
    return isinstance(raw, dict) and raw.get("country") in ("United States", "Puerto Rico")


def _site(raw: dict[str, Any]) -> Site:
    point = _part(raw, "geoPoint")
    at = (point.get("lat"), point.get("lon"))
    known = all(isinstance(one, int | float) for one in at)
    contacts = [text for text in (_contact(one) for one in _listed(raw, "contacts")) if text]
    return Site(
        facility=_clean(raw.get("facility")) or "",
        city=_clean(raw.get("city")) or "",
        state=_clean(raw.get("state")) or _clean(raw.get("country")) or "",
        recruiting=str(raw.get("status") or RECRUITING) == RECRUITING,
        at=(float(at[0]), float(at[1])) if known else None,  # type: ignore[arg-type]
        contact=contacts[0] if contacts else None,
    )


def _criteria(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The first points of "Inclusion Criteria" and "Exclusion Criteria", in the study's own words."""
    halves = re.split(r"exclusion criteria\s*:?", text, maxsplit=1, flags=re.IGNORECASE)
    inside = re.sub(r"^.*?inclusion criteria\s*:?", "", halves[0], count=1, flags=re.IGNORECASE | re.DOTALL)
    return _points(inside), _points(halves[1]) if len(halves) > 1 else ()


def _points(text: str) -> tuple[str, ...]:
    lines = [re.sub(r"^\s*(?:[*•-]|\d+[.)])\s*", "", line).replace("\\", "") for line in text.splitlines()]
    return tuple(line for line in (_clean(line) for line in lines) if line)[:MOST_CRITERIA]


def miles(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points, each latitude and longitude in degrees."""
    (lat, lon), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_MILES * math.asin(math.sqrt(min(1.0, half)))


def takes(study: Study, age: int | None, sex: str | None) -> bool:
    """Whether a study takes people of this age and sex, as far as both are known."""
    if age is not None:
        # Someone who is 17 today may be up to 18 less a day, and the limits count whole years.
        if study.least_age is not None and age + 1 <= study.least_age:
            return False
        if study.most_age is not None and age > study.most_age:
            return False
    return sex is None or study.sex == "ALL" or study.sex.lower() == sex


def fitting(
    found: Iterable[Study], library: Library, *, state: str | None, age: int | None, sex: str | None
) -> list[Fitting]:
    """The studies that recruit in the United States and may take a person, the nearest first.

    Args:
        state: Two letters. Distance is from where most people of that state live.
    """
    home = library.choices["states"].get(state or "")
    kept = [
        _nearest(one, home.at if home else None, home.label if home else None, library.money.trials_within)
        for one in {study.id: study for study in found}.values()
        if one.status == RECRUITING and takes(one, age, sex) and any(site.recruiting for site in one.sites)
    ]
    return sorted(kept, key=lambda one: (not one.near, one.miles if one.miles is not None else 10**6, one.study.id))


def _nearest(study: Study, home: tuple[float, float] | None, name: str | None, within: int) -> Fitting:
    open_ = [site for site in study.sites if site.recruiting]
    if home is None:
        return Fitting(study, open_[0], None, True)
    same = [site for site in open_ if site.state == name]
    sites = same or open_
    far = sorted((miles(home, site.at), number) for number, site in enumerate(sites) if site.at is not None)
    if not far:
        return Fitting(study, sites[0], None, bool(same))
    distance, number = far[0]
    return Fitting(study, sites[number], round(distance), bool(same) or distance <= within)


def searched_for(diagnosis: object, library: Library) -> str:
    """The term that stands for a diagnosis in a search; a wide one where there is none, or it is not known."""
    terms = library.money.trial_words
    return terms.get(str(diagnosis), terms[OTHER])


def search_link(condition: str, library: Library, state: str | None = None) -> str:
    """The registry's own page for the search, to be opened by a person."""
    home = library.choices["states"].get(state or "")
    wanted = {"cond": condition, "intr": library.money.trial_drug, "aggFilters": "status:rec"}
    if home:
        wanted |= {"locStr": f"{home.label}, USA", "country": "United States", "state": home.label}
    return f"{library.money.trials_page}/search?{urlencode(wanted)}"
