"""`navigator deadline`, `deadlines`, `rules`: dates from the rules, and the rules themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.support import AsJson, AsLines, Today, day_of, print_json
from bot.errors import UserError


def deadline(
    rule: Annotated[str | None, typer.Argument(help="Id of a rule; `navigator rules` lists them.")] = None,
    cases: Annotated[Path | None, typer.Option(help="A table of cases (YAML); one object a line.")] = None,
    plan_kind: Annotated[str | None, typer.Option(help="In place of a rule, with --stage: the kind of plan.")] = None,
    stage: Annotated[str | None, typer.Option(help="In place of a rule: a stage, such as external.")] = None,
    notice_date: Annotated[str | None, typer.Option(help="Date on the notice.")] = None,
    received: Annotated[str | None, typer.Option(help="Day, or local day and time, of receipt.")] = None,
    effective_date: Annotated[str | None, typer.Option(help="Day from which care is cut.")] = None,
    extension_notice: Annotated[str | None, typer.Option(help="Date of the notice that they take more time.")] = None,
    extended: Annotated[bool, typer.Option("--extended", help="They took more time.")] = False,
    state: Annotated[str | None, typer.Option(help="Two letters.")] = None,
    state_days: Annotated[int | None, typer.Option(help="Number of days that the state's notice names.")] = None,
    letter_date: Annotated[str | None, typer.Option(help="Last day that the letter prints.")] = None,
    appeal_filed: Annotated[str | None, typer.Option(help="Day on which the appeal before was sent.")] = None,
    urgent: Annotated[bool, typer.Option("--urgent", help="A physician says that it is urgent.")] = False,
    tz: Annotated[str | None, typer.Option(help="The person's time zone, such as America/Chicago.")] = None,
    today: Annotated[str | None, typer.Option(help="The day of asking.")] = None,
    json: AsJson = False,
) -> None:
    """The date that a rule gives, how it was counted, and its law; or why there is none."""
    from bot.commands import rules as table
    from dialogs.speaking.words import DEFAULT, words_in
    from dialogs.wording import deadlines as deadline_words
    from knowledge.law.deadlines import at_stage, compute
    from knowledge.library import shipped

    if [rule, cases, plan_kind and stage].count(None) != 2 or bool(plan_kind) != bool(stage):
        raise UserError("deadline takes the id of one rule, --plan-kind with --stage, or --cases with a table")
    if cases is not None:
        for row in table.of_cases(cases):
            print_json(row)
        return
    given = {
        "notice_date": notice_date, "received": received, "effective_date": effective_date,
        "extension_notice": extension_notice, "extended": extended, "state": state, "state_days": state_days,
        "letter_date": letter_date, "appeal_filed": appeal_filed, "urgent": urgent, "tz": tz, "today": today,
    }  # fmt: skip
    facts, book = table.facts_from(given, day_of(None)), shipped().rulebook
    if plan_kind and stage:
        found = at_stage(plan_kind, table.stage_named(stage), facts, book)
    else:
        found = compute(table.rule_named(rule or ""), facts, book)
    if json:
        print_json(table.as_json(found))
    else:
        typer.echo(deadline_words.told(found, words_in(DEFAULT)))


def deadlines(
    case: Annotated[
        Path | None, typer.Option(help="A case (JSON or YAML), such as plan_kind and dates, or a file from /export.")
    ] = None,
    cases: Annotated[
        Path | None,
        typer.Option(help="A table (YAML): rows with plan_kind, state, stage, dates; one object a row."),
    ] = None,
    today: Today = None,
    json: AsLines = False,
) -> None:
    """Every deadline that applies to a case, stage by stage; or of each row of a table the one that its rule gives."""
    from bot.commands import rules as table
    from bot.commands.asking import read_case
    from dialogs.speaking.words import DEFAULT, words_in
    from dialogs.wording import deadlines as deadline_words

    if cases is not None and case is None:
        for row in table.of_cases(cases):
            print_json(row)
        return
    if case is None or cases is not None:
        raise UserError("deadlines takes --case with one case, or --cases with a table")
    for stage, result in table.of_case(read_case(case), day_of(today)):
        if json:
            print_json({"stage": stage, **table.as_json(result)})
        else:
            typer.echo(f"{stage}\n{deadline_words.told(result, words_in(DEFAULT))}\n")


def rules(
    html: Annotated[Path | None, typer.Option(help="Write a page for a reviewer into this file.")] = None,
    coverage: Annotated[Path | None, typer.Option(help="Write what is known, by plan, stage and state.")] = None,
    json: AsLines = False,
) -> None:
    """The whole table of rules: the law, the time, and what is verified."""
    from bot.commands import rules as table
    from knowledge.library import shipped

    if html is not None:
        _write(html, table.page(table.worked_cases(), day_of(None)))
    if coverage is not None:
        from bot.commands.coverage import page

        _write(coverage, page(shipped()))
    if html or coverage:
        return
    if json:
        for row in table.table():
            print_json(row)
        return
    for rule in shipped().rulebook.rules:
        typer.echo(f"{rule.confidence:10}  {rule.id:44}  {table.time_of(rule):28}  {rule.cite}")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise UserError(str(error)) from None
    typer.echo(str(path))
