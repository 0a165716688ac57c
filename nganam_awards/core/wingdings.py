"""Bullets, ticks and arrows as Word keeps them: points U+F020 to U+F0FF of the private area.

Such a point is a place in Wingdings or Symbol, fonts that no paper and no browser here has; outside
Word it is a box. `text.clean_line` gives what is typed its ordinary sign, so that screens, lists
and papers all have it; papers ask again (`text.plain_signs`) for words stored before.
"""

FIRST = 0xF020
# Sixteen places a row, from U+F020 on. Where both fonts use a place, the sign that stands in
# sentences and lists: Symbol's «−» (2D), «≤ ° ± ≥ × • ÷ ≠ ≡ ≈» (A3, B0 to BB), else Wingdings'.
# A picture with no plain sign is the emoji of its name, which is then refused by a name people see.
_ROWS = (
    " ✎✂✁👓🔔📖🕯☎✆✉✉📪-📬📭",
    "📁📂📄📄📄🗄⌛⌨🖱🖲🖥🖴💾💾✇✍",
    "✍✌👌👍👎☜☞☝☟🖐☺😐☹💣☠⚐",
    "⚑✈☼💧❄✞✞✠✠✡☪☯🕉☸♈♉",
    "♊♋♌♍♎♏♐♑♒♓&&●❍■□",
    "❐❑❒⬧♦◆❖⬥⌧⮹⌘❀✿❝❞▯",
    "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹",
    "❺❻❼❽❾❿❦❦❦❦❧❧❧❧·•",
    "▪○⭘≤◉◎⬤▪◻✦✦★✶✴✹✵",
    "°±⟡≥×✪✰•÷≠≡≈🕕🕖🕗🕘",
    "🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷❦❦❦❦❦",
    "❧❧❧❧❧⌫⌦⮘➢⮙⮛➲⮊⮉⮋←",
    "→↑↓↖↗↙↘⬅➡⬆⬇⬉⬈⬋⬊⇦",
    "⇨⇧⇩⬄⇳⬁⬀⬃⬂▭▫✗✓☒☑⊞",
)
UNICODE = {FIRST + place: sign for place, sign in enumerate("".join(_ROWS))}
