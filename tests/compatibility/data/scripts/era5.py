"""ERA5 ensemble members: a pipeline written by Curator 0.1.0."""

from pathlib import Path

from curator_gui.domains.grid.netcdf_source import NetCDFSource
from curator_gui.domains.grid.statistics import FieldStatistics
from curator_gui.domains.grid.transforms import CastPrecision
from curator_gui.domains.grid.transforms import ConvertUnits
from curator_gui.domains.grid.zarr_sink import GridZarrSink
from curator_gui.run import run_pipeline
from curator_gui.run.indices import parse_indices


def main() -> None:
    pipeline = (
        NetCDFSource(folder='/data/demo/era5/data', dimension='number')
        .filter(ConvertUnits(units={'t': 'degC'}))
        .filter(CastPrecision(precision='float32'))
        .filter(FieldStatistics(output=Path('/data/demo/era5/output/statistics.nc'), dimensions=['time', 'latitude', 'longitude']))
        .write(GridZarrSink(path=Path('/data/demo/era5/output/era5.zarr'), dimension='number'))
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
