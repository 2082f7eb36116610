"""`homeward trace`: exit codes, what it prints, and Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from homeward import cli

PEOPLE = "ПІБ;Дата народження\nКривошапка Остап Гордійович;14.02.1994\n"
POST = "Шукаю брата, Кривошапку Остапа Гордійовича, 14.02.1994.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "post.txt").write_text(POST, encoding="utf-8")
    return tmp_path


def arguments(folder: Path, *more: str) -> list[str]:
    return [
        "trace",
        *("--requests", str(folder / "people.csv"), "--sources", str(folder / "sources")),
        *("--out", str(folder / "report"), "--workers", "1", *more),
    ]


def test_all_read_is_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The counts are printed without any name, and where the report lies."""
    assert cli.run(arguments(folder)) == 0
    printed = capsys.readouterr()
    assert "Possible matches: 1, for 1 people" in printed.out
    assert "report.html" in printed.out
    assert "ривошапк" not in printed.out + printed.err


def test_some_rejected_is_3(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rows that could not be read are said in the exit code and in words."""
    with (folder / "people.csv").open("a", encoding="utf-8") as people:
        people.write(";01.01.1990\n")

    assert cli.run(arguments(folder)) == 3
    assert "Not read: 1 rows" in capsys.readouterr().out


@pytest.mark.parametrize("more", [["--lang", "de"], ["--least", "2"], ["--requests", "nowhere"]])
def test_usage_error_is_2(folder: Path, more: list[str]) -> None:
    """A wrong option is told before anything is read."""
    assert cli.run(arguments(folder, *more)) == 2
    assert not (folder / "report").exists()


def test_foreign_folder_is_2(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report is not written over somebody's other files."""
    (folder / "report").mkdir()
    (folder / "report" / "photo.jpg").touch()

    assert cli.run(arguments(folder)) == 2
    assert "new or empty folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("spoken", "language"), [("uk_UA.UTF-8", "uk"), ("ru_RU", "ru"), ("C.UTF-8", "en")]
)
def test_report_speaks_the_systems_language(
    folder: Path, spoken: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --lang the report is in Ukrainian or Russian where the system is, else English."""
    monkeypatch.setenv("LC_ALL", spoken)
    cli.run(arguments(folder))

    page = (folder / "report" / "report.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in page


def ctrl_c(pid: int) -> None:
    """A terminal sends it to the command and its workers alike."""
    os.killpg(pid, signal.SIGINT)


def closed_terminal(pid: int) -> None:
    os.kill(pid, signal.SIGTERM)


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")
@pytest.mark.parametrize("send", [ctrl_c, closed_terminal])
def test_interrupt_leaves_nothing_and_exits_130(folder: Path, send: Callable[[int], None]) -> None:
    """Ctrl-C, or an end from outside: one line, no report, no worker left running."""
    with (folder / "sources" / "many.jsonl").open("w", encoding="utf-8") as many:
        many.writelines(f'{{"text": "{number} {POST.strip()}"}}\n' for number in range(50_000))
    command = [sys.executable, "-c", "from homeward import cli; cli.main()", *arguments(folder)]
    command[command.index("--workers") + 1] = "2"
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        wait_for_workers(running)
        send(running.pid)
        _, told = running.communicate(timeout=60)

    assert running.returncode == 130
    assert told.strip().splitlines()[-1].startswith("homeward: interrupted")
    assert "Traceback" not in told
    assert sorted(path.name for path in folder.iterdir()) == ["people.csv", "sources"]
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


def wait_for_workers(running: subprocess.Popen[str]) -> None:
    """Until both workers have been forked and are at work."""
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    while running.poll() is None:
        if len(children.read_text().split()) == 2:
            time.sleep(0.3)
            return
        time.sleep(0.02)
    pytest.fail("the command ended before it could be interrupted")
