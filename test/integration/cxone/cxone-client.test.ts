import { channelBody } from '#shared/setup/cxone-channel.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MessageId } from '#shared/domain/ids.ts';
import { pieces } from '#test/integration/media/media-kit.ts';
import { reportStatus } from '#relay/connectors/cxone/cxone-status-reporter.ts';
import { startCxoneKit, type CxoneKit } from './cxone-kit.ts';
import { tulipCxoneId } from './relay-fixture.ts';

let kit: CxoneKit;

beforeEach(async () => {
  kit = await startCxoneKit();
});
afterEach(() => kit.stop());

describe('reporting what became of a reply', () => {
  const messageId = MessageId.parse('wxout-1');
  const path = `/dfo/3.0/channels/${tulipCxoneId}/messages/${messageId}/status`;
  const report = (status: 'delivered' | 'failed', reason: string | null = null) =>
    reportStatus(
      kit.client,
      { cxoneChannelId: tulipCxoneId, messageId, status, at: Date.UTC(2026, 0, 12, 8, 15, 32, 100), reason },
      kit.signal,
    );

  it('puts delivered, and failed with its reason', async () => {
    expect(await report('delivered')).toEqual({ ok: true });
    expect(await report('failed', '45015 response out of time limit')).toEqual({ ok: true });

    expect(kit.cxone.callsOf('PUT', path).map(({ json }) => json)).toEqual([
      { status: 'delivered', updatedAt: '2026-01-12T08:15:32.100Z' },
      { status: 'failed', updatedAt: '2026-01-12T08:15:32.100Z', reason: '45015 response out of time limit' },
    ]);
  });

  it.each([200, 201, 202, 204])('takes %i for done, whatever the body', async (status) => {
    kit.cxone.set('PUT', path, { status, ...(status !== 204 && { body: 'ok' }) });

    expect(await report('delivered')).toEqual({ ok: true });
  });

  it.each([
    [{ status: 404 }, true, 'CXONE_REQUEST_REFUSED'],
    [{ status: 400 }, true, 'CXONE_REQUEST_REFUSED'],
    [{ status: 503 }, false, 'CXONE_SERVER_ERROR'],
    [{ status: 429 }, false, 'CXONE_RATE_LIMITED'],
  ])('says of %j whether another try is worth it', async (behaviour, final, code) => {
    kit.cxone.set('PUT', path, behaviour);

    expect(await report('failed')).toMatchObject({ ok: false, final, failure: { code } });
  });
});

describe('channels', () => {
  const path = '/dfo/3.0/channels';

  it('are written with the settings that fit WeChat', async () => {
    const draft = channelBody({
      cxoneChannelId: tulipCxoneId,
      originalId: 'gh_tulip',
      integrationId: 'integration-demo',
      name: 'Tulip Store',
    });

    expect(await kit.client.upsertChannel(draft, kit.signal)).toEqual({ ok: true, value: null });
    expect(kit.cxone.callsOf('POST', path)[0]?.json).toMatchObject({
      id: tulipCxoneId,
      idOnExternalPlatform: 'gh_tulip',
      channelIntegrationId: 'integration-demo',
      realExternalPlatformId: 'we-chat',
      isPrivate: true,
      hasTreeStructure: false,
      hasManualOutboundFlow: true,
      hasAbilityToDelete: false,
      hasAbilityToHide: false,
      hasAbilityToLike: false,
      hasAbilityToShare: false,
    });
  });

  it('say what CXone did not like', async () => {
    kit.cxone.set('POST', path, {
      status: 422,
      body: { errors: [{ field: 'realExternalPlatformId', message: 'not allowed' }] },
    });
    const draft = channelBody({
      cxoneChannelId: 'x',
      originalId: 'gh_x',
      integrationId: 'i',
      name: 'n',
      platform: 'custom',
    });

    expect(await kit.client.upsertChannel(draft, kit.signal)).toMatchObject({
      ok: false,
      failure: { code: 'CXONE_REQUEST_REFUSED', value: 'realExternalPlatformId: not allowed' },
    });
  });

  it('are listed page by page, skipping what cannot be read', async () => {
    const page = (number: number): object[] =>
      number > 3
        ? []
        : Array.from({ length: 100 }, (_, index) => ({ id: `c${number}-${index}`, channelIntegrationId: 5 }));
    kit.cxone.set('GET', path, ({ url }, response) => {
      const number = Number(/[?&]page=(\d+)/u.exec(url)?.[1]);
      response.end(JSON.stringify([...page(number), ...(number === 2 ? [null, 'x', { name: 'no id' }] : [])]));
    });

    const listed = await kit.client.listChannels(kit.signal);

    expect(listed.ok && [listed.value.channels.length, listed.value.complete]).toEqual([400, true]);
    expect(listed.ok && listed.value.channels[0]).toEqual({
      id: 'c0-0',
      idOnExternalPlatform: null,
      channelIntegrationId: '5',
      name: null,
      isDeleted: false,
    });
  });

  it('stop at ten thousand when the list never ends', async () => {
    let next = 0;
    kit.cxone.set('GET', path, (_call, response) => {
      response.end(JSON.stringify(Array.from({ length: 1_000 }, () => ({ id: `c${(next += 1)}` }))));
    });

    const listed = await kit.client.listChannels(kit.signal);

    expect(listed.ok && [listed.value.channels.length, listed.value.complete]).toEqual([10_000, false]);
  });

  it('stop when every page is the same', async () => {
    kit.cxone.set('GET', path, { status: 200, body: [{ id: 'a' }] });

    const listed = await kit.client.listChannels(kit.signal);

    expect(listed.ok && listed.value.channels).toHaveLength(1);
    expect(kit.cxone.callsOf('GET', path).length).toBeLessThan(5);
  });
});

describe('attachments', () => {
  it('uploads bytes and returns where they are', async () => {
    const path = '/dfo/3.0/attachments/temporary';
    kit.cxone.set('POST', path, {
      status: 201,
      body: { id: 1, url: 'https://files.example.com/tmp/a1', expireAt: '2026-01-12T09:10:05+00:00' },
    });

    const upload = (content: Buffer, mimeType: string) =>
      kit.client.uploadTemporary({ mimeType, sizeBytes: content.length, open: () => pieces(content, 2) }, kit.signal);
    const uploaded = await upload(Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg');

    expect(uploaded).toEqual({
      ok: true,
      value: { url: 'https://files.example.com/tmp/a1', expiresAt: Date.UTC(2026, 0, 12, 9, 10, 5) },
    });
    expect(kit.cxone.callsOf('POST', path)[0]?.json).toEqual({ content: '/9j/4A==', mimeType: 'image/jpeg' });
    expect(kit.cxone.callsOf('POST', path)[0]?.headers['content-type']).toBe('application/json');
    kit.cxone.set('POST', path, { status: 201, body: { id: 1 } });
    expect(await upload(Buffer.from([1]), 'image/png')).toMatchObject({
      ok: false,
      failure: { code: 'CXONE_ANSWER_INVALID' },
    });
  });
});
