"""Pictures of an article: decoded and made again before they are kept, their files gone with their rows."""

from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clock.words import in_words
from guards.refusals import Refused
from guards.versions import check_version
from journal.actions.article import tell_readers
from journal.actions.locks import lock_article
from journal.models import Article, Picture
from mailing.outbox import in_house_language
from members.models import Member
from ui.pictures import ProcessedPicture
from ui.storage import delete_after_commit

MOST = 12
ADDED = gettext_lazy("Une image a été ajoutée.")
REMOVED = gettext_lazy("Une image a été retirée.")


def add_picture(article: Article, processed: ProcessedPicture, *, by: Member, **fields: Any) -> Picture:
    """Keep an already processed picture, last of the article. A full disk is a sentence, not a broken page."""
    picture = Picture(article=article, width=processed.width, height=processed.height, **fields)
    try:
        picture.file.save("picture.webp", processed.content, save=False)
    except OSError as error:
        raise Refused(_("L’image n’a pas pu être enregistrée. Réessayez dans quelques minutes.")) from error
    try:
        return _hang(picture, by=by)
    except (DatabaseError, Refused):
        picture.file.delete(save=False)
        raise


@transaction.atomic
def _hang(picture: Picture, *, by: Member) -> Picture:
    article = lock_article(picture.article)
    facts = article.pictures.aggregate(last=Max("position"))
    if article.pictures.count() >= MOST:
        raise Refused(_("Un article porte %(most)s images au plus.") % {"most": in_words(MOST)})
    picture.position = (facts["last"] or 0) + 1
    _check_alternative(article, picture)
    picture.save()
    tell_readers(article, in_house_language(ADDED), by=by)
    return picture


@transaction.atomic
def change_picture(
    picture: Picture, *, by: Member, version: str | None = None, correction: str = "", **fields: Any
) -> Picture:
    """Write what was typed over ``version``; ``Conflict`` when somebody saved in between.

    ``correction`` says to readers of what has appeared what a change of substance is about.
    """
    article = lock_article(picture.article)
    locked = Picture.objects.select_for_update(of=("self",), no_key=True).filter(pk=picture.pk).first()
    if locked is None:
        raise Refused(_("Cette image a été retirée entre-temps."))
    check_version(locked, version)
    is_reworded = any(getattr(locked, name) != value for name, value in fields.items())
    for name, value in fields.items():
        setattr(locked, name, value)
    _check_alternative(article, locked)
    locked.save()
    if correction and is_reworded:
        tell_readers(article, correction, by=by)
    return locked


@transaction.atomic
def remove_picture(picture: Picture, *, by: Member) -> None:
    """Take the picture away with its file; somebody who takes it away a second time changes nothing."""
    article = lock_article(picture.article)
    if Picture.objects.filter(pk=picture.pk).delete()[0]:
        delete_after_commit(picture.file)
        tell_readers(article, in_house_language(REMOVED), by=by)


def _check_alternative(article: Article, picture: Picture) -> None:
    """Missing words block publication, not saving; once published, they may not go missing."""
    if article.is_published and not picture.has_alternative:
        raise Refused(
            _("Cet article est paru : l’image demande un texte de remplacement, ou d’être dite décorative."),
            field="alt",
        )
