import { describe, expect, it } from 'vitest';
import { handOverHtml } from '#main/setup/hand-over/hand-over-sheet.ts';
import { sheetFields, sheetOf, type SheetInput } from '#main/setup/hand-over/sheet-data.ts';
import { sheetWords } from '#main/setup/hand-over/sheet-words.ts';
import { certificatePem, goodIntegration } from '../../shared/setup/good-setup.ts';

const input = (change: Partial<SheetInput> = {}): SheetInput => ({
  form: goodIntegration(),
  publicUrl: 'https://relay.veerpont.nl',
  secret: null,
  hasMutualTlsKey: false,
  ...change,
});
const sheet = (change: Partial<SheetInput> = {}) => {
  const made = sheetOf(input(change));
  if (made === null) throw new Error('no address');
  return made;
};
const page = (change: Partial<SheetInput> = {}, language: 'en' | 'nl' | 'zh' = 'en'): string =>
  handOverHtml(sheet(change), sheetWords[language], Date.UTC(2026, 10, 23, 10));

describe('hand-over sheet', () => {
  it('has every field of the form in its order', () => {
    const { rows } = sheet({ secret: 'shown-once' });

    expect(rows.map(({ field }) => field)).toEqual(sheetFields);
    expect(
      Object.fromEntries(rows.map(({ field, value }) => [field, value.kind === 'value' ? value.text : value.kind])),
    ).toEqual({
      name: 'WeChat support',
      boxUrl: 'https://relay.veerpont.nl/integration/box',
      authorizationUrl: 'empty',
      addUrl: 'https://relay.veerpont.nl/integration/add',
      reconnectUrl: 'https://relay.veerpont.nl/integration/add',
      removeUrl: 'https://relay.veerpont.nl/integration/add',
      clientId: 'veerpont-wechat',
      clientSecret: 'shown-once',
      clientCertificate: 'empty',
      privateKey: 'empty',
      caCertificate: 'empty',
      color: '#07c160',
      icon: 'icon',
      digital3Outbound: 'on',
    });
  });

  it('is not made before the addresses are known', () => {
    expect(sheetOf(input({ publicUrl: null }))).toBeNull();
  });

  it('needs nothing from outside and runs nothing', () => {
    const html = page({ secret: 's', form: { ...goodIntegration(), clientCertificate: certificatePem } });

    expect(html).not.toMatch(/<script|<link|<img|<iframe|\bon[a-z]+=|\ssrc=|\shref=|url\(|@import/iu);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain(`<pre>${certificatePem}</pre>`);
  });

  it('shows what was typed as text, whatever it is', () => {
    const name = '<script>alert(1)</script>"\'&\u202Eevil';
    const html = page({
      form: { ...goodIntegration(), name, color: 'red;background:url(http://x)', clientId: '</code><b>' },
    });

    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\ufffdevil');
    expect(html).not.toMatch(/<script|<b>|style="background:red/u);
  });

  it.each(['en', 'nl', 'zh'] as const)(
    'says in %s where to click and what to send back, and names a secret inside',
    (language) => {
      const words = sheetWords[language];
      const html = page({ secret: 'the-secret', hasMutualTlsKey: true }, language);

      expect(html).toContain(`lang="${words.locale}"`);
      for (const text of [
        words.open,
        words.find,
        words.secretInside,
        words.mutualTls,
        ...words.back,
        ...Object.values(words.fields),
      ]) {
        expect(html).toContain(text.replaceAll('>', '&gt;'));
      }
      expect(html).toContain('the-secret');
      expect(page({}, language)).not.toContain(words.secretInside);
      expect(page({}, language)).toContain(words.separately);
    },
  );
});
