import { escapeHtml } from '#shared/lib/escape-html.ts';
import type { Sheet, SheetRow, SheetValue } from './sheet-data.ts';
import type { SheetWords } from './sheet-words.ts';

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
<title>${escapeHtml(`${words.title}: ${sheet.name}`)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(sheet.name)}</h1>
<p class="made">${escapeHtml(words.title)} · ${escapeHtml(words.madeAt)} ${escapeHtml(made)}</p>
<p>${escapeHtml(words.intro)}</p>
${sheet.holdsSecret ? `<p class="warn"><strong>${escapeHtml(words.secretInside)}</strong></p>` : ''}
<h2>${escapeHtml(words.steps)}</h2>
<ol>
${steps.map((step) => `<li>${escapeHtml(step)}</li>`).join('\n')}
</ol>
<table>
<thead><tr><th scope="col">${escapeHtml(words.field)}</th><th scope="col">${escapeHtml(words.value)}</th></tr></thead>
<tbody>
${sheet.rows.map((row) => rowHtml(row, words)).join('\n')}
</tbody>
</table>
${sheet.hasMutualTls ? `<p>${escapeHtml(words.mutualTls)}</p>` : ''}
<h2>${escapeHtml(words.sendBack)}</h2>
<ul>
${words.back.map((line) => `<li>${escapeHtml(line)}</li>`).join('\n')}
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
  return `<tr><th scope="row">${escapeHtml(words.fields[field])}</th><td>${swatch}${valueHtml(value, words)}</td></tr>`;
}

function valueHtml(value: SheetValue, words: SheetWords): string {
  switch (value.kind) {
    case 'value':
      return value.text.includes('\n')
        ? `<pre>${escapeHtml(value.text)}</pre>`
        : `<code>${escapeHtml(value.text)}</code>`;
    case 'icon':
      return escapeHtml(words.icons[value.icon]);
    case 'separately':
    case 'empty':
    case 'on':
    case 'off':
      return `<em>${escapeHtml(words[value.kind])}</em>`;
  }
}
