"""The step that splits, in the catalogue of this domain."""

from curator_gui.core.splitting import Split as Split
