"""What goes wrong behind the page, and that nobody sees: errors of scripts, of files, of the content policy."""


class Witness:
    """Notes every trouble of ``page``; ``expected`` holds the addresses whose refusal is part of the journey,
    ``asked`` what is not answered yet."""

    def __init__(self, page, origin):
        self.page = page
        self.origin = origin
        self.expected = set()
        self.troubles = []
        self.asked = set()
        page.on("request", lambda request: self.asked.add(request))
        page.on("requestfinished", lambda request: self.asked.discard(request))
        page.on("pageerror", lambda error: self.note(f"script: {error}"))
        page.on("console", self.hear)
        page.on("response", self.read)
        page.on("requestfailed", self.miss)

    def note(self, trouble):
        self.troubles.append(f"{self.page.url} {trouble}")

    def hear(self, message):
        """Violations of the content policy are errors of the console too."""
        if message.type == "error" and message.location["url"] not in self.expected:
            self.note(f"console: {message.text}")

    def read(self, response):
        if response.status >= 400 and response.url.startswith(self.origin) and response.url not in self.expected:
            self.note(f"answer: {response.status} {response.url}")

    def miss(self, request):
        """Leaving a page gives up what it was still fetching: no trouble."""
        self.asked.discard(request)
        if request.url.startswith(self.origin) and request.failure != "net::ERR_ABORTED":
            self.note(f"no answer: {request.failure} {request.url}")
