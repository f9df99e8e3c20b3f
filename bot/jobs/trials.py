"""The search for trials at ClinicalTrials.gov (API version 2), when the operator turns it on.

It is the only way out besides Telegram. What goes out is the name of an illness and of a drug, from a fixed list in
knowledge, and nothing of who asks. State, age and sex are held against the answer here. Answers are kept for a day, so
that most searches go out once for everyone.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import structlog

from bot import metrics
from dialogs.case.matters import known
from dialogs.memory.due import Due
from dialogs.memory.store import Store
from knowledge.library import Library, shipped
from knowledge.money import trials
from knowledge.money.trials import RECRUITING, Study

log = structlog.get_logger()

PAGE, MOST_PAGES, MOST_BYTES = 100, 5, 12_000_000
"""Studies of a page (the API allows up to 1,000), pages that are followed, and bytes that are read of one answer."""
SECONDS, ALL_SECONDS, TRIES, PAUSE = 10.0, 45.0, 3, 1.0
"""For one request, for a search with all its pages and tries; tries after a fault, and the pause before the second."""
KEPT_SECONDS, MOST_KEPT = 86_400.0, 64
FIELDS = (
    "NCTId,BriefTitle,OverallStatus,LastUpdatePostDate,Phase,MinimumAge,MaximumAge,Sex,HealthyVolunteers,"
    "EligibilityCriteria,CentralContactName,CentralContactPhone,CentralContactEMail,LocationFacility,LocationCity,"
    "LocationState,LocationCountry,LocationStatus,LocationGeoPoint,LocationContactName,LocationContactPhone,"
    "LocationContactEMail"
)


class NotFound(Exception):
    """The registry did not answer in a way that can be used; `problem` is ``slow``, ``busy`` or ``fault``."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass
class Registry:
    """The registry, with what it answered lately.

    Args:
        address: Where its API is, such as ``https://clinicaltrials.gov/api/v2``.
    """

    address: str
    transport: httpx.AsyncBaseTransport | None = None
    clock: Callable[[], float] = time.monotonic
    pause: float = PAUSE
    seconds: float = SECONDS
    all_seconds: float = ALL_SECONDS
    _kept: dict[tuple[str, str], tuple[float, list[Study]]] = field(default_factory=dict)

    async def search(self, condition: str, drug: str) -> list[Study]:
        """Studies of a drug in a condition that recruit.

        Raises:
            NotFound: No answer that can be used; an older one is given instead while there is one.
        """
        key = (condition, drug)
        held = self._kept.get(key)
        if held and self.clock() - held[0] < KEPT_SECONDS:
            return held[1]
        try:
            async with asyncio.timeout(self.all_seconds):
                found = await self._pages(condition, drug)
        except (NotFound, TimeoutError) as error:
            problem = error.problem if isinstance(error, NotFound) else "slow"
            metrics.TRIAL_SEARCHES.labels(problem).inc()
            log.warning("trials not found", problem=problem)
            if held:
                return held[1]
            raise NotFound(problem) from None
        metrics.TRIAL_SEARCHES.labels("found").inc()
        while len(self._kept) >= MOST_KEPT:
            self._kept.pop(min(self._kept, key=lambda other: self._kept[other][0]))
        self._kept[key] = (self.clock(), found)
        return found

    async def _pages(self, condition: str, drug: str) -> list[Study]:
        wanted = {
            "query.cond": condition,
            "query.intr": drug,
            "filter.overallStatus": RECRUITING,
            "fields": FIELDS,
            "pageSize": str(PAGE),
            "format": "json",
        }
        found: list[Study] = []
        async with httpx.AsyncClient(transport=self.transport, timeout=self.seconds, follow_redirects=False) as client:
            for _ in range(MOST_PAGES):
                answer = await self._answer(client, wanted)
                try:
                    found += trials.studies(answer)
                except ValueError:
                    raise NotFound("fault") from None
                token = answer.get("nextPageToken")
                if not isinstance(token, str) or not token:
                    break
                wanted = {**wanted, "pageToken": token}
        return found

    async def _answer(self, client: httpx.AsyncClient, wanted: dict[str, str]) -> dict[str, Any]:
        """One page. What may pass (429, 5xx, a broken connection, a time-out) is tried again."""
        problem = "fault"
        for attempt in range(TRIES):
            if attempt:
                await asyncio.sleep(self.pause * 2 ** (attempt - 1))
            try:
                async with client.stream("GET", f"{self.address}/studies", params=wanted) as answer:
                    if answer.status_code == httpx.codes.OK:
                        return await _json(answer)
                    problem = "busy" if answer.status_code == httpx.codes.TOO_MANY_REQUESTS else "fault"
                    if problem == "fault" and answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                        break  # what it does not want now it will not want later
            except httpx.TimeoutException:
                problem = "slow"
            except httpx.HTTPError:
                problem = "fault"
        raise NotFound(problem)


async def _json(answer: httpx.Response) -> dict[str, Any]:
    body = bytearray()
    async for piece in answer.aiter_bytes():
        body += piece
        if len(body) > MOST_BYTES:
            raise NotFound("fault")
    try:
        told = json.loads(body)
    except ValueError:
        raise NotFound("fault") from None
    if not isinstance(told, dict):
        raise NotFound("fault")
    return told


async def found(store: Store, one: Due, registry: Registry) -> dict[str, Any]:
    """What a search for a person came to."""
    stored = await store.conversation(one.channel, one.chat)
    return await searched(stored["slots"] if stored else {}, registry, shipped())


async def searched(slots: Mapping[str, Any], registry: Registry, library: Library) -> dict[str, Any]:
    """``trials``, those that may take a person, as JSON, and their ``count``; or a ``problem``.

    Args:
        slots: Of these only the diagnosis picks what is searched for, as one of a few fixed terms.
    """
    condition = trials.searched_for(slots.get("diagnosis"), library)
    try:
        every = await registry.search(condition, library.money.trial_drug)
    except NotFound as error:
        return {"problem": error.problem}
    age = known(slots.get("age"))
    fits = trials.fitting(
        every,
        library,
        state=known(slots.get("state")),
        age=int(age) if age else None,
        sex=known(slots.get("sex")),
    )
    return {"trials": [plain(one) for one in fits[: library.money.trials_shown]], "count": len(fits)}


def plain(one: trials.Fitting) -> dict[str, Any]:
    """A fitting study as JSON."""
    study, site = one.study, one.site
    contact = (site.contact if site else None) or next(iter(study.contacts), None)
    return {
        "id": study.id,
        "title": study.title,
        "phases": list(study.phases),
        "least_age": study.least_age,
        "most_age": study.most_age,
        "sex": study.sex,
        "healthy": study.healthy,
        "include": list(study.include),
        "exclude": list(study.exclude),
        "place": ", ".join(part for part in (site.facility, site.city, site.state) if part) if site else None,
        "contact": contact,
        "miles": one.miles,
        "near": one.near,
        "updated": study.updated,
    }
