"""The command line as a person and a program use it."""

from __future__ import annotations

import json
import os
import re
import socket
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from bot.settings import Settings
from dialogs.forms.flow import load_flows
from dialogs.forms.policy import rules
from dialogs.memory.alone import alone

ROOT = Path(__file__).parents[2]
NAVIGATOR = str(Path(sys.executable).parent / "navigator")


def run(*args: str, cwd: Path, stdin: str | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("NAVIGATOR", "TELEGRAM", "DATABASE"))}
    return subprocess.run(
        [NAVIGATOR, *args],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**clean, "NAVIGATOR_HOME": str(cwd / "home"), **env},
    )


def script(tmp_path: Path, *lines: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    path = tmp_path / "script.txt"
    path.write_text("\n".join(lines), "utf-8")
    store = f"sqlite:///{tmp_path / 'store.db'}"
    return run("chat", "--script", str(path), "--store", store, "--now", "2026-11-24T09:00", *options, cwd=tmp_path)


def turns(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


TURN = {"user", "replies", "sources", "buttons", "question", "changed", "understood", "files"}


def test_a_script_plays_a_conversation_for_a_program(tmp_path: Path) -> None:
    lines = [
        "/start",
        "/coverage",
        "me",
        "# a comment",
        "texas",
        "!sleep 42d",
        "!restart",
        "hi",
        "5",
        "what is an IRO?",
    ]
    told = turns(script(tmp_path, *lines, options=("--json",)))
    assert [turn["user"] for turn in told] == ["/start", "/coverage", "me", "texas", "hi", "5", "what is an IRO?"]
    assert all(set(turn) == TURN for turn in told)
    assert [turn["question"] for turn in told][1:4] == ["coverage.who", "coverage.state", "coverage.plan_kind"]
    assert told[3]["changed"]["state"] == "TX"
    assert "Welcome back" in told[4]["replies"][0]
    assert told[5]["changed"]["plan_kind"] == "original_medicare"
    assert "Original Medicare" in told[3]["buttons"]


def test_the_same_script_gives_the_same_conversation(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    lines = ["/start", "/coverage", "me", "texas", "medicare", "/next", "/export"]
    assert script(tmp_path / "a", *lines).stdout == script(tmp_path / "b", *lines).stdout


def test_progress_survives_the_end_of_the_program(tmp_path: Path) -> None:
    script(tmp_path, "/start", "/coverage", "me", "texas")
    told = turns(script(tmp_path, "tricare", options=("--json",)))
    assert told[0]["changed"]["plan_kind"] == "tricare"


def test_a_file_is_kept(tmp_path: Path) -> None:
    told = turns(script(tmp_path, "/start", f"!file {__file__}", options=("--json",)))
    assert "stored encrypted" in told[1]["replies"][0]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [("!sleep long", "such as 42d"), ("!file /no/such", "path of a file"), ("!dance", "there are !sleep")],
)
def test_a_directive_that_cannot_be_played_is_told(tmp_path: Path, line: str, complaint: str) -> None:
    done = script(tmp_path, "/start", line)
    assert done.returncode == 2
    assert "line 2" in done.stderr
    assert complaint in done.stderr


def test_without_a_token_the_terminal_chat_starts_and_says_hello(tmp_path: Path) -> None:
    done = run(cwd=tmp_path, stdin="they denied it\n")
    assert done.returncode == 0
    assert "Infusion Navigator" in done.stdout
    assert "What kind of plan is it?" in done.stdout


def test_a_lost_key_is_one_clear_line(tmp_path: Path) -> None:
    script(tmp_path, "/start")
    (tmp_path / "store.db.key").unlink()
    done = script(tmp_path, "/start")
    assert done.returncode == 2
    assert "Put the key file back" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("args", "env", "complaint"),
    [
        (("bot",), {}, "TELEGRAM_BOT_TOKEN is not set"),
        (("bot",), {"TELEGRAM_BOT_TOKEN": "1:x", "NAVIGATOR_WEBHOOK_URL": "https://x"}, "NAVIGATOR_WEBHOOK_SECRET"),
        (("chat", "--script", "no-such-file"), {}, "no such file"),
        (("chat", "--now", "noon"), {}, "2026-11-24T09:00"),
        (("flows", "--draw", "x.svg", "--flow", "none"), {}, "there are argue, assist, condition, cost"),
        (("chat", "--store", "postgresql+psycopg://x@127.0.0.1:1/x"), {}, "cannot open the store"),
        (("chat", "--store", "hello"), {}, "sqlite:///PATH"),
        (("bot",), {"DATABASE_URL": "mysql://me:secret@host/x"}, "DATABASE_URL: a store is named as"),
        (("bot",), {"DATABASE_URL": "hello"}, "DATABASE_URL: a store is named as"),
        (("bot",), {"NAVIGATOR_PORT": "abc"}, "NAVIGATOR_PORT: "),
        (("bot",), {"NAVIGATOR_PORT": "70000"}, "NAVIGATOR_PORT: "),
        (("bot",), {"NAVIGATOR_LOG_LEVEL": "loud"}, "NAVIGATOR_LOG_LEVEL: Input should be 'debug'"),
        (("bot",), {"NAVIGATOR_WEBHOOK_SECRET": "a b/c"}, "NAVIGATOR_WEBHOOK_SECRET: Telegram takes"),
        (("status",), {}, "there is no store"),
        (("status", "--take-up"), {}, "there is no store"),
    ],
)
def test_a_mistake_of_the_operator_is_one_clear_line(
    tmp_path: Path, args: tuple[str, ...], env: dict[str, str], complaint: str
) -> None:
    done = run(*args, cwd=tmp_path, **env)
    assert done.returncode == 2
    assert complaint in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "secret" not in done.stderr.replace("WEBHOOK_SECRET", "")
    assert not (tmp_path / "home").exists(), "a mistake leaves nothing behind"


def test_flows_are_listed_and_drawn_with_every_question_and_condition(tmp_path: Path) -> None:
    listed = run("flows", cwd=tmp_path).stdout
    run("flows", "--draw", "flow.svg", cwd=tmp_path)
    drawn = " ".join(ElementTree.fromstring((tmp_path / "flow.svg").read_text("utf-8")).itertext())  # noqa: S314
    for part in load_flows()["coverage"].parts:
        name = getattr(part, "slot", None) or getattr(part, "group", "")
        assert name in listed
        assert name in drawn
        if part.when:
            assert part.when in listed


def test_every_setting_command_and_flow_is_documented() -> None:
    documented = "\n".join(path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md"))
    names = {"NAVIGATOR_" + name.upper() for name in Settings.model_fields}
    names -= {"NAVIGATOR_TELEGRAM_TOKEN", "NAVIGATOR_DATABASE_URL"}
    names |= {"TELEGRAM_BOT_TOKEN", "DATABASE_URL"}
    names |= {f"/{rule.intent}" for rule in rules().rules if rule.command}
    names |= {f"navigator {command}" for command in ("chat", "bot", "actions", "flows", "test", "bench")}
    names |= {f"`{flow}`" for flow in load_flows()}
    assert {name for name in names if name not in documented} == set()


def test_a_question_from_the_command_line(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("plan_kind: marketplace\n", "utf-8")
    done = run("ask", "how long do I have to appeal?", "--json", "--case", str(case), cwd=tmp_path)
    told = json.loads(done.stdout)
    assert told["answered"]
    assert told["topic"] == "appeal_deadline"
    assert "180 days" in told["text"]
    assert told["sources"][0]["address"].startswith("https://")
    assert set(told) >= {"answered", "topic", "score", "text", "sources", "alternatives", "refused", "safety"}


def test_a_file_of_questions_gives_one_line_each(tmp_path: Path) -> None:
    asked = tmp_path / "asked.txt"
    asked.write_text("what is an IRO\n\nwill I win\nI want to die\nwhat's the capital of France\n", "utf-8")
    done = run("ask", "--file", str(asked), "--json", cwd=tmp_path)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [t["topic"] for t in told] == ["iro", None, None, None, None]
    assert [t["refused"] for t in told] == [None, None, "prediction", None, None]
    assert [t["safety"] for t in told] == [None, None, None, "crisis", None]
    assert "988" in told[3]["text"]


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        ((), "one question"),
        (("--file", "nowhere.txt"), "no such file"),
        (("what", "--case", "nowhere.yaml"), "no such file"),
    ],
)
def test_ask_says_what_it_would_accept(tmp_path: Path, args: tuple[str, ...], complaint: str) -> None:
    done = run("ask", *args, cwd=tmp_path)
    assert done.returncode != 0
    assert complaint in done.stderr


def test_knowledge_is_built_checked_and_shown(tmp_path: Path) -> None:
    assert run("knowledge", "build", "--to", str(tmp_path / "k.db"), cwd=tmp_path).returncode == 0
    assert (tmp_path / "k.db").stat().st_size > 0
    checked = run("knowledge", "check", "--today", "2026-11-25", cwd=tmp_path)
    assert checked.returncode == 0, checked.stderr
    assert "0 errors" in checked.stdout
    shown = run("knowledge", "show", "iro", cwd=tmp_path)
    assert "https://" in shown.stdout
    lost = run("knowledge", "show", "iroo", cwd=tmp_path)
    assert lost.returncode != 0
    assert "no entry" in lost.stderr


def test_a_deadline_from_the_command_line(tmp_path: Path) -> None:
    args = ("deadline", "group.appeal.file", "--received", "2026-11-05", "--notice-date", "2026-11-02")
    told = json.loads(run(*args, "--today", "2026-11-24", "--json", cwd=tmp_path).stdout)
    assert (told["legal_date"], told["act_by"]) == ("2027-05-04", "2027-04-30")
    assert told["citation"] == "29 CFR 2560.503-1(h)(3)(i)"
    assert told["confidence"] == "verified"
    assert told["refused"] is None
    assert "180 days" in told["counted"]
    shown = run(*args, "--today", "2026-11-24", cwd=tmp_path).stdout
    assert shown.startswith("Act by: Friday, April 30, 2027")


def test_a_refused_deadline_says_why_and_exits_well(tmp_path: Path) -> None:
    done = run("deadline", "external.file", "--json", cwd=tmp_path)
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert told["legal_date"] is None
    assert told["reason"] == "missing-receipt"
    assert "I need" in told["refused"]


def test_a_table_of_cases_gives_one_line_each(tmp_path: Path) -> None:
    table = tmp_path / "cases.yaml"
    table.write_text(
        "- {rule: group.claim.urgent, received: 2026-10-31T10:00, tz: America/New_York}\n"
        "- {rule: mmc.hearing.file, notice_date: '2026-01-15', state_days: 100}\n"
        "- {rule: va.clinical, notice_date: '2026-01-15'}\n"
    )
    done = run("deadline", "--cases", str(table), "--json", cwd=tmp_path)
    told = [json.loads(line)["legal_date"] for line in done.stdout.splitlines()]
    assert told == ["2026-11-03T09:00", "2026-04-25", None]


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        (("deadline",), "id of one rule"),
        (("deadline", "group.appeal"), "near it: group.appeal.file"),
        (("deadline", "group.appeal.file", "--received", "soon"), "write 2026-11-24"),
        (("deadline", "group.claim.urgent", "--received", "2026-11-24T25:00"), "2026-11-24T09:30"),
        (("deadline", "group.claim.urgent", "--received", "2026-11-20T09:00", "--tz", "Mars/Base"), "no time zone"),
        (("deadline", "--cases", "nowhere.yaml"), "nowhere.yaml"),
        (("deadlines", "--case", "nowhere.yaml"), "no such file"),
    ],
)
def test_deadline_says_what_it_would_accept(tmp_path: Path, args: tuple[str, ...], complaint: str) -> None:
    done = run(*args, cwd=tmp_path)
    assert done.returncode == 2
    assert complaint in done.stderr


def test_all_deadlines_of_a_case(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("plan_kind: medicare_advantage\nnotice_date: 2026-11-02\nreceived: 2026-11-09\n")
    done = run("deadlines", "--case", str(case), "--today", "2026-11-24", "--json", cwd=tmp_path)
    told = {row["stage"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert told["First appeal"]["legal_date"] == "2027-01-08"
    assert told["Decision on the first appeal"]["reason"] == "missing-request"
    case.write_text("request_received: 2026-11-20\nplan_kind: medicare_advantage\nservice: before\n")
    done = run("deadlines", "--case", str(case), "--today", "2026-11-24", "--json", cwd=tmp_path)
    told = {row["stage"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert told["Decision on the first appeal"]["legal_date"] == "2026-12-20"


def test_the_rules_are_listed_and_printed_for_a_reviewer(tmp_path: Path) -> None:
    listed = run("rules", cwd=tmp_path).stdout
    assert "group.appeal.file" in listed
    assert "unverified" in listed
    rows = [json.loads(line) for line in run("rules", "--json", cwd=tmp_path).stdout.splitlines()]
    assert {"id", "cite", "confidence"} <= set(rows[0])
    page = tmp_path / "rules.html"
    assert run("rules", "--html", str(page), cwd=tmp_path).returncode == 0
    text = page.read_text("utf-8")
    assert all(row["id"] in text or "values" in row for row in rows)
    assert "2560.503-1" in text
    assert "2027-04-24" in text


def test_status_tells_what_an_operator_wants_to_know(tmp_path: Path) -> None:
    script(tmp_path, "/start", "/log called aetna, Sandra, ref 8841, said decision by friday")
    url = f"sqlite:///{tmp_path / 'store.db'}"
    told = json.loads(run("status", "--json", cwd=tmp_path, DATABASE_URL=url).stdout)
    assert told["people"] == {"known": 1, "blocked": 0}
    assert told["outbox"]["waiting"] == 0
    assert told["reminders"]["pending"] >= 1
    assert told["aside"] == []
    lines = run("status", cwd=tmp_path, DATABASE_URL=url).stdout
    assert "people     1, 0 of them blocked the bot" in lines
    assert "Sandra" not in lines


def test_looking_changes_nothing(tmp_path: Path) -> None:
    script(tmp_path, "/start")
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with sqlite3.connect(tmp_path / "store.db") as store:  # as an older program left it
        store.execute("UPDATE alembic_version SET version_num = '0004'")
        store.execute("DROP TABLE inbox")
    (tmp_path / "store.db.key").rename(tmp_path / "elsewhere")
    before = (tmp_path / "store.db").read_bytes()
    done = run("status", cwd=tmp_path, DATABASE_URL=url)
    assert (done.returncode, "at migration 0004, this program at 0" in done.stderr) == (2, True)
    assert (tmp_path / "store.db").read_bytes() == before
    assert not (tmp_path / "store.db.key").exists()
    assert not (tmp_path / "home").exists()


def test_the_program_says_which_one_it_is(tmp_path: Path) -> None:
    told = run("--version", cwd=tmp_path).stdout
    assert re.fullmatch(r"infusion-navigator \d+\.\d+\.\d+, commit \S+, knowledge of 20\d\d-\d\d-\d\d\n", told)
    assert not (tmp_path / "home").exists()


def test_a_mistyped_setting_is_pointed_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = {"NAVIGATOR_PORT": str(taken.getsockname()[1])}
        mistyped = {"NAVIGATOR_WEBHOK_URL": "https://x", "NAVIGATOR_SERVICE_HOST": "10.0.0.1", "NAVIGATOR_VENV": "x"}
        done = run("bot", cwd=tmp_path, TELEGRAM_BOT_TOKEN="123456:TEST-token_of_the_stand_in", **port, **mistyped)
    told = json.loads(done.stderr.splitlines()[0])
    assert (told["event"], told["name"], told["near"]) == (
        "unknown setting", "NAVIGATOR_WEBHOK_URL", "NAVIGATOR_WEBHOOK_URL",
    )  # fmt: skip
    assert done.stderr.count("unknown setting") == 1


def test_status_of_a_store_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_bytes(b"not a database" * 100)
    done = run("status", cwd=tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'store.db'}")
    assert done.returncode == 2
    assert done.stderr.startswith("navigator: cannot open the store")


def test_a_store_is_moved_from_the_command_line(tmp_path: Path) -> None:
    script(tmp_path, "/start", "/coverage", "me", "texas")
    old, new = f"sqlite:///{tmp_path / 'store.db'}", f"sqlite:///{tmp_path / 'new.db'}"
    done = run("migrate-store", old, new, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "people: 1 rows" in done.stdout
    key = str(tmp_path / "store.db.key")
    assert '"known": 1' in run("status", "--json", cwd=tmp_path, DATABASE_URL=new, NAVIGATOR_KEY_FILE=key).stdout
    again = run("migrate-store", old, new, cwd=tmp_path)
    assert (again.returncode, "moved already" in again.stderr) == (2, True)


def test_a_second_process_on_one_store_is_one_clear_line(tmp_path: Path) -> None:
    with alone(f"sqlite:///{tmp_path / 'a.db'}"):
        done = run("chat", "--script", "-", "--store", f"sqlite:///{tmp_path / 'a.db'}", cwd=tmp_path, stdin="/start\n")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "another process works on" in done.stderr
    again = run("chat", "--script", "-", "--store", f"sqlite:///{tmp_path / 'a.db'}", cwd=tmp_path, stdin="/start\n")
    assert again.returncode == 0


def test_a_port_that_is_taken_is_one_clear_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("bot", cwd=tmp_path, TELEGRAM_BOT_TOKEN="123456:TEST-token_of_the_stand_in", NAVIGATOR_PORT=port)
    assert done.returncode == 2
    assert "NAVIGATOR_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_a_command_leaves_on_the_disk_is_its_owners_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    out = tmp_path / "files"
    done = run("chat", "--script", "-", "--store", url, "--files", str(out), cwd=tmp_path, stdin="/start\n/export\n")
    assert done.returncode == 0, done.stderr
    left = [*tmp_path.glob("a.db*"), *out.iterdir()]
    assert len(left) >= 3
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in left} == {0}


def test_a_new_key_from_the_command_line(tmp_path: Path) -> None:
    script(tmp_path, "/start", "/coverage", "me")
    url, key = f"sqlite:///{tmp_path / 'store.db'}", tmp_path / "store.db.key"
    before = key.read_text()
    done = run("rekey", cwd=tmp_path, DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    assert "1 keys are sealed anew" in done.stdout
    assert key.read_text() != before == (tmp_path / "store.db.key.old").read_text()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "Hello again" in script(tmp_path, "/start").stdout
    assert "rekey: 1 people" in run("status", cwd=tmp_path, DATABASE_URL=url).stdout


def test_everybody_is_told_from_the_command_line(tmp_path: Path) -> None:
    script(tmp_path, "/start")
    url = f"sqlite:///{tmp_path / 'store.db'}"
    (tmp_path / "news.txt").write_text("We close on March 1.", "utf-8")
    assert "1 people would be told" in run("announce", "news.txt", "--dry-run", cwd=tmp_path, DATABASE_URL=url).stdout
    done = run("announce", "news.txt", cwd=tmp_path, DATABASE_URL=url)
    assert "1 people are told from" in done.stdout, done.stderr
    again = run("announce", "news.txt", cwd=tmp_path, DATABASE_URL=url)
    assert (again.returncode, "announced before" in again.stderr) == (2, True)
