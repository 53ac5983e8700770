import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonObject } from '#relay/connectors/cxone/strict-json.ts';

const read = (text: string) => readJsonObject(Buffer.from(text, 'utf8'));
const nested = (depth: number): string => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;

describe('JSON from outside', () => {
  it('is read like any JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 6 }), { noNullPrototype: true }), (value) => {
        const text = JSON.stringify(value);
        expect(read(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('is never more than the parser itself would take, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const found = readJsonObject(bytes);
        if (found !== null) expect(found).toEqual(JSON.parse(Buffer.from(bytes).toString('utf8')));
      }),
      { numRuns: 2_000 },
    );
  });

  it('may be 40 levels deep and no deeper', () => {
    expect(read(nested(40))).not.toBeNull();
    expect(read(nested(41))).toBeNull();
    expect(read(`{"a":"${'['.repeat(100)}"}`)).not.toBeNull();
  });

  it('names each member once', () => {
    expect(read('{"a":1,"a":1}')).toBeNull();
    expect(read('{"a" \n\t:1,"b":2,"a":3}')).toBeNull();
    expect(read('{"a":1,"\\u0061":2}')).toBeNull();
    expect(read('{"a\\"b":1,"a\\u0022b":2}')).toBeNull();
    expect(read('{"x":{"a":1,"a":2}}')).toBeNull();
    expect(read('{"x":[{"a":1,"a":2}]}')).toBeNull();
    expect(read('{"a":{"a":1},"b":{"a":2},"c":["a","a"],"d":"a\\\\"}')).not.toBeNull();
  });

  it('keeps __proto__ a member like any other', () => {
    const value = read('{"__proto__":{"admin":true}}');

    expect(Object.keys(value ?? {})).toEqual(['__proto__']);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});
