"""Vendor the browser files that a map document loads, from npm tarballs.

``python tools/vendor_web.py`` fetches the packages of ``vendor_web.toml`` with the npm client,
checks each tarball against its pinned SHA-256, extracts the listed files unchanged and writes a
``manifest.json`` beside them. ``--check`` compares what is on disk with the list and the manifest
and needs no network.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import mimetypes
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOURCE_LIST = Path(__file__).with_suffix(".toml")
MANIFEST_NAME = "manifest.json"
MEDIA_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".txt": "text/plain",
}
SOURCE_MAP_COMMENT = re.compile(rb"[#@]\s*sourceMappingURL=([^\s*]+)")


class VendorError(Exception):
    """A file, tarball or manifest is not what the list says."""


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package: its pinned tarball and the files taken from it."""

    name: str
    version: str
    licence: str
    licence_file: str
    tarball_sha256: str
    files: tuple[str, ...]

    @property
    def folder(self) -> str:
        """Folder of the package below the vendor folder."""
        return f"{self.name}@{self.version}"

    @property
    def kept(self) -> tuple[str, ...]:
        """Paths within the package that are kept, the licence text included."""
        return (*self.files, self.licence_file)


@dataclass(frozen=True, slots=True)
class VendorSet:
    """The packages, stand-ins and addresses that share one folder and one manifest."""

    folder: str
    packages: tuple[Package, ...]
    stand_ins: dict[str, str]
    addresses: dict[str, str]

    @property
    def expected_paths(self) -> frozenset[str]:
        """Every file below the folder, the manifest left out."""
        of_packages = {f"{p.folder}/{path}" for p in self.packages for path in p.kept}
        return frozenset(of_packages | set(self.stand_ins))


def read_list(path: Path = SOURCE_LIST) -> tuple[VendorSet, ...]:
    """Read the vendor sets from the TOML list at *path*."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        VendorSet(
            folder=entry["folder"],
            packages=tuple(
                Package(**{**package, "files": tuple(package["files"])})
                for package in entry["packages"]
            ),
            stand_ins={s["path"]: s["text"] for s in entry.get("stand_ins", [])},
            addresses=entry.get("addresses", {}),
        )
        for entry in raw["sets"].values()
    )


def sha256_of(content: bytes) -> str:
    """Return the SHA-256 of *content* in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def fetch_tarball(package: Package, folder: Path) -> Path:
    """Fetch the tarball of *package* into *folder* with ``npm pack`` and check its SHA-256."""
    npm = shutil.which("npm")
    if npm is None:
        message = "npm is not installed: it is needed to fetch packages (not for --check)."
        raise VendorError(message)
    command = [npm, "pack", "--json", "--ignore-scripts", f"{package.name}@{package.version}"]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        message = f"npm could not fetch {package.folder}: {done.stderr.strip()}"
        raise VendorError(message)
    (tarball,) = folder.glob("*.tgz")
    found = sha256_of(tarball.read_bytes())
    if found != package.tarball_sha256:
        message = f"The tarball of {package.folder} has SHA-256 {found}, not the pinned one."
        raise VendorError(message)
    return tarball


def read_members(tarball: Path, wanted: tuple[str, ...]) -> dict[str, bytes]:
    """Return the content of the *wanted* paths of an npm *tarball*."""
    with tarfile.open(tarball) as archive:
        members = {m.name: m for m in archive.getmembers() if m.isfile()}
        missing = [path for path in wanted if f"package/{path}" not in members]
        if missing:
            message = f"{tarball.name} has no file {missing[0]}."
            raise VendorError(message)
        readers = {path: archive.extractfile(members[f"package/{path}"]) for path in wanted}
        return {path: reader.read() for path, reader in readers.items() if reader is not None}


def describe_file(path: str, content: bytes, package: Package | None) -> dict[str, Any]:
    """Return the manifest entry of one vendored file; a stand-in has no package."""
    entry: dict[str, Any] = {
        "package": package.name if package else None,
        "version": package.version if package else None,
        "licence": package.licence if package else "MIT",
        "source": path.removeprefix(f"{package.folder}/") if package else None,
        "sha256": sha256_of(content),
        "size": len(content),
        "media_type": media_type_of(path),
    }
    comment = SOURCE_MAP_COMMENT.search(content) if path.endswith((".js", ".css")) else None
    if comment:
        # Kept as shipped: only a browser with its developer tools open asks for the map.
        entry["source_map_comment"] = comment[1].decode("ascii")
    return entry


def media_type_of(path: str) -> str:
    """Return the media type to serve *path* with."""
    suffix = Path(path).suffix
    return MEDIA_TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "text/plain"


def build_manifest(vendor_set: VendorSet, folder: Path) -> dict[str, Any]:
    """Describe the files of *vendor_set* that lie below *folder*."""
    files: dict[str, Any] = {}
    for package in vendor_set.packages:
        for kept in package.kept:
            path = f"{package.folder}/{kept}"
            files[path] = describe_file(path, (folder / path).read_bytes(), package)
    for path in vendor_set.stand_ins:
        files[path] = describe_file(path, (folder / path).read_bytes(), None)
    return {
        "format": 1,
        "packages": [
            {
                "name": package.name,
                "version": package.version,
                "licence": package.licence,
                "licence_file": f"{package.folder}/{package.licence_file}",
                "tarball_sha256": package.tarball_sha256,
            }
            for package in vendor_set.packages
        ],
        "files": dict(sorted(files.items())),
        "addresses": dict(sorted(vendor_set.addresses.items())),
    }


def encode_manifest(manifest: dict[str, Any]) -> str:
    """Encode *manifest* the one way that a second run repeats."""
    return json.dumps(manifest, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def write_set(vendor_set: VendorSet, root: Path) -> None:
    """Fetch *vendor_set* and replace its folder below *root*."""
    contents: dict[str, bytes] = {p: t.encode() for p, t in vendor_set.stand_ins.items()}
    for package in vendor_set.packages:
        with tempfile.TemporaryDirectory() as scratch:
            tarball = fetch_tarball(package, Path(scratch))
            for path, content in read_members(tarball, package.kept).items():
                contents[f"{package.folder}/{path}"] = content
    folder = root / vendor_set.folder
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in contents.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    manifest = build_manifest(vendor_set, folder)
    (folder / MANIFEST_NAME).write_text(encode_manifest(manifest), encoding="utf-8")


def find_problems(vendor_set: VendorSet, root: Path) -> list[str]:
    """List, one sentence each, where *vendor_set* below *root* is not as listed; no network."""
    folder = root / vendor_set.folder
    if not (folder / MANIFEST_NAME).is_file():
        return [f"{vendor_set.folder}/{MANIFEST_NAME} is missing: run tools/vendor_web.py."]
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    present.discard(MANIFEST_NAME)
    expected = vendor_set.expected_paths
    problems = [f"{vendor_set.folder}/{p} is missing." for p in sorted(expected - present)]
    problems += [f"{vendor_set.folder}/{p} is not listed." for p in sorted(present - expected)]
    problems += [
        f"{address} stands for {path}, which is not vendored."
        for address, path in sorted(vendor_set.addresses.items())
        if path not in expected
    ]
    if problems:
        return problems
    written = json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))
    actual = build_manifest(vendor_set, folder)
    problems = [
        f"{vendor_set.folder}/{path} differs from the manifest."
        for path, entry in actual["files"].items()
        if written.get("files", {}).get(path) != entry
    ]
    if not problems and written != actual:
        problems.append(f"{vendor_set.folder}/{MANIFEST_NAME} differs from {SOURCE_LIST.name}.")
    return problems


def main(arguments: list[str] | None = None) -> int:
    """Vendor, or with ``--check`` verify; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="verify the files, without network")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder of the project")
    options = parser.parse_args(arguments)
    try:
        if not options.check:
            for vendor_set in read_list():
                write_set(vendor_set, options.root)
        problems = [p for s in read_list() for p in find_problems(s, options.root)]
    except VendorError as error:
        problems = [str(error)]
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
