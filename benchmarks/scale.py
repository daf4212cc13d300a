"""What each page costs in a community of 290 and in one of 29,000, and how many times as much.

``python -m benchmarks.scale [--scale 100] [--rounds 9] [PAGE ...]``. Both communities stand in databases of one server,
and their pages take turns in one process. A figure is milliseconds of CPU as in ``benchmarks.floor``, the middle of the
rounds. Prints a table in Markdown.
"""

import argparse
from collections.abc import Callable

from django.core.management import call_command
from django.db import connection, connections

from benchmarks.floor import WARM, Clock, Cost, Reader, middle, pages


class Community:
    """A database of its own, which is Django's while something is done ``inside``."""

    def __init__(self, name: str) -> None:
        self.connection = connections.create_connection("default")
        self.connection.settings_dict = self.connection.settings_dict | {"NAME": name}

    @classmethod
    def filled(cls, name: str, scale: int) -> "Community":
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        community = cls(name)
        community.inside(lambda: fill(scale))
        return community

    def prepare(self) -> None:
        self.clock, asked = self.inside(lambda: (Clock(), pages()))
        self.pages = self.inside(lambda: {name: (Reader(member), path) for name, (member, path) in asked.items()})

    def inside[Result](self, act: Callable[[], Result]) -> Result:
        outside, connections["default"] = connections["default"], self.connection
        try:
            return act()
        finally:
            connections["default"] = outside

    def cost(self, name: str) -> Cost:
        reader, path = self.pages[name]
        return self.inside(lambda: self.clock.of(lambda: reader.get(path)))


def fill(scale: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("demo", force=True, scale=scale)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def report(small: Community, large: Community, names: list[str], rounds: int) -> None:
    print("| page | worker + database, ms | at scale | times |\n|---|---:|---:|---:|")
    for name in names or small.pages:
        for _ in range(WARM):
            small.cost(name), large.cost(name)
        pairs = [(small.cost(name), large.cost(name)) for _ in range(rounds)]
        one, many = (middle(costs) for costs in zip(*pairs, strict=True))
        times = (many.worker + many.database) / (one.worker + one.database)
        costs = [f"{cost.worker:.1f} + {cost.database:.1f}" for cost in (one, many)]
        print(f"| {name} | {costs[0]} | {costs[1]} | {times:.2f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*")
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    call_command("collectstatic", interactive=False, verbosity=0)
    communities = [Community.filled("small", 1), Community.filled("large", options.scale)]
    for community in communities:
        community.prepare()
    report(*communities, options.pages, options.rounds)


if __name__ == "__main__":
    main()
