"""The survey that the helper process takes; called here in this one."""

from __future__ import annotations

from curator_gui.core import Filter, Pipeline, Source
from curator_gui.core.notes import remark, unchanged
from curator_gui.core.survey import leaves
from curator_gui.domains.common.generic import INSPECTOR
from curator_gui.run.helper import survey as module
from curator_gui.run.helper.survey import (
    SAMPLE,
    sample_indices,
    survey_pipeline,
    survey_steps,
)


class Files(Source[dict]):
    name, description = "Files", "One table per file; some are damaged."

    def __init__(self, folder, sizes, bad=()):
        self.folder, self.sizes, self.bad = folder, sizes, bad

    def __len__(self):
        return len(self.sizes)

    def inputs(self, index):
        path = self.folder / f"{index}.bin"
        if not path.exists():
            path.write_bytes(bytes(self.sizes[index]))
        return (str(path),)

    def label(self, index):
        return f"{index}.bin"

    def __getitem__(self, index):
        if index in self.bad:
            raise OSError("the file ends too early")
        yield {"a": float(index), "b": 2.0}


class Drop(Filter[dict]):
    name, description = "Drop", "Drops b."

    def __call__(self, items):
        for item in items:
            yield {"a": item["a"]}


def test_the_sample_has_first_and_last_and_is_the_same_each_time():
    chosen = sample_indices(10_000)
    assert chosen[:3] == (3333, 0, 9999)
    assert len(set(chosen)) == SAMPLE
    assert chosen == sample_indices(10_000)
    assert sample_indices(5) == (1, 0, 2, 3, 4)
    assert sample_indices(0) == ()
    assert len(set(sample_indices(13))) == SAMPLE
    assert sample_indices(1) == (0,)


def test_fields_are_followed_through_the_steps(tmp_path):
    pipeline = Files(tmp_path, [100] * 30).filter(Drop())
    survey = survey_pipeline(pipeline, INSPECTOR)
    assert (survey.size, survey.looked, survey.wanted) == (30, 12, 12)
    assert [[f.name for f in step.fields] for step in survey.steps] == [["a", "b"], ["a"]]
    assert survey.steps[0].field("a").maximum == 29
    assert survey.reaching(1) is survey.steps[0]
    assert survey.reaching(0) is None
    assert survey.leaving(5) is None


def test_sizes_come_before_any_item_is_read(tmp_path):
    first = next(survey_steps(Pipeline(Files(tmp_path, [100] * 30 + [3])), INSPECTOR))
    assert first.looked == 0
    assert (first.sizes.files, first.sizes.smallest, first.sizes.largest) == (31, 3, 100)
    assert first.sizes.total == 3003
    assert first.sizes.small == ((30, "30.bin", 3),)


def test_many_small_files_are_nothing_odd(tmp_path):
    first = next(survey_steps(Pipeline(Files(tmp_path, [100] * 10 + [3] * 9)), INSPECTOR))
    assert first.sizes.small == ()


def test_sizes_that_take_too_long_are_said_to_be_incomplete(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "LISTING_SECONDS", -1.0)
    first = next(survey_steps(Pipeline(Files(tmp_path, [100] * 3)), INSPECTOR))
    assert not first.sizes.complete
    assert first.sizes.files == 0


def test_damaged_items_are_named_and_the_others_shown(tmp_path):
    survey = survey_pipeline(Files(tmp_path, [9] * 4, bad=(2,)).filter(Drop()), INSPECTOR)
    source, drop = survey.steps
    assert source.failures == ((2, "2.bin", "OSError", "the file ends too early"),)
    assert (source.reached, source.given, drop.reached) == (4, 3, 3)
    assert [odd.index for odd in survey.odd] == [2]


def test_a_survey_ends_at_its_bound_with_what_it_has(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "BOUND", -1.0)
    survey = survey_pipeline(Pipeline(Files(tmp_path, [9] * 4)), INSPECTOR)
    assert (survey.looked, survey.wanted) == (0, 4)


def test_an_empty_source_gives_an_empty_survey(tmp_path):
    survey = survey_pipeline(Pipeline(Files(tmp_path, [])), INSPECTOR)
    assert (survey.size, survey.steps, survey.odd) == (0, (), ())


def test_items_without_sizes_are_told_by_their_kind(tmp_path):
    survey = survey_pipeline(Pipeline(Files(tmp_path, [9] * 2)), INSPECTOR)
    assert leaves(survey.steps[0]) == "dict"


class Says(Filter[dict]):
    name, description = "Says", "Remarks on odd items, and does nothing to some."

    def __init__(self, idle):
        self.idle = idle

    def __call__(self, items):
        for item in items:
            if item["a"] % 2:
                remark("two units are mixed")
            if item["a"] in self.idle:
                unchanged("has no such field")
            yield item


def test_what_steps_say_of_items_is_in_the_survey_with_its_count(tmp_path):
    source = Files(tmp_path, [100] * 5)
    survey = survey_pipeline(Pipeline(source, (Says([0]),)), INSPECTOR)
    said = [str(odd.message) for odd in survey.odd]
    assert said == ["Says: two units are mixed (2 of 5 items)"]


def test_a_step_that_does_nothing_to_any_item_says_why(tmp_path):
    source = Files(tmp_path, [100] * 4)
    survey = survey_pipeline(Pipeline(source, (Says(range(4)),)), INSPECTOR)
    said = [str(odd.message) for odd in survey.odd]
    assert "Says does nothing: has no such field (4 of 4 items)" in said
