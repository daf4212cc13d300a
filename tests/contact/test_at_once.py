"""Two people of the core-team at the same thread, at the same instant."""

import pytest

from contact.models import Letter
from tests.cast import signed_in
from tests.factories import make_core_team_member, make_member, make_thread
from tests.helpers import posted_at_once, version_shown


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["send", "take"])
def test_of_two_at_once_one_wins_and_the_other_is_told(act):
    thread = make_thread(make_member())
    page = f"/contact/boite/{thread.pk}/"
    sent = {"act": act, "handler": "", "text": "Ma réponse"} | version_shown(thread)
    posts = [(signed_in(make_core_team_member()), page, sent) for _who in range(2)]

    answers = posted_at_once(thread, *posts)

    told = [answer for answer in answers if answer.status_code == 200 and "déjà, depuis un instant" in text_of(answer)]
    told += [answer for answer in answers if "pendant que vous écriviez" in text_of(answer)]
    assert len(told) == 1
    assert Letter.objects.filter(kind="answer").count() == (1 if act == "send" else 0)


def text_of(answer):
    return answer.content.decode()
