"""Telegram in and out: updates become messages to the dialog manager, replies become Bot API calls."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import io
import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import structlog
import telegram
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatAction, ChatMemberStatus, ChatType, ParseMode
from telegram.error import (
    BadRequest,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, ContextTypes, TypeHandler

from bot import metrics
from bot.channels import render
from bot.channels.delivery import ChatClosed, Deliverer, NotNow, Refused
from bot.files import attachments, pictures, uploads
from dialogs.case.documents import LARGEST
from dialogs.forms.policy import rules
from dialogs.memory.faults import away
from dialogs.speaking.messages import Incoming, Kind, Reply, Upload
from dialogs.speaking.words import DEFAULT, words_in
from dialogs.turn.manager import LONG_TEXT, Conversation, DialogManager, Turn

if TYPE_CHECKING:
    from bot.channels.intake import Intake

log = structlog.get_logger()

App = Application[Any, Any, Any, Any, Any, Any]
"""An application of python-telegram-bot, whatever it keeps beside ours."""
CHANNEL = "telegram"
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
FETCHES = 4
"""Files that are held in memory at once while they are fetched and kept."""
TYPING_AFTER = 0.8
HELP_SECONDS = 2.0
MOST_ATTEMPTS = 3
LONGEST_PAUSE = 30.0
FILE_SECONDS: dict[str, Any] = {"write_timeout": 120.0, "read_timeout": 120.0}
"""How long a file of 50 MB may take on its way to Telegram."""
_KINDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("file", ("document", "photo", "video")),
    ("voice", ("voice", "audio", "video_note")),
    ("contact", ("contact", "location", "venue")),
)


def clock() -> dt.datetime:
    """The moment of an update that carries none of its own."""
    return dt.datetime.now(dt.UTC)


def incoming_from(update: Update) -> Incoming | None:
    """A private message or a pressed button, as the dialog manager wants it; None for anything else."""
    chat = update.effective_chat
    if chat is None or chat.type != ChatType.PRIVATE:
        return None
    now = clock()
    common: dict[str, Any] = {"channel": CHANNEL, "chat": str(chat.id), "update": str(update.update_id)}
    if query := update.callback_query:
        pressed = str(query.message.message_id) if query.message else None
        return Incoming(**common, at=now, kind="button", text=query.data or "", message=pressed)
    if update.edited_message:
        return Incoming(**common, at=now, kind="edited")
    if message := update.message:
        return Incoming(**common, at=message.date or now, kind=_kind(message), text=_text(message))
    return None


def _kind(message: Message) -> Kind:
    if message.text is not None:
        return "text"
    return next((kind for kind, names in _KINDS if any(getattr(message, n) for n in names)), "sticker")


def _text(message: Message) -> str:
    return message.text or message.caption or ""


async def fetched(message: Message, bot: telegram.Bot) -> Upload:
    """The file of a message, with its content where it is of a size that a bot may fetch and could be fetched."""
    sent = message.document or (message.photo[-1] if message.photo else None) or message.video
    assert sent is not None
    upload = Upload(secrets.token_hex(6), getattr(sent, "file_name", None) or "", sent.file_size or 0)
    if upload.size > LARGEST or message.video:
        return upload
    for attempt in range(MOST_ATTEMPTS):
        try:
            content = bytes(await (await bot.get_file(sent.file_id)).download_as_bytearray())
            return replace(upload, content=content, size=len(content))
        except BadRequest as error:
            log.warning("file refused", error=type(error).__name__)
            large = "too big" in str(error).lower()
            return replace(upload, size=LARGEST + 1) if large else replace(upload, problem="lost")
        except TelegramError as error:
            log.warning("file not fetched", error=type(error).__name__, attempt=attempt + 1)
            await asyncio.sleep(seconds(error) if isinstance(error, RetryAfter) else 0.5 * 2**attempt)
    return replace(upload, problem="lost")


class Gateway:
    """The bridge between one bot and the dialog manager.

    Attributes:
        unfinished: Updates whose turn is not committed, with what is to be called when it is.
        faults: What went wrong with an update, until it is tried again.
        under_way: How many updates are being handled or answered.
        polled: When updates were last asked for (`time.monotonic`).
        intake: What is under way, where updates are polled.
    """

    def __init__(self, manager: DialogManager) -> None:
        self.manager = manager
        self.unfinished: dict[int, Callable[[], None]] = {}
        self.faults: dict[int, Exception] = {}
        self.under_way = 0
        self.polled = time.monotonic()
        self.intake: Intake | None = None
        self.bot: telegram.Bot | None = None
        self._fetching = asyncio.Semaphore(FETCHES)
        self._progress: dict[str, tuple[int | None, int]] = {}
        self.deliverer = Deliverer(manager.store, CHANNEL, self.send)

    # --- in -----------------------------------------------------------------------------------------

    async def receive(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Handle one update, and send what comes of it."""
        self.bot = context.bot
        try:
            if update.my_chat_member:
                await self._membership(update)
            elif incoming := incoming_from(update):
                await self._turn(update, incoming)
            elif update.effective_chat and update.effective_chat.type != ChatType.PRIVATE:
                await self._group(update)
        except Exception as error:
            self.faults[update.update_id] = error
            raise
        self._commit(update)

    async def slow_down(self, update: Update) -> None:
        """Say that a message was not taken: its chat has more waiting than a person sends."""
        if incoming := incoming_from(update):
            await self._at_once(incoming.chat, Turn("too_fast", [Reply(words_in(DEFAULT)("too-fast"))], Conversation()))

    def _commit(self, update: Update) -> None:
        if committed := self.unfinished.pop(update.update_id, None):
            committed()

    def is_urgent(self, update: Update) -> bool:
        """Whether an update holds words of danger, which wait behind nothing. A long text waits for its own chat."""
        incoming = incoming_from(update)
        if incoming is None or not 0 < len(incoming.text) <= LONG_TEXT:
            return False
        return self.manager.dialog.alarmed(incoming.text)

    async def _turn(self, update: Update, incoming: Incoming) -> None:
        started = time.perf_counter()
        typing = asyncio.create_task(self._typing(incoming.chat))
        try:
            turn = await self._in_time(update, incoming)
        finally:
            typing.cancel()
        self._commit(update)
        metrics.SECONDS.observe(time.perf_counter() - started)
        metrics.TURNS.labels(turn.intent).inc()
        if update.callback_query:
            await self._acknowledge(update, turn)
        if turn.aside:
            await self._at_once(incoming.chat, turn)
        try:
            await self.deliverer.flush(incoming.chat)
        except Exception as error:  # the turn is committed; the sweep sends its replies
            log.error("not delivered at once", error=type(error).__name__)

    async def _in_time(self, update: Update, incoming: Incoming) -> Turn:
        """The turn of a message. Words of danger wait for a busy store no longer than `HELP_SECONDS`."""
        turning = asyncio.create_task(self._taken(update, incoming))
        try:
            if await self._alarmed(incoming.text):
                await asyncio.wait([turning], timeout=HELP_SECONDS)
                if not turning.done():
                    await self.help_now(update)
            return await turning
        except asyncio.CancelledError:
            turning.cancel()
            raise

    async def _alarmed(self, text: str) -> bool:
        if len(text) <= LONG_TEXT:
            return bool(text) and self.manager.dialog.alarmed(text)
        return await asyncio.to_thread(self.manager.dialog.alarmed, text)

    async def answer_aside(self, update: Update) -> None:
        """Answer an update whose turn cannot be taken, without what is known of the person."""
        if (incoming := incoming_from(update)) is None:
            return
        turn = await self.manager.aside(incoming)
        if turn.aside:
            await self._at_once(incoming.chat, turn)
        else:
            await self.deliverer.flush(incoming.chat)

    async def help_now(self, update: Update) -> None:
        """Help in a crisis, before the store can keep that it was asked for."""
        incoming = incoming_from(update)
        if incoming and incoming.update not in self.manager.helped:
            await self._at_once(incoming.chat, await self.manager.help(incoming))

    async def _at_once(self, chat: str, turn: Turn) -> None:
        """Send replies that no outbox holds."""
        for reply in turn.replies:
            for attempt in range(MOST_ATTEMPTS):
                try:
                    await self.send(chat, reply.stored())
                except ChatClosed:
                    return
                except Exception as error:
                    log.error("not sent at once", error=type(error).__name__)
                    await asyncio.sleep(0.5 * 2**attempt)
                else:
                    break

    async def _taken(self, update: Update, incoming: Incoming) -> Turn:
        """The turn of a message, its file fetched before. A few files at once: each is held in memory."""
        if incoming.kind != "file" or update.message is None:
            return await self.manager.handle(incoming)
        assert self.bot is not None
        async with self._fetching:
            file = await uploads.looked_at(await fetched(update.message, self.bot))
            return await self.manager.handle(replace(incoming, file=file))

    async def _typing(self, chat: str) -> None:
        await asyncio.sleep(TYPING_AFTER)
        with contextlib.suppress(TelegramError):
            assert self.bot is not None
            await self.bot.send_chat_action(int(chat), ChatAction.TYPING)

    async def _acknowledge(self, update: Update, turn: Turn) -> None:
        """Stop the button's spinner and show the chosen answer in its message. Never fails the turn."""
        toast = next((reply.text for reply in turn.replies if reply.toast), None)
        try:
            await self._show_chosen(update, turn, toast)
        except Exception as error:  # the turn is committed; its replies must go out whatever happens here
            log.warning("button not acknowledged", error=type(error).__name__)

    async def _show_chosen(self, update: Update, turn: Turn, toast: str | None) -> None:
        query = update.callback_query
        assert query is not None
        with contextlib.suppress(TelegramError):
            await query.answer(toast)
        edits = any(reply.replace for reply in turn.replies)
        message = query.message
        if turn.duplicate or edits or toast or not isinstance(message, Message) or not message.reply_markup:
            return
        stale = any(reply.message == "button-old" for reply in turn.replies)
        chosen = None if stale else _chosen(message, query.data or "")
        if chosen and message.text and render.units(message.text + chosen) < render.TELEGRAM_LIMIT - 8:
            # What was bold or folded away stays so.
            text = f"{message.text_html}\n\n<b>→ {render.escaped(chosen)}</b>"
            await query.edit_message_text(text, parse_mode=ParseMode.HTML)
        else:
            await query.edit_message_reply_markup(None)

    async def _membership(self, update: Update) -> None:
        """A person blocked us, or somebody put us into a group."""
        change, chat = update.my_chat_member, update.effective_chat
        assert change is not None and chat is not None
        if chat.type == ChatType.PRIVATE:
            if change.new_chat_member.status == ChatMemberStatus.BANNED:
                log.info("blocked by person", chat=str(chat.id))
                await self.manager.store.blocked(CHANNEL, str(chat.id), dt.datetime.now(dt.UTC))
        elif change.new_chat_member.status in (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR):
            await self._say_private_only(chat.id)

    async def _group(self, update: Update) -> None:
        """In a group we answer commands with one line, and keep nothing."""
        message = update.message
        if message and message.text and message.text.startswith("/") and update.effective_chat:
            await self._say_private_only(update.effective_chat.id)

    async def _say_private_only(self, chat: int) -> None:
        with contextlib.suppress(TelegramError):
            assert self.bot is not None
            await self.bot.send_message(chat, words_in(DEFAULT)("group-chat"))

    # --- out ----------------------------------------------------------------------------------------

    async def send(self, chat: str, reply: dict[str, Any]) -> None:
        """Send one stored reply.

        Raises:
            ChatClosed: The person blocked us or the chat is gone.
            NotNow: Telegram is busy or out of reach.
            Refused: Telegram will not take this message.
        """
        if reply.get("toast"):
            return
        try:
            await self._send(int(chat), reply)
        except Forbidden as error:
            raise ChatClosed from error
        except BadRequest as error:
            if "chat not found" in str(error).lower():
                raise ChatClosed from error
            raise Refused(type(error).__name__) from error
        except RetryAfter as error:
            raise NotNow(seconds(error)) from error
        except NetworkError as error:
            raise NotNow from error
        except TelegramError as error:
            raise Refused(type(error).__name__) from error

    async def progress(self, chat: str, page: int, count: int) -> None:
        """Show how far a paper is read: one message, which changes. It is not kept, so a failure is no loss."""
        assert self.bot is not None
        text = words_in(DEFAULT)("read-progress", page=page, pages=count)
        shown, pages = self._progress.get(chat, (None, 0))
        with contextlib.suppress(TelegramError):
            if shown is None or pages != count:
                self._progress[chat] = ((await self.bot.send_message(int(chat), text)).message_id, count)
            else:
                await self.bot.edit_message_text(text, int(chat), shown)
        if page == count:
            self._progress.pop(chat, None)

    async def _send(self, chat: int, reply: dict[str, Any]) -> None:
        assert self.bot is not None
        if reply.get("plain"):
            await self._send_plain(chat, "\n\n".join(filter(None, (reply["text"], reply.get("sources")))))
            return
        keyboard = _keyboard(reply.get("buttons", []))
        pieces = render.split(reply["text"]) or [""]
        drawn = render.drawn(pieces, reply.get("sources"))
        if attachment := reply.get("attachment"):
            await self._send_file(chat, attachment, pieces[0][:1000])
            return
        if picture := reply.get("picture"):
            await self._send_picture(chat, picture)
        if len(drawn) == 1 and await self._edited(chat, reply, drawn[0], keyboard):
            return
        for number, piece in enumerate(drawn, 1):
            await self.bot.send_message(
                chat,
                piece,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard if number == len(drawn) else None,
                link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
            )

    async def _send_plain(self, chat: int, text: str) -> None:
        """Words without any markup, where a reply was refused as it was."""
        assert self.bot is not None
        for piece in render.split(text.replace("**", "")):
            await self.bot.send_message(chat, piece)

    async def _send_file(self, chat: int, attachment: dict[str, Any], caption: str) -> None:
        assert self.bot is not None
        try:
            content = await attachments.content(attachment, self.manager.store, CHANNEL, str(chat))
        except attachments.CannotMake as error:
            await self.bot.send_message(chat, words_in(DEFAULT)(error.message, **error.args_))
            return
        await self.bot.send_document(
            chat, io.BytesIO(content), caption=caption, filename=attachment["name"], **FILE_SECONDS
        )

    async def _send_picture(self, chat: int, picture: dict[str, Any]) -> None:
        """Send the picture of a reply. What it shows stands in the text too, so one that is refused is left out."""
        assert self.bot is not None
        try:
            content = await asyncio.to_thread(pictures.draw, picture)
            await self.bot.send_photo(chat, content, filename=f"{picture['kind']}.png")
        except (BadRequest, EndPointNotFound) as error:
            log.warning("picture left out", kind=picture["kind"], error=type(error).__name__)

    async def _edited(self, chat: int, reply: dict[str, Any], text: str, keyboard: Any) -> bool:
        """Replace the message whose button was pressed; false when it cannot be, and a new one is to be sent."""
        if not reply.get("replace"):
            return False
        assert self.bot is not None
        try:
            await self.bot.edit_message_text(
                text,
                chat,
                int(reply["replace"]),
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
            )
        except BadRequest as error:
            return "not modified" in str(error).lower()
        return True


def _chosen(message: Message, data: str) -> str | None:
    """The title of the pressed button or, for Done, of all that were ticked."""
    assert message.reply_markup is not None
    buttons = [button for row in message.reply_markup.inline_keyboard for button in row]
    if data.endswith(":done"):
        mark = words_in(DEFAULT)("ticked", label="")[:1]
        ticked = [b.text[1:].strip() for b in buttons if b.text.startswith(mark)]
        if ticked:
            return ", ".join(ticked)
    return next((button.text for button in buttons if button.callback_data == data), None)


def _keyboard(buttons: list[dict[str, Any]]) -> InlineKeyboardMarkup | None:
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(render.title(button), callback_data=button["payload"]) for button in row]
            for row in render.rows(buttons)
        ]
    )


def build_application(builder: ApplicationBuilder[Any, Any, Any, Any, Any, Any], manager: DialogManager) -> App:
    """The bot, whatever drives it: polling, the webhook, or an emulator.

    Args:
        builder: With the token and the request class already set.
        manager: What answers.
    """
    gateway = Gateway(manager)
    with contextlib.suppress(RuntimeError):  # an emulator may have set its own limiter or forbid one
        # No retries of its own: it would stop every chat for the flood wait of one. The outbox tries that chat again.
        builder = builder.rate_limiter(AIORateLimiter(max_retries=0))
    application = builder.concurrent_updates(True).build()
    application.add_handler(TypeHandler(Update, gateway.receive))
    application.add_error_handler(_log_error)
    application.bot_data["gateway"] = gateway
    return application


async def _log_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    metrics.FAULTS.inc()
    log.error("update failed", error=type(context.error).__name__)


def gateway_of(application: App) -> Gateway:
    """The gateway that `build_application` put into an application."""
    gateway: Gateway = application.bot_data["gateway"]
    return gateway


async def describe(bot: telegram.Bot) -> None:
    """Set the command menu and the descriptions that a new person sees."""
    words = words_in(DEFAULT)
    menu = [BotCommand(rule.intent, words(f"command-{rule.intent}")) for rule in rules().rules if rule.menu]
    for call in (
        bot.set_my_commands(menu),
        bot.set_my_description(words("bot-description")),
        bot.set_my_short_description(words("bot-short-description")),
    ):
        try:
            await call
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("menu not set", error=type(error).__name__)


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, dt.timedelta) else float(wait)


async def handle_once(application: App, gateway: Gateway, update: Update, committed: Callable[[], None]) -> bool:
    """Handle an update until it is committed, and send what comes of it; false when it had to be given up.

    While the store is away there is no giving up: the update waits.

    Args:
        application: As `build_application` made it.
        gateway: The application's.
        update: The update.
        committed: Called once its turn is committed, before the replies go out.
    """
    attempt = 0
    while True:
        gateway.unfinished[update.update_id] = committed
        gateway.under_way += 1
        try:
            await application.process_update(update)
        finally:
            gateway.under_way -= 1
        if update.update_id not in gateway.unfinished:
            return True
        del gateway.unfinished[update.update_id]
        error = gateway.faults.pop(update.update_id, None)
        attempt += 1
        if attempt >= MOST_ATTEMPTS and not away(error):
            log.error("update given up", update=update.update_id)
            await gateway.answer_aside(update)
            return False
        if attempt == 1 and gateway.is_urgent(update):
            await gateway.help_now(update)
        await asyncio.sleep(min(0.5 * attempt, LONGEST_PAUSE))
