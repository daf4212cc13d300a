"""``manage.py serve`` as it is run: what answers, what ends with it, what is started again.

``CAP_STOPS=50`` presses Ctrl-C that many times instead of twice.
"""

import os
import signal
import sys
import threading
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from capassistant.operations.management.commands import serve
from tests.operations.served import PATIENCE, is_free, read, status, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@contextmanager
def pages_asked_for(port):
    """Somebody reads, many pages at once, for as long as the block lasts."""
    is_over = threading.Event()

    def read_on():
        while not is_over.is_set():
            status(port, "/connexion/")

    readers = [threading.Thread(target=read_on) for _ in range(4)]
    for reader in readers:
        reader.start()
    try:
        yield
    finally:
        is_over.set()
        for reader in readers:
            reader.join()


def test_what_a_trial_keeps_is_read_by_nobody_else_and_sigterm_stops_everything_the_database_too(portal):
    kept = [
        path
        for path in portal.folder.rglob("*")
        if "postgresql" not in path.name + path.parts[-2] and path != portal.log
    ]
    assert portal.folder / "secret-key" in kept
    assert [path for path in kept if path.lstat().st_mode & 0o007] == []
    assert portal.running("bin/postgres") != []

    code = portal.send(signal.SIGTERM)

    assert (code, portal.running("portal-web"), is_free(portal.port)) == (0, [], True)
    until(portal.is_gone)


@pytest.mark.parametrize("_time", range(int(os.environ.get("CAP_STOPS", "2"))))
def test_bug_ctrl_c_pressed_twice_under_load_leaves_no_process(portal, _time):
    with pages_asked_for(portal.port):
        code = portal.press_ctrl_c(times=2)

    assert (code, portal.running("portal-web"), portal.running("portal-tasks"), is_free(portal.port)) == (
        0,
        [],
        [],
        True,
    )


@pytest.mark.parametrize("script", ["trap '' TERM; sleep 600 & sleep 601", "sleep 600 &"], ids=["deaf", "gone"])
def test_bug_what_a_child_leaves_behind_ends_with_it(script, monkeypatch):
    monkeypatch.setattr(serve, "PATIENCE", 0.5)
    child = serve.start(partial(os.execvp, "sh", ["sh", "-c", script]), name="child")
    until(lambda: "sleep" in living_in(child.pid))

    serve.end([child])

    until(lambda: living_in(child.pid) == [])


def living_in(group):
    """The names of the living processes of a group, whoever their parent is."""
    lines = [read(path / "stat") for path in Path("/proc").glob("[0-9]*")]
    told = [(line[line.index("(") + 1 : line.rindex(")")], line.rpartition(")")[2].split()) for line in lines if line]
    return [name for name, (state, _parent, of, *_) in told if of == str(group) and state != "Z"]


def test_a_worker_that_dies_is_replaced_and_pages_go_on(portal):
    server, page_worker, *_ = portal.running("portal-web")
    tasks = portal.running("portal-tasks")
    assert os.getpriority(os.PRIO_PROCESS, tasks[0]) > os.getpriority(os.PRIO_PROCESS, page_worker)

    os.kill(page_worker, signal.SIGKILL)
    os.kill(tasks[0], signal.SIGKILL)

    until(lambda: portal.running("portal-tasks") not in ([], tasks))
    until(lambda: len(portal.running("portal-web")) == 3 and page_worker not in portal.running("portal-web"))
    assert portal.running("portal-web")[0] == server
    assert status(portal.port, "/readyz") == 200
    assert "Les tâches de fond se sont arrêtées (-9)\N{NO-BREAK SPACE}: elles reprennent." in portal.log.read_text()
    assert portal.send(signal.SIGINT) == 0
    until(portal.is_gone)


def test_a_command_that_is_killed_leaves_nothing_on_the_port(portal):
    portal.send(signal.SIGKILL)

    until(lambda: is_free(portal.port) and not portal.running("portal-web") and not portal.running("portal-tasks"))


def test_it_ends_with_a_clear_line_when_the_web_server_dies(portal):
    os.kill(portal.running("portal-web")[0], signal.SIGKILL)

    assert portal.process.wait(PATIENCE) == 1
    assert "Le serveur web s’est arrêté (-9)" in portal.log.read_text()
    until(portal.is_gone)


def test_static_files_are_gathered_anew_only_when_one_of_them_has_changed(settings, tmp_path):
    sheet, gathered = tmp_path / "ours" / "sheet.css", tmp_path / "kept" / "sheet.css"
    sheet.parent.mkdir()
    sheet.write_text("p {}")
    settings.STATIC_ROOT, settings.STATICFILES_DIRS = gathered.parent, [sheet.parent]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    serve.collect()
    gathered.unlink()

    serve.collect()
    was_gathered_again = gathered.exists()
    sheet.write_text("p { color: red }")
    serve.collect()

    assert (was_gathered_again, gathered.read_text()) == (False, "p { color: red }")
