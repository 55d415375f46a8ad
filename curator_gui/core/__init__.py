"""The vocabulary: Param, Source, Filter, Sink, Pipeline, documents, registry, validation."""

from curator_gui.core.components import Component, Filter, Pipeline, Sink, Source, StatefulFilter
from curator_gui.core.document import PipelineDocument, RunOptions, Step, make_step
from curator_gui.core.errors import CuratorError, DocumentError, ParamError, RegistryError
from curator_gui.core.filters.fitting import FittedFilter
from curator_gui.core.notes import remark, unchanged
from curator_gui.core.params.param import REQUIRED, Param
from curator_gui.core.registration.functions import filter_component
from curator_gui.core.registration.registry import REGISTRY, Domain, Entry, Registry
from curator_gui.core.storage.outputs import Written

__all__ = [
    "REGISTRY",
    "REQUIRED",
    "Component",
    "CuratorError",
    "DocumentError",
    "Domain",
    "Entry",
    "Filter",
    "FittedFilter",
    "Param",
    "ParamError",
    "Pipeline",
    "PipelineDocument",
    "Registry",
    "RegistryError",
    "RunOptions",
    "Sink",
    "Source",
    "StatefulFilter",
    "Step",
    "Written",
    "filter_component",
    "make_step",
    "remark",
    "unchanged",
]
