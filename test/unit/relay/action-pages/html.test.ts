import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from '#relay/action-pages/html.ts';

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onfocus='alert(1)",
  '</title></style><svg/onload=alert(1)>',
  '&lt;already&gt;',
  '`7*7`',
  '郁金香 😀',
];

describe('markup from templates', () => {
  it.each(hostile)('keeps %s text', (name) => {
    const markup = html`<p title="${name}">${name}</p>`.toString();
    expect(markup.match(/</gu)).toHaveLength(2);
    expect(markup.match(/"/gu)).toHaveLength(2);
    expect(markup).not.toContain("'");
  });

  it('lets nothing from outside add a tag, an attribute or an entity', () => {
    const count = (text: string, signs: string) => [...text].filter((sign) => signs.includes(sign)).length;
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...`<>"'\`&;=/ aé郁\u0000\u202e`) }), (text) => {
        const markup = html`<a title="${text}">${text}</a>`.toString();
        const entities = markup.match(/&(?:amp|lt|gt|quot|#39|#96);/gu)?.length ?? 0;
        return count(markup, '<>') === 4 && count(markup, `"'\``) === 2 && count(markup, '&') === entities;
      }),
    );
  });

  it('takes markup made here as it is, in lists too, and leaves out what is nothing', () => {
    const items = ['a&b', 'c'].map((text) => html`<li>${text}</li>`);
    const markup = html`<ul>
      ${items}${null}${false}${3}
    </ul>`.toString();
    expect(markup.replace(/\s/gu, '')).toBe('<ul><li>a&amp;b</li><li>c</li>3</ul>');
  });

  it('does not take an object that only looks like markup', () => {
    const impostor = { toString: () => '<b>' };
    expect(() => html`${impostor as unknown as string}`).toThrow();
  });

  it('marks signs that cannot be seen or that turn the line around', () => {
    expect(html`${'evil\u202egnp.exe\u0000'}`.toString()).toBe('evil\ufffdgnp.exe\ufffd');
  });
});
