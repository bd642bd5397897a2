"""The clients of other people during an attack: how long a PING takes, and whether all arrives."""

import multiprocessing
import statistics
import time

from client import Client

# Each client stays within the two tokens of flood control that it gets in a second.
CLIENTS, INTERVAL_SECONDS = 20, 0.04
ADDRESSES = ["127.0.0.2", "127.0.0.3"]


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


class Neighbour:
    """A client that is pinged, and that gets numbered messages from the client before it."""

    def __init__(self, port, number):
        self.client = Client(port, ADDRESSES[number % len(ADDRESSES)], f"watch{number}")
        self._sent, self._heard = 0, 0

    def ping_ms(self):
        began = time.monotonic()
        self.client.send("PING :watched")
        self._read_until("watched")
        return (time.monotonic() - began) * 1000

    def say_to(self, other):
        other._sent += 1
        self.client.send(f"PRIVMSG {other.client.nick} :{other._sent}.")

    def hear_all(self):
        while self._heard < self._sent:
            self._read_until(" PRIVMSG ")

    def _read_until(self, text):
        found = False
        while not found:
            for line in self.client.lines():
                found |= text in line
                if " PRIVMSG " in line:
                    self._hear(line)

    def _hear(self, line):
        self._heard += 1
        if not line.endswith(f":{self._heard}."):
            raise RuntimeError(f"message {self._heard} was lost: {line} came instead")


class Watch:
    """Watches the server at `port` from a process of its own, so that the attackers do not delay
    the measurement."""

    def __init__(self, port):
        self._results, child = multiprocessing.Pipe()
        self._over = multiprocessing.Event()
        self._ready = multiprocessing.Event()
        self._process = multiprocessing.Process(target=self._run, args=(port, child), daemon=True)
        self._process.start()
        if not self._ready.wait(60):
            raise TimeoutError("the watching clients could not register")

    def finish(self):
        """Returns figures by name, or raises an error when something was lost."""
        self._over.set()
        if not self._results.poll(90):
            raise TimeoutError("the watching clients get no answers any more")
        result = self._results.recv()
        if isinstance(result, str):
            raise RuntimeError(result)
        return result

    def _run(self, port, results):
        try:
            results.send(self._measure(port))
        except Exception as error:  # whatever it is, it is the result of this process
            results.send(f"{type(error).__name__}: {error}")

    def _measure(self, port):
        neighbours = [Neighbour(port, number) for number in range(CLIENTS)]
        self._ready.set()
        milliseconds = []
        while not self._over.is_set():
            began = time.monotonic()
            turn = len(milliseconds)
            milliseconds.append(neighbours[turn % CLIENTS].ping_ms())
            if turn // CLIENTS % 2 == 0:
                neighbours[turn % CLIENTS].say_to(neighbours[(turn + 1) % CLIENTS])
            time.sleep(max(0.0, INTERVAL_SECONDS - (time.monotonic() - began)))
        for neighbour in neighbours:
            neighbour.hear_all()
        return {"p50": statistics.median(milliseconds), "p99": percentile(milliseconds, 0.99),
                "max": max(milliseconds)}
