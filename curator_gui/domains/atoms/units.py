"""Units of atomistic data and their factors, from `ase.units` (CODATA 2014).

A unit belongs to a quantity; only units of the same quantity are converted into each other. ASE
itself works in eV, Å, eV/Å, eV/Å³, elementary charges and atomic mass units.
"""

from __future__ import annotations

from functools import cache

QUANTITIES = {
    "energy": ("eV", "meV", "Hartree", "Rydberg", "kcal/mol", "kJ/mol", "J"),
    "length": ("Å", "nm", "pm", "Bohr"),
    "force": ("eV/Å", "Hartree/Bohr", "Rydberg/Bohr", "kcal/mol/Å", "kJ/mol/nm", "N"),
    "stress": ("eV/Å³", "GPa", "kbar", "bar", "Pa", "Hartree/Bohr³", "Rydberg/Bohr³"),
    "dipole": ("e·Å", "Debye", "e·Bohr"),
}
UNITS = tuple(unit for units in QUANTITIES.values() for unit in units)


@cache
def factors() -> dict[str, float]:
    """Return what one of each unit is in ASE's units."""
    from ase import units as u

    kcal, kj = u.kcal / u.mol, u.kJ / u.mol
    return {
        "eV": 1.0, "meV": 1e-3, "Hartree": u.Hartree, "Rydberg": u.Rydberg,
        "kcal/mol": kcal, "kJ/mol": kj, "J": u.J,
        "Å": 1.0, "nm": u.nm, "pm": u.nm / 1000, "Bohr": u.Bohr,
        "eV/Å": 1.0, "Hartree/Bohr": u.Hartree / u.Bohr, "Rydberg/Bohr": u.Rydberg / u.Bohr,
        "kcal/mol/Å": kcal, "kJ/mol/nm": kj / u.nm, "N": u.J / u.m,
        "eV/Å³": 1.0, "GPa": u.GPa, "kbar": 1000 * u.bar, "bar": u.bar, "Pa": u.Pascal,
        "Hartree/Bohr³": u.Hartree / u.Bohr**3, "Rydberg/Bohr³": u.Rydberg / u.Bohr**3,
        "e·Å": 1.0, "Debye": u.Debye, "e·Bohr": u.Bohr,
    }  # fmt: skip


def quantity_of(unit: str) -> str:
    """Return the quantity that a unit measures."""
    return next(quantity for quantity, units in QUANTITIES.items() if unit in units)


def conversion(from_unit: str, to_unit: str) -> float:
    """Return the factor by which a number in one unit is multiplied to be in the other."""
    return factors()[from_unit] / factors()[to_unit]
