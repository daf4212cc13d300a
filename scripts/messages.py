"""Bring the catalogues up to date with code and templates, and compile them: ``make messages``.

English holds every sentence, French only the plurals: its sentences are those of the code. What is new stays empty, or
is marked fuzzy when it looks like an older one; the tests name it until somebody has translated it.
"""

import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
EXTRACT = ["makemessages", "-l", "en", "-l", "fr", "--no-location", "--no-obsolete"]
NOT_OF_THE_PORTAL = ["tests", "benchmarks", "scripts"]


def main():
    ignored = [word for name in NOT_OF_THE_PORTAL for word in ("--ignore", name)]
    subprocess.run([sys.executable, "manage.py", *EXTRACT, *ignored], cwd=ROOT, check=True)
    for language in ("en", "fr"):
        path = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
        catalogue = polib.pofile(path)
        for entry in list(catalogue):
            if language == "fr" and not entry.msgid_plural:
                catalogue.remove(entry)
        catalogue.metadata.pop("POT-Creation-Date", None)
        catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
        catalogue.save(path)
        catalogue.save_as_mofile(path.with_suffix(".mo"))
        empty = len(catalogue) - len(catalogue.translated_entries())
        print(f"{language}: {len(catalogue)} sentences, {empty} to write")


if __name__ == "__main__":
    main()
