from __future__ import annotations

import pytest

from curator_gui.app.run_choices import Machine, advice, backend_params, run_params
from curator_gui.run import list_backends


@pytest.mark.parametrize(
    "n_jobs, words",
    [
        (1, "1 worker on 4 cores, 8.0 GB"),
        (4, "4 workers on 4 cores, 2.0 GB"),
        (8, "more workers than cores"),
        (0, "at least one worker"),
    ],
)
def test_advice_tells_what_workers_mean(n_jobs, words):
    assert words in advice(n_jobs, Machine(cores=4, free_memory=8 * 2**30))


def test_this_machine_has_cores_and_memory():
    machine = Machine.this()
    assert machine.cores >= 1
    assert machine.free_memory > 0


def test_every_backend_can_be_chosen_and_describes_its_options():
    backend = run_params()[0]
    assert list(backend.choices) == list_backends()
    assert {p.name for p in backend_params("loky")} >= {"prefer", "require", "verbose", "timeout"}
    assert backend_params("unknown") == ()
