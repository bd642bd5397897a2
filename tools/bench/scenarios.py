"""The scenarios of the benchmark, one row each.

The columns are: name; program and flags of the load generator; the figure that is compared and its
unit; the share of the baseline's figure that ircserv has to reach (None: no requirement); whether
smaller is better; whether only ircserv is measured; and the scenario whose figure replaces the
baseline's. That scenario is the row before, so that the two are measured one after the other.
"""

import collections

Scenario = collections.namedtuple(
    "Scenario", "name load flags figure unit wanted smaller alone against"
)


def row(name, load, flags, figure, unit, wanted=None, smaller=False, alone=False, against=None):
    return Scenario(name, load, flags, figure, unit, wanted, smaller, alone, against)


def tls(plain, wanted=None):
    """The same scenario over TLS, compared with the one without TLS."""
    return plain._replace(name=f"TLS {plain.name}", flags=f"--tls {plain.flags}", wanted=wanted,
                          against=plain.name)


# Read from the metrics of ircserv.
TURN = "turn_p99_ms"
PER = "per_cpu_second"
DELIVERIES = "deliveries a CPU second"
MEMORY = "bytes_per_client"
CLIENT = "bytes a client"

FAN_OUT = row("fan-out 500, 8 in flight", "fan_out",
              "--clients=500 --window=8 --messages=10000", PER, DELIVERIES, 0.75)
ONE_BY_ONE = row("fan-out 500, 1 in flight", "fan_out",
                 "--clients=500 --window=1 --messages=5000", PER, DELIVERIES, 0.95)
SELDOM = row("fan-out 500, 100 a second", "fan_out",
             "--clients=500 --rate=100 --messages=500", PER, DELIVERIES, 0.95)
SMALL = row("1000 in small channels", "small_channels",
            "--clients=1000 --messages=100000", PER, DELIVERIES, 0.80)
PRIVATE = row("private messages, 100 pairs", "private_messages",
              "--clients=200 --messages=200000", PER, DELIVERIES, 0.90)
JOINS = row("1000 join one channel", "joins_and_quits",
            "--clients=1000", "joins_per_cpu_second", "joins a CPU second", 0.50)
QUITS = row("500 of 1000 leave", "joins_and_quits",
            "--clients=1000", "quits_per_cpu_second", "quits a CPU second", 0.50)
SLOW = row("one of 100 stops reading", "slow_reader",
           "--clients=100 --window=8 --messages=30000", "of_before", "of before")

SCENARIOS = [
    FAN_OUT,
    tls(FAN_OUT, 0.60),
    ONE_BY_ONE,
    tls(ONE_BY_ONE, 0.60),
    SELDOM,
    tls(SELDOM, 0.60),
    row("fan-out 100, 8 in flight", "fan_out",
        "--clients=100 --window=8 --messages=25000", PER, DELIVERIES),
    row("fan-out 1000, 8 in flight", "fan_out",
        "--clients=1000 --window=8 --messages=5000", PER, DELIVERIES),
    row("fan-out 5000, 8 in flight", "fan_out",
        "--clients=5000 --window=8 --messages=1000", PER, DELIVERIES),
    SMALL,
    tls(SMALL),
    row("small channels, 2000 a second", "small_channels",
        "--clients=1000 --rate=2000 --messages=10000", PER, DELIVERIES, 0.92),
    row("small channels, p99 at 2000 a second", "small_channels",
        "--clients=1000 --rate=2000 --messages=10000", "p99_ms", "ms", 1.0, True),
    PRIVATE,
    tls(PRIVATE),
    row("registrations, 50 in flight", "registrations",
        "--window=50 --messages=4000", PER, "registrations a CPU second", 0.45),
    JOINS,
    QUITS,
    tls(JOINS),
    tls(QUITS),
    row("10000 idle: memory", "idle",
        "--clients=10000 --messages=20000", MEMORY, CLIENT, None, True),
    row("10000 idle: CPU", "idle",
        "--clients=10000 --messages=20000", "idle_cpu_percent", "% of a core", None, True),
    row("10000 idle: p99 of ten pairs", "idle",
        "--clients=10000 --messages=20000", "p99_ms", "ms", None, True),
    SLOW,
    tls(SLOW),
    row("TLS 2000 idle: memory", "idle",
        "--tls --clients=2000 --messages=20000", MEMORY, CLIENT, None, True),
    row("TLS handshakes", "handshakes",
        "--tls --messages=3000", PER, "handshakes a CPU second"),
    row("19500 idle: memory", "idle",
        "--clients=19500 --messages=20000", MEMORY, CLIENT, None, True, True),
    row("19500 idle: p99 of ten pairs", "idle",
        "--clients=19500 --messages=20000", "p99_ms", "ms", None, True, True),
    row("5000 clients, 50000 deliveries a second: p99 of a turn", "small_channels",
        "--clients=5000 --rate=5556 --messages=60000", TURN, "ms at most", None, True, True),
]
