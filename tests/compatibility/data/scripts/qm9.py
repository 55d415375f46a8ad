"""QM9 molecules: a pipeline written by Curator 0.1.0."""

from pathlib import Path

from curator_gui.domains.atoms.convert_units import ConvertUnits
from curator_gui.domains.atoms.energies import EnergyPerAtom
from curator_gui.domains.atoms.extxyz_sink import ExtXYZSink
from curator_gui.domains.atoms.extxyz_source import ExtXYZSource
from curator_gui.domains.atoms.property_filters import RenameProperties
from curator_gui.domains.atoms.statistics import StructureStatistics
from curator_gui.run import run_pipeline
from curator_gui.run.indices import parse_indices


def main() -> None:
    pipeline = (
        ExtXYZSource(path=Path('/data/demo/qm9/data/qm9_reduced_100.xyz'))
        .filter(ConvertUnits(properties=['U0', 'U', 'H', 'G', 'zpve', 'eps*'], from_unit='Hartree', to_unit='eV'))
        .filter(RenameProperties(names={'U0': 'energy'}))
        .filter(EnergyPerAtom())
        .filter(StructureStatistics(output=Path('/data/demo/qm9/output/statistics.json')))
        .write(ExtXYZSink(folder=Path('/data/demo/qm9/output'), template='molecule_{index:03d}.xyz'))
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
