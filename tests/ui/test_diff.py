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


def test_a_long_text_is_compared_word_by_word_around_the_words_it_has_once():
    words = [f"mot{number} de la charte" for number in range(2_000)]
    before = f"<p>{' '.join(words)}</p>"

    told = compare(before, before.replace("mot70 de", "Mot70 de").replace("mot1500 de la", "mot1500 du"))

    assert [(run.kind, run.text) for run in told[0] if run.kind != SAME] == [
        (REMOVED, "mot70"), (ADDED, "Mot70"), (REMOVED, "de la"), (ADDED, "du"),
    ]  # fmt: skip


def test_both_texts_can_be_read_again_from_what_is_compared():
    old, new = "a b a c d a b e " * 40, "b a a d c a e b f " * 40

    runs = [run for paragraph in compare(f"<p>{old}</p>", f"<p>{new}</p>") for run in paragraph]

    assert " ".join(run.text for run in runs if run.kind != ADDED).split() == old.split()
    assert " ".join(run.text for run in runs if run.kind != REMOVED).split() == new.split()
