"""The HTTP side: Telegram's webhook, health and metrics."""

from __future__ import annotations

import asyncio
import hmac
import json

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.intake import readable
from bot.channels.telegram import App, gateway_of, handle_once
from bot.health import Health

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header (Bot API, setWebhook)
MOST_BYTES = 1_000_000
REFUSED_AFTER = 3.0
"""Seconds after which an update whose turn is not committed is given back to Telegram, where the store is away."""


def build_web(application: App, secret: str | None, health: Health) -> Starlette:
    """The web application.

    Args:
        application: As `build_application` made it.
        secret: What Telegram sends in `SECRET_HEADER`; None leaves the webhook out.
        health: What the probes are answered from.
    """
    gateway = gateway_of(application)
    under_way: set[asyncio.Task[bool]] = set()

    async def receive(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), (secret or "").encode()):
            return PlainTextResponse("wrong secret", 403)
        body = await _limited(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        try:
            update = readable(json.loads(body), application.bot)
        except (ValueError, RecursionError):
            update = None
        if update is None:
            return PlainTextResponse("not an update", 400)
        # Anything but 200 makes Telegram deliver the update again. The replies go out after the answer.
        committed = asyncio.Event()
        task = asyncio.create_task(handle_once(application, gateway, update, committed.set))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
        task.add_done_callback(lambda _: committed.set())
        if await _in_time(committed, health):
            return PlainTextResponse("ok")
        task.cancel()
        return PlainTextResponse("the store is away", 503)

    async def alive(request: Request) -> Response:
        hanging = health.hanging()
        return JSONResponse({"ok": not hanging, "hanging": hanging}, 503 if hanging else 200)

    async def ready(request: Request) -> Response:
        why = await health.unready()
        return JSONResponse({"ok": why is None, "why": why}, 503 if why else 200)

    async def numbers(request: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    routes = [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", numbers)]
    if secret:
        routes.append(Route(PATH, receive, methods=["POST"]))
    return Starlette(routes=routes)


async def _in_time(committed: asyncio.Event, health: Health) -> bool:
    """Wait until a turn is committed. False as soon as it has waited for some seconds and the store is away."""
    while True:
        try:
            await asyncio.wait_for(committed.wait(), REFUSED_AFTER)
        except TimeoutError:
            if await health.unready() is not None and not committed.is_set():
                return False
        else:
            return True


async def _limited(request: Request) -> bytes | None:
    """The body, or None when it is larger than any update."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)
