"""The back office of the Journal: its sections are set here; issues and articles, made on the board, are only read."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from backoffice.site import PortalModelAdmin, ReadOnlyAdmin
from journal.models import Article, Authorship, Issue, Section, Transition


@admin.register(Section)
class SectionAdmin(PortalModelAdmin):
    section = "journal"
    view_verb, add_title = _("Ranger"), _("Ajouter une rubrique")
    list_display = ("name", "position", "is_feature", "article_count")
    prepopulated_fields = {"slug": ("name",)}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, section):
        return section.article_count


class ReadOnlyInline(admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class AuthorshipInline(ReadOnlyInline):
    model = Authorship
    fields = ("member", "position")


class TransitionInline(ReadOnlyInline):
    model = Transition
    fields = ("at", "by", "from_state", "to_state", "comment")


@admin.register(Issue)
class IssueAdmin(ReadOnlyAdmin):
    section = "journal"
    list_display = ("number", "year", "quarter", "headline", "state", "published_at")
    list_filter = ("state", "year")
    search_fields = ("headline",)
    search_label = _("Titre")


@admin.register(Article)
class ArticleAdmin(ReadOnlyAdmin):
    section = "journal"
    list_display = ("title", "issue", "section", "state", "saved_at")
    list_filter = ("state", "section")
    list_select_related = ("issue", "section")
    search_fields = ("title",)
    search_label = _("Titre")
    exclude = ("search_vector",)
    inlines = (AuthorshipInline, TransitionInline)
