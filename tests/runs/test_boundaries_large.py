"""A file of 200 MB is taken in piece by piece: memory does not follow its size, and it says how far it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from icanalysis.sources.workspace import VARIABLE
from tests.runs.boundary_files import districts
from tests.workspaces import copied

MB = 1_000_000
PEAK = """
import resource, sys
from icanalysis import cli
sys.argv[0] = "icanalysis"
try:
    cli.run_here()
finally:
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, file=sys.stderr)
"""


@pytest.fixture
def file_of_200_mb(tmp_path: Path) -> Path:
    """The communes of Tuyên Quang, each point of their borders written many times over."""
    made = districts("08", edition="2025")
    features = json.loads(made.to_json())["features"]
    points = sum(len(ring) for one in features for ring in rings_of(one))
    times = 200 * MB // (points * 40)
    with (tmp_path / "large.geojson").open("w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "features": [\n')
        for number, one in enumerate(features):
            texts = (",".join(",".join([f"[{x:.14f}, {y:.14f}]"] * times) for x, y in ring) for ring in rings_of(one))
            rings = ",".join(f"[[{text}]]" for text in texts)
            told = json.dumps(one["properties"], ensure_ascii=False)
            file.write(f'{"," * bool(number)}{{"type": "Feature", "properties": {told}, "geometry": ')
            file.write(f'{{"type": "MultiPolygon", "coordinates": [{rings}]}}}}\n')
        file.write("]}")
    return tmp_path / "large.geojson"


def rings_of(feature: dict) -> list:
    """The outer rings of a feature; the made shapes have no holes."""
    land = feature["geometry"]
    parts = land["coordinates"] if land["type"] == "MultiPolygon" else [land["coordinates"]]
    return [part[0] for part in parts]


def test_memory_does_not_follow_the_size_of_the_file(file_of_200_mb: Path, tmp_path: Path):
    small = tmp_path / "small.geojson"
    districts("08", edition="2025").to_file(small)
    workspace = copied(tmp_path / "workspace").folder
    peaks, said = {}, {}
    for file in (small, file_of_200_mb):
        words = ["boundaries", "import", str(file), "--edition", "2025", "--replace"]
        done = subprocess.run(
            [sys.executable, "-c", PEAK, *words],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
            env=os.environ | {VARIABLE: str(workspace), "PYTHONIOENCODING": "utf-8"},
        )
        assert done.returncode == 0, done.stderr
        assert "124 communes of edition 2025 taken in" in done.stdout
        peaks[file], said[file] = int(done.stderr.split()[-1]), done.stderr
    assert file_of_200_mb.stat().st_size > 195 * MB
    assert peaks[file_of_200_mb] - peaks[small] < 60 * MB
    assert "shapes read …" in said[file_of_200_mb]
    assert "shapes read …" not in said[small]
