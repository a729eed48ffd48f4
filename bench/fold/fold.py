"""Compares our folding of Vietnamese names with that of the package vn-text, an oracle that shares no code
with it: every name of the nation's lists and versions, in both normal forms, in upper case, with tones on
the other vowel, without marks, and hostile texts that offices' files hold."""

import gzip
import json
import os
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import vn_text

ROOT = Path(__file__).resolve().parents[2]
UNITS = Path(os.environ.get("COSO_SHARED", ROOT.parent / "shared")) / "data" / "units"

# Open syllables whose tone old and new spelling put on different vowels: oa, oe, uy.
TONES = "\u0300\u0301\u0303\u0309\u0323"
HOSTILE = [
    "Phường\u00a0Đa\u00a0Kao", "Phường  Đa   Kao", " Đa Kao ", "Đa\tKao", "Đa\u200bKao", "\ufeffĐa Kao",
    "Đa\u00adKao", "ÐA KAO", "ðà nẵng", "Ðà Nẵng", "İstanbul", "Straße", "Cư M'gar", "Cư M’gar", "P．15",
]


def names():
    """Every name of every list, once."""
    found = set()

    def walk(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in ("name", "old", "FullName", "Name") and isinstance(inner, str):
                    found.add(inner)
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    for file in sorted(UNITS.glob("*.json")):
        walk(json.loads(file.read_text(encoding="utf-8")))
    with gzip.open(UNITS / "unit_history_2004_2025.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            walk(json.loads(line))
    return sorted(found)


def other_tone(name):
    """The same name with the tone on the other vowel of oa, oe, uy: "Hòa" and "Hoà"."""
    text = unicodedata.normalize("NFD", name)
    out, at = [], 0
    while at < len(text):
        pair, tone = text[at : at + 3], text[at + 1 : at + 2]
        if len(pair) == 3 and tone in TONES and tone and (pair[0] + pair[2]).lower() in ("oa", "oe", "uy"):
            out.append(pair[0] + pair[2] + tone)
            at += 3
        else:
            out.append(text[at])
            at += 1
    return unicodedata.normalize("NFC", "".join(out))


def ours(texts):
    """Our folds of lines."""
    command = ["cargo", "run", "--quiet", "-p", "units", "--example", "fold"]
    told = subprocess.run(command, cwd=ROOT, input="\n".join(texts) + "\n", text=True, encoding="utf-8",
                          capture_output=True, check=True)
    return told.stdout.split("\n")[: len(texts)]


def main():
    listed = names()
    forms = {
        "as written": lambda name: name,
        "NFC": lambda name: unicodedata.normalize("NFC", name),
        "NFD": lambda name: unicodedata.normalize("NFD", name),
        "upper case": str.upper,
        "other tone mark": other_tone,
    }
    print(f"vn-text {getattr(vn_text, '__version__', '?')}, {len(listed)} names")
    failed = False
    written = dict(zip(listed, ours(listed)))
    for form, make in forms.items():
        texts = [make(name) for name in listed]
        folded = ours(texts)
        moved = sum(text != name for text, name in zip(texts, listed))
        stable = sum(fold == written[name] for fold, name in zip(folded, listed))
        pairs = [(text, one, vn_text.fold(text)) for text, one in zip(texts, folded)]
        differ = [pair for pair in pairs if pair[1] != pair[2]]
        print(f"{form}: {len(pairs) - len(differ)} of {len(pairs)} agree; {moved} differ from the written"
              f" form, {stable} fold to what the written form folds to")
        kinds = Counter(why(one, other) for _, one, other in differ)
        for kind, count in kinds.most_common():
            example = next(pair for pair in differ if why(pair[1], pair[2]) == kind)
            print(f"  {count} × {kind}: {example!r}")
        failed = failed or stable != len(listed) or any(kind == "otherwise" for kind in kinds)
    print("texts of office files:")
    for text, one in zip(HOSTILE, ours(HOSTILE)):
        other = vn_text.fold(text)
        print(f"  {'=' if one == other else '≠'} {text!r}: {one!r}, vn-text {other!r}")
    sys.exit(failed)


def why(one, other):
    """What two folds differ in."""
    if one == " ".join(other.split()):
        return "white space"
    if one == unicodedata.normalize("NFC", other):
        return "normal form"
    if "".join(filter(str.isalnum, one)) == other.replace(" ", ""):
        return "signs kept by us and dropped by vn-text"
    return "otherwise"


if __name__ == "__main__":
    main()
