"""Writes a wheel of this client where no build tool is installed: ``python3 build_wheel.py <folder>``."""

import base64
import hashlib
import sys
import zipfile
from pathlib import Path

NAME = "performance_tracking_client"
VERSION = "0.2.0"
INFO = f"{NAME}-{VERSION}.dist-info"

METADATA = f"""Metadata-Version: 2.1
Name: {NAME.replace("_", "-")}
Version: {VERSION}
Summary: Client of the Performance Tracking Service, with the standard library alone.
License: MIT
Requires-Python: >=3.9
"""
WHEEL = "Wheel-Version: 1.0\nGenerator: build_wheel\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def main(target: str) -> None:
    package = Path(__file__).parent / "performance"
    files = {f"performance/{path.name}": path.read_bytes() for path in sorted(package.glob("*.py*")) if path.is_file()}
    files["performance/py.typed"] = b""
    files[f"{INFO}/METADATA"] = METADATA.encode()
    files[f"{INFO}/WHEEL"] = WHEEL.encode()
    record = f"{INFO}/RECORD"
    lines = [f"{name},sha256={_hash(data)},{len(data)}" for name, data in files.items()]
    files[record] = ("\n".join([*lines, f"{record},,"]) + "\n").encode()
    with zipfile.ZipFile(Path(target) / f"{NAME}-{VERSION}-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, data in files.items():
            wheel.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


def _hash(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


main(sys.argv[1])
