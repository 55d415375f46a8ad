"""Let every process of this Python, workers included, see the packages that the user added.

They come last on the path: none of them takes the place of one that Curator needs. The user's
site-packages of another Python with the same number stay out.
"""

import os
import site
import sys
from pathlib import Path


def _user_packages() -> Path:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        return base / "curator" / "packages" / "Lib" / "site-packages"
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "curator" / "packages" / "lib" / version / "site-packages"


own = site.getusersitepackages() if site.ENABLE_USER_SITE else ""
sys.path[:] = [path for path in sys.path if path != own or not own]
try:
    if _user_packages().is_dir():
        site.addsitedir(str(_user_packages()))
except (OSError, RuntimeError) as error:  # no home: say so, and go on with what is inside
    sys.stderr.write(f"Curator: packages that were added are not seen: {error}\n")
