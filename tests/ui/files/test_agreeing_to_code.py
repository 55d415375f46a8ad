"""A document that brings code along: the window shows it, asks, and follows the file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from curator_gui.app.runs.recorded_document import read_recorded_document, reopen
from curator_gui.core import Registry
from curator_gui.core.document_code.reading import read_code
from curator_gui.core.document_code.trust import end_trust, is_trusted, keep_trust
from curator_gui.core.documents.document_io import document_text, read_document
from curator_gui.domains import register_all
from curator_gui.run.record import RecordWriter, RunMeta
from curator_gui.ui.common import theme
from curator_gui.ui.files.code_view import CodeView, spans
from curator_gui.ui.forms.code_editors import ArgumentsEditor, FunctionEditor

STEPS = """
from typing import Annotated, Literal
from curator_gui.core import Param
import near

open({mark!r}, "w").close()

def scaled(mesh, factor: Annotated[float, Param("How much.", unit="m", minimum=0)] = 1.0,
           mode: Literal["all", "some"] = "all"):
    '''Scale a mesh.'''
    return mesh

def plain(mesh):
    return mesh

async def never(mesh): ...
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a folder with a document and its code, which leaves a mark if it runs."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "near.py").write_text("x = 1\n")
    (folder / "steps.py").write_text(STEPS.format(mark=str(tmp_path / "ran")))
    params = {"file": "steps.py", "function": "scaled", "arguments": {"factor": 2.0}}
    steps = [
        {"source": "mesh.SyntheticSource", "params": {"count": 2, "resolution": 3}},
        {"filter": "mesh.PythonStep", "params": params},
        {"sink": "mesh.NPZSink", "params": {"folder": "out"}},
    ]
    data = {"format": "curator-pipeline", "version": 1, "name": "coded", "steps": steps}
    (folder / "doc.curator.yaml").write_text(yaml.safe_dump(data, sort_keys=False))
    return folder


def _notices(bench) -> list[str]:
    return [notice.text for notice in bench.notices.notices]


def _form(bench):
    bench.session.select(bench.session.document.filters[0].id)
    bench.show_view("build")
    return bench.build.page.form.rows


@pytest.mark.workers
def test_the_window_asks_before_anything_runs_and_again_when_it_changes(
    qtbot, make_window, project: Path, tmp_path: Path
) -> None:
    bench = make_window(register_all(Registry())).bench
    code = read_code(project / "steps.py")
    assert bench.open(project / "doc.curator.yaml")
    qtbot.waitUntil(lambda: len(_notices(bench)) == 1, timeout=20_000)
    assert f"steps.py ({code.short_digest})" in _notices(bench)[0]
    qtbot.waitUntil(lambda: bench.checker.report.complete, timeout=60_000)
    qtbot.waitUntil(lambda: not bench.surveyor.state.busy, timeout=60_000)
    assert [(i.component, i.param) for i in bench.checker.report.issues] == [
        ("mesh.PythonStep", "file")
    ]
    assert not (tmp_path / "ran").exists()

    bench.notices.notices[0].buttons[0].click()
    dialog = bench.agreeing.dialog
    assert dialog.no.isDefault()
    views = dialog.findChildren(CodeView)
    assert {view.accessibleName() for view in views} == {str(path) for path in code.files}
    (shown,) = (view for view in views if view.accessibleName() == str(code.path))
    assert "def scaled(mesh" in shown.toPlainText()
    dialog.no.click()
    assert bench.agreeing.dialog is None
    assert not is_trusted(code)

    _form(bench)["file"].editor.show_code.click()
    bench.agreeing.dialog.yes.click()
    assert is_trusted(code)
    qtbot.waitUntil(lambda: not _notices(bench), timeout=20_000)
    qtbot.waitUntil(lambda: bench.checker.report.complete, timeout=60_000)
    assert bench.checker.report.issues == ()
    qtbot.waitUntil(lambda: (tmp_path / "ran").exists(), timeout=60_000)  # the survey looks anew

    with qtbot.waitSignal(bench.agreeing.code.changed, timeout=20_000):
        (project / "near.py").write_text("x = 2\n")
    qtbot.waitUntil(lambda: len(_notices(bench)) == 1, timeout=20_000)
    qtbot.waitUntil(lambda: bench.checker.report.complete, timeout=60_000)
    assert "not agreed to" in bench.checker.report.issues[0].message

    (project / "near.py").write_text("x = 1\n")
    qtbot.waitUntil(lambda: not _notices(bench), timeout=20_000)
    _form(bench)["file"].editor.show_code.click()
    assert bench.agreeing.dialog.trusted
    bench.agreeing.dialog.yes.click()
    assert not is_trusted(code)
    bench.session.new()


@pytest.mark.workers
def test_the_window_follows_what_is_agreed_to_elsewhere(qtbot, make_window, project: Path) -> None:
    bench = make_window(register_all(Registry())).bench
    code = read_code(project / "steps.py")
    assert bench.open(project / "doc.curator.yaml")
    qtbot.waitUntil(lambda: len(_notices(bench)) == 1, timeout=20_000)
    for agree, left in ((lambda: keep_trust(code), 0), (lambda: end_trust(code.digest), 1)):
        with qtbot.waitSignal(bench.agreeing.code.changed, timeout=20_000):
            agree()  # as the command line, or another window, does it
        qtbot.waitUntil(lambda left=left: len(_notices(bench)) == left, timeout=20_000)
        qtbot.waitUntil(lambda: bench.checker.report.complete, timeout=60_000)
        assert len(bench.checker.report.issues) == left


@pytest.mark.workers
def test_the_form_has_the_fields_of_the_function(qtbot, make_window, project: Path) -> None:
    bench = make_window(register_all(Registry())).bench
    assert bench.open(project / "doc.curator.yaml")
    rows = _form(bench)
    function, arguments = rows["function"].editor, rows["arguments"].editor
    assert isinstance(function, FunctionEditor)
    assert isinstance(arguments, ArgumentsEditor)
    assert function.choices == ["scaled", "plain"]
    assert arguments.words.text() == "Scale a mesh."
    inner = arguments.form.rows
    assert list(inner) == ["factor", "mode"]
    assert inner["factor"].editor.line.text() == "2"

    def given():
        return bench.session.document.filters[0].values.get("arguments")

    inner["factor"].editor.edited.emit(3.5)
    assert given() == {"factor": 3.5}
    inner["mode"].editor.edited.emit("some")
    assert given() == {"factor": 3.5, "mode": "some"}
    inner["factor"].reset.emit("factor")
    assert given() == {"mode": "some"}
    bench.session.undo_stack.undo()
    assert inner["factor"].editor.line.text() == "2"  # what is typed without a pause is one edit
    inner["mode"].reset.emit("mode")
    inner["factor"].reset.emit("factor")
    assert given() is None
    function.edited.emit("plain")
    assert arguments.form is None
    assert arguments.words.text() == "plain takes no further arguments."
    bench.session.undo_stack.setClean()
    bench.session.new()


def test_broken_code_is_shown_without_colors(show, qapp) -> None:
    theme.apply(qapp, "light")
    view = show(CodeView())
    text = "def f(:\n    '''x\n"
    view.show_code(text)
    assert [line[3:] for line in view.toPlainText().split("\n")] == text.split("\n")


def test_nothing_stands_unseen_to_the_right(show) -> None:
    view = show(CodeView())
    view.show_code("x = 1" + " " * 3000 + "; import os\n")
    assert view.horizontalScrollBar().maximum() == 0


def test_each_line_of_a_long_text_has_its_color() -> None:
    found = spans('"""a\nb\n"""\nif 1:  # c\n    pass\n')
    assert {row: [role for *_, role in line] for row, line in found.items()} == {
        0: ["done"], 1: ["done"], 2: ["done"], 3: ["accent", "warning", "muted"], 4: ["accent"],
    }  # fmt: skip


@pytest.mark.workers
def test_code_goes_along_to_another_folder_or_that_is_said(
    qtbot, make_window, answers, project: Path, tmp_path: Path
) -> None:
    bench = make_window(register_all(Registry())).bench
    keep_trust(read_code(project / "steps.py"))

    def save_in(folder: Path) -> bool:
        folder.mkdir(exist_ok=True)
        answers.path, answers.asked = str(folder / "doc.curator.yaml"), []
        return bench.files.save_as()

    def said() -> str:
        words = " ".join(_notices(bench))
        bench.notices.document_changed()
        return words

    assert bench.open(project / "doc.curator.yaml")
    one = tmp_path / "one"
    assert save_in(one)
    assert answers.asked[1:] == ["copy steps.py, near.py"]
    assert f"copied to {one}: steps.py, near.py" in said()
    assert read_code(one / "steps.py").digest == read_code(project / "steps.py").digest
    bench.checker.refresh()
    qtbot.waitUntil(lambda: bench.checker.report.complete, timeout=60_000)
    assert bench.checker.report.issues == ()  # what was agreed to is what is there

    answers.copy = "cancel"
    assert not save_in(tmp_path / "none")
    assert bench.session.path == one / "doc.curator.yaml"
    assert list((tmp_path / "none").iterdir()) == []

    other = tmp_path / "other"
    other.mkdir()
    (other / "near.py").write_text("mine = 1\n")
    assert save_in(other)
    assert answers.asked[1:] == []  # there is nothing to be asked: half of it is another code
    assert f"{other / 'near.py'} is another file" in said()
    assert sorted(path.name for path in other.iterdir()) == ["doc.curator.yaml", "near.py"]
    assert (other / "near.py").read_text() == "mine = 1\n"

    assert bench.files.open_path(one / "doc.curator.yaml")
    answers.copy = "leave"
    assert save_in(tmp_path / "left")
    assert "the code is missing in" in said()
    assert save_in(tmp_path / "again")
    assert "there is no such file" in said()
    bench.session.new()


@pytest.mark.workers
def test_who_opens_a_run_again_is_told_that_its_code_is_another_now(
    qtbot, make_window, project: Path
) -> None:
    bench = make_window(register_all(Registry())).bench
    steps = project / "steps.py"
    code = read_code(steps)
    step = {"name": "Python step", "code": code.digest}
    step |= {"arguments": {"file": str(steps), "function": "scaled"}}
    path = project / "doc.curator.yaml"
    text = document_text(read_document(path))
    meta = RunMeta("r", text, {}, [step], "f", 1, [0], document_path=str(path), created=1.0)
    RecordWriter.create(project / "run.curator-run", meta).close()

    def reopened() -> str:
        reopen(bench.session, read_recorded_document(project / "run.curator-run"))
        return " ".join(_notices(bench))

    assert "is another one now" not in reopened()
    steps.write_text(steps.read_text() + "# other\n")
    assert f"the code of {steps} is another one now" in reopened().replace("The code", "the code")
    steps.unlink()
    assert "there is no such file" in reopened()
    bench.session.new()


ENDS = """
import os
from pathlib import Path

with open({mark!r}, "a") as file:
    file.write(f"{{os.getpid()}}\\n")

def cases(folder: Path, pattern: str = "*.txt"):
    "List the cases."
    return sorted(folder.glob(pattern))

def read(case, size: float = 1.0):
    "Make a ball."
    import pyvista as pv
    return pv.Sphere(radius=size)

def write(items, index, folder, name: str = "x"):
    "Save it."
    for item in items:
        item.save(folder / f"{{index}}.vtp")
    return [f"{{index}}.vtp"]

class Cases:
    def __len__(self): return 1
    def __getitem__(self, index): yield read(index)
"""


@pytest.mark.workers
def test_code_that_reads_and_writes_has_its_fields_and_runs_in_other_processes(
    qtbot, make_window, tmp_path: Path
) -> None:
    (tmp_path / "cases").mkdir()
    for name in ("a", "b"):
        (tmp_path / "cases" / f"{name}.txt").touch()
    mark = tmp_path / "ran"
    code = tmp_path / "ends.py"
    code.write_text(ENDS.format(mark=str(mark)))
    source = {"file": "ends.py", "function": "cases", "reader": "read"}
    steps = [
        {"source": "mesh.PythonSource", "params": {**source, "arguments": {"folder": "cases"}}},
        {"sink": "mesh.PythonSink", "params": {"file": "ends.py", "function": "write",
                                               "folder": "out"}},
    ]  # fmt: skip
    data = {"format": "curator-pipeline", "version": 1, "name": "ends", "steps": steps}
    (tmp_path / "doc.curator.yaml").write_text(yaml.safe_dump(data, sort_keys=False))
    bench = make_window(register_all(Registry())).bench
    assert bench.open(tmp_path / "doc.curator.yaml")
    qtbot.waitUntil(lambda: len(_notices(bench)) == 1, timeout=20_000)
    qtbot.waitUntil(lambda: bench.checker.report.complete, timeout=60_000)
    assert bench.checker.report.live.size is None
    assert not mark.exists()
    bench.agreeing.code.agree(read_code(code))
    qtbot.waitUntil(lambda: bench.checker.report.live.size == 2, timeout=60_000)
    qtbot.waitUntil(lambda: not bench.surveyor.state.busy, timeout=60_000)
    assert bench.checker.report.live.label == "a.txt"
    assert str(os.getpid()) not in mark.read_text().split()

    bench.show_view("build")
    bench.session.select(bench.session.document.source.id)
    rows = bench.build.page.form.rows
    assert rows["function"].editor.choices == ["cases", "read", "write", "Cases"]
    assert rows["reader"].editor.choices == [None, "cases", "read", "write"]
    inner = rows["arguments"].editor
    assert isinstance(inner, ArgumentsEditor)
    assert list(inner.form.rows) == ["folder", "pattern", "size"]
    assert inner.words.text() == "List the cases. Make a ball."
    bench.session.select(bench.session.document.sinks[0].id)
    rows = bench.build.page.form.rows
    assert rows["function"].editor.choices == ["write"]
    assert list(rows["arguments"].editor.form.rows) == ["name"]
