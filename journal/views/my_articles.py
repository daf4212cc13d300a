"""A member writes: an idea to propose, and her own texts."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from guards.refusals import refusals_on
from journal.actions import article
from journal.forms.article import ProposalForm
from journal.forms.filters import PageForm
from journal.models import Article
from members.decorators import charter_accepted
from ui.layout import PageFormHelper

A_PAGE = 20


@charter_accepted
def propose(request):
    form = ProposalForm(request.POST or None)
    form.helper = PageFormHelper(_("J’envoie ma proposition"), keeps_typed=True)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, beside="body"):
            article.propose(by=request.user, **form.cleaned_data)
            messages.success(
                request, _("Votre proposition est arrivée au comité éditorial, qui vous répondra par e-mail.")
            )
            return redirect("journal:my_articles")
    return render(request, "journal/propose.html", {"form": form})


def my_articles(request):
    articles = Article.objects.written_by(request.user.pk).light().select_related("issue", "section")
    articles = articles.signed().order_by("-saved_at", "-pk")
    page = Paginator(articles, A_PAGE).get_page(PageForm.number(request))
    return render(request, "journal/my_articles.html", {"page_obj": page})
