"""A stand-in for timm, which physicsnemo imports on the way to its readers and does not use there.

timm needs torchvision, and that pins a CUDA build of torch. No model of physicsnemo works so.
"""

import sys
import types

from torch.nn import Module

WANTED = {
    "timm.layers": ["RmsNorm"],
    "timm.layers.attention": ["Attention"],
    "timm.models": [],
    "timm.models.swin_transformer": ["SwinTransformerStage"],
}

__path__: list[str] = []
for name, classes in WANTED.items():
    module = types.ModuleType(name)
    module.__path__ = []
    for each in classes:
        setattr(module, each, type(each, (Module,), {}))
    sys.modules[name] = module
sys.modules["timm.layers"].to_2tuple = lambda x: (x, x)  # type: ignore[attr-defined]
