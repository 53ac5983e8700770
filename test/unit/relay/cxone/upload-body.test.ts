import fc from 'fast-check';
import { expect, it } from 'vitest';
import { uploadBody } from '#relay/connectors/cxone/upload-body.ts';

it('is the JSON CXone expects, of the length it announces, however the file is cut', async () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(chunks, async (pieces) => {
      const content = Buffer.concat(pieces);
      const open = async function* (): AsyncGenerator<Uint8Array> {
        for (const piece of pieces) yield await Promise.resolve(piece);
      };
      const body = uploadBody({ mimeType: 'image/"jpeg', sizeBytes: content.length, open });
      const written: Uint8Array[] = [];
      for await (const piece of body.chunks()) written.push(piece);
      const text = Buffer.concat(written).toString('utf8');
      expect(Buffer.byteLength(text)).toBe(body.sizeBytes);
      expect(JSON.parse(text)).toEqual({ content: content.toString('base64'), mimeType: 'image/"jpeg' });
    }),
    { numRuns: 500 },
  );
});

it('cuts long pieces', async () => {
  const content = Buffer.from(Uint8Array.from({ length: 200_001 }, (_, index) => index % 253));
  const open = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(content.subarray(0, 100_000));
    yield content.subarray(100_000);
  };
  const body = uploadBody({ mimeType: 'a/b', sizeBytes: content.length, open });
  const written: Uint8Array[] = [];
  for await (const piece of body.chunks()) written.push(piece);
  expect(Math.max(...written.map(({ byteLength }) => byteLength))).toBeLessThanOrEqual(32_768);
  const { content: base64 } = JSON.parse(Buffer.concat(written).toString('utf8')) as { content: string };
  expect(Buffer.from(base64, 'base64').equals(content)).toBe(true);
});
