"""The look of the web page: on a screen, on a telephone, in the dark and on paper.

Contrast: text on ground 15.9:1, links and marks 7:1 or more, so that WCAG 2.2 AA is kept.
"""

from __future__ import annotations

STYLE = """\
:root { color-scheme: light; }
* { box-sizing: border-box; }
body {
  margin: 0; background: #fff; color: #1a1a1a;
  font-family: "FangSong_GB2312", "FangSong", "STFangsong", "Songti SC", "SimSun",
    "Noto Serif CJK SC", "Noto Serif SC", serif;
  font-size: 1.125rem; line-height: 1.8; overflow-wrap: break-word;
}
main { max-width: 50rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 {
  font-family: "FZXiaoBiaoSong-B05S", "STZhongsong", "Songti SC", "SimSun",
    "Noto Serif CJK SC", "Noto Serif SC", serif;
  font-size: 1.75rem; font-weight: 700; line-height: 1.5; text-align: center;
  text-wrap: balance; margin: 1rem 0 2rem;
}
h1 span { display: inline-block; max-width: 100%; }
h2, h3, h4, h5 { font-size: 1.125rem; line-height: 1.6; margin: 1.5rem 0 .5rem; }
h2 {
  font-family: "SimHei", "Heiti SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC",
    sans-serif;
  font-size: 1.25rem; font-weight: 700;
}
h3 { font-family: "KaiTi_GB2312", "KaiTi", "STKaiti", "Kaiti SC", serif; font-weight: 700; }
p { margin: 0 0 .5rem; text-indent: 2em; text-align: justify; }
p.note { font-size: 1rem; }
p.draft {
  margin: 0 0 1rem; padding: .25rem 1rem; border: 2px solid #a4000f; color: #a4000f;
  font-size: 1.5rem; text-align: center; text-indent: 0; letter-spacing: .5em;
}
div.table { position: relative; overflow-x: auto; margin: 1rem 0; }
div.table:focus-visible { outline: 3px solid #1a4f9c; outline-offset: 2px; }
table {
  width: 100%; border-collapse: collapse; table-layout: fixed;
  font-size: .9375rem; line-height: 1.4;
}
table.wide { min-width: 44rem; }
table[style] {
  min-width: calc(var(--ems) * 1em); font-size: clamp(.75rem, calc(47rem / var(--ems)), .9375rem);
}
caption {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap;
}
th, td { border: 1px solid #333; padding: .3rem .25rem; text-align: center; font-weight: 400; }
th.label { text-align: left; }
th.header, th.band { background: #f2f4f7; }
th.header { text-wrap: balance; }
th.vertical { writing-mode: vertical-rl; letter-spacing: .2em; }
td { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
td[data-cell] { overflow-wrap: normal; }
aside.annex { margin-top: 3rem; border-top: 1px solid #333; }
figure { margin: 1rem 0; }
figure svg { display: block; width: 100%; height: auto; }
@media (max-width: 40rem) {
  body { font-size: 1rem; }
  h1 { font-size: 1.375rem; }
  p { text-align: start; }
}
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
@page {
  font-family: "SimSun", "Songti SC", "Noto Serif CJK SC", "Noto Serif SC", serif; font-size: 14pt;
}
@page :right { @bottom-right { content: "— " counter(page) " —\\3000"; padding-bottom: 17mm; } }
@page :left { @bottom-left { content: "\\3000— " counter(page) " —"; padding-bottom: 17mm; } }
@media print {
  body { font-size: 16pt; line-height: 28.95pt; color: #000; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 22pt; line-height: 34pt; }
  h2, h3, h4, h5 { font-size: 16pt; line-height: 28.95pt; margin: 0; break-after: avoid; }
  p { margin: 0; orphans: 2; widows: 2; }
  section:last-of-type h2 { break-before: avoid; }
  section:last-of-type p { widows: 4; }
  p.note { font-size: 12pt; line-height: 20pt; }
  div.table { overflow: visible; margin: 6pt 0; break-inside: avoid; }
  table, table.wide, table[style] { min-width: 0; font-size: 10.5pt; line-height: 1.25; }
  table.wide { font-size: min(9pt, calc(440pt / var(--ems, 46))); line-height: 1.2; }
  th, td { padding: 2pt; }
  thead { display: table-header-group; }
  tr, figure { break-inside: avoid; }
  aside.annex { break-before: page; margin: 0; border: 0; }
  th.header, th.band { background: none; }
}
"""
