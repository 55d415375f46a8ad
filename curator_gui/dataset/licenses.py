"""Licenses that data sets are given, by their SPDX identifiers (spdx.org/licenses)."""

from __future__ import annotations

LICENSES = {
    "CC0-1.0": "Creative Commons Zero 1.0",
    "CC-BY-4.0": "Creative Commons Attribution 4.0",
    "CC-BY-SA-4.0": "Creative Commons Attribution ShareAlike 4.0",
    "CC-BY-NC-4.0": "Creative Commons Attribution NonCommercial 4.0",
    "CC-BY-NC-SA-4.0": "Creative Commons Attribution NonCommercial ShareAlike 4.0",
    "CC-BY-ND-4.0": "Creative Commons Attribution NoDerivatives 4.0",
    "ODC-By-1.0": "Open Data Commons Attribution 1.0",
    "ODbL-1.0": "Open Data Commons Open Database 1.0",
    "PDDL-1.0": "Open Data Commons Public Domain Dedication 1.0",
    "CDLA-Permissive-2.0": "Community Data License Agreement Permissive 2.0",
    "CDLA-Sharing-1.0": "Community Data License Agreement Sharing 1.0",
    "OGL-UK-3.0": "Open Government Licence 3.0",
    "etalab-2.0": "Etalab Open License 2.0",
    "DL-DE-BY-2.0": "Data licence Germany, attribution, 2.0",
    "Apache-2.0": "Apache License 2.0",
    "BSD-3-Clause": "BSD 3-Clause",
    "MIT": "MIT License",
}
"""Identifier and title; there is no default, because only the owner can choose."""


def is_known(license_id: str) -> bool:
    """Whether a text is one of these identifiers; SPDX has many more."""
    return license_id in LICENSES
