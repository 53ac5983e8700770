import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readJsonObject } from '#relay/connectors/cxone/strict-json.ts';
import { startBoxKit, type BoxKit } from '#test/integration/cxone/box-kit.ts';
import { tulipCxoneId } from '#test/integration/cxone/relay-fixture.ts';
import { jsonCases, openId, type JsonCase } from './json-cases.ts';

let kit: BoxKit;

beforeAll(async () => {
  kit = await startBoxKit();
});
afterEach(() => {
  kit.intake.reset();
});
afterAll(() => kit.stop());

const thread = { idOnExternalPlatform: `gh_tulip:${openId}` };

function bodyOf({ body }: JsonCase): unknown {
  return typeof body === 'string' || body instanceof Uint8Array ? body : { thread, ...body };
}

describe('JSON on the Box API', () => {
  it.each(jsonCases)('$name', async (row) => {
    const startedAt = performance.now();
    const answer = await kit.call(`/2.0/channel/${tulipCxoneId}/outbound`, { body: bodyOf(row) });
    const elapsedMs = performance.now() - startedAt;

    if (row.expected.kind === 'refused') {
      expect(answer.status).toBe(400);
      expect(answer.json).toEqual({
        displayErrorMessage: expect.any(String) as string,
        errorCode: expect.any(String) as string,
        errors: expect.any(Array) as unknown[],
      });
      if (row.expected.says) expect(answer.text).toMatch(row.expected.says);
      expect(kit.intake.accepted).toEqual([]);
    } else {
      expect(answer.status).toBe(200);
      const [request, ...others] = kit.intake.accepted;
      expect(others).toEqual([]);
      expect(request?.openId).toBe(openId);
      expect(request?.content).toMatchObject({ text: row.expected.text });
      const attachments = request?.content.kind === 'rich' ? request.content.attachments : [];
      if (row.expected.attachments) expect(attachments.map(({ name }) => name)).toEqual(row.expected.attachments);
    }
    expect(elapsedMs).toBeLessThan(3_000);
    expect(Object.prototype).not.toHaveProperty('admin');
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('admin');
  });

  it('never repeats what it was sent', async () => {
    const canary = 'canary-5f2d';
    for (const row of jsonCases) {
      const { expected, body } = row;
      if (expected.kind !== 'refused' || typeof body === 'string' || body instanceof Uint8Array) continue;
      const answer = await kit.call(`/2.0/channel/${tulipCxoneId}/outbound`, {
        body: { thread, ...body, brand: canary, author: { name: canary } },
      });
      expect(answer.text).not.toContain(canary);
    }
    expect(kit.log.lines.join('\n')).not.toContain(canary);
    expect(kit.log.lines.join('\n')).not.toContain(openId);
  });

  it('reads the same text from the old reply call', async () => {
    const path = `/1.0/posts/${encodeURIComponent(thread.idOnExternalPlatform)}/messages`;
    for (const row of jsonCases) {
      kit.intake.reset();
      const isWhole = typeof row.body === 'string' || row.body instanceof Uint8Array;
      const names = isWhole ? [] : Object.keys(row.body);
      if (isWhole || names.includes('thread') || names.includes('endUserRecipients')) continue;
      const answer = await kit.call(path, { body: row.body });
      expect([row.name, answer.status]).toEqual([row.name, row.expected.kind === 'accepted' ? 200 : 400]);
      if (row.expected.kind === 'accepted') {
        expect(kit.intake.accepted[0]?.content).toMatchObject({ text: row.expected.text });
      }
    }
  });

  it.each(['['.repeat(200_000), '{"a":'.repeat(200_000), `{"a":"${'\\'.repeat(400_000)}"}`])(
    'is judged in no time, however it is built (%#)',
    (text) => {
      const bytes = Buffer.from(text);
      const startedAt = performance.now();
      readJsonObject(bytes);

      expect(performance.now() - startedAt).toBeLessThan(100);
    },
  );
});
