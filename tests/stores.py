"""An object store for tests: a server of the S3 interface on the loopback, with buckets of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import boto3
import httpx
from moto.server import ThreadedMotoServer

KEY_ID, SECRET = "AKIAPLANNINGOFFICE", "not/for+anybody/elses=eyes"


@dataclass(frozen=True)
class Server:
    """A running store."""

    endpoint: str

    def env(self) -> dict[str, str]:
        """The variables by which it is reached."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_METADATA_ENDPOINT": "http://127.0.0.1:1",
        }

    @cached_property
    def client(self) -> Any:
        """The store as its own tools write into it."""
        keys = {"aws_access_key_id": KEY_ID, "aws_secret_access_key": SECRET, "region_name": "us-east-1"}
        return boto3.client("s3", endpoint_url=self.endpoint, **keys)

    def hold_keys(self, *, known_only: bool) -> None:
        """From now on refuses keys that it did not give out, which is any; or takes all again."""
        answer = httpx.post(f"{self.endpoint}/moto-api/reset-auth", content="0" if known_only else "inf")
        answer.raise_for_status()


@dataclass(frozen=True)
class Bucket:
    """A bucket, and the folder in it that a test uses."""

    server: Server
    name: str
    prefix: str = "tuyen-quang/số liệu"

    @property
    def address(self) -> str:
        """What `ICANALYSIS_DATA` names."""
        return f"s3://{self.name}/{self.prefix}"

    def create(self) -> Bucket:
        """The bucket, made."""
        self.server.client.create_bucket(Bucket=self.name)
        return self

    def put(self, path: str, content: bytes | Path) -> Bucket:
        """The bucket with a file in it."""
        body = content.read_bytes() if isinstance(content, Path) else content
        self.server.client.put_object(Bucket=self.name, Key=f"{self.prefix}/{path}", Body=body)
        return self

    def put_all(self, folder: Path) -> Bucket:
        """The bucket with every file of a folder."""
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                self.put(file.relative_to(folder).as_posix(), file)
        return self

    def remove(self, path: str) -> Bucket:
        """The bucket without a file."""
        self.server.client.delete_object(Bucket=self.name, Key=f"{self.prefix}/{path}")
        return self


@contextmanager
def serving() -> Iterator[Server]:
    """A store on a free port."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield Server(f"http://{host}:{port}")
    finally:
        server.stop()
