"""What changed between two texts, word by word."""

from ui.diff import ADDED, REMOVED, SAME, Run, compare


def test_a_word_replaced_is_removed_then_added():
    assert compare("<p>Nous partageons tout.</p>", "<p>Nous partageons beaucoup.</p>") == [
        [Run(SAME, "Nous partageons"), Run(REMOVED, "tout."), Run(ADDED, "beaucoup.")]
    ]


def test_a_new_paragraph_stands_alone():
    assert compare("<p>Un.</p>", "<p>Un.</p><p>Deux.</p>") == [[Run(SAME, "Un.")], [Run(ADDED, "Deux.")]]


def test_equal_texts_have_no_change():
    kinds = {run.kind for paragraph in compare("<p>Un.</p><p>Deux.</p>", "<p>Un.</p><p>Deux.</p>") for run in paragraph}

    assert kinds == {SAME}


def test_markup_is_never_a_word():
    assert compare("", "<p><a href='https://exemple.org'>lire</a> &lt;b&gt;</p>") == [[Run(ADDED, "lire <b>")]]
