"""The running bot: polling or webhook, delivery, health, and an orderly end."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import signal
import socket
import time
from collections.abc import Callable
from typing import Any

import structlog
import telegram
import uvicorn
from telegram.error import BadRequest
from telegram.ext import ApplicationBuilder

from bot import metrics, watching
from bot.channels.intake import poll
from bot.channels.telegram import ALLOWED, CHANNEL, App, build_application, describe, gateway_of
from bot.channels.webhook import PATH, build_web
from bot.errors import UserError
from bot.health import Health
from bot.jobs.errands import registry_of
from bot.jobs.reminding import Reminding, kept_by
from bot.settings import Settings
from bot.version import built
from dialogs.memory.store import Store
from dialogs.turn.manager import Dialog, DialogManager

log = structlog.get_logger()

GRACE_SECONDS, KEEP_ALIVE_SECONDS = 10, 75
WEBHOOK_PORT = 8080


def application_for(settings: Settings, store: Store) -> App:
    """The Telegram application of these settings."""
    assert settings.telegram_token is not None
    base = settings.telegram_api.rstrip("/")
    builder = (
        ApplicationBuilder()
        .token(settings.telegram_token.get_secret_value())
        .base_url(f"{base}/bot")
        .base_file_url(f"{base}/file/bot")
    )
    return build_application(builder, DialogManager(store, Dialog(operator=settings.runs)))


async def serve(settings: Settings, open_store: Callable[[], Store]) -> None:
    """Run until a signal ends it.

    Raises:
        InvalidToken: Telegram does not know the token.
        UserError: The port is taken.
    """
    listening = _listening(settings) if settings.webhook_url or settings.port else None
    store = open_store()
    application = application_for(settings, store)
    await store.purge(dt.datetime.now(dt.UTC), kept_by(settings.runs))
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await watching.reached(application.initialize, stop)
    if stop.is_set():
        await store.close()
        return
    gateway = gateway_of(application)
    gateway.bot = application.bot
    await describe(application.bot)
    reminding = Reminding(
        gateway.manager,
        CHANNEL,
        gateway.deliverer.flush,
        gateway.progress,
        executor=settings.executor,
        registry=registry_of(settings),
    )
    await reminding.launch()
    beats = {"delivery": lambda: gateway.deliverer.beat, "reminders": lambda: reminding.beat}
    if not settings.webhook_url:
        beats["polling"] = lambda: gateway.polled
        beats["updates"] = lambda: gateway.intake.oldest() if gateway.intake else time.monotonic()
    health = Health(store, beats)
    loops = [gateway.deliverer.run(), reminding.run(), watching.store(store)]
    tasks = [asyncio.create_task(loop) for loop in loops]
    beside = [asyncio.create_task(watching.room(store))]  # that these end is no reason to end
    beside.append(asyncio.create_task(asyncio.to_thread(gateway.manager.dialog.warm)))
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else None
    if settings.webhook_url:
        address = settings.webhook_url.rstrip("/") + PATH
        await watching.reached(lambda: _announced(application.bot, address, secret), stop)
        beside.append(asyncio.create_task(watching.webhook(application.bot, address)))
    else:
        await watching.reached(application.bot.delete_webhook, stop)
        tasks.append(asyncio.create_task(poll(application, stop)))
    if listening:
        web = build_web(application, secret if settings.webhook_url else None, health)
        tasks.append(asyncio.create_task(_web(web, listening, stop)))
    metrics.BUILD.labels(**built()).set(1)
    log.info("started", webhook=bool(settings.webhook_url), **built())
    try:
        await _until(stop, tasks)
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        await reminding.stop()
        await application.shutdown()
        await store.close()
        log.info("stopped")


async def _announced(bot: telegram.Bot, address: str, secret: str | None) -> None:
    """Tell Telegram where updates are to go.

    Raises:
        UserError: It does not take the address.
    """
    try:
        await bot.set_webhook(address, secret_token=secret, allowed_updates=ALLOWED)
    except BadRequest as error:
        raise UserError(f"Telegram does not take NAVIGATOR_WEBHOOK_URL: {error}") from None


def _listening(settings: Settings) -> socket.socket:
    """The socket of the webhook, of health and metrics; taken first, so that nothing begins without it."""
    host, port = settings.host, settings.port or WEBHOOK_PORT
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise UserError(
            f"cannot listen on {host}, port {port}: {error.strerror}. Set NAVIGATOR_HOST and NAVIGATOR_PORT to an "
            "address of this machine and a free port"
        ) from None


async def _web(web: Any, listening: socket.socket, stop: asyncio.Event) -> None:
    config = uvicorn.Config(web, log_level="warning", access_log=False, timeout_keep_alive=KEEP_ALIVE_SECONDS)
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    serving = asyncio.create_task(server.serve([listening]))
    try:
        await asyncio.wait([serving])
        stop.set()
    finally:  # no new requests; those under way are answered, so that a rolling restart cuts none off
        server.should_exit = True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(serving, GRACE_SECONDS)


async def _until(stop: asyncio.Event, tasks: list[asyncio.Task[None]]) -> None:
    """Wait for the end; a task that fails ends it too."""
    waiter = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait([waiter, *tasks], return_when=asyncio.FIRST_COMPLETED)
    for task in (waiter, *tasks):
        task.cancel()
    await asyncio.gather(waiter, *tasks, return_exceptions=True)
    for task in done:
        if task is not waiter and not task.cancelled() and task.exception():
            raise task.exception()  # type: ignore[misc]
