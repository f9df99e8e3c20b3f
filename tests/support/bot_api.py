"""A small Bot API server for what no emulator reaches: many chats, retry-after, 5xx, files, redelivery.

It refuses what the Bot API refuses: texts that are empty or over 4,096 characters, broken HTML, button data over
64 bytes, empty keyboards, edits that change nothing, unknown methods.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TAG = re.compile(r"<(/?)([a-z]+)(?: [^<>]*)?>")
ALLOWED_TAGS = {"b", "i", "u", "s", "a", "code", "pre", "blockquote"}
KINDS = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough"}
"""Kinds of entity by their tag, where the names differ."""
TOKEN = "123456:TEST-token_of_the_stand_in"


class Wrong(Exception):
    """What the Bot API would answer with an error."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


@dataclass
class Sent:
    """One message as a person sees it."""

    id: int
    chat: int
    text: str
    buttons: dict[str, str] = field(default_factory=dict)
    document: bytes | None = None
    at: float = 0.0
    entities: list[dict[str, Any]] = field(default_factory=list)


class BotApi:
    """The server. Start it, talk through `say` and `press`, look at `messages`."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.acknowledged = 0
        self.messages: dict[int, list[Sent]] = defaultdict(list)
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.toasts: list[str | None] = []
        self.clock: Callable[[], float] = time.time
        self.faults: deque[Wrong] = deque()
        self.weather: Callable[[], tuple[float, Wrong | None]] = lambda: (0.0, None)
        """For each message that is sent: the seconds until the answer, and what it fails with."""
        self.busy: Callable[[], bool] | None = None
        """Whether a bot in this process is still at an update; where it is another process, it is waited for longer."""
        self.under_way = 0
        """Messages that came and whose answer has not gone out."""
        self.trouble: deque[Wrong] = deque()
        """What befalls the next calls of getFile."""
        self.blocked: set[int] = set()
        self.names: dict[str, bytes] = {}
        """Files that were sent to people, the newest by name."""
        self.files: dict[str, bytes] = {}
        self.webhook: dict[str, Any] | None = None
        self._next_update, self._next_message, self._asked = 1, 100, 0
        self._lock = threading.Lock()
        self.port = 0

    # --- running ------------------------------------------------------------------------------------

    def start(self) -> BotApi:
        files = Route("/file/bot{token}/{path:path}", self._file)
        app = Starlette(routes=[files, Route("/bot{token}/{method}", self._call, methods=["GET", "POST"])])
        config = uvicorn.Config(app, "127.0.0.1", 0, log_level="error", access_log=False, lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]
        return self

    def stop(self) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(5)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    # --- a person -----------------------------------------------------------------------------------

    def say(self, chat: int, text: str, **extra: Any) -> int:
        """A person writes; returns the update's id."""
        message = {**self._message(chat), "text": text, **extra}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        return self._put({"message": message})

    def send(self, chat: int, **content: Any) -> int:
        """A person sends something that is not text."""
        return self._put({"message": {**self._message(chat), **content}})

    def upload(self, chat: int, content: bytes, name: str | None = None, caption: str = "") -> int:
        """A person sends a file; without a name, a photo."""
        with self._lock:
            file = f"file{len(self.files) + 1}"
            self.files[file] = content
        held: dict[str, Any] = {"file_id": file, "file_unique_id": file, "file_size": len(content)}
        words = {"caption": caption} if caption else {}
        if name is None:
            return self.send(chat, photo=[{**held, "width": 90, "height": 90}], **words)
        return self.send(chat, document={**held, "file_name": name}, **words)

    def press(self, chat: int, title: str) -> int:
        """A person presses a button of the newest message that has it."""
        for sent in reversed(self.messages[chat]):
            for name, data in sent.buttons.items():
                if name.strip("☐☑ ") == title:
                    return self.press_data(chat, sent, data)
        raise AssertionError(f"no button {title!r} in chat {chat}: {[m.buttons for m in self.messages[chat][-2:]]}")

    def press_data(self, chat: int, sent: Sent, data: str) -> int:
        pressed = {
            **self._message(chat),
            "message_id": sent.id,
            "text": sent.text,
            "entities": sent.entities,
            "reply_markup": _markup(sent.buttons),
        }
        query = {
            "id": str(self._next_update),
            "from": _user(chat),
            "chat_instance": "1",
            "message": pressed,
            "data": data,
        }
        return self._put({"callback_query": query})

    def raw(self, update: dict[str, Any]) -> int:
        """Any other update."""
        return self._put(update)

    def _message(self, chat: int) -> dict[str, Any]:
        with self._lock:
            self._next_message += 1
            number = self._next_message
        return {"message_id": number, "date": int(self.clock()), "chat": _chat(chat), "from": _user(chat)}

    def _put(self, update: dict[str, Any]) -> int:
        with self._lock:
            number = self._next_update
            self._next_update += 1
            self.updates.append({"update_id": number, **update})
            self._asked = len(self.calls)
        return number

    def texts(self, chat: int) -> list[str]:
        return [sent.text for sent in self.messages[chat]]

    async def settled(self, chat: int, seconds: float = 15.0) -> str:
        """Wait until every update is acknowledged and nothing new comes; the newest text of the chat."""
        end = time.monotonic() + seconds
        quiet = 0
        before = -1
        while time.monotonic() < end:
            await asyncio.sleep(0.02)
            count = len(self.calls)
            done = all(update["update_id"] < self.acknowledged for update in self.updates)
            busy = self.busy() if self.busy else not self._answered() and time.monotonic() < end - seconds / 3
            at_rest = done and count == before and not busy
            quiet = quiet + 1 if at_rest else 0
            before = count
            if quiet >= (3 if self.busy else 10):
                return self.messages[chat][-1].text if self.messages[chat] else ""
        raise AssertionError(f"not settled: acknowledged {self.acknowledged}, last {self.updates[-1:]}")

    def _answered(self) -> bool:
        """Whether something was said after the newest update, which may be acknowledged before it is answered."""
        after = self.calls[self._asked :]
        return any(name.startswith(("send", "edit", "answer")) and name != "sendChatAction" for name, _ in after)

    # --- the methods --------------------------------------------------------------------------------

    async def _call(self, request: Request) -> Response:
        method = request.path_params["method"]
        if request.path_params["token"] != TOKEN:
            return _error(Wrong(401, "Unauthorized"))
        try:
            form = await request.form()
        except ClientDisconnect:  # it was killed
            return Response()
        fields: dict[str, Any] = {}
        for name, value in form.items():
            fields[name] = value if isinstance(value, str) else await value.read()
            if not isinstance(value, str) and value.filename:
                self.names[value.filename] = fields[name]
        if method != "getUpdates":
            self.calls.append((method, {k: v for k, v in fields.items() if isinstance(v, str)}))
        try:
            if method.startswith(("send", "edit")) and self.faults:
                raise self.faults.popleft()
            if method == "sendMessage":
                return await self._in_weather(fields)
            handler = getattr(self, f"on_{method}", None)
            if handler is None:
                raise Wrong(404, "Not Found: method not found")
            result = handler(fields)
            if asyncio.iscoroutine(result):
                result = await result
            return JSONResponse({"ok": True, "result": result})
        except Wrong as wrong:
            return _error(wrong)

    async def _in_weather(self, fields: dict[str, Any]) -> Response:
        seconds, wrong = self.weather()
        self.under_way += 1
        try:
            await asyncio.sleep(seconds / 2)
            if wrong:
                raise wrong
            result = self.on_sendMessage(fields)
            await asyncio.sleep(seconds / 2)  # whoever is killed now does not know that it was sent
            return JSONResponse({"ok": True, "result": result})
        finally:
            self.under_way -= 1

    async def _file(self, request: Request) -> Response:
        content = self.files.get(request.path_params["path"])
        if request.path_params["token"] != TOKEN or content is None:
            return Response(status_code=404)
        return Response(content, media_type="application/octet-stream")

    def on_getFile(self, fields: dict[str, Any]) -> dict[str, Any]:
        file = fields["file_id"]
        if self.trouble:
            raise self.trouble.popleft()
        if file not in self.files:
            raise Wrong(400, "Bad Request: invalid file_id")
        if len(self.files[file]) > 20 * 1024 * 1024:
            raise Wrong(400, "Bad Request: file is too big")
        size = len(self.files[file])
        return {"file_id": file, "file_unique_id": file, "file_size": size, "file_path": file}

    def on_getMe(self, fields: dict[str, Any]) -> dict[str, Any]:
        return {"id": 123456, "is_bot": True, "first_name": "Navigator", "username": "navigator_test_bot"}

    async def on_getUpdates(self, fields: dict[str, Any]) -> list[dict[str, Any]]:
        offset, end = int(fields.get("offset") or 0), time.monotonic() + min(float(fields.get("timeout") or 0), 1.0)
        self.acknowledged = max(self.acknowledged, offset)
        while True:
            waiting = [update for update in self.updates if update["update_id"] >= offset][:100]
            if waiting or time.monotonic() >= end:
                return waiting
            await asyncio.sleep(0.01)

    def on_sendMessage(self, fields: dict[str, Any]) -> dict[str, Any]:
        return self._sent(fields, _checked_text(fields["text"], fields.get("parse_mode"), 4096))

    def on_sendDocument(self, fields: dict[str, Any]) -> dict[str, Any]:
        document = next((value for value in fields.values() if isinstance(value, bytes)), None)
        if not document:
            raise Wrong(400, "Bad Request: there is no document in the request")
        if len(document) > 50 * 1024 * 1024:
            raise Wrong(413, "Request Entity Too Large")
        caption = fields.get("caption", "")
        return self._sent(fields, _checked_text(caption, None, 1024) if caption else "", document)

    def on_sendPhoto(self, fields: dict[str, Any]) -> dict[str, Any]:
        photo = next((value for value in fields.values() if isinstance(value, bytes)), None)
        if not photo or not photo.startswith(b"\x89PNG"):
            raise Wrong(400, "Bad Request: IMAGE_PROCESS_FAILED")
        return self._sent(fields, "", photo)

    def _sent(self, fields: dict[str, Any], text: str, document: bytes | None = None) -> dict[str, Any]:
        chat = int(fields["chat_id"])
        if chat in self.blocked:
            raise Wrong(403, "Forbidden: bot was blocked by the user")
        buttons = _checked_keyboard(fields.get("reply_markup"))
        made = self._message(chat)
        entities = _entities(fields)
        self.messages[chat].append(Sent(made["message_id"], chat, text, buttons, document, time.monotonic(), entities))
        return {**made, "text": text}

    def on_editMessageText(self, fields: dict[str, Any]) -> dict[str, Any]:
        sent = self._find(fields)
        text = _checked_text(fields["text"], fields.get("parse_mode"), 4096)
        buttons = _checked_keyboard(fields.get("reply_markup"))
        if (text, buttons) == (sent.text, sent.buttons):
            raise Wrong(400, "Bad Request: message is not modified")
        sent.text, sent.buttons, sent.entities = text, buttons, _entities(fields)
        return {**self._message(sent.chat), "message_id": sent.id, "text": text}

    def on_editMessageReplyMarkup(self, fields: dict[str, Any]) -> dict[str, Any]:
        sent = self._find(fields)
        sent.buttons = _checked_keyboard(fields.get("reply_markup"))
        return {**self._message(sent.chat), "message_id": sent.id, "text": sent.text}

    def _find(self, fields: dict[str, Any]) -> Sent:
        for sent in self.messages[int(fields["chat_id"])]:
            if sent.id == int(fields["message_id"]):
                return sent
        raise Wrong(400, "Bad Request: message to edit not found")

    def on_answerCallbackQuery(self, fields: dict[str, Any]) -> bool:
        if len(fields.get("text") or "") > 200:
            raise Wrong(400, "Bad Request: MESSAGE_TOO_LONG")
        self.toasts.append(fields.get("text"))
        return True

    def on_setMyCommands(self, fields: dict[str, Any]) -> bool:
        for command in json.loads(fields["commands"]):
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) or not 1 <= len(command["description"]) <= 256:
                raise Wrong(400, "Bad Request: BOT_COMMAND_INVALID")
        return True

    def on_setMyDescription(self, fields: dict[str, Any]) -> bool:
        if len(fields.get("description") or "") > 512:
            raise Wrong(400, "Bad Request: description is too long")
        return True

    def on_setMyShortDescription(self, fields: dict[str, Any]) -> bool:
        if len(fields.get("short_description") or "") > 120:
            raise Wrong(400, "Bad Request: short description is too long")
        return True

    def on_sendChatAction(self, fields: dict[str, Any]) -> bool:
        return True

    def on_deleteWebhook(self, fields: dict[str, Any]) -> bool:
        self.webhook = None
        return True

    def on_setWebhook(self, fields: dict[str, Any]) -> bool:
        if not fields["url"].startswith("https://"):
            raise Wrong(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        self.webhook = {"url": fields["url"], "has_custom_certificate": False, "pending_update_count": 0}
        return True

    def on_getWebhookInfo(self, fields: dict[str, Any]) -> dict[str, Any]:
        return self.webhook or {"url": "", "has_custom_certificate": False, "pending_update_count": 0}


def _error(wrong: Wrong) -> JSONResponse:
    body = {"ok": False, "error_code": wrong.code, "description": wrong.description}
    if wrong.parameters:
        body["parameters"] = wrong.parameters
    return JSONResponse(body, status_code=wrong.code)


def _user(chat: int) -> dict[str, Any]:
    return {"id": abs(chat), "is_bot": False, "first_name": "Ann"}


def _chat(chat: int) -> dict[str, Any]:
    return (
        {"id": chat, "type": "private", "first_name": "Ann"}
        if chat > 0
        else {"id": chat, "type": "group", "title": "G"}
    )


def _markup(buttons: dict[str, str]) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": name, "callback_data": data}] for name, data in buttons.items()]}


def _entities(fields: dict[str, Any]) -> list[dict[str, Any]]:
    """What is marked in a text sent as HTML, with offsets in UTF-16 units, as the Bot API gives it back."""
    text, found, open_ = str(fields.get("text", "")), [], []
    if fields.get("parse_mode") != "HTML":
        return []
    at = 0
    for part in re.split(r"(<[^<>]+>)", text):
        if match := TAG.fullmatch(part):
            if not match[1]:
                open_.append((at, "expandable_blockquote" if "expandable" in part else KINDS.get(match[2], match[2])))
            else:
                start, kind = open_.pop()
                found.append({"type": kind, "offset": start, "length": at - start})
        else:
            at += len(html.unescape(part).encode("utf-16-le")) // 2
    return found


def _checked_text(text: str, parse_mode: str | None, limit: int) -> str:
    if parse_mode == "HTML":
        open_tags: list[str] = []
        for closing, name in TAG.findall(text):
            if name not in ALLOWED_TAGS:
                raise Wrong(400, f"Bad Request: can't parse entities: unsupported start tag {name!r}")
            if not closing:
                open_tags.append(name)
            elif not open_tags or open_tags.pop() != name:
                raise Wrong(400, "Bad Request: can't parse entities: unmatched end tag")
        bare = TAG.sub("", text)
        if open_tags or "<" in bare or ">" in bare:
            raise Wrong(400, "Bad Request: can't parse entities: unclosed start tag")
        text = html.unescape(bare)
    if not text.strip():
        raise Wrong(400, "Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > limit:
        raise Wrong(400, "Bad Request: message is too long")
    return text


def _checked_keyboard(raw: str | None) -> dict[str, str]:
    if not raw:
        return {}
    buttons: dict[str, str] = {}
    for row in json.loads(raw)["inline_keyboard"]:
        if not row:
            raise Wrong(400, "Bad Request: empty row")
        for button in row:
            if not button["text"].strip():
                raise Wrong(400, "Bad Request: text buttons are unallowed in the inline keyboard")
            if not 1 <= len(button["callback_data"].encode()) <= 64:
                raise Wrong(400, "Bad Request: BUTTON_DATA_INVALID")
            buttons[button["text"]] = button["callback_data"]
    return buttons
