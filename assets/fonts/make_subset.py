#!/usr/bin/env python3
"""Makes the embedded fonts from Debian's fonts-noto-cjk; see README.md beside this file.

    python3 make_subset.py [folder with NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc]

Needs fonttools (Debian: python3-fonttools). Face 2 of each collection is Noto Sans CJK SC.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
SOURCE = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/opentype/noto")
SC_FACE = 2

ASCII = "".join(map(chr, range(0x20, 0x7F)))
SIGNS = (
    "\u00a0¶§©®°±²³´µ·¹º»«¼½¾×÷éèêàáíìóòúùüÜöÖäÄßçñāēīōūǎěǐǒǔǜ"
    "–—―‘’“”„†‡•…‰′″‹›€₂№℃ℓ™Ω←↑→↓↔↕↖↗↘↙⇄⇒⇔∆∈∏∑−√∝∞∠∧∨∩∪∫∴∵≈≠≡≤≥≪≫⊕⊥"
    "⁰¹⁴⁵⁶⁷⁸⁹⁻ⁿ₀₁₂₃₄₅₆₇₈₉⌈⌉⌊⌋①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳■□▪▫▲△▶▷▼▽◀◁◆◇○◎●◐◯★☆☑☒✓✔✕✗⌀⌘"
    "㎎㎏㎜㎝㎞㎡㎥㏄㎢"
    # Half-width kana, hangul and their kin are left to the system's fonts.
    + "".join(map(chr, range(0x3000, 0x3020)))
    + "".join(map(chr, range(0xFF01, 0xFF5F)))
    + "￠￡￥"
)
GREEK = "".join(map(chr, range(0x391, 0x3CA)))
# Not in GB 2312, but common in the names of today's firms and people.
NAME_CHARACTERS = (
    "槃沄啰囧喆堃昇昉晞旻炆烜焜燊燚祎翀翃頔赟犇骉甦彧璟瑄瑀珺玥珅珩珰琎琤琯瑭璠瓒旸昳曈槿湉湜溦滢潆澂淏渼洺浛涴"
    "锜镕镒钜钐峂岽崟嵘埇埗堉垚尕屾弢忞悰慜媖嫄妧姮婠煊镔砼磙槑囍仝邨烨铄玮俤偲倓僡勍卲嬿孖孞宬岍崀帔庼徕恂悫憙扆挦昺"
    "晙晫晳暐曌朤枍栐栟桉梽棨棽榳樑樾橦欤沨沺泇洢浬涏淕渟溁滃漈濬烔焺熳牂犟玘玙玚玠玹珖珝珵琇琋琨瑢瑨璘璪瓘畇畯"
    "皞睿矱硂碶祺禔秾稌穜窅筜篪簃粲繄纁绤翯肜芃苊苾茀荙莜菂葆蒗蓁蕖薏藴虓蜎袆觿诩诵赑跶轺逄邺郄郯鄠鄢酂醾釪钖铚锳锽镇"
    "阇陔隽霁靓韡顗颋飏飐馀骎骙鲲鸾鹍麴黉齐"
)
# What headline figures are written with: the bold face holds no other Chinese.
FIGURE_WORDS = "亩万亿元人吨公顷平方米千年月日家宗个项地块合计均值中位数不详未填第一二三四五六七八九十百分比率"


def gb2312() -> str:
    """All of GB 2312 without its kana, Cyrillic and box-drawing rows."""
    rows = [0xA1, 0xA2, 0xA3, 0xA8, *range(0xB0, 0xF8)]
    text = ""
    for row in rows:
        for cell in range(0xA1, 0xFF):
            text += bytes([row, cell]).decode("gb2312", errors="ignore")
    return text


def make(collection: str, style: str, name: str, text: str) -> None:
    """Cuts `text`'s glyphs out of one face and gives the result a family name of its own."""
    with tempfile.TemporaryDirectory() as folder:
        characters = Path(folder) / "characters.txt"
        characters.write_text("".join(sorted(set(text))), encoding="utf-8")
        subprocess.run(
            [
                "pyftsubset",
                str(SOURCE / collection),
                f"--font-number={SC_FACE}",
                f"--text-file={characters}",
                f"--output-file={folder}/subset.otf",
                # Figures are tabular by default in this family; alternates and vertical forms are not drawn.
                "--layout-features=kern,mark,mkmk",
                "--hinting",
                "--no-desubroutinize",
                "--name-IDs=0,7,13,14",
                "--notdef-outline",
                "--ignore-missing-unicodes",
                "--drop-tables+=vhea,vmtx,VORG,BASE",
            ],
            check=True,
        )
        font = TTFont(f"{folder}/subset.otf", recalcTimestamp=False)
        names = font["name"]
        postscript = f"MulensSansSC-{style}"
        for name_id, value in [
            (1, "Mulens Sans SC" if style == "Regular" else f"Mulens Sans SC {style}"),
            (2, "Regular"),
            (3, f"{postscript};subset of Noto Sans CJK SC 2.004"),
            (4, f"Mulens Sans SC {style}"),
            (5, "Version 2.004; subset"),
            (6, postscript),
        ]:
            names.setName(value, name_id, 3, 1, 0x409)
        font["CFF "].cff.fontNames[0] = postscript
        font.save(HERE / name)
        print(name, (HERE / name).stat().st_size, "bytes,", len(font.getBestCmap()), "characters")


make("NotoSansCJK-Regular.ttc", "Regular", "MulensSansSC-Subset.otf", ASCII + SIGNS + GREEK + NAME_CHARACTERS + gb2312())
make("NotoSansCJK-Bold.ttc", "Bold", "MulensSansSC-Figures-Bold.otf", ASCII + "·°±²³×÷–—…≤≥≈−√∑Σ→←↑↓㎡%％()" + FIGURE_WORDS)
