"""What the variables of ERA5, GRIB and CMIP are called: one row a quantity at one kind of level.

Sources: ECMWF's parameter database (https://codes.ecmwf.int/grib/param-db), the CF standard names
(https://cfconventions.org/standard-names.html) and the data request of CMIP6. Where ECMWF counts a
flux positive downward, the row has the standard name that says so. Extremes over a time (mx2t,
tasmax) share the standard name of what they are extremes of, so they have none here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """Names of one quantity, "" where a convention has none.

    Parameters
    ----------
    ecmwf
        ECMWF's short name.
    files
        What NetCDF files of it call it, beside the short name.
    cmip
        The variable of CMIP.
    standard
        The CF standard name.
    at
        "levels" for pressure or model levels, a height such as "2 m", or "" for anything else.
    unit
        Unit that the standard name has; for one of several scales the usual.
    """

    ecmwf: str
    files: str
    cmip: str
    standard: str
    at: str
    unit: str


_TEXT = """
t         -        ta      air_temperature                                 levels  K
2t        t2m      tas     air_temperature                                 2_m     K
mx2t      -        -       -                                               2_m     K
mn2t      -        -       -                                               2_m     K
-         -        tasmax  -                                               2_m     K
-         -        tasmin  -                                               2_m     K
2d        d2m      -       dew_point_temperature                           2_m     K
q         -        hus     specific_humidity                               levels  1
2sh       sh2      huss    specific_humidity                               2_m     1
r         -        hur     relative_humidity                               levels  %
2r        r2       hurs    relative_humidity                               2_m     %
u         -        ua      eastward_wind                                   levels  m_s-1
v         -        va      northward_wind                                  levels  m_s-1
10u       u10      uas     eastward_wind                                   10_m    m_s-1
10v       v10      vas     northward_wind                                  10_m    m_s-1
100u      u100     -       eastward_wind                                   100_m   m_s-1
100v      v100     -       northward_wind                                  100_m   m_s-1
10si      si10     sfcWind wind_speed                                      10_m    m_s-1
10fg      fg10     -       wind_speed_of_gust                              10_m    m_s-1
w         -        wap     lagrangian_tendency_of_air_pressure             levels  Pa_s-1
z         -        -       geopotential                                    -       m2_s-2
gh        -        zg      geopotential_height                             levels  m
-         -        orog    surface_altitude                                -       m
d         -        -       divergence_of_wind                              levels  s-1
vo        -        -       atmosphere_upward_relative_vorticity            levels  s-1
pv        -        -       ertel_potential_vorticity                       levels  K_m2_kg-1_s-1
o3        -        -       mass_fraction_of_ozone_in_air                   levels  1
-         -        o3      mole_fraction_of_ozone_in_air                   levels  1
clwc      -        clw     mass_fraction_of_cloud_liquid_water_in_air      levels  1
ciwc      -        cli     mass_fraction_of_cloud_ice_in_air               levels  1
cc        -        cl      cloud_area_fraction_in_atmosphere_layer         levels  1
tcc       -        clt     cloud_area_fraction                             -       1
lcc       -        -       low_type_cloud_area_fraction                    -       1
mcc       -        -       medium_type_cloud_area_fraction                 -       1
hcc       -        -       high_type_cloud_area_fraction                   -       1
sp        -        ps      surface_air_pressure                            -       Pa
msl       -        psl     air_pressure_at_mean_sea_level                  -       Pa
skt       -        ts      surface_temperature                             -       K
sst       -        tos     sea_surface_temperature                         -       K
-         -        zos     sea_surface_height_above_geoid                  -       m
ci        siconc   siconc  sea_ice_area_fraction                           -       1
lsm       -        sftlf   land_area_fraction                              -       1
sr        -        -       surface_roughness_length                        -       m
blh       -        -       atmosphere_boundary_layer_thickness             -       m
cape      -        -       atmosphere_convective_available_potential_energy - J_kg-1
cin       -        -       atmosphere_convective_inhibition                -       J_kg-1
tcwv      -        prw     atmosphere_mass_content_of_water_vapor          -       kg_m-2
tclw      -        -       atmosphere_mass_content_of_cloud_liquid_water   -       kg_m-2
tciw      -        clivi   atmosphere_mass_content_of_cloud_ice            -       kg_m-2
-         -        clwvi   atmosphere_mass_content_of_cloud_condensed_water - kg_m-2
tco3      -        -       atmosphere_mass_content_of_ozone                -       kg_m-2
tp        -        -       lwe_thickness_of_precipitation_amount           -       m
cp        -        -       lwe_thickness_of_convective_precipitation_amount - m
lsp       -        -       lwe_thickness_of_stratiform_precipitation_amount - m
sf        -        -       lwe_thickness_of_snowfall_amount                -       m
sd        -        -       lwe_thickness_of_surface_snow_amount            -       m
-         -        snw     surface_snow_amount                             -       kg_m-2
-         -        snd     surface_snow_thickness                          -       m
avg_tprate mtpr    pr      precipitation_flux                              -       kg_m-2_s-1
-         -        prc     convective_precipitation_flux                   -       kg_m-2_s-1
-         -        prsn    snowfall_flux                                   -       kg_m-2_s-1
-         -        mrro    runoff_flux                                     -       kg_m-2_s-1
-         -        hfss    surface_upward_sensible_heat_flux               -       W_m-2
-         -        hfls    surface_upward_latent_heat_flux                 -       W_m-2
avg_ishf  msshf    -       surface_downward_sensible_heat_flux             -       W_m-2
avg_slhtf mslhf    -       surface_downward_latent_heat_flux               -       W_m-2
avg_sdswrf msdwswrf rsds   surface_downwelling_shortwave_flux_in_air       -       W_m-2
avg_sdlwrf msdwlwrf rlds   surface_downwelling_longwave_flux_in_air        -       W_m-2
-         -        rsus    surface_upwelling_shortwave_flux_in_air         -       W_m-2
-         -        rlus    surface_upwelling_longwave_flux_in_air          -       W_m-2
avg_snswrf msnswrf -       surface_net_downward_shortwave_flux             -       W_m-2
avg_snlwrf msnlwrf -       surface_net_downward_longwave_flux              -       W_m-2
avg_tdswrf mtdwswrf rsdt   toa_incoming_shortwave_flux                     -       W_m-2
avg_tnswrf mtnswrf -       toa_net_downward_shortwave_flux                 -       W_m-2
-         -        rlut    toa_outgoing_longwave_flux                      -       W_m-2
-         -        rsut    toa_outgoing_shortwave_flux                     -       W_m-2
ssrd - - integral_wrt_time_of_surface_downwelling_shortwave_flux_in_air    -       J_m-2
strd - - integral_wrt_time_of_surface_downwelling_longwave_flux_in_air     -       J_m-2
ssr  - - integral_wrt_time_of_surface_net_downward_shortwave_flux          -       J_m-2
str  - - integral_wrt_time_of_surface_net_downward_longwave_flux           -       J_m-2
tsr  - - integral_wrt_time_of_toa_net_downward_shortwave_flux              -       J_m-2
sshf - - integral_wrt_time_of_surface_downward_sensible_heat_flux          -       J_m-2
slhf - - integral_wrt_time_of_surface_downward_latent_heat_flux            -       J_m-2
ewss - - integral_wrt_time_of_surface_downward_eastward_stress             -       Pa_s
nsss - - integral_wrt_time_of_surface_downward_northward_stress            -       Pa_s
-    - tauu surface_downward_eastward_stress                               -       Pa
-    - tauv surface_downward_northward_stress                              -       Pa
swh  - - sea_surface_wave_significant_height                               -       m
mwd  - - sea_surface_wave_from_direction                                   -       degree
"""

CMIP_UNITS = {"clt": "%", "cl": "%", "siconc": "%", "sftlf": "%", "tos": "degC"}
"""Units of CMIP where they are others than those of the rows."""

FORMER_STANDARD = {
    "air_pressure_at_sea_level": "air_pressure_at_mean_sea_level",
    "atmosphere_relative_vorticity": "atmosphere_upward_relative_vorticity",
    "lwe_thickness_of_large_scale_precipitation_amount": (
        "lwe_thickness_of_stratiform_precipitation_amount"
    ),
}
"""Standard names that are aliases now (CF, the aliases at the end of the table)."""

LOOSELY_SAID = {
    "lsm": {"land_binary_mask"},
    "tcwv": {"lwe_thickness_of_atmosphere_mass_content_of_water_vapor"},
    "ssrd": {"surface_downwelling_shortwave_flux_in_air"},
    "strd": {"surface_downwelling_longwave_flux_in_air"},
    "ssr": {"surface_net_downward_shortwave_flux"},
    "str": {"surface_net_upward_longwave_flux", "surface_net_downward_longwave_flux"},
    "tsr": {"toa_net_upward_shortwave_flux", "toa_net_downward_shortwave_flux"},
    "sshf": {"surface_upward_sensible_heat_flux"},
    "slhf": {"surface_upward_latent_heat_flux"},
    "ewss": {"surface_downward_eastward_stress"},
    "nsss": {"surface_downward_northward_stress"},
}
"""Other standard names that ecCodes and files of ERA5 give these short names."""


def _row(line: str) -> Row:
    ecmwf, files, cmip, standard, at, unit = ("" if w == "-" else w for w in line.split())
    return Row(ecmwf, files, cmip, standard, at.replace("_", " "), unit.replace("_", " "))


ROWS = tuple(_row(line) for line in _TEXT.strip().splitlines())
