"""A real standalone Spark cluster of two workers on this machine, for tests."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
_PATIENCE_SECONDS = 60


@contextmanager
def cluster(folder: Path) -> Iterator[Any]:
    """A session on a cluster of its own, which is stopped after."""
    import pyspark  # it is only in the Spark environment

    home = Path(pyspark.__file__).parent
    environment = os.environ | {
        "SPARK_HOME": str(home),
        "SPARK_SCALA_VERSION": "2.13",
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_DIR": str(folder / "work"),
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": str(ROOT),
    }
    master = f"spark://127.0.0.1:{_free_port()}"
    with ExitStack() as stack:
        _start(stack, environment, folder / "master.log", "master.Master", "--port", master.rpartition(":")[2])
        for number in range(WORKERS):
            log = folder / f"worker-{number}.log"
            _start(stack, environment, log, "worker.Worker", "--cores", "1", "--memory", "1g", master)
        _wait(folder / "master.log", r"Registering worker", WORKERS)
        yield stack.enter_context(_session(master, environment))


@contextmanager
def _session(master: str, environment: dict[str, str]) -> Iterator[Any]:
    from pyspark.sql import SparkSession  # it is only in the Spark environment

    os.environ.update({name: environment[name] for name in ("SPARK_LOCAL_IP", "PYSPARK_PYTHON", "PYTHONPATH")})
    settings = {"spark.ui.enabled": "false", "spark.executor.memory": "800m", "spark.driver.host": "127.0.0.1"}
    builder = SparkSession.builder.master(master).appName("sectorled tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        yield session
    finally:
        session.stop()


def _start(stack: ExitStack, environment: dict[str, str], log: Path, daemon: str, *arguments: str) -> None:
    command = [f"{environment['SPARK_HOME']}/bin/spark-class", f"org.apache.spark.deploy.{daemon}"]
    options = ["--host", "127.0.0.1", "--webui-port", "0", *arguments]
    output = stack.enter_context(log.open("wb"))
    process = subprocess.Popen([*command, *options], env=environment, stdout=output, stderr=subprocess.STDOUT)
    stack.callback(_end, process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(_PATIENCE_SECONDS)


def _wait(log: Path, said: str, times: int) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while len(re.findall(said, log.read_text())) < times:
        if time.monotonic() > until:
            raise TimeoutError(f"{said!r} was not said {times} times:\n{log.read_text()[-2000:]}")
        time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
