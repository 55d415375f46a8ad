from __future__ import annotations

import pytest

from curator_gui.app.planning.backend_choices import backend_params, run_params
from curator_gui.app.planning.background_sample import Sampler
from curator_gui.app.planning.computer import Machine
from curator_gui.app.planning.known_costs import KnownCosts, look_around
from curator_gui.app.planning.option_advice import advise, memory_warnings
from curator_gui.app.planning.option_presets import ALL_CORES, BALANCED, GENTLE, PRESETS, preset_of
from curator_gui.core.document import RunOptions
from curator_gui.core.frozen import freeze, thaw
from curator_gui.run import RunConfig, list_backends
from curator_gui.run.planning.options import LOKY_OPTIONS, coerce_options

GB = 1 << 30
MACHINE = Machine(cores=8, physical=4, free_memory=12 * GB)


def words(run: RunOptions, memory: int = 0, machine: Machine = MACHINE) -> str:
    return "; ".join(piece.words for piece in advise(run, machine, memory))


def test_too_much_memory_is_a_warning_with_a_remedy():
    run = RunOptions(n_jobs=8)
    (warning,) = [piece for piece in advise(run, MACHINE, 2 * GB) if piece.warning]
    assert warning.words == ("8 workers × 2.00 GB = 16.0 GB of 12.0 GB free memory: use at most 5")
    assert (warning.action, warning.run.n_jobs) == ("Use 5", 5)
    assert not any(piece.warning for piece in advise(warning.run, MACHINE, 2 * GB))


def test_memory_for_not_even_one_worker_has_no_remedy():
    (warning,) = [p for p in advise(RunOptions(n_jobs=1), MACHINE, 20 * GB) if p.warning]
    assert "not even one worker" in warning.words
    assert warning.run is None


def test_memory_that_suffices_is_said_without_warning():
    assert "4 workers × 1.00 GB = 4.00 GB of 12.0 GB free memory" in words(RunOptions(n_jobs=4), GB)
    assert memory_warnings(4, MACHINE, GB) == []
    assert "use at most 5" in memory_warnings(8, MACHINE, 2 * GB)[0]
    assert memory_warnings(8, MACHINE, 0) == []


def test_unknown_memory_says_how_to_know_it():
    assert "not known before a run or a sample" in words(RunOptions())


@pytest.mark.parametrize(
    "n_jobs, text",
    [(1, "1 worker on 8 cores (4 physical)"), (-1, "8 workers on"), (-2, "7 workers on")],
)
def test_workers_are_counted_as_joblib_does(n_jobs, text):
    assert words(RunOptions(n_jobs=n_jobs)).startswith(text)


def test_more_workers_than_cores_are_a_warning():
    (warning,) = [piece for piece in advise(RunOptions(n_jobs=20), MACHINE, 0) if piece.warning]
    assert warning.run.n_jobs == 8


def test_more_threads_than_cores_are_a_warning():
    run = RunOptions(n_jobs=4, options=freeze({"inner_max_num_threads": 4, "timeout": 3}))
    (warning,) = [piece for piece in advise(run, MACHINE, 0) if piece.warning]
    assert "4 × 4 threads on 8 cores" in warning.words
    assert thaw(warning.run.options) == {"timeout": 3}
    assert not any(p.warning for p in advise(warning.run, MACHINE, 0))


@pytest.mark.parametrize(
    "run",
    [
        RunOptions(n_jobs=0),
        RunOptions(backend="sequential"),
        RunOptions(n_jobs=4, options=freeze({"inner_max_num_threads": "many"})),
    ],
)
def test_options_that_are_wrong_or_without_workers_get_no_warning(run):
    assert not any(piece.warning for piece in advise(run, MACHINE, GB))


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("machine", [MACHINE, Machine(2, 2, GB), Machine(1, 1, GB)])
def test_preset_is_recognised_and_keeps_other_options(preset, machine):
    before = RunOptions(n_jobs=17, options=freeze({"timeout": 9.0, "batch_size": 3}))
    run = preset.apply(before, machine)
    assert preset_of(run, machine) is preset
    assert run.options["timeout"] == 9.0
    assert "batch_size" not in run.options
    assert 1 <= machine.workers(run.n_jobs) <= machine.cores
    coerce_options(thaw(run.options), LOKY_OPTIONS, "loky")


def test_presets_are_what_they_say():
    assert MACHINE.workers(GENTLE.apply(RunOptions(), MACHINE).n_jobs) == 2
    assert GENTLE.apply(RunOptions(), MACHINE).options["priority"] == "low"
    assert BALANCED.apply(RunOptions(), MACHINE).n_jobs == -2
    assert preset_of(RunOptions(), MACHINE) is ALL_CORES
    assert preset_of(RunOptions(n_jobs=8), MACHINE) is ALL_CORES
    assert preset_of(RunOptions(n_jobs=3), MACHINE) is None
    assert preset_of(RunOptions(options=freeze({"priority": "low"})), MACHINE) is None


def test_this_machine_has_cores_and_memory():
    machine = Machine.this()
    assert 1 <= machine.physical <= machine.cores
    assert machine.free_memory > 0
    for n_jobs in (-1, -2, 1, 3):
        assert machine.workers(n_jobs) == RunConfig(n_jobs=n_jobs).workers()
    assert machine.workers(0) == 0


def test_costs_look_in_the_background(qtbot, session, document):
    session.adopt(document, None)
    costs = KnownCosts(session, Sampler(session))
    assert costs.machine is None
    with qtbot.waitSignal(costs.changed, timeout=10_000):
        costs.look()
    assert costs.machine.cores >= 1
    assert costs.memory == 0


def test_document_that_cannot_run_still_has_a_machine(document, registry):
    broken = document.set_value(document.filters[0].id, "times", 13)
    known = look_around(broken, registry, None)
    assert known.recorded is None
    assert known.machine.cores >= 1


def test_every_backend_can_be_chosen_and_describes_its_options():
    backend = run_params()[0]
    assert list(backend.choices) == list_backends()
    assert {p.name for p in backend_params("loky")} >= {"prefer", "require", "verbose", "timeout"}
    assert backend_params("unknown") == ()
