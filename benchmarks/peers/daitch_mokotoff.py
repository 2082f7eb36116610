"""Daitch-Mokotoff codes: the published table of sounds, all branches."""

from __future__ import annotations

import re

# letters, code at the start, code before a vowel, code elsewhere; "|" parts two branches
TABLE = """
ai aj ay,0,1,; au,0,7,; a,0,,; b,7,7,7; chs,5,54,54; ch,5|4,5|4,5|4; ck,5|45,5|45,5|45
cz cs csz czs,4,4,4; c,5|4,5|4,5|4; drz drs,4,4,4; ds dsh dsz,4,4,4; dz dzh dzs,4,4,4; d dt,3,3,3
ei ej ey,0,1,; eu,1,1,; e,0,,; fb,7,7,7; f,7,7,7; g,5,5,5; h,5,5,; ia ie io iu,1,,; i,0,,
j,1|4,|4,|4; ks,5,54,54; kh,5,5,5; k,5,5,5; l,8,8,8; mn,66,66,66; m,6,6,6; nm,66,66,66; n,6,6,6
oi oj oy,0,1,; o,0,,; p pf ph,7,7,7; q,5,5,5; rz rs,94|4,94|4,94|4; r,9,9,9
schtsch schtsh schtch,2,4,4; sch,4,4,4; shtch shch shtsh,2,4,4; sht scht schd,2,43,43; sh,4,4,4
stch stsch sc,2,4,4; strz strs stsh,2,4,4; st,2,43,43; szcz szcs,2,4,4; szt shd szd sd,2,43,43
sz,4,4,4; s,4,4,4; tch ttch ttsch,4,4,4; th,3,3,3; trz trs,4,4,4; tsch tsh,4,4,4
ts tts ttsz tc,4,4,4; tz ttz tzs tsz,4,4,4; t,3,3,3; ui uj uy,0,1,; u ue,0,,; v,7,7,7; w,7,7,7
x,5,54,54; y,1,,; zdz zdzh zhdzh,2,4,4; zd zhd,2,43,43; zh zs zsch zsh,4,4,4; z,4,4,4
"""
RULES = {
    letters: tuple(code.split("|") for code in codes)
    for rule in re.split(r"[;\n]", TABLE.strip())
    for names, *codes in [rule.strip().split(",")]
    for letters in names.split()
}
SOUNDS = re.compile("|".join(sorted(RULES, key=len, reverse=True)))
VOWELS = "aeiou"
LENGTH = 6


def codes(word: str) -> frozenset[str]:
    """All codes of a word in Latin small letters; of no letters, none."""
    branches = {("", "")}  # the code so far, and the code of the last sound
    sounds = list(SOUNDS.finditer(word))
    for number, sound in enumerate(sounds):
        before_vowel = word[sound.end() : sound.end() + 1] in tuple(VOWELS)
        column = 0 if number == 0 else 1 if before_vowel else 2
        branches = {
            (code if new == last and column else code + new, new)
            for code, last in branches
            for new in RULES[sound.group()][column]
        }
    return frozenset(code.ljust(LENGTH, "0")[:LENGTH] for code, _ in branches if sounds)
