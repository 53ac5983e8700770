import type { Sheet, SheetRow, SheetValue } from './sheet-data.ts';
import type { SheetWords } from './sheet-words.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Control characters and what turns the writing direction: a value has to be read as it is. */
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const escaped = (text: string): string =>
  text.replace(unseen, '\ufffd').replace(/[&<>"']/gu, (character) => entities[character] ?? '');

const style = `
:root{color-scheme:light}
body{font:15px/1.5 "Segoe UI","Noto Sans","PingFang SC","Microsoft YaHei",sans-serif;color:#16202a;background:#fff;max-width:52rem;margin:2rem auto;padding:0 1.5rem}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}
.made{color:#4a5560;margin:0 0 1rem}.warn{border:2px solid #8a5a00;padding:.6rem .9rem;border-radius:.4rem}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #b9c2cb;padding:.45rem .6rem;text-align:left;vertical-align:top}
thead th{background:#eef2f5}tbody th{font-weight:600;width:38%}
code,pre{font:13px/1.45 ui-monospace,Consolas,Menlo,monospace;white-space:pre-wrap;overflow-wrap:anywhere;margin:0;user-select:all}
.swatch{display:inline-block;width:1em;height:1em;border:1px solid #4a5560;margin-right:.4em;vertical-align:-.15em}
@media print{body{margin:0;max-width:none;padding:0}tr,.warn{break-inside:avoid}}
`;

/** A page that needs nothing from outside: no script, no picture, no address it would fetch. To be read, copied from and printed. */
export function handOverHtml(sheet: Sheet, words: SheetWords, madeAt: number): string {
  const made = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeStyle: 'short' }).format(madeAt);
  const steps = [words.open, words.fill, words.finish, words.find];
  return `<!doctype html>
<html lang="${words.locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escaped(`${words.title}: ${sheet.name}`)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(sheet.name)}</h1>
<p class="made">${escaped(words.title)} · ${escaped(words.madeAt)} ${escaped(made)}</p>
<p>${escaped(words.intro)}</p>
${sheet.holdsSecret ? `<p class="warn"><strong>${escaped(words.secretInside)}</strong></p>` : ''}
<h2>${escaped(words.steps)}</h2>
<ol>
${steps.map((step) => `<li>${escaped(step)}</li>`).join('\n')}
</ol>
<table>
<thead><tr><th scope="col">${escaped(words.field)}</th><th scope="col">${escaped(words.value)}</th></tr></thead>
<tbody>
${sheet.rows.map((row) => rowHtml(row, words)).join('\n')}
</tbody>
</table>
${sheet.hasMutualTls ? `<p>${escaped(words.mutualTls)}</p>` : ''}
<h2>${escaped(words.sendBack)}</h2>
<ul>
${words.back.map((line) => `<li>${escaped(line)}</li>`).join('\n')}
</ul>
</body>
</html>
`;
}

function rowHtml({ field, value }: SheetRow, words: SheetWords): string {
  const swatch =
    field === 'color' && value.kind === 'value' && /^#[0-9a-f]{6}$/iu.test(value.text)
      ? `<span class="swatch" style="background:${value.text}"></span>`
      : '';
  return `<tr><th scope="row">${escaped(words.fields[field])}</th><td>${swatch}${valueHtml(value, words)}</td></tr>`;
}

function valueHtml(value: SheetValue, words: SheetWords): string {
  switch (value.kind) {
    case 'value':
      return value.text.includes('\n') ? `<pre>${escaped(value.text)}</pre>` : `<code>${escaped(value.text)}</code>`;
    case 'icon':
      return escaped(words.icons[value.icon]);
    case 'separately':
    case 'empty':
    case 'on':
    case 'off':
      return `<em>${escaped(words[value.kind])}</em>`;
  }
}
