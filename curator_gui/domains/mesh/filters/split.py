"""The step that splits, in the catalogue of this domain."""

from curator_gui.core.filters.splitting import Split as Split
