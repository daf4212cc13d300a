"""What every test has: the cast, and a browser for those that ask for one."""

import gc

pytest_plugins = ["tests.cast", "tests.clock", "tests.template", "tests.journeys.chromium"]


def pytest_collection_finish():
    """What is loaded by now lives as long as the run: the collector of garbage need not look at it each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
