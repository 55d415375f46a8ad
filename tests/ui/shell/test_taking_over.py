"""A pipeline of physicsnemo-curator in the window: which classes it is of, and the other way."""

from __future__ import annotations

import json

import pytest

from curator_gui.core.registration.registry import Registry
from curator_gui.core.storage.folders import component_folder
from curator_gui.domains import physicsnemo, register_all
from curator_gui.ui.shell.reloading import Reloading
from tests.reference_package import forget_package, make_package, saved


@pytest.fixture
def bench(make_window):
    window = make_window(register_all(Registry()))
    Reloading(window.bench, component_folder())
    return window.bench


@pytest.fixture
def installed(tmp_path, monkeypatch):
    yield make_package(tmp_path / "site", monkeypatch)
    forget_package()


@pytest.fixture
def theirs(tmp_path):
    path = tmp_path / "theirs.json"
    path.write_text(json.dumps(saved(tmp_path)))
    return path


def notice(bench, words):
    return next(each for each in bench.notices.notices if words in each.text)


def press(bench, words, button):
    found = notice(bench, words)
    next(each for each in found.buttons if each.text() == button).click()


def domains(bench):
    return {step.domain for step in bench.session.document.steps}


def test_where_it_is_not_installed_there_is_nothing_to_choose(bench, theirs):
    if physicsnemo.is_installed():
        pytest.skip("it is installed here")
    bench.files.open_path(theirs)
    assert [each.text() for each in notice(bench, "with components of Curator").buttons] == [
        "Dismiss"
    ]


def test_there_and_back_again(installed, bench, theirs, answers):
    bench.files.open_path(theirs)
    assert "mesh" in domains(bench)
    assert "takes some seconds" in notice(bench, "with components of Curator").text
    press(bench, "with components of Curator", "Use its own classes")
    assert (component_folder() / physicsnemo.FILE).is_file()
    assert domains(bench) == {"physicsnemo"}
    press(bench, "with its own classes", "Use Curator's components")
    assert "mesh" in domains(bench)
    press(bench, "with components of Curator", "Use its own classes")
    assert domains(bench) == {"physicsnemo"}
    assert answers.asked == []  # nothing was edited, so nothing is lost
    bench.files.open_path(theirs)
    assert domains(bench) == {"physicsnemo"}


def test_what_was_edited_is_not_dropped_in_silence(installed, bench, theirs, answers):
    bench.files.open_path(theirs)
    bench.session.push(bench.session.document.remove(bench.session.document.filters[0].id), "away")
    answers.answer = "cancel"
    press(bench, "with components of Curator", "Use its own classes")
    assert len(answers.asked) == 1
    assert not bench.session.document.filters


def test_an_add_on_that_cannot_be_written_is_said(installed, bench, theirs, answers):
    component_folder().parent.mkdir(parents=True, exist_ok=True)
    component_folder().write_text("a file in the way")
    bench.files.open_path(theirs)
    press(bench, "with components of Curator", "Use its own classes")
    assert str(component_folder()) in answers.complaints[0]
    assert "mesh" in domains(bench)
