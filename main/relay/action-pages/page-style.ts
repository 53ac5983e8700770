import { createHash } from 'node:crypto';

/** The pages' whole look. Colours are the console's; every pair of text and ground has a contrast of 4.5 or more. */
const css = `
:root{color-scheme:light dark;--page:#f4f6f8;--panel:#fff;--line:#5f6e7d;--soft:#dde3e9;--text:#14202b;--dim:#4c5b69;--accent:#0b6e99;--on-accent:#fff;--good:#226c38;--bad:#b02020;--warn:#8a4b00}
@media (prefers-color-scheme:dark){:root{--page:#0d1319;--panel:#151d26;--line:#8a9bab;--soft:#283441;--text:#e7edf3;--dim:#a6b5c3;--accent:#5cbbe0;--on-accent:#0d1319;--good:#74d38c;--bad:#ff8f8f;--warn:#f1b25f}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .25rem}
h2{font-size:1.1rem;margin:1.5rem 0 .5rem}
p{margin:.5rem 0}
h1,h2,p,li,td,th,label,button,a{overflow-wrap:anywhere}
.who,.dim{color:var(--dim)}
.note{background:var(--panel);border:1px solid var(--soft);border-left:4px solid var(--accent);padding:.75rem 1rem;margin:1rem 0}
.note.bad{border-left-color:var(--bad)}
ul,ol{padding-left:1.25rem}
ul.channels,ol.steps{list-style:none;padding:0;margin:1rem 0}
ul.channels>li,ol.steps>li{background:var(--panel);border:1px solid var(--soft);border-radius:6px;padding:.75rem 1rem;margin:.5rem 0}
ul.channels label{display:flex;gap:.75rem;align-items:flex-start;font-weight:600;min-height:24px}
ul.channels .name{font-weight:600}
input[type=checkbox],input[type=radio]{width:1.25rem;height:1.25rem;margin:.15rem 0 0;flex:none;accent-color:var(--accent)}
dl{margin:.25rem 0 0;display:grid;grid-template-columns:minmax(6rem,auto) 1fr;gap:.1rem .75rem}
dt{color:var(--dim)}
dd{margin:0;overflow-wrap:anywhere}
ol.steps>li{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1rem}
.passed,.done{color:var(--good)}
.failed{color:var(--bad)}
.asking,.running{color:var(--warn)}
code{background:var(--panel);border:1px solid var(--soft);border-radius:4px;padding:.1rem .35rem;overflow-wrap:anywhere}
.acts{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.5rem 0 0}
button,a.button{font:inherit;font-weight:600;min-height:44px;padding:.5rem 1.1rem;border-radius:6px;border:1px solid var(--line);background:var(--panel);color:var(--text);text-decoration:none;display:inline-flex;align-items:center;cursor:pointer}
button.first{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
button.danger{background:var(--bad);border-color:var(--bad);color:var(--on-accent)}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media (max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.35rem}button,a.button{width:100%;justify-content:center}.acts form{width:100%}}
@media (forced-colors:active){button,a.button{border-width:2px}}
`;

export const pageStyle = css.trim();

const styleHash = createHash('sha256').update(pageStyle).digest('base64');

/** What one page may do: show its own style, and send its forms to us and, by our redirect, back to CXone. */
export function pageHeaders(backUrl: string | null): Readonly<Record<string, string>> {
  // Browsers hold the redirect that answers a form to the same list as the form itself.
  const formTargets = ["'self'", ...(backUrl === null ? [] : [new URL(backUrl).origin])].join(' ');
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      `default-src 'none'; style-src 'sha256-${styleHash}'; form-action ${formTargets}; ` +
      `base-uri 'none'; frame-ancestors 'none'`,
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'x-robots-tag': 'noindex',
  };
}
