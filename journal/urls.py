from django.urls import path

from journal.views import archives, article, board, issue, my_articles, picture, workflow

app_name = "journal"

urlpatterns = [
    # reading
    path("journal/", issue.journal, name="journal"),
    path("journal/archives/", archives.archives, name="archives"),
    path("journal/archives/<int:year>/", archives.archive_year, name="archive_year"),
    path("journal/archives/<int:year>/<int:month>/", archives.archive_month, name="archive_month"),
    path("journal/rubriques/<slug:slug>/", archives.section_detail, name="section_detail"),
    path("journal/signatures/<slug:slug>/", archives.author_detail, name="author_detail"),
    path("journal/images/<int:pk>.webp", picture.picture_file, name="picture_file"),
    # a member's own texts
    path("journal/proposer/", my_articles.propose, name="propose"),
    path("journal/mes-textes/", my_articles.my_articles, name="my_articles"),
    path("journal/<int:number>/", issue.issue_detail, name="issue_detail"),
    path("journal/<int:number>/<slug:slug>/", article.article_detail, name="article_detail"),
    # the board: issues
    path("redaction/", board.board, name="board"),
    path("redaction/reserve/", board.stock, name="stock"),
    path("redaction/nouveau/", issue.issue_new, name="issue_new"),
    path("redaction/<int:number>/", issue.issue_edit, name="issue_edit"),
    path("redaction/<int:number>/tableau/", board.issue_board, name="issue_board"),
    path("redaction/<int:number>/articles/", article.article_new, name="article_new"),
    path("redaction/<int:number>/apercu/", issue.issue_preview, name="issue_preview"),
    path("redaction/<int:number>/suppression/", issue.issue_delete, name="issue_delete"),
    path("redaction/<int:number>/publication/", issue.issue_publish, name="issue_publish"),
    # the board: articles
    path("redaction/articles/<int:pk>/", article.article_edit, name="article_edit"),
    path("redaction/articles/<int:pk>/apercu/", article.article_preview, name="article_preview"),
    path("redaction/articles/<int:pk>/versions/", article.article_versions, name="article_versions"),
    path("redaction/articles/<int:pk>/versions/<int:version>/", article.article_version, name="article_version"),
    path("redaction/articles/<int:pk>/relecture/", workflow.article_submit, name="article_submit"),
    path("redaction/articles/<int:pk>/reprise/", workflow.article_take_back, name="article_take_back"),
    path("redaction/articles/<int:pk>/corrections/", workflow.article_request_changes, name="article_request_changes"),
    path("redaction/articles/<int:pk>/validation/", workflow.article_accept, name="article_accept"),
    path("redaction/articles/<int:pk>/reouverture/", workflow.article_reopen, name="article_reopen"),
    path("redaction/articles/<int:pk>/monter/", workflow.article_move_up, name="article_move_up"),
    path("redaction/articles/<int:pk>/descendre/", workflow.article_move_down, name="article_move_down"),
    path("redaction/articles/<int:pk>/sommaire/", workflow.article_assign, name="article_assign"),
    path("redaction/articles/<int:pk>/retrait/", workflow.article_remove, name="article_remove"),
    path("redaction/articles/<int:pk>/abandon/", workflow.article_discard, name="article_discard"),
    # the board: pictures
    path("redaction/articles/<int:pk>/images/", picture.picture_add, name="picture_add"),
    path("redaction/images/<int:pk>/", picture.picture_edit, name="picture_edit"),
    path("redaction/images/<int:pk>/retrait/", picture.picture_remove, name="picture_remove"),
]
