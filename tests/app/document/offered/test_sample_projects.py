from __future__ import annotations

from curator_gui.app.document.offered.samples import copy_sample, list_samples, samples_folder


def test_shipped_samples_can_be_read_and_are_named():
    samples = list_samples()
    assert samples
    assert all(sample.name and sample.description for sample in samples)


def test_copy_is_made_once_and_then_kept():
    sample = list_samples()[0]
    path = copy_sample(sample)
    assert path.parent.parent == samples_folder()
    assert path.read_bytes() == sample.path.read_bytes()
    path.write_text("mine")
    assert copy_sample(sample).read_text() == "mine"
    assert [p.name for p in samples_folder().iterdir()] == [sample.path.parent.name]
