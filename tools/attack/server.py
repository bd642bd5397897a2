"""The server under attack: its configuration, its process and its memory."""

import contextlib
import pathlib
import re
import signal
import socket
import subprocess
import time

# The defaults, but for 127.0.0.0/8, which counts like any other network.
CONFIG = """
[listen]
addresses = ["127.0.0.1:{port}", "127.0.0.1:{tls_port} tls"]
[tls]
certificates = ["server.pem"]
keys = ["server.key"]
[connections]
exempt = []
throttle_count = {throttle_count}
[log]
file = "log"
[flood]
burst = {burst}
per_second = {per_second}
[[account]]
name = "watch"
password = "{hash}"
[[oper]]
name = "root"
hosts = ["*@*"]
password = "{hash}"
"""
# A hash that takes a good part of a second.
HASH = "$6$rounds=400000$attackattackatt$" + "a" * 86
DEFAULT = {"throttle_count": 20, "burst": 20, "per_second": 2}
# For the preparations, which would take minutes at the pace of a client.
FAST = {"throttle_count": 100000, "burst": 1000000, "per_second": 1000000}


class Server:
    def __init__(self, program, folder, port):
        self.port, self.tls_port, self._folder = port, port + 1, pathlib.Path(folder)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-days", "2", "-subj", "/CN=attack.local", "-keyout", "server.key", "-out",
             "server.pem"], check=True, capture_output=True, cwd=folder)
        self._configure(FAST)
        self._process = subprocess.Popen([program, "--config=config.toml", "--data=data"], cwd=folder,
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._wait()

    def _configure(self, values):
        text = CONFIG.format(port=self.port, tls_port=self.tls_port, hash=HASH, **values)
        (self._folder / "config.toml").write_text(text)

    def _wait(self):
        until = time.monotonic() + 20
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise RuntimeError(f"the server ended with status {self._process.returncode}")
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            time.sleep(0.05)
        raise RuntimeError("the server does not listen")

    def use_defaults(self):
        """Ends the preparations: the limits are the default ones from now on."""
        self._configure(DEFAULT)
        self._process.send_signal(signal.SIGHUP)
        until = time.monotonic() + 20
        while "rehash" not in self._log() and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.2)

    def _log(self):
        path = self._folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def log_bytes(self):
        return len(self._log())

    def memory_mb(self):
        """The largest resident memory so far."""
        status = pathlib.Path(f"/proc/{self._process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024

    def stop(self):
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise RuntimeError("the server did not end within 10 s of SIGTERM") from None
        if self._process.returncode != 0:
            raise RuntimeError(f"the server ended with status {self._process.returncode}")
