import { describe, expect, it } from 'vitest';
import { readAnswer } from '#relay/connectors/wechat/wechat-json.ts';

const read = (text: string) => readAnswer(Buffer.from(text));

describe('answer of the API', () => {
  it('gives code, words and the id of the call', () => {
    const errmsg = 'out of response count limit rid: 6920c0de-0a0b0c0d-11223344';
    expect(read(`{"errcode":45047,"errmsg":"${errmsg}"}`)).toMatchObject({
      errcode: 45047,
      errmsg,
      rid: '6920c0de-0a0b0c0d-11223344',
    });
  });

  it('has no code where data is answered', () => {
    expect(read('{"access_token":"t","expires_in":7200}')).toEqual({
      errcode: null,
      errmsg: '',
      rid: null,
      body: { access_token: 't', expires_in: 7200 },
    });
  });

  it.each([
    ['a byte order mark', '\u{feff}{"errcode":0,"errmsg":"ok"}'],
    ['line breaks between members', '{\r\n"errcode":0,\t"errmsg":"ok"}'],
    ['raw control characters in strings', '{"errcode":0,"errmsg":"o\nk\u0001"}'],
    ['a quoted code in the words', '{"errcode":0,"errmsg":"\\"errcode\\":45015"}'],
  ])('is read with %s', (_what, text) => {
    expect(read(text)?.errcode).toBe(0);
  });

  it('keeps numbers beyond 2^53 exact, as text, and touches no string', () => {
    const text =
      '{"msg_id":9007199254740993,"list":[-12345678901234567],"short":123,"real":1.2345678901234567,"s":"n 9007199254740993 \\" 1"}';
    expect(read(text)?.body).toEqual({
      msg_id: '9007199254740993',
      list: ['-12345678901234567'],
      short: 123,
      real: 1.2345678901234567,
      s: 'n 9007199254740993 " 1',
    });
  });

  it.each([
    ['HTML', '<html><body>502</body></html>'],
    ['nothing', ''],
    ['half of it', '{"errcode":0,"err'],
    ['a list', '[{"errcode":0}]'],
    ['null', 'null'],
    ['a number', '0'],
    ['a code as text', '{"errcode":"0","errmsg":"ok"}'],
    ['a code with a fraction', '{"errcode":0.5}'],
    ['a code as object', '{"errcode":{"errcode":0}}'],
    ['a code that is null', '{"errcode":null}'],
    ['a code beyond all numbers', '{"errcode":1e999}'],
    ['two codes, the last one good', '{"errcode":45015,"errcode":0}'],
    ['two codes, the first one good', '{"errcode":0,"errcode" : 45015}'],
    ['200,000 lists in one another', `${'['.repeat(200_000)}`],
  ])('is not believed: %s', (_what, text) => {
    expect(read(text)).toBeNull();
  });

  it('takes no members from a prototype', () => {
    expect(read('{"__proto__":{"errcode":0}}')?.errcode ?? null).toBeNull();
    expect(({} as Record<string, unknown>)['errcode']).toBeUndefined();
  });
});
