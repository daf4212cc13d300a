from django.urls import path

from journal import views

app_name = "journal"

urlpatterns = [
    # reading
    path("journal/", views.journal, name="journal"),
    path("journal/archives/", views.archives, name="archives"),
    path("journal/archives/<int:year>/", views.archive_year, name="archive_year"),
    path("journal/archives/<int:year>/<int:month>/", views.archive_month, name="archive_month"),
    path("journal/rubriques/<slug:slug>/", views.section_detail, name="section_detail"),
    path("journal/signatures/<slug:slug>/", views.author_detail, name="author_detail"),
    path("journal/images/<int:pk>.webp", views.picture_file, name="picture_file"),
    # a member's own texts
    path("journal/proposer/", views.propose, name="propose"),
    path("journal/mes-textes/", views.my_articles, name="my_articles"),
    path("journal/<int:number>/", views.issue_detail, name="issue_detail"),
    path("journal/<int:number>/<slug:slug>/", views.article_detail, name="article_detail"),
    # the board: issues
    path("redaction/", views.board, name="board"),
    path("redaction/nouveau/", views.issue_new, name="issue_new"),
    path("redaction/<int:number>/", views.issue_edit, name="issue_edit"),
    path("redaction/<int:number>/articles/", views.article_new, name="article_new"),
    path("redaction/<int:number>/apercu/", views.issue_preview, name="issue_preview"),
    path("redaction/<int:number>/publication/", views.issue_publish, name="issue_publish"),
    # the board: articles
    path("redaction/articles/<int:pk>/", views.article_edit, name="article_edit"),
    path("redaction/articles/<int:pk>/apercu/", views.article_preview, name="article_preview"),
    path("redaction/articles/<int:pk>/versions/", views.article_versions, name="article_versions"),
    path("redaction/articles/<int:pk>/versions/<int:version>/", views.article_version, name="article_version"),
    path("redaction/articles/<int:pk>/relecture/", views.article_submit, name="article_submit"),
    path("redaction/articles/<int:pk>/reprise/", views.article_take_back, name="article_take_back"),
    path("redaction/articles/<int:pk>/corrections/", views.article_request_changes, name="article_request_changes"),
    path("redaction/articles/<int:pk>/validation/", views.article_accept, name="article_accept"),
    path("redaction/articles/<int:pk>/reouverture/", views.article_reopen, name="article_reopen"),
    path("redaction/articles/<int:pk>/monter/", views.article_move_up, name="article_move_up"),
    path("redaction/articles/<int:pk>/descendre/", views.article_move_down, name="article_move_down"),
    path("redaction/articles/<int:pk>/sommaire/", views.article_assign, name="article_assign"),
    path("redaction/articles/<int:pk>/retrait/", views.article_remove, name="article_remove"),
    path("redaction/articles/<int:pk>/abandon/", views.article_discard, name="article_discard"),
    # the board: pictures
    path("redaction/articles/<int:pk>/images/", views.picture_add, name="picture_add"),
    path("redaction/images/<int:pk>/", views.picture_edit, name="picture_edit"),
    path("redaction/images/<int:pk>/retrait/", views.picture_remove, name="picture_remove"),
]
