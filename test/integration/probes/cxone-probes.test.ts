import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startProbeRelay, type ProbeRelay } from './probe-relay.ts';

const never = new AbortController().signal;

let relay: ProbeRelay;

beforeEach(async () => {
  relay = await startProbeRelay();
});

afterEach(async () => {
  await relay.stop();
});

describe('the probes against the simulated CXone', () => {
  it.each([
    ['accessKeyRefused', {}, 'cxone_token', 'CXONE_CREDENTIALS_REFUSED', 'lasting', 'not_run'],
    ['tokenRefused', {}, 'cxone_token', 'CXONE_CREDENTIALS_REFUSED', 'lasting', 'not_run'],
    ['unauthorized', {}, 'cxone_channel', 'CXONE_TOKEN_REFUSED', 'lasting', 'failed'],
    ['forbidden', {}, 'cxone_channel', 'CXONE_FORBIDDEN', 'lasting', 'failed'],
    ['channelDeleted', {}, 'cxone_channel', 'CXONE_CHANNEL_MISSING', 'lasting', 'failed'],
    ['rateLimited', { paths: ['/dfo'] }, 'cxone_channel', 'CXONE_RATE_LIMITED', 'passing', 'failed'],
    ['serverError', { paths: ['/dfo'] }, 'cxone_channel', 'CXONE_SERVER_ERROR', 'passing', 'failed'],
    ['html', { status: 200, paths: ['/dfo'] }, 'cxone_channel', 'CXONE_ANSWER_INVALID', 'passing', 'failed'],
  ] as const)('%s %j: %s says %s', async (fault, options, name, code, kind, channelOutcome) => {
    relay.cxone.faults.set({ fault, target: '*', options });
    expect(await relay.probe(name)).toMatchObject({ outcome: 'failed', code });
    expect(relay.result('cxone_channel').outcome).toBe(channelOutcome);
    expect(relay.legs.take()).toContain(`${relay.id} cxoneOut fault ${code} ${kind}`);
    if (code === 'CXONE_CHANNEL_MISSING') expect(relay.result(name).value).toBe(relay.channel.cxoneChannelId);

    relay.cxone.faults.clear();
    // Failed sign-ins are answered with the last failure for a second.
    await expect.poll(() => relay.probe(name), { timeout: 5_000 }).toMatchObject({ outcome: 'passed' });
    expect(relay.result('cxone_channel').outcome).toBe('passed');
    expect(relay.legs.take()).toContain(`${relay.id} cxoneOut proof own_check`);
  });

  it('a host that is gone stops the leg', async () => {
    await relay.cxone.stop();
    expect(await relay.probe('cxone_host')).toMatchObject({
      outcome: 'failed',
      code: 'CXONE_UNREACHABLE',
      platformCode: 'ECONNREFUSED',
    });
    expect(relay.result('cxone_token').outcome).toBe('not_run');
    expect(relay.result('wechat_api').outcome).toBe('passed');
  });

  it("CXone's own calls: none, a token fetched, a token used", async () => {
    const boxUrl = `${relay.world.publicUrl}/integration/box`;
    expect(await relay.probe('box_token')).toMatchObject({
      code: 'BOX_NOT_CALLED_YET',
      platformCode: null,
      value: boxUrl,
    });
    expect(relay.result('cxone_calls')).toMatchObject({ outcome: 'cannot_tell', value: boxUrl });

    const { clientId, clientSecret } = relay.box;
    const answer = await fetch(`${boxUrl}/1.0/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    expect(await relay.probe('box_token')).toMatchObject({
      outcome: 'cannot_tell',
      code: 'BOX_NOT_CALLED_YET',
      platformCode: 'token not used',
    });
    expect(relay.result('cxone_calls').outcome).toBe('passed');

    await fetch(`${boxUrl}/1.0/channel/${relay.channel.cxoneChannelId}/recipients/validation`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ recipients: [{ idOnExternalPlatform: relay.openId }] }),
    });
    expect(await relay.probe('box_token')).toMatchObject({ outcome: 'passed' });
  });

  it('asks for credentials that were refused no oftener than a person does', async () => {
    relay.cxone.faults.set({ fault: 'accessKeyRefused', target: '*' });
    await relay.service.runAll(relay.id, never);
    await relay.service.runAll(relay.id, never);
    // The second came within a second: answered from memory.
    expect(relay.cxone.faults.list()[0]?.hits).toBeLessThanOrEqual(2);
  });
});
