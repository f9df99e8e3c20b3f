"""`navigator bot` and `navigator actions`: the assistant on Telegram, and its actions for a Rasa server."""

from __future__ import annotations

from typing import Annotated

import structlog
import typer

from bot.commands.support import opener, run, set_up_logs
from bot.errors import UserError
from bot.settings import key_beside_store, settings_now, unknown_settings

log = structlog.get_logger()


def bot() -> None:
    """Run on Telegram: long polling, or the webhook when NAVIGATOR_WEBHOOK_URL is set."""
    settings = settings_now()
    set_up_logs(settings.log_level)
    for name, near in unknown_settings():
        log.warning("unknown setting", name=name, near=near)
    if not settings.telegram_token:
        raise UserError("TELEGRAM_BOT_TOKEN is not set; ask @BotFather on Telegram for one")
    if settings.webhook_url and not settings.webhook_secret:
        raise UserError("NAVIGATOR_WEBHOOK_SECRET is not set; it must go with NAVIGATOR_WEBHOOK_URL")
    if key_beside_store(settings):
        log.warning("the key lies in the folder of the store; see deploy/README.md, The key")
    from telegram.error import InvalidToken

    from bot.service import serve
    from dialogs.memory.alone import alone

    try:
        with alone(settings.store_url):
            run(serve(settings, opener(settings)))
    except InvalidToken:
        raise UserError("Telegram does not know this token; check TELEGRAM_BOT_TOKEN") from None


def actions(port: Annotated[int, typer.Option(help="Port to listen on.")] = 5055) -> None:
    """Serve the same actions to a Rasa server, with rasa-sdk's own action server."""
    import os

    from rasa_sdk.endpoint import create_app

    from bot.files.rasa_project import slots_of
    from dialogs.turn.manager import Dialog
    from dialogs.turn.rasa import Navigator

    dialog = Dialog(operator=settings_now().runs)
    dialog.executor.register_action(Navigator(dialog, slots_of(dialog.flows)))
    server = create_app(dialog.executor)
    server.run(host=os.environ.get("SANIC_HOST", "127.0.0.1"), port=port, single_process=True, motd=False)
