"""Conversations and unsent replies in SQLite or PostgreSQL, one transaction a turn.

SQLAlchemy runs in a few threads of its own: a turn is one hop to load and one to commit, which costs less than
a hop for every statement and is the same code for both databases.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import uuid
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import structlog
from sqlalchemy import Connection, Engine, create_engine, delete, exc, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from dialogs.case.casefile import VERSION
from dialogs.memory import announcing, copies, forgetting, operator_log, retention, wiping
from dialogs.memory import due as due_rows
from dialogs.memory import helpers as helper_rows
from dialogs.memory.address import readable
from dialogs.memory.due import Aside, Due, ReminderState
from dialogs.memory.engines import APPLICATION, sqlite_engine, utc
from dialogs.memory.faults import StoreMoved, StoreTrouble, Unreadable, damaged, of_one_person
from dialogs.memory.helpers import Wish
from dialogs.memory.looking import OutboxState, outbox_state
from dialogs.memory.schema_version import bring_to_head, head
from dialogs.memory.sealing import KeyTrouble, Sealer, key_from_file, new_key, read_key
from dialogs.memory.tables import conversations, documents, inbox, outbox, people, store_facts, updates_seen
from dialogs.memory.upgrades import lifted

log = structlog.get_logger()
Result = TypeVar("Result")

THREADS = SENDERS = 8
LOCK_SECONDS = 30
"""How long a turn waits for another process's turn of the same chat before it is tried again."""
CHECKED_BYTES = 32_768
"""What is written and taken back to see whether the store takes it."""
_CANARY = b"infusion-navigator"


class Gone(Exception):
    """The person of a turn that must find one is not there any more."""


@dataclass
class Held:
    """A person's conversation while their turn runs."""

    person: str
    before: dict[str, Any] | None
    duplicate: bool = False
    after: dict[str, Any] | None = None
    replies: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    scheduled: dict[str, tuple[dt.datetime, int]] = field(default_factory=dict)
    unscheduled: set[str] = field(default_factory=set)
    shared: list[dict[str, Any]] = field(default_factory=list)
    wish: Wish | None = None
    forgets: bool = False

    def keep(self, stored: dict[str, Any]) -> None:
        """The conversation to store when the turn ends."""
        self.after = stored

    def reply(self, replies: list[dict[str, Any]]) -> None:
        """Replies to send after the commit, in order."""
        self.replies += replies

    def attach(self, document: str, content: bytes) -> None:
        """A document to store, by the id that the conversation knows it by."""
        self.files[document] = content

    def drop(self, gone: set[str]) -> None:
        """Documents to destroy."""
        self.dropped |= gone

    def remind(self, scheduled: dict[str, tuple[dt.datetime, int]], gone: set[str]) -> None:
        """Reminders to store, by name with when and how urgent; and names of those that are cancelled or delivered."""
        self.scheduled |= scheduled
        self.unscheduled |= gone

    def share(self, replies: list[dict[str, Any]], wish: Wish | None) -> None:
        """Replies that go to the person's helpers; and what is to change about helping."""
        self.shared += replies
        self.wish = wish

    def forget(self) -> None:
        """Destroy the person's key and rows when the turn ends."""
        self.forgets = True


@dataclass(frozen=True)
class Unsent:
    """A reply that has not been sent. `reply` is as `Reply.stored` gave it; None where it cannot be opened."""

    id: int
    reply: dict[str, Any] | None
    tries: int

    @property
    def urgent(self) -> bool:
        """Whether it overtakes what waits."""
        return bool(self.reply and self.reply.get("urgent"))


def operator_key(url: str, given: str | None, key_file: Path, engine_has_store: bool) -> bytes:
    """The operator's key: from the environment if given, else from its file, made on the first start.

    Raises:
        KeyTrouble: See `key_from_file`.
    """
    return read_key(given) if given else key_from_file(key_file, may_make=not engine_has_store)


class Store:
    """The memory of the assistant.

    Args:
        url: ``sqlite:///path`` or ``postgresql+psycopg://…``.
        key: The operator's key in base64; else `key_file` is read, and made for a new store.
        key_file: Where the key lies if it is not given.

    Raises:
        StoreTrouble: The database cannot be opened or is newer than the program.
        KeyTrouble: The key is missing or is another store's.
    """

    def __init__(self, url: str, key: str | None, key_file: Path) -> None:
        self.url = readable(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Whoever waits for a lock must not take the thread that its holder needs to let go of it.
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="store")
        self._waiters = ThreadPoolExecutor(THREADS, thread_name_prefix="store-wait")
        self._senders = ThreadPoolExecutor(SENDERS, thread_name_prefix="store-send")
        self._sending = asyncio.Semaphore(SENDERS)
        self._chats: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self.engine = self._engine("FULL")
        # Replies are struck off the outbox without waiting for the disk: a power cut may send one again.
        self._relaxed = self._engine("NORMAL") if self.is_sqlite else self.engine
        # A reader that asked for the write lock would wait for a turn, and could hold the thread that the turn needs.
        self._reading = self._engine("NORMAL", begin="BEGIN") if self.is_sqlite else self.engine
        self._writing = asyncio.Lock()
        try:
            with self.engine.begin() as connection:
                if at := bring_to_head(connection, self._copied):
                    operator_log.note(connection, "migrate", f"{at} to {head()}")
                    log.info("migrated", at=at, to=head())
                facts = _facts(connection)
                _check_moved(facts)
                sealed = facts.get("canary")
                self._operator = Sealer(operator_key(url, key, key_file, sealed is not None))
                if sealed is None:
                    canary = self._operator.seal(_CANARY, "canary")
                    connection.execute(insert(store_facts).values(name="canary", value=canary))
                else:
                    self._check_key(sealed)
                self._marks = self._key_of_marks(connection, facts)
                if forgetting.RESTORED in facts:
                    count = forgetting.again(connection, self._marks, dt.datetime.now(dt.UTC))
                    operator_log.note(connection, "restore", f"{count} people forgotten again")
                    log.info("forgotten again after a restore", count=count)
        except DBAPIError as error:
            why = str(error.orig).splitlines()[0]
            raise StoreTrouble(f"cannot open the store: {why}") from None
        self._file = self._identity()

    def _copied(self, at: str) -> None:
        """Keep a copy of a store that is a file before a migration changes it: the way back."""
        if self.is_sqlite and self.url.database:
            kept = copies.keep(Path(self.url.database), f"at-{at}")
            log.info("copied before the migration", to=kept.name)
        else:
            log.warning("a migration follows; the way back is your last backup", at=at)

    def _key_of_marks(self, connection: Connection, facts: dict[str, bytes]) -> bytes:
        """The key of the marks of who was forgotten, made once."""
        sealed = facts.get(forgetting.MARKS)
        if sealed is not None:
            return self._operator.open(sealed, forgetting.MARKS)
        key = new_key()
        row = {"name": forgetting.MARKS, "value": self._operator.seal(key, forgetting.MARKS)}
        connection.execute(insert(store_facts).values(**row))
        return key

    def _check_key(self, sealed: bytes) -> None:
        try:
            self._operator.open(sealed, "canary")
        except KeyTrouble:
            raise KeyTrouble(
                "the operator's key is not the one that this store was sealed with. Put the right key back "
                "(NAVIGATOR_KEY or the key file); with this one nothing can be read"
            ) from None

    def _engine(self, synchronous: str, begin: str = "BEGIN IMMEDIATE") -> Engine:
        if not self.is_sqlite:
            wait = {"options": f"-c lock_timeout={LOCK_SECONDS}s", "application_name": APPLICATION}
            return create_engine(self.url, pool_size=3 * THREADS, max_overflow=8, connect_args=wait)
        return sqlite_engine(self.url, synchronous=synchronous, begin=begin)

    async def _in_thread(self, work: Callable[..., Result], *args: object) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *args)

    async def _held(
        self, threads: ThreadPoolExecutor, take: Callable[..., tuple[Connection, Result]], *args: object
    ) -> tuple[Connection, Result]:
        """Take a lock in a thread. If the wait is cancelled, what the thread still gets is let go of."""
        taken = asyncio.get_running_loop().run_in_executor(threads, take, *args)
        try:
            return await asyncio.shield(taken)
        except asyncio.CancelledError:
            taken.add_done_callback(self._let_go)
            raise

    def _let_go(self, taken: asyncio.Future[tuple[Connection, Any]]) -> None:
        if not taken.cancelled() and taken.exception() is None:
            self._threads.submit(_abandon, taken.result()[0])

    def _gate(self) -> Any:
        """SQLite has one writer; waiting here keeps threads from waiting in it."""
        return self._writing if self.is_sqlite else nullcontext()

    def _turn_gate(self, channel: str, chat: str) -> Any:
        """One turn of a chat at a time in this process; the row lock sees to the other processes."""
        return self._writing if self.is_sqlite else self._chats.setdefault(f"{channel}:{chat}", asyncio.Lock())

    async def close(self) -> None:
        """Close every connection."""
        await self._in_thread(self.engine.dispose)
        if self._relaxed is not self.engine:
            await self._in_thread(self._relaxed.dispose)
            await self._in_thread(self._reading.dispose)
        self._threads.shutdown(wait=True)
        self._waiters.shutdown(wait=True)
        self._senders.shutdown(wait=True)

    # --- a turn -----------------------------------------------------------------------------------

    @asynccontextmanager
    async def turn(
        self, channel: str, chat: str, update_id: str, at: dt.datetime, *, known: bool = False
    ) -> AsyncIterator[Held]:
        """The conversation of a chat, locked until the block ends; then all is committed, or nothing.

        Args:
            channel: Such as ``telegram``.
            chat: The channel's id of the chat.
            update_id: The channel's id of this delivery; seen before makes `Held.duplicate` true.
            at: When the message arrived.
            known: The person must be there already.

        Raises:
            Gone: `known`, and the person is not there.
            Unreadable: What is held of this person cannot be opened or kept.
        """
        async with self._turn_gate(channel, chat):
            try:
                connection, held = await self._held(self._waiters, self._begin, channel, chat, update_id, at, known)
            except Exception as error:
                raise _told_apart(error) from None
            try:
                yield held
                try:
                    await asyncio.shield(self._in_thread(self._finish, connection, held, channel, chat, at))
                except exc.DBAPIError as error:
                    raise _told_apart(error) from None
            except BaseException:
                await asyncio.shield(self._in_thread(_abandon, connection))
                raise
        if held.forgets or held.dropped:
            await self.wipe()

    def _begin(self, channel: str, chat: str, update_id: str, at: dt.datetime, known: bool) -> tuple[Connection, Held]:
        connection = self.engine.connect()
        try:
            if connection.scalar(select(store_facts.c.name).where(store_facts.c.name == "moved")):
                raise StoreMoved("the store was moved")
            row = self._find(connection, channel, chat)
            if row is None and known:
                raise Gone
            row = row or self._add(connection, channel, chat, at)
            seen = self._insert(updates_seen).values(channel=channel, update_id=update_id, seen=at)
            fresh = _made(connection, seen.on_conflict_do_nothing().returning(updates_seen.c.update_id))
            key = self._operator.open(row.key, row.id)
            before = _opened(Sealer(key).open(row.tracker, row.id)) if row.tracker else None
            if fresh and not known and (row.warned or row.seen is None or at - utc(row.seen) > retention.A_DAY):
                retention.seen(connection, row.id, at)
            if row.blocked and fresh and not known:
                connection.execute(update(people).where(people.c.id == row.id).values(blocked=None))
                due_rows.park(connection, channel, chat, back=True)
            held = Held(row.id, before, duplicate=not fresh)
            connection.info["person_key"] = key
        except BaseException:
            _abandon(connection)
            raise
        return connection, held

    def _find(self, connection: Connection, channel: str, chat: str) -> Any:
        query = (
            select(people.c.id, people.c.key, people.c.blocked, people.c.seen, people.c.warned, conversations.c.tracker)
            .join(conversations, conversations.c.person == people.c.id)
            .where(people.c.channel == channel, people.c.chat == chat)
            .with_for_update()
        )
        return connection.execute(query).one_or_none()

    def _add(self, connection: Connection, channel: str, chat: str, at: dt.datetime) -> Any:
        person = uuid.uuid4().hex
        wrapped = self._operator.seal(new_key(), person)
        new = self._insert(people).values(id=person, channel=channel, chat=chat, key=wrapped, created=at, seen=at)
        if _made(connection, new.on_conflict_do_nothing().returning(people.c.id)):
            connection.execute(insert(conversations).values(person=person, version=VERSION, updated=at))
        row = self._find(connection, channel, chat)
        if row is None:  # another process is forgetting this very person; the channel will deliver again
            raise StoreTrouble("the person vanished during the turn")
        return row

    def _insert(self, table: Any) -> Any:
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def _finish(self, connection: Connection, held: Held, channel: str, chat: str, at: dt.datetime) -> None:
        if held.duplicate:
            _abandon(connection)
            return
        key = connection.info["person_key"]
        if held.forgets:
            forgetting.forget(connection, self._marks, held.person, channel, chat, at)
            person, sealer, about = None, self._operator, "farewell"
        else:
            person, sealer, about = held.person, Sealer(key), held.person
            if held.after is not None:
                tracker = sealer.seal(json.dumps(held.after, ensure_ascii=False).encode(), held.person)
                changed = update(conversations).where(conversations.c.person == held.person)
                connection.execute(changed.values(version=VERSION, tracker=tracker, updated=at))
            self._keep_files(connection, held, sealer, at)
            due_rows.keep(connection, held.person, held.scheduled, held.unscheduled)
            if held.wish:
                helper_rows.follow(connection, held.wish, held.person, channel, chat, at)
        helping = helper_rows.chats(connection, held.person) if held.shared else []
        going = [(channel, chat, reply) for reply in held.replies]
        going += [(there, other, reply) for there, other in helping for reply in held.shared]
        rows = [
            {
                "channel": there,
                "chat": to,
                "person": person,
                "reply": sealer.seal(json.dumps(reply, ensure_ascii=False).encode(), about),
                "made": at,
                "tries": 0,
            }
            for there, to, reply in going
        ]
        if rows:
            connection.execute(insert(outbox), rows)
        connection.commit()
        connection.close()

    @staticmethod
    def _keep_files(connection: Connection, held: Held, sealer: Sealer, at: dt.datetime) -> None:
        for name, content in held.files.items():
            sealed = sealer.seal(content, f"{held.person}:{name}")
            connection.execute(insert(documents).values(person=held.person, id=name, content=sealed, made=at))
        if held.dropped:
            mine = (documents.c.person == held.person) & documents.c.id.in_(held.dropped)
            connection.execute(delete(documents).where(mine))
            wiping.owe(connection)

    async def document(self, channel: str, chat: str, document: str) -> bytes | None:
        """The content of a person's document; None where it is gone."""
        return await self._in_thread(self._document, channel, chat, document)

    def _document(self, channel: str, chat: str, document: str) -> bytes | None:
        query = (
            select(people.c.id, people.c.key, documents.c.content)
            .join(documents, documents.c.person == people.c.id)
            .where(people.c.channel == channel, people.c.chat == chat, documents.c.id == document)
        )
        with self._reading.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return Sealer(self._operator.open(row.key, row.id)).open(row.content, f"{row.id}:{document}")

    async def conversation(self, channel: str, chat: str) -> dict[str, Any] | None:
        """The stored conversation of a chat, to look at outside a turn; None where there is none."""
        return await self._in_thread(self._conversation, channel, chat)

    def _conversation(self, channel: str, chat: str) -> dict[str, Any] | None:
        query = (
            select(people.c.id, people.c.key, conversations.c.tracker)
            .join(conversations, conversations.c.person == people.c.id)
            .where(people.c.channel == channel, people.c.chat == chat)
        )
        with self._reading.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or not row.tracker:
            return None
        return _opened(Sealer(self._operator.open(row.key, row.id)).open(row.tracker, row.id))

    async def wipe(self) -> bool:
        """Overwrite what was forgotten, where that is still owed. False where it has to be tried again."""
        if not await self._in_thread(self._read, wiping.is_owed):
            return True
        async with self._gate():
            return await self._in_thread(wiping.wipe, self.engine)

    # --- the inbox --------------------------------------------------------------------------------

    async def put_by(self, channel: str, updates: dict[int, dict[str, Any]]) -> None:
        """Keep updates until they are answered, sealed with the operator's key."""
        async with self._gate():
            await self._in_thread(self._written, self._put_by, channel, updates)

    def _put_by(self, connection: Connection, channel: str, updates: dict[int, dict[str, Any]]) -> None:
        for number, given in updates.items():
            content = self._operator.seal(json.dumps(given, ensure_ascii=False).encode(), f"update:{number}")
            made = self._insert(inbox).values(channel=channel, update_id=number, content=content)
            connection.execute(made.on_conflict_do_nothing())

    async def updates_put_by(self, channel: str) -> list[dict[str, Any]]:
        """Updates that were kept and not answered, oldest first. One that cannot be opened is passed over."""
        return await self._in_thread(self._updates_put_by, channel)

    def _updates_put_by(self, channel: str) -> list[dict[str, Any]]:
        query = select(inbox.c.update_id, inbox.c.content).where(inbox.c.channel == channel).order_by(inbox.c.update_id)
        found = []
        with self._reading.connect() as connection:
            for row in connection.execute(query):
                with suppress(KeyTrouble, ValueError):
                    found.append(json.loads(self._operator.open(row.content, f"update:{row.update_id}")))
        return found

    async def strike_off(self, channel: str, numbers: list[int]) -> None:
        """Drop updates that were answered."""
        async with self._gate():
            await self._in_thread(self._strike_off, channel, numbers)

    def _strike_off(self, channel: str, numbers: list[int]) -> None:
        with self._relaxed.begin() as connection:
            connection.execute(delete(inbox).where(inbox.c.channel == channel, inbox.c.update_id.in_(numbers)))

    # --- who cannot be remembered ---------------------------------------------------------------------

    async def answer_aside(
        self, channel: str, chat: str, update_id: str, at: dt.datetime, replies: list[dict[str, Any]]
    ) -> bool:
        """Put replies into the outbox that belong to nobody's memory. False where this delivery was answered before.

        Raises:
            SQLAlchemyError: They cannot be kept.
        """
        async with self._gate():
            return await self._in_thread(self._answer_aside, channel, chat, update_id, at, replies)

    def _answer_aside(
        self, channel: str, chat: str, update_id: str, at: dt.datetime, replies: list[dict[str, Any]]
    ) -> bool:
        with self.engine.begin() as connection:
            seen = self._insert(updates_seen).values(channel=channel, update_id=update_id, seen=at)
            if not _made(connection, seen.on_conflict_do_nothing().returning(updates_seen.c.update_id)):
                return False
            for reply in replies:
                sealed = self._operator.seal(json.dumps(reply, ensure_ascii=False).encode(), "farewell")
                row = {"channel": channel, "chat": chat, "person": None, "reply": sealed, "made": at, "tries": 0}
                connection.execute(insert(outbox).values(**row))
        return True

    async def erase(self, channel: str, chat: str) -> bool:
        """Destroy what is held of a person who cannot be remembered. False where not even the key can be destroyed.

        Where a damaged page keeps rows from being deleted, their key is, and the chat's name is taken off them.
        """
        async with self._gate():
            done = await self._in_thread(self._erase, channel, chat)
        if done:
            await self.wipe()
        return done

    def _erase(self, channel: str, chat: str) -> bool:
        mine = (people.c.channel == channel) & (people.c.chat == chat)
        nobody = {"key": b"", "chat": f"erased-{uuid.uuid4().hex}"}
        for step in (delete(people).where(mine), update(people).where(mine).values(**nobody)):
            try:
                with self.engine.begin() as connection:
                    connection.execute(step)
                    forgetting.note(connection, self._marks, channel, chat, dt.datetime.now(dt.UTC))
                    wiping.owe(connection)
            except exc.DBAPIError as error:
                if not damaged(error):
                    raise
            else:
                return True
        return False

    # --- the outbox -------------------------------------------------------------------------------

    @asynccontextmanager
    async def sending(self, channel: str, chat: str) -> AsyncIterator[None]:
        """While the block runs no other process sends to this chat.

        On PostgreSQL a session's advisory lock, which a crash releases; SQLite is for one process.
        """
        if self.is_sqlite:
            yield
            return
        async with self._sending:  # each holds a connection while it sends; turns need the others
            connection, _ = await self._held(self._senders, self._lock, channel, chat)
            try:
                yield
            finally:
                await asyncio.shield(self._in_thread(_unlock, connection))

    def _lock(self, channel: str, chat: str) -> tuple[Connection, None]:
        connection = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(select(func.pg_advisory_lock(func.hashtextextended(f"{channel}:{chat}", 0))))
        return connection, None

    async def unsent(self, channel: str, chat: str) -> list[Unsent]:
        """Replies to one chat that have not gone out, oldest first."""
        return await self._in_thread(self._unsent, channel, chat)

    def _unsent(self, channel: str, chat: str) -> list[Unsent]:
        mine = (outbox.c.channel == channel) & (outbox.c.chat == chat)
        columns = (outbox.c.id, outbox.c.reply, outbox.c.tries, outbox.c.person, people.c.key)
        query = select(*columns).outerjoin(people, people.c.id == outbox.c.person).order_by(outbox.c.id)
        with self._reading.connect() as connection:
            try:
                rows = connection.execute(query.where(mine)).all()
            except exc.DBAPIError as error:
                if not damaged(error):
                    raise
                return self._unsent_one_by_one(select(outbox.c.id).where(mine).order_by(outbox.c.id), query)
        return [Unsent(row.id, self._open_reply(row), row.tries) for row in rows]

    def _unsent_one_by_one(self, ids: Any, query: Any) -> list[Unsent]:
        """The same where a page is damaged: what lies on it is as good as a reply that cannot be opened."""
        found = []
        with self._reading.connect() as connection:
            for number in connection.scalars(ids).all():
                try:
                    row = connection.execute(query.where(outbox.c.id == number)).one_or_none()
                except exc.DBAPIError:
                    found.append(Unsent(number, None, 0))
                else:
                    found += [Unsent(row.id, self._open_reply(row), row.tries)] if row else []
        return found

    def _open_reply(self, row: Any) -> dict[str, Any] | None:
        try:
            if row.person is None:
                clear = self._operator.open(row.reply, "farewell")
            elif row.key is None:  # their rows are gone, and the key with them
                return None
            else:
                clear = Sealer(self._operator.open(row.key, row.person)).open(row.reply, row.person)
            reply: dict[str, Any] = json.loads(clear)
        except (KeyTrouble, ValueError):  # one damaged row; those beside it are well
            return None
        return reply

    async def sent(self, ids: list[int]) -> None:
        """Strike replies off the outbox."""
        async with self._gate():
            farewell = await self._in_thread(self._sent, ids)
        if farewell:
            await self.wipe()

    def _sent(self, ids: list[int]) -> bool:
        """Whether a last word to somebody who is forgotten was among them."""
        with self._relaxed.begin() as connection:
            struck = delete(outbox).where(outbox.c.id.in_(ids)).returning(outbox.c.person)
            farewell = None in connection.scalars(struck).all()
            if farewell:
                wiping.owe(connection)
        return farewell

    async def tried(self, reply: int, by: int = 1) -> None:
        """Count a try to make or send a reply; with -1, take one back that was no fault of the reply."""
        async with self._gate():
            await self._in_thread(self._tried, reply, by)

    def _tried(self, reply: int, by: int) -> None:
        with self._relaxed.begin() as connection:
            connection.execute(update(outbox).where(outbox.c.id == reply).values(tries=outbox.c.tries + by))

    async def waiting_chats(self, channel: str) -> list[str]:
        """Chats with unsent replies, the longest waiting first."""
        return await self._in_thread(self._waiting_chats, channel)

    def _waiting_chats(self, channel: str) -> list[str]:
        query = (
            select(outbox.c.chat)
            .where(outbox.c.channel == channel)
            .group_by(outbox.c.chat)
            .order_by(func.min(outbox.c.id))
        )
        with self._reading.connect() as connection:
            return list(connection.scalars(query))

    async def outbox_state(self) -> OutboxState:
        """For metrics and health."""
        return await self._in_thread(self._read, outbox_state)

    async def blocked(self, channel: str, chat: str, at: dt.datetime) -> None:
        """Record that a person blocked us; what was still to send to them is dropped."""
        async with self._gate():
            await self._in_thread(self._blocked, channel, chat, at)

    def _blocked(self, channel: str, chat: str, at: dt.datetime) -> None:
        with self.engine.begin() as connection:
            connection.execute(
                update(people).where(people.c.channel == channel, people.c.chat == chat).values(blocked=at)
            )
            connection.execute(delete(outbox).where(outbox.c.channel == channel, outbox.c.chat == chat))
            due_rows.park(connection, channel, chat)

    # --- reminders --------------------------------------------------------------------------------

    async def due(self, now: dt.datetime, most: int) -> list[Due]:
        """Reminders to deliver now, the most urgent first."""
        return await self._in_thread(self._read, due_rows.find, now, most)

    async def next_due(self, now: dt.datetime) -> dt.datetime | None:
        """When the next reminder comes due that is not due yet."""
        return await self._in_thread(self._read, due_rows.next_due, now)

    async def in_queue(self, now: dt.datetime) -> int:
        """How many reminders are queued for delivery by all processes together."""
        return await self._in_thread(self._read, due_rows.in_queue, now)

    async def queued(self, found: list[Due], now: dt.datetime) -> None:
        """Note that these are queued for delivery."""
        async with self._gate():
            await self._in_thread(self._written, due_rows.mark_queued, found, now)

    async def reminder(self, person: str, name: str) -> Due | None:
        """A reminder that still waits; None where it was delivered, cancelled or forgotten."""
        return await self._in_thread(self._read, due_rows.one, person, name)

    async def announce(self, text: str, now: dt.datetime, *, breach: bool) -> announcing.Announced:
        """Begin to tell everybody something.

        Raises:
            AnnouncedAlready: The same words were announced before.
        """

        def begin(connection: Connection) -> announcing.Announced:
            begun = announcing.announce(connection, self._operator, text, now, breach=breach)
            operator_log.note(connection, "announce", f"{begun.name} to {begun.people} people")
            return begun

        async with self._gate():
            return await self._in_thread(self._written, begin)

    async def announcement(self, name: str) -> dict[str, Any]:
        """What an announcement says, by its name."""
        return await self._in_thread(self._read, announcing.announcement, self._operator, name)

    async def reminder_tried(self, person: str, name: str) -> None:
        """Count a try to do what a reminder asks for, before it begins."""
        async with self._gate():
            await self._in_thread(self._written, due_rows.tried, person, name)

    async def reminder_failed(self, person: str, name: str) -> bool:
        """Count a failed delivery; true when the reminder is set aside for good."""
        async with self._gate():
            return await self._in_thread(self._written, due_rows.failed, person, name)

    async def reminder_state(self, now: dt.datetime) -> ReminderState:
        """For metrics and the operator."""
        return await self._in_thread(self._read, due_rows.state, now)

    async def aside(self, most: int) -> list[Aside]:
        """Reminders that were set aside, for the operator."""
        return await self._in_thread(self._read, due_rows.aside, most)

    async def take_up_aside(self) -> int:
        """Take up what was set aside. Returns how many."""
        async with self._gate():
            return await self._in_thread(self._written, _taken_up)

    def _written(self, work: Callable[..., Result], *args: object) -> Result:
        with self.engine.begin() as connection:
            return work(connection, *args)

    def _read(self, work: Callable[..., Result], *args: object) -> Result:
        with self._reading.connect() as connection:
            return work(connection, *args)

    def _identity(self) -> tuple[int, int] | None:
        """Which file this is, where it is one: another may take its name while this one stays open."""
        if not self.is_sqlite or not self.url.database or self.url.database == ":memory:":
            return None
        try:
            found = Path(self.url.database).stat()
        except FileNotFoundError:
            return (0, 0)
        return found.st_dev, found.st_ino

    async def watch(self) -> None:
        """Look whether this is still the store that is meant.

        Raises:
            StoreMoved: It was moved to another database, or another file was put in its place.
        """
        if self._identity() != self._file:
            raise StoreMoved("another file was put in the place of the store while the bot ran; start it again")
        facts = await self._in_thread(self._read, _facts)
        if "moved" in facts:
            raise StoreMoved(f"the store was moved on {facts['moved'].decode()}; start with the URL of the new one")

    async def check(self) -> None:
        """Write something and take it back.

        Raises:
            SQLAlchemyError: Nothing can be written: the store is away, locked or its disk is full.
        """
        async with self._gate():
            await self._in_thread(self._check)

    def _check(self) -> None:
        with self._relaxed.connect() as connection:
            if self.is_sqlite:  # a small cache spills to the disk, so that a full one is found before the commit
                connection.exec_driver_sql("PRAGMA cache_size=2")
            try:
                connection.execute(insert(store_facts).values(name="check", value=b"\0" * CHECKED_BYTES))
                connection.rollback()
            finally:
                connection.invalidate()

    async def purge(self, now: dt.datetime, kept: retention.Kept) -> retention.Purged:
        """Drop what has been kept for long enough, copies beside the store too; tell those whose time comes."""
        async with self._gate():
            done: retention.Purged = await self._in_thread(self._written, retention.purge, self._marks, kept, now)
        if self.is_sqlite and self.url.database:
            await self._in_thread(copies.drop, Path(self.url.database), now - dt.timedelta(days=kept.copies))
        if done.erased:
            await self.wipe()
        return done


def _opened(clear: bytes) -> dict[str, Any]:
    """A stored conversation.

    Raises:
        ValueError: It is none.
        TooNew: A newer program stored it.
    """
    stored: dict[str, Any] = lifted(json.loads(clear))
    if not isinstance(stored["slots"], dict):
        raise TypeError("no slots")
    return stored


def _told_apart(error: Exception) -> Exception:
    """The fault of one person by its own name; any other as it is."""
    return Unreadable(type(error).__name__) if of_one_person(error) else error


def _taken_up(connection: Connection) -> int:
    count = due_rows.again(connection)
    operator_log.note(connection, "take up", f"{count} reminders")
    return count


def _facts(connection: Connection) -> dict[str, bytes]:
    return {row.name: row.value for row in connection.execute(select(store_facts))}


def _check_moved(facts: dict[str, bytes]) -> None:
    if moved := facts.get("moved"):
        raise StoreTrouble(f"this store was moved to another database on {moved.decode()}; use that one's URL")
    if "moving" in facts:
        raise StoreTrouble("a move into this store was not finished; run the same `navigator migrate-store` again")


def _made(connection: Connection, statement: Any) -> bool:
    """Whether an insert that may meet an existing row made a new one."""
    return connection.execute(statement).one_or_none() is not None


def _abandon(connection: Connection) -> None:
    if not connection.closed:
        connection.rollback()
        connection.invalidate()  # also drops a session lock, which a pool would keep
        connection.close()


def _unlock(connection: Connection) -> None:
    connection.execute(select(func.pg_advisory_unlock_all()))
    connection.close()
