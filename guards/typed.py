"""What was typed in a long form that could not be taken: the session had ended, or the form was older than it.

The page of such a form carries the seal of who reads it. A post with a true seal comes from a page of that person: what
it holds waits in the session until she or he has signed in, and is offered on a page of its own, to nobody else.
"""

from datetime import timedelta
from typing import Any

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

FIELD = "seal"
PAGE = "/reprendre/"
"""Where what waits is offered."""
LONGEST = 200_000
LASTS = timedelta(days=3)
IN_SESSION = "typed"
SIGNER = TimestampSigner(salt="guards.typed")


def seal(member: int) -> str:
    """What the page of a form carries for the person of that key."""
    return SIGNER.sign(str(member))


def keep(request: HttpRequest) -> bool:
    """Let what this post holds wait in the session; ``False`` when it is nobody's, or somebody else's, or too long."""
    try:
        member = int(SIGNER.unsign(request.POST.get(FIELD, ""), max_age=LASTS))
    except BadSignature:
        return False
    given = [[name, value] for name, values in request.POST.lists() for value in values]
    fields = [[name, value] for name, value in given if name not in ("csrfmiddlewaretoken", FIELD)]
    is_too_long = sum(len(name) + len(value) for name, value in fields) > LONGEST
    if is_too_long or request.user.pk not in (None, member):
        return False
    request.session[IN_SESSION] = {"member": member, "path": request.get_full_path(), "fields": fields}
    return True


def waiting(request: HttpRequest) -> dict[str, Any] | None:
    """What waits for who asks; what waited for somebody else goes away."""
    found = request.session.get(IN_SESSION)
    if found and found["member"] != request.user.pk:
        del request.session[IN_SESSION]
        return None
    return found
