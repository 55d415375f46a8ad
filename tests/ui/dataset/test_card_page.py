"""The page of the card through the real window: what is said, written, verified and exported."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from curator_gui import dataset
from curator_gui.app.dataset.describing import Describing
from curator_gui.core.document import PipelineDocument, make_step
from curator_gui.core.documents.document_io import document_text, read_document, write_document
from curator_gui.dataset.handing_over.card.described import told
from curator_gui.dataset.handing_over.writing import hand_over, write_choices
from curator_gui.dataset.items.saved_views import FILE_NAME, write_views
from curator_gui.domains.atoms import ExtXYZSink
from curator_gui.domains.mesh import NPZSink
from curator_gui.ui.dataset.pages.card_page import CardPage
from curator_gui.ui.dataset.pages.card_work import ExportDialog
from curator_gui.ui.dataset.pages.export_choice import choices
from tests.dataset.made import atoms, meshes, run

WAIT_MS = 60_000
COUNT = 6


@pytest.fixture(scope="module")
def boxes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a document and its data set, made once; it stays as it is."""
    folder = tmp_path_factory.mktemp("boxes")
    make_boxes(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    yield folder
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def make_boxes(folder: Path) -> None:
    values = {"count": COUNT, "resolution": 3}
    source = make_step("source", "mesh.SyntheticSource", values)
    sink = make_step("sink", "mesh.NPZSink", {"folder": "out"})
    made = PipelineDocument(name="Boxes", source=source, sinks=(sink,))
    write_document(made, folder / "boxes.curator.yaml")
    pipeline = meshes(COUNT).write(NPZSink(folder / "out"))
    run(pipeline, folder / "r.curator-run", document=document_text(made))
    assert hand_over(pipeline, folder / "r.curator-run").items == COUNT


@pytest.fixture
def document(tmp_path: Path, boxes: Path) -> Path:
    """A document whose data set of six boxes is there, without the record of its run."""
    shutil.copytree(boxes, tmp_path, dirs_exist_ok=True)
    (tmp_path / "r.curator-run").unlink()  # it names the outputs of the first one
    return tmp_path / "boxes.curator.yaml"


@pytest.fixture
def page(qtbot, make_window, document: Path):
    window = make_window()
    window.bench.curating.pictures._begin = lambda: None
    window.bench.session.open(document)
    yield from opened(qtbot, window, document.parent / "out")


def opened(qtbot, window, folder: Path):
    window.bench.curating.open(folder)
    view = window.bench.curating.view
    data = view.data
    qtbot.waitUntil(lambda: data.there and not data.busy and not data.searching, timeout=WAIT_MS)
    view.show_page("card")
    page = view.card
    page.session = window.bench.session
    yield page
    view.stop()


def finished(qtbot, page: CardPage) -> Describing:
    qtbot.waitUntil(lambda: not page.describing.work, timeout=WAIT_MS)
    return page.describing


def test_what_is_typed_stands_in_the_document_and_can_be_undone(qtbot, page, document: Path):
    form, session = page.form, page.session
    assert page.describing.own
    assert form.title.placeholderText() == "Boxes"
    assert "no author, no license, no citation" in page.missing.text
    QTest.keyClicks(form.title, "Big boxes")
    QTest.keyClicks(form.creators, "Ada, Bob")
    form.license.setCurrentText("CC-BY-4.0")
    form.gaps.setPlainText("No lids.")
    assert told(session.document).title == "Big boxes"
    assert told(session.document).creators == "Ada, Bob"
    assert form.creators.text() == "Ada, Bob"
    assert page.missing.text == "Not said: no citation"
    assert page.describing.unwritten
    session.undo_stack.undo()
    assert form.gaps.toPlainText() == ""
    assert told(session.document).license == "CC-BY-4.0"
    session.save()
    assert told(read_document(document)).license == "CC-BY-4.0"


def test_write_again_puts_it_on_the_card(qtbot, page, document: Path):
    QTest.keyClicks(page.form.title, "Big boxes")
    page.work.write.click()
    describing = finished(qtbot, page)
    assert not describing.problem
    assert not describing.unwritten
    folder = document.parent / "out"
    assert "# Big boxes" in (folder / "README.md").read_text()
    qtbot.waitUntil(lambda: "Big boxes" in page.browser.toPlainText())
    assert told(read_document(folder / "pipeline.curator.yaml")).title == "Big boxes"


def test_a_license_that_is_no_identifier_is_said(page):
    page.form.license.setCurrentText("ask me")
    assert page.form.note.text().startswith("No SPDX identifier")
    page.form.license.setCurrentText("MIT")
    assert page.form.note.text() == "MIT License"
    page.form.license.setCurrentText("")
    assert "no license" in page.missing.text


def test_verify_lists_what_is_wrong(qtbot, page, document: Path):
    page.work.verify.click()
    assert finished(qtbot, page).verified.problems == ()
    assert "Verified: 6 outputs, 0 problems" in page.work.told.text()
    assert not page.problems.isVisibleTo(page)
    (document.parent / "out" / "box_000003.npz").write_bytes(b"other")
    page.work.verify.click()
    finished(qtbot, page)
    assert "Verified: 6 outputs, 1 problem" in page.work.told.text()
    assert page.problems.count() == 1
    assert "box_000003.npz" in page.problems.item(0).text()
    assert page.problems.isVisibleTo(page)


def test_what_is_under_way_can_be_stopped(qtbot, page):
    describing = page.describing
    describing._begin("verify", lambda: stopped(describing))
    assert page.work.cancel.isEnabled()
    assert page.work.bar.isVisibleTo(page)
    assert not page.work.verify.isEnabled()
    page.work.cancel.click()
    finished(qtbot, page)
    assert page.work.trouble.text == "it was stopped"
    assert page.work.verify.isEnabled()


def stopped(describing: Describing) -> None:
    """Work until somebody says stop; fails after a minute."""
    if not describing._stop.wait(60):
        raise TimeoutError
    describing._progress(1, 2)


def test_a_stopped_export_leaves_nothing(qtbot, page, tmp_path: Path, monkeypatch):
    target = tmp_path / "copy"
    target.mkdir()
    monkeypatch.setattr(page.describing._stop, "clear", page.describing._stop.set)
    page.describing.export(target, None, link=False)
    describing = finished(qtbot, page)
    assert describing.problem == "it was stopped"
    assert list(target.iterdir()) == []


def test_parts_decisions_and_the_selection_are_offered(qtbot, page, tmp_path: Path, document):
    write_choices(document.parent / "out", {0: "train", 1: "train", 2: "test"})
    data = page._set
    data.open(data.folder, data.curation)
    qtbot.waitUntil(lambda: not data.busy and not data.searching, timeout=WAIT_MS)
    data.select([4, 5])
    data.decide("leave out")
    offered = [choice.words for choice in choices(data)]
    assert offered == [
        "All items: 6 items",
        "Part test: 1 item",
        "Part train: 2 items",
        "leave out: 2 items",
        "All but those left out: 4 items",
        "The selection: 2 items",
    ]
    page.work.begin(choices(data)[2], tmp_path / "train", link=True)
    describing = finished(qtbot, page)
    assert "is a data set of 2 items" in str(describing.said[0])
    assert len(dataset.open(tmp_path / "train")) == 2
    page.work.begin(choices(data)[2], tmp_path / "train", link=True)
    assert "is not empty" in finished(qtbot, page).problem
    data.decide("")


def test_saved_views_are_offered_and_one_that_cannot_be_shown_says_why(qtbot, page, document):
    views = document.parent / "out" / FILE_NAME
    write_views(views, {"Late": "index > 3", "Lost": "max(lost) > 3", "Never": "index > 99"})
    page.work.ask()
    dialog = page.work.dialog
    words = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    late, lost, never = words[-3:]
    assert (late, never) == ("Saved view Late: 2 items", "Saved view Never: 0 items")
    assert lost.startswith("Saved view Lost: ")
    assert "lost" in lost.removeprefix("Saved view Lost")
    enabled = [bool(dialog.list.item(words.index(w)).flags()) for w in (late, lost, never)]
    assert enabled == [True, False, False]
    dialog.list.setCurrentRow(words.index(late))
    assert dialog.choice.indices == (4, 5)
    dialog.reject()
    views.write_text("[]", encoding="utf-8")
    broken = choices(page._set)[-1]
    assert "does not hold saved views" in broken.words
    assert not broken.possible
    views.unlink()


def test_the_dialog_asks_what_and_how(qtbot, page):
    page.work.ask()
    dialog = page.work.dialog
    assert isinstance(dialog, ExportDialog)
    assert dialog.choice.words == "All items: 6 items"
    assert dialog.link.isEnabled()
    dialog.reject()


def test_structures_are_exported_as_one_file_per_part(qtbot, make_window, tmp_path: Path):
    pipeline = atoms(4).write(ExtXYZSink(tmp_path / "out", "all.xyz"))
    run(pipeline, tmp_path / "r.curator-run")
    hand_over(pipeline, tmp_path / "r.curator-run")
    write_choices(tmp_path / "out", {0: "train", 1: "train", 2: "test"})
    for page in opened(qtbot, make_window(), tmp_path / "out"):
        (choice,) = [choice for choice in choices(page._set) if choice.xyz]
        page.work.begin(choice, tmp_path / "parts", link=False)
        describing = finished(qtbot, page)
        assert not describing.problem
        assert sorted(p.name for p in (tmp_path / "parts").iterdir()) == ["test.xyz", "train.xyz"]
        assert "one structure is in no part" in page.work.told.text()


def test_a_data_set_of_others_is_described_in_its_own_copy(qtbot, make_window, document: Path):
    window = make_window()
    for page in opened(qtbot, window, document.parent / "out"):
        assert not page.describing.own
        QTest.keyClicks(page.form.cite, "doi:1")
        assert "cite" not in str(window.bench.session.document.extra)
        page.work.write.click()
        assert not finished(qtbot, page).problem
        copy = read_document(document.parent / "out" / "pipeline.curator.yaml")
        assert told(copy).cite == "doi:1"
        assert told(read_document(document)).cite == ""


def test_without_a_document_there_is_no_place_for_words(qtbot, make_window, tmp_path: Path):
    pipeline = meshes(2).write(NPZSink(tmp_path / "out"))
    run(pipeline, tmp_path / "r.curator-run", document="")
    hand_over(pipeline, tmp_path / "r.curator-run")
    for page in opened(qtbot, make_window(), tmp_path / "out"):
        assert not page.form.isEnabled()
        assert not page.work.write.isEnabled()
        assert "no pipeline document" in page.missing.text
