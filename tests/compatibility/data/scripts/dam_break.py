"""Dam break: a pipeline written by Curator 0.1.0."""

from pathlib import Path

from curator_gui.domains.mesh.filters_basic import CellToPoint
from curator_gui.domains.mesh.filters_fields import SelectFields
from curator_gui.domains.mesh.sinks_vtk import VTUSink
from curator_gui.domains.mesh.vtk_source import VTKSource
from curator_gui.run import run_pipeline
from curator_gui.run.indices import parse_indices


def main() -> None:
    pipeline = (
        VTKSource(folder=Path('/data/demo/dam-break/data'))
        .filter(SelectFields(cell_fields=['alpha.water', 'U']))
        .filter(CellToPoint())
        .write(VTUSink(folder=Path('/data/demo/dam-break/output')))
    )
    outputs = run_pipeline(
        pipeline,
        indices=parse_indices("all", len(pipeline)),
        backend='loky',
        n_jobs=2,
        on_error='continue',
    )
    written = sum(len(paths) for paths in outputs)
    empty = sum(not paths for paths in outputs)
    print(f"{len(outputs)} indices, {written} outputs, {empty} indices without output")
    if written:
        print(f"the first is {Path(next(paths[0] for paths in outputs if paths))}")


if __name__ == "__main__":  # worker processes import this file
    main()
