"""The same output, unchanged and whole, on hosts that agree in nothing but bytes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from tests.hosts.conftest import ARABIC, differing, files_of
from tests.support import missing

pytestmark = pytest.mark.hosts


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetched(address: str) -> bytes:
    with urlopen(address, timeout=10) as answer:
        assert answer.status == 200
        return bytes(answer.read())


@contextmanager
def running(command: list[str], port: int) -> Iterator[str]:
    """Run a server until the test is done; yield its address."""
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=silent, stderr=silent) as server:
        try:
            _wait_for(server, port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(timeout=10)


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(200):
        assert server.poll() is None, "the server ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the server did not answer in time")


def test_the_site_has_arabic_addresses(output: Path) -> None:
    assert f"{ARABIC}/index.html" in files_of(output)
    assert "%D8%" in quote(ARABIC)


def test_python_serves_every_file(output: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]

    with running([*command, "--directory", str(output)], port) as root:
        assert differing(output, lambda path: fetched(root + path)) == []


NGINX = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {types};
  server {{
    listen 127.0.0.1:{port};
    root "{output}";
    index index.html;
    error_page 404 /404.html;
  }}
}}
"""


def test_nginx_serves_every_file_and_the_page_for_the_others(output: Path, tmp_path: Path) -> None:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    types = Path("/etc/nginx/mime.types")
    if nginx is None or not types.is_file():
        missing("nginx")
    port, conf = free_port(), tmp_path / "nginx.conf"
    # Started by root, its workers would be nobody, who may not read temporary folders.
    user = "user root;" if os.geteuid() == 0 else ""
    names = {"user": user, "folder": tmp_path, "types": types, "port": port, "output": output}
    conf.write_text(NGINX.format(**names))
    command = [nginx, "-p", str(tmp_path), "-e", str(tmp_path / "error.log"), "-c", str(conf)]

    with running(command, port) as root:
        assert differing(output, lambda path: fetched(root + path)) == []
        with pytest.raises(URLError) as refused:
            fetched(f"{root}ar/{quote('لا-شيء')}/")
        assert refused.value.read() == (output / "404.html").read_bytes()  # type: ignore[attr-defined]


def test_an_s3_store_serves_every_file(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        import boto3
        from moto.server import ThreadedMotoServer
    except ImportError:
        missing("moto")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        root = f"http://{host}:{port}"
        store = boto3.client("s3", endpoint_url=root, region_name="us-east-1")
        store.create_bucket(Bucket="mirror", ACL="public-read")
        for path, data in files_of(output).items():
            store.put_object(Bucket="mirror", Key=path, Body=data, ACL="public-read")

        # The store knows keys only: a website endpoint adds the name of the index.
        def fetch(path: str) -> bytes:
            index = "index.html" if not path or path.endswith("/") else ""
            return fetched(f"{root}/mirror/{path}{index}")

        assert differing(output, fetch) == []
        pages = store.get_paginator("list_objects_v2").paginate(Bucket="mirror")
        keys = {item["Key"] for page in pages for item in page["Contents"]}
        assert keys == files_of(output).keys()
    finally:
        server.stop()


def test_a_zip_of_the_standard_library_keeps_every_file(output: Path, tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "site"), "zip", output)

    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path / "unpacked")

    assert files_of(tmp_path / "unpacked") == files_of(output)


def test_the_zip_commands_keep_every_file(output: Path, tmp_path: Path) -> None:
    if shutil.which("zip") is None or shutil.which("unzip") is None:
        missing("zip and unzip")
    archive = tmp_path / "site.zip"
    environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", "LC_ALL": "C.UTF-8"}

    run = {"check": True, "env": environment, "stdout": subprocess.DEVNULL}
    subprocess.run(["zip", "-q", "-r", str(archive), "."], cwd=output, **run)
    subprocess.run(["unzip", "-q", str(archive), "-d", str(tmp_path / "unpacked")], **run)

    assert files_of(tmp_path / "unpacked") == files_of(output)
