"""The duration of the turns of ircserv's loop under load, from its metrics."""

import re
import threading
import urllib.request


def metrics_port(port):
    return port + 5000


class Turns(threading.Thread):
    """Watches the server at `port`; turns before the first PRIVMSG are left out."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self._url = f"http://127.0.0.1:{metrics_port(port)}/metrics"
        self._over = threading.Event()
        self._before = None

    def run(self):
        while self._before is None and not self._over.wait(0.2):
            text = self._read()
            said = re.search(r'^ircserv_commands_total\{command="PRIVMSG"\} (\S+)', text, re.M)
            if said is not None and float(said[1]) > 0:
                self._before = self._buckets(text)

    def p99_ms(self):
        """The 99th percentile, rounded up to the bound of a bucket of the metrics."""
        self._over.set()
        self.join()
        counts = {le: count - self._before[le] for le, count in self._buckets(self._read()).items()}
        turns = max(counts.values())
        return min(le for le, count in counts.items() if count >= 0.99 * turns) * 1000

    def _read(self):
        with urllib.request.urlopen(self._url, timeout=10) as page:
            return page.read().decode()

    @staticmethod
    def _buckets(text):
        """The number of turns by their longest duration in seconds."""
        return {float(le): float(count) for le, count in re.findall(
            r'^ircserv_loop_turn_duration_seconds_bucket\{le="([^"]+)"\} (\S+)', text, re.M)}
