"""What every test has: the cast, and a browser for those that ask for one."""

pytest_plugins = ["tests.cast", "tests.clock", "tests.template", "tests.journeys.chromium"]
