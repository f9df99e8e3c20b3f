"""The command line. Heavy parts are imported by the command that needs them, so that each starts fast."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import structlog
import typer

from bot.settings import Settings

if TYPE_CHECKING:
    from dialogs.memory.store import Store

app = typer.Typer(
    help="Infusion Navigator: getting a ketamine infusion for chronic pain paid for, step by step.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Entry point of the installed command."""
    app()


def _logs(level: str) -> None:
    """Structured lines on standard error: ids and event names, never a person's words."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    logging.basicConfig(level=max(number, logging.WARNING), stream=sys.stderr, format="%(levelname)s %(name)s")
    for noisy in ("httpx", "rasa_sdk", "telegram", "sqlalchemy"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _fail(message: str) -> typer.Exit:
    typer.echo(f"navigator: {message}", err=True)
    return typer.Exit(2)


def _opener(settings: Settings) -> Callable[[], Store]:
    from dialogs.memory.store import Store

    key = settings.key.get_secret_value() if settings.key else None
    return lambda: Store(settings.store_url, key, settings.operator_key_file)


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Run a command, turning troubles that an operator can mend into one line."""
    from dialogs.memory.schema_version import NewerStore
    from dialogs.memory.sealing import KeyTrouble
    from dialogs.memory.store import StoreTrouble

    try:
        asyncio.run(work)
    except (KeyTrouble, StoreTrouble, NewerStore) as error:
        raise _fail(str(error)) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    """With no command: Telegram when TELEGRAM_BOT_TOKEN is set, else a chat in this terminal."""
    if context.invoked_subcommand is None:
        if Settings().telegram_token:
            bot()
        else:
            chat(None, False, None, None, None)


@app.command()
def chat(
    script: Annotated[Path | None, typer.Option(help="Play a file of user lines and print the conversation.")] = None,
    json: Annotated[bool, typer.Option("--json", help="With --script: one JSON object a turn.")] = False,
    store: Annotated[str | None, typer.Option(help="Store to use, as a database URL.")] = None,
    now: Annotated[str | None, typer.Option(help="What the clock says at the start, in ISO form.")] = None,
    files: Annotated[Path | None, typer.Option(help="Folder for files that come.")] = None,
) -> None:
    """Talk with the assistant in this terminal."""
    from bot import jobs
    from bot import terminal as term

    settings = Settings(database_url=store) if store else Settings()
    _logs("error")
    if script and not script.is_file():
        raise _fail(f"no such file: {script}")
    lines = script.read_text("utf-8").splitlines() if script else []
    clock = _moment(now) if now else None

    async def run() -> None:
        terminal = term.Terminal(
            _opener(settings), clock, files or settings.home / "files", registry=jobs.registry_of(settings)
        )
        try:
            if script:
                await term.play(terminal, lines, as_json=json, out=sys.stdout)
            else:
                await term.talk(terminal, sys.stdout)
        except term.ScriptError as error:
            raise _fail(str(error)) from None
        finally:
            await terminal.close()

    _run(run())


def _moment(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise _fail(f"--now takes a moment such as 2026-11-24T09:00, not {text!r}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


@app.command()
def bot() -> None:
    """Run on Telegram: long polling, or the webhook when NAVIGATOR_WEBHOOK_URL is set."""
    settings = Settings()
    _logs(settings.log_level)
    if not settings.telegram_token:
        raise _fail("TELEGRAM_BOT_TOKEN is not set; ask @BotFather on Telegram for one")
    if settings.webhook_url and not settings.webhook_secret:
        raise _fail("NAVIGATOR_WEBHOOK_SECRET is not set; it must go with NAVIGATOR_WEBHOOK_URL")
    from telegram.error import InvalidToken

    from bot.service import serve

    try:
        _run(serve(settings, _opener(settings)))
    except InvalidToken:
        raise _fail("Telegram does not know this token; check TELEGRAM_BOT_TOKEN") from None


@app.command()
def actions(port: Annotated[int, typer.Option(help="Port to listen on.")] = 5055) -> None:
    """Serve the same actions to a Rasa server, with rasa-sdk's own action server."""
    import os

    from rasa_sdk.endpoint import create_app

    from dialogs.actions import executor_for
    from dialogs.flow import load_flows
    from knowledge.library import shipped

    server = create_app(executor_for(load_flows(), shipped()))
    server.run(host=os.environ.get("SANIC_HOST", "127.0.0.1"), port=port, single_process=True, motd=False)


knowledge = typer.Typer(help="The knowledge base: build it, check it, look at an entry.", no_args_is_help=True)
app.add_typer(knowledge, name="knowledge")


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    file: Annotated[Path | None, typer.Option(help="A file with one question a line; with --json.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object for each question, on one line.")] = False,
    case: Annotated[Path | None, typer.Option(help="A case (JSON or YAML), such as /export writes.")] = None,
) -> None:
    """Answer a question from the knowledge base."""
    from bot import asking

    if (question is None) == (file is None):
        raise _fail("ask takes one question, or --file with one question a line")
    try:
        held = asking.read_case(case) if case else {}
        asked = asking.read_questions(file) if file else [question or ""]
    except asking.CannotAsk as error:
        raise _fail(str(error)) from None
    asking.answer_all(asked, held, as_json=json or file is not None, out=sys.stdout)


@knowledge.command("build")
def knowledge_build(to: Annotated[Path | None, typer.Option(help="Where to write the file.")] = None) -> None:
    """Compile the content into one SQLite file: the same bytes for the same content."""
    from knowledge.build import build
    from knowledge.library import BASE
    from knowledge.reading import KnowledgeError

    target = to or BASE
    try:
        build(target)
    except (KnowledgeError, OSError) as error:
        raise _fail(str(error)) from None
    typer.echo(f"{target} ({target.stat().st_size // 1024} KiB)")


@knowledge.command("check")
def knowledge_check(
    content: Annotated[Path | None, typer.Option(help="Another content folder.")] = None,
    release: Annotated[bool, typer.Option("--release", help="Entries due for review are errors.")] = False,
    today: Annotated[str | None, typer.Option(help="The day of the check, such as 2026-11-24.")] = None,
) -> None:
    """Check the content: sources, dates, references, words, and that every entry can be found."""
    from knowledge.check import check
    from knowledge.reading import CONTENT

    day = _moment(today).date() if today else dt.datetime.now(dt.UTC).date()
    problems = check(content or CONTENT, day, release=release)
    for problem in problems:
        typer.echo(str(problem), err=problem.level == "error")
    errors = sum(problem.level == "error" for problem in problems)
    typer.echo(f"{errors} errors, {len(problems) - errors} warnings")
    if errors:
        raise typer.Exit(1)


@knowledge.command("show")
def knowledge_show(
    entry: Annotated[str | None, typer.Argument(help="Id of an entry; without it, the list.")] = None,
) -> None:
    """Show an entry with its sources, or list what there is."""
    from bot import asking

    try:
        typer.echo(asking.shown(entry) if entry else asking.listed())
    except asking.CannotAsk as error:
        raise _fail(str(error)) from None


parse = typer.Typer(help="Take a person's words apart into fields.", no_args_is_help=True)
app.add_typer(parse, name="parse")


@parse.command("history")
def parse_history(
    text: Annotated[str | None, typer.Argument(help="A treatment history as people write it.")] = None,
    file: Annotated[Path | None, typer.Option(help="A file with one history a line.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object for each history, on one line.")] = False,
    today: Annotated[str | None, typer.Option(help="The day of telling.")] = None,
) -> None:
    """Take a pasted treatment history apart: treatment, dose, dates, length, outcome; and the words not understood."""
    from bot import asking, histories, rules

    if (text is None) == (file is None):
        raise _fail("parse history takes one text, or --file with one text a line")
    try:
        texts = asking.read_questions(file) if file else [text or ""]
        day = rules.read_day(today) if today else _today()
    except (asking.CannotAsk, rules.CannotCompute) as error:
        raise _fail(str(error)) from None
    histories.parse_all(texts, day, as_json=json, out=sys.stdout)


@parse.command("log")
def parse_log(
    text: Annotated[str | None, typer.Argument(help="A note of a call, a letter, a fax.")] = None,
    file: Annotated[Path | None, typer.Option(help="A file with one note a line.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object for each note, on one line.")] = False,
    today: Annotated[str | None, typer.Option(help="The day of the note.")] = None,
) -> None:
    """Take a note apart: who, how, when, the reference, what was said, what was promised and by when."""
    from bot import asking, notes, rules

    if (text is None) == (file is None):
        raise _fail("parse log takes one note, or --file with one note a line")
    try:
        texts = asking.read_questions(file) if file else [text or ""]
        day = rules.read_day(today) if today else _today()
    except (asking.CannotAsk, rules.CannotCompute) as error:
        raise _fail(str(error)) from None
    notes.parse_all(texts, day, as_json=json, out=sys.stdout)


@app.command()
def letter(
    kind: Annotated[str, typer.Argument(help="Which paper, such as appeal; a wrong one lists them.")],
    case: Annotated[Path, typer.Option(help="A case (JSON or YAML), such as /export writes.")],
    format: Annotated[str, typer.Option(help="docx, pdf or txt.")] = "txt",
    out: Annotated[Path | None, typer.Option(help="Where to write it; without it, to standard output.")] = None,
    today: Annotated[str | None, typer.Option(help="The day on the paper.")] = None,
    trace: Annotated[bool, typer.Option("--trace", help="Where each part comes from, and what was left out.")] = False,
) -> None:
    """Write a paper from a case: a DOCX to edit, a PDF or plain text."""
    from bot import asking, papers, rules
    from dialogs.appeals import case_of
    from dialogs.letters import FORMATS, compose
    from dialogs.turn import zone
    from dialogs.words import DEFAULT, words_in
    from knowledge.library import shipped

    library = shipped()
    if kind not in library.letters:
        raise _fail(f"there is no letter {kind!r}; there are {', '.join(library.letters)}")
    if format not in FORMATS:
        raise _fail(f"--format takes {', '.join(FORMATS)}, not {format!r}")
    try:
        slots = asking.read_case(case)
        day = rules.read_day(today) if today else _today()
        held = case_of(slots, library, day, str(zone(slots)))
        paper = compose(library.letters[kind], held, library, words_in(DEFAULT), day)
        made = papers.traced(paper).encode() if trace else papers.laid_out(paper, format)
        if out is None:
            sys.stdout.buffer.write(made)
        else:
            out.write_bytes(made)
    except (asking.CannotAsk, rules.CannotCompute, OSError) as error:
        raise _fail(str(error)) from None


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="A policy or a denial letter: PDF, photo, Word or text.")],
    kind: Annotated[str, typer.Option(help="policy, denial, or auto.")] = "auto",
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Read a paper: the clauses of a policy, the fields of a denial letter; each with its page and how sure it is."""
    from bot import reader_words
    from bot.reader import work
    from bot.reader.pages import CannotRead
    from dialogs.documents import LARGEST

    if kind not in ("policy", "denial", "auto"):
        raise _fail(f"--kind takes policy, denial or auto, not {kind!r}")
    try:
        if file.stat().st_size > LARGEST:
            raise _fail(reader_words.problem("large"))
        found = asyncio.run(work.read(file.read_bytes(), kind, reader_words.progress(sys.stderr)))
    except OSError as error:
        raise _fail(str(error)) from None
    except CannotRead as error:
        raise _fail(reader_words.problem(error.problem, **error.args_)) from None
    found.pop("text", None)
    typer.echo(_json(found) if json else reader_words.told(found))


@app.command()
def cost(
    file: Annotated[Path, typer.Argument(help="A course of infusions under a plan, in YAML or JSON.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """What a course of infusions costs you and the plan, visit by visit, and in all under each way to pay."""
    from bot import costing

    try:
        sheet = costing.read(file)
        typer.echo(_json(costing.reckoned(sheet)) if json else costing.told(sheet))
    except costing.CannotCost as error:
        raise _fail(str(error)) from None


@app.command()
def limits(
    name: Annotated[str | None, typer.Argument(help="Which: hsa, hdhp, fsa, out_of_pocket, part_b, poverty …")] = None,
    year: Annotated[int | None, typer.Option(help="Of which year; this one by default.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a table, on one line.")] = False,
) -> None:
    """Amounts that change by year, with their source. A year that was not seen is refused."""
    from bot import costing

    try:
        for line in costing.limits(name, year or _today().year, as_json=json):
            typer.echo(line)
    except costing.CannotCost as error:
        raise _fail(str(error)) from None


@app.command()
def programs(
    case: Annotated[Path, typer.Option(help="A case (JSON or YAML), such as /export writes.")],
    today: Annotated[str | None, typer.Option(help="Day of the match, in ISO form.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a program, on one line.")] = False,
) -> None:
    """Programs that may help with the cost, held against a case, and what is still open."""
    from bot import asking, costing

    try:
        slots = asking.read_case(case)
        day = dt.date.fromisoformat(today) if today else _today()
    except (asking.CannotAsk, ValueError) as error:
        raise _fail(str(error)) from None
    for line in costing.helping(slots, day, as_json=json):
        typer.echo(line)


@app.command()
def trials(
    case: Annotated[Path, typer.Option(help="A case (JSON or YAML): diagnosis, state, age, sex.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Trials that may take a person: the page to search, and with NAVIGATOR_TRIALS=1 what a search finds."""
    from bot import asking, costing, jobs

    try:
        slots = asking.read_case(case)
    except asking.CannotAsk as error:
        raise _fail(str(error)) from None

    async def run() -> None:
        typer.echo(await costing.trials_told(slots, jobs.registry_of(Settings()), as_json=json))

    _run(run())


@app.command()
def criteria(
    case: Annotated[Path, typer.Option(help="A case (JSON or YAML), such as /export writes.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object for each criterion, on one line.")] = False,
) -> None:
    """What a plan wants to see shown, and how far a case shows it: the plan's own words where they were pasted."""
    from bot import asking
    from dialogs import criteria_words
    from dialogs.words import DEFAULT, words_in
    from knowledge.library import shipped

    try:
        slots = asking.read_case(case)
    except asking.CannotAsk as error:
        raise _fail(str(error)) from None
    if json:
        for row in criteria_words.table(slots, shipped(), words_in(DEFAULT)):
            typer.echo(_json(row))
    else:
        typer.echo(criteria_words.told(slots, shipped(), words_in(DEFAULT)))


@app.command()
def deadline(
    rule: Annotated[str | None, typer.Argument(help="Id of a rule; `navigator rules` lists them.")] = None,
    cases: Annotated[Path | None, typer.Option(help="A table of cases (YAML); one object a line.")] = None,
    notice_date: Annotated[str | None, typer.Option(help="Date on the notice.")] = None,
    received: Annotated[str | None, typer.Option(help="Day, or local day and time, of receipt.")] = None,
    effective_date: Annotated[str | None, typer.Option(help="Day from which care is cut.")] = None,
    extension_notice: Annotated[str | None, typer.Option(help="Date of the notice that they take more time.")] = None,
    extended: Annotated[bool, typer.Option("--extended", help="They took more time.")] = False,
    state: Annotated[str | None, typer.Option(help="Two letters.")] = None,
    state_days: Annotated[int | None, typer.Option(help="Number of days that the state's notice names.")] = None,
    letter_date: Annotated[str | None, typer.Option(help="Last day that the letter prints.")] = None,
    urgent: Annotated[bool, typer.Option("--urgent", help="A physician says that it is urgent.")] = False,
    tz: Annotated[str | None, typer.Option(help="The person's time zone, such as America/Chicago.")] = None,
    today: Annotated[str | None, typer.Option(help="The day of asking.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """The date that a rule gives, how it was counted, and its law; or why there is none."""
    from bot import rules
    from dialogs import deadline_words
    from dialogs.words import DEFAULT, words_in
    from knowledge.deadlines import compute
    from knowledge.library import shipped

    if (rule is None) == (cases is None):
        raise _fail("deadline takes the id of one rule, or --cases with a table")
    given = {
        "notice_date": notice_date, "received": received, "effective_date": effective_date,
        "extension_notice": extension_notice, "extended": extended, "state": state, "state_days": state_days,
        "letter_date": letter_date, "urgent": urgent, "tz": tz, "today": today,
    }  # fmt: skip
    try:
        if cases is not None:
            for row in rules.of_cases(cases):
                typer.echo(_json(row))
            return
        found = compute(rules.rule_named(rule or ""), rules.facts_from(given, _today()), shipped().rulebook)
    except rules.CannotCompute as error:
        raise _fail(str(error)) from None
    typer.echo(_json(rules.as_json(found)) if json else deadline_words.told(found, words_in(DEFAULT)))


@app.command()
def deadlines(
    case: Annotated[Path, typer.Option(help="A case (JSON or YAML) with plan_kind and dates.")],
    today: Annotated[str | None, typer.Option(help="The day of asking.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object for each stage, on one line.")] = False,
) -> None:
    """Every deadline that applies to a case, stage by stage."""
    from bot import asking, rules
    from dialogs import deadline_words
    from dialogs.words import DEFAULT, words_in

    try:
        found = rules.of_case(asking.read_case(case), rules.read_day(today) if today else _today())
    except (asking.CannotAsk, rules.CannotCompute) as error:
        raise _fail(str(error)) from None
    for stage, result in found:
        if json:
            typer.echo(_json({"stage": stage, **rules.as_json(result)}))
        else:
            typer.echo(f"{stage}\n{deadline_words.told(result, words_in(DEFAULT))}\n")


@app.command("rules")
def rules_(
    html: Annotated[Path | None, typer.Option(help="Write a page for a reviewer into this file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object for each rule, on one line.")] = False,
) -> None:
    """The whole table of rules: the law, the time, and what is verified."""
    from bot import rules
    from knowledge.library import shipped

    if html is not None:
        try:
            html.write_text(rules.page(rules.worked_cases(), _today()), "utf-8")
        except OSError as error:
            raise _fail(str(error)) from None
        typer.echo(str(html))
        return
    if json:
        for row in rules.table():
            typer.echo(_json(row))
        return
    for rule in shipped().rulebook.rules:
        typer.echo(f"{rule.confidence:10}  {rule.id:44}  {rules.time_of(rule):28}  {rule.cite}")


@app.command()
def status(
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    take_up: Annotated[bool, typer.Option("--take-up", help="Take up the reminders that were set aside.")] = False,
) -> None:
    """For an operator: people, replies that wait, reminders and those set aside, the age of the knowledge."""
    from bot import operating

    settings = Settings()
    _logs("error")

    async def run() -> None:
        found = await operating.look(_opener(settings), dt.datetime.now(dt.UTC), take_up=take_up)
        typer.echo(_json(found) if json else operating.told(found))

    _run(run())


@app.command("migrate-store")
def migrate_store(
    source: Annotated[str, typer.Argument(metavar="FROM", help="URL of the store, such as sqlite:///navigator.db.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="URL of an empty database.")],
) -> None:
    """Move a store to another database, row by row and compared. Stop the bot first. Goes on where it was cut off."""
    from dialogs.memory.moving import CannotMove, move

    try:
        move(source, target, lambda table, rows: typer.echo(f"{table}: {rows} rows"))
    except CannotMove as error:
        raise _fail(str(error)) from None
    typer.echo("Every row was compared. The operator's key stays the same: keep it where the bot finds it.")


def _today() -> dt.date:
    from dialogs.turn import HOME_ZONE

    return dt.datetime.now(HOME_ZONE).date()


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)


@app.command()
def flows(
    draw: Annotated[Path | None, typer.Option(help="Draw the flow as a graph into this file (.svg).")] = None,
    flow: Annotated[str, typer.Option(help="Which flow to draw.")] = "coverage",
) -> None:
    """List the questionnaires, or draw one with every question and condition."""
    from bot.flowchart import drawn, listed
    from dialogs.flow import FlowError, load_flows

    try:
        known = load_flows()
    except FlowError as error:
        raise _fail(str(error)) from None
    if draw is None:
        typer.echo("\n".join(listed(one) for one in known.values()))
        return
    if flow not in known:
        raise _fail(f"no flow {flow!r}; there are {', '.join(known)}")
    draw.write_text(drawn(known[flow]), "utf-8")
