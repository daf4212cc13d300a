"""French typography of plain texts."""

import pytest

from ui.typography import french

N, F = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("C'est prêt", "C’est prêt"),
        ("Vous venez ?", f"Vous venez{F}?"),
        ("Vous venez?", f"Vous venez{F}?"),
        ("Oui ; non !", f"Oui{F}; non{F}!"),
        ("Quoi ?!", f"Quoi{F}?!"),
        ("Lieu : Lyon", f"Lieu{N}: Lyon"),
        ("« Bonjour »", f"«{N}Bonjour{N}»"),
        ("«Bonjour»", f"«{N}Bonjour{N}»"),
        ("n°31", f"n°{N}31"),
        ("10 h 30", f"10{N}h{N}30"),
        ("1 200 mots", f"1{F}200{N}mots"),
        ("51 %", f"51{N}%"),
        (" : la suite", f"{N}: la suite"),
        ("Lire https://exemple.fr/?q=l'an ; puis", f"Lire https://exemple.fr/?q=l'an{F}; puis"),
        ("d'aline@exemple.fr ?", f"d'aline@exemple.fr{F}?"),
        ("à 10:30 (voir a;b)", "à 10:30 (voir a;b)"),
        ("(!)", "(!)"),
        ("l'an 2026", "l’an 2026"),
        ("", ""),
    ],
)
def test_a_text_is_set_as_a_french_printer_would(typed, printed):
    assert french(typed) == printed


@pytest.mark.parametrize("text", ["Quoi ?! « Ah » : n°3, 10 h 30 ; l'an", "a  ?", " !", "«  x »", "1 200 300 mots"])
def test_twice_gives_the_same_as_once(text):
    assert french(french(text)) == french(text)


@pytest.mark.parametrize(
    "address",
    [
        "https://exemple.fr/l'an", "(voir:https://exemple.fr/l'an", "éa.https://exemple.fr/?l'an", "d'aline@ex'emple.fr",
        "a@b.fr+https://l'an", "@aline@l'exemple.fr",
    ],
)  # fmt: skip
def test_no_address_is_set_wherever_it_begins(address):
    assert french(f"l'an {address} l'an") == f"l’an {address} l’an"


@pytest.mark.parametrize("words", ["l'a@b", "l'a@.b", "1://l'an", "a://).", "é://l'an", "l'a @ b.fr"])
def test_what_only_looks_like_an_address_is_set(words):
    assert french(words) == words.replace("'", "’")
