"""What the benchmark runs, one row each.

name; flags of the load; the figure that counts and its unit; what share of the floor's figure ircserv
is to reach (None: nothing is asked of it); whether a smaller figure is the better one; whether it is
asked of ircserv alone.
"""

import collections

Scenario = collections.namedtuple(
    "Scenario", "name load flags figure unit of_floor smaller alone"
)


def row(name, load, flags, figure, unit, of_floor=None, smaller=False, alone=False):
    return Scenario(name, load, flags, figure, unit, of_floor, smaller, alone)


# What the server says itself, in its metrics.
TURN = "turn_p99_ms"
PER = "per_cpu_second"
DELIVERIES = "deliveries a CPU second"

SCENARIOS = [
    row("fan-out 500, 8 in flight", "fan_out",
        "--clients=500 --window=8 --messages=10000", PER, DELIVERIES, 0.75),
    row("fan-out 500, 1 in flight", "fan_out",
        "--clients=500 --window=1 --messages=5000", PER, DELIVERIES, 0.95),
    row("fan-out 500, 100 a second", "fan_out",
        "--clients=500 --rate=100 --messages=500", PER, DELIVERIES, 0.95),
    row("fan-out 100, 8 in flight", "fan_out",
        "--clients=100 --window=8 --messages=25000", PER, DELIVERIES),
    row("fan-out 1000, 8 in flight", "fan_out",
        "--clients=1000 --window=8 --messages=5000", PER, DELIVERIES),
    row("fan-out 5000, 8 in flight", "fan_out",
        "--clients=5000 --window=8 --messages=1000", PER, DELIVERIES),
    row("1000 in small channels", "small_channels",
        "--clients=1000 --messages=100000", PER, DELIVERIES, 0.80),
    row("small channels, 2000 a second", "small_channels",
        "--clients=1000 --rate=2000 --messages=10000", PER, DELIVERIES, 0.92),
    row("small channels, p99 at 2000 a second", "small_channels",
        "--clients=1000 --rate=2000 --messages=10000", "p99_ms", "ms", 1.0, True),
    row("private messages, 100 pairs", "private_messages",
        "--clients=200 --messages=200000", PER, DELIVERIES, 0.90),
    row("registrations, 50 in flight", "registrations",
        "--window=50 --messages=4000", PER, "registrations a CPU second", 0.45),
    row("1000 join one channel", "joins_and_quits",
        "--clients=1000", "joins_per_cpu_second", "joins a CPU second", 0.50),
    row("500 of 1000 leave", "joins_and_quits",
        "--clients=1000", "quits_per_cpu_second", "quits a CPU second", 0.50),
    row("10000 idle: memory", "idle",
        "--clients=10000 --messages=20000", "bytes_per_client", "bytes a client", None, True),
    row("10000 idle: CPU", "idle",
        "--clients=10000 --messages=20000", "idle_cpu_percent", "% of a core", None, True),
    row("10000 idle: p99 of ten pairs", "idle",
        "--clients=10000 --messages=20000", "p99_ms", "ms", None, True),
    row("one of 100 stops reading", "slow_reader",
        "--clients=100 --window=8 --messages=30000", "of_before", "of before"),
    row("TLS fan-out 500, 8 in flight", "fan_out",
        "--tls --clients=500 --window=8 --messages=10000", PER, DELIVERIES),
    row("TLS fan-out 500, 1 in flight", "fan_out",
        "--tls --clients=500 --window=1 --messages=5000", PER, DELIVERIES),
    row("TLS fan-out 500, 100 a second", "fan_out",
        "--tls --clients=500 --rate=100 --messages=500", PER, DELIVERIES),
    row("TLS 1000 in small channels", "small_channels",
        "--tls --clients=1000 --messages=100000", PER, DELIVERIES),
    row("TLS private messages, 100 pairs", "private_messages",
        "--tls --clients=200 --messages=200000", PER, DELIVERIES),
    row("TLS 1000 join one channel", "joins_and_quits",
        "--tls --clients=1000", "joins_per_cpu_second", "joins a CPU second"),
    row("TLS 500 of 1000 leave", "joins_and_quits",
        "--tls --clients=1000", "quits_per_cpu_second", "quits a CPU second"),
    row("TLS one of 100 stops reading", "slow_reader",
        "--tls --clients=100 --window=8 --messages=30000", "of_before", "of before"),
    row("TLS 2000 idle: memory", "idle",
        "--tls --clients=2000 --messages=20000", "bytes_per_client", "bytes a client", None, True),
    row("TLS handshakes", "handshakes",
        "--tls --messages=3000", PER, "handshakes a CPU second"),
    row("19500 idle: memory", "idle",
        "--clients=19500 --messages=20000", "bytes_per_client", "bytes a client", None, True, True),
    row("19500 idle: p99 of ten pairs", "idle",
        "--clients=19500 --messages=20000", "p99_ms", "ms", None, True, True),
    row("5000 clients, 50000 deliveries a second: p99 of a turn", "small_channels",
        "--clients=5000 --rate=5556 --messages=60000", TURN, "ms at most", None, True, True),
]
