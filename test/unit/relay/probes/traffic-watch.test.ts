import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { TrafficWatch } from '#relay/probes/traffic-watch.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { RecordingProbeReporter, tulip } from './probe-kit.ts';

class Legs extends RecordingProbeReporter {
  refusedRequest(channelId: string | null, code: string): void {
    this.lines.push(`${channelId ?? '-'} refused ${code}`);
  }
}

async function watching() {
  const clock = new HandClock();
  const legs = new Legs();
  const traffic = new TrafficWatch({ legs, clock });
  traffic.add(tulip);
  const app = Fastify();
  traffic.attach(app);
  app.get('/wechat/:id', (request, reply) => {
    const { refuse } = request.query as { refuse?: string };
    if (refuse !== undefined) return reply.code(401).send('no');
    traffic.legs.proof(tulip, 'wechatIn', 'other_side');
    return 'echo';
  });
  app.post('/integration/box/1.0/token', (request, reply) => {
    if (request.headers['x-bad'] !== undefined) return reply.code(401).send('no');
    traffic.legs.proof(tulip, 'cxoneIn', 'other_side');
    return 'token';
  });
  app.post('/integration/box/1.0/channel/x/recipients/validation', () => {
    traffic.legs.proof(tulip, 'cxoneIn', 'other_side');
    return 'known';
  });
  await app.ready();
  return { app, clock, legs, traffic };
}

describe('what passes by', () => {
  it('goes on to the legs as it came', async () => {
    const { legs, traffic } = await watching();
    const fault = { code: 'WECHAT_BUSY', platformCode: null, value: null, retryable: true, nextTryAt: null } as const;
    traffic.legs.proof(tulip, 'wechatIn', 'message');
    traffic.legs.fault(tulip, 'wechatOut', fault);
    traffic.legs.warning(tulip, 'wechatIn', { code: 'ANSWERS_SLOW', platformCode: null, value: '5 s' });
    traffic.legs.warningOver(tulip, 'wechatIn', 'ANSWERS_SLOW');
    traffic.legs.refusedRequest(null, 'BOX_TOKEN_INVALID');
    expect(legs.take()).toEqual([
      'tulip wechatIn proof message',
      'tulip wechatOut fault WECHAT_BUSY passing',
      'tulip wechatIn warning ANSWERS_SLOW 5 s',
      'tulip wechatIn over ANSWERS_SLOW',
      '- refused BOX_TOKEN_INVALID',
    ]);
  });

  it('a request of ours to our own callback is not told, once, and only when it is ours', async () => {
    const { app, legs, traffic } = await watching();
    const over = traffic.expectEcho('secret');
    await app.inject('/wechat/tulip?echostr=guessed');
    expect(legs.take()).toHaveLength(1);
    await app.inject('/wechat/tulip?echostr=secret');
    expect(legs.take()).toEqual([]);
    await app.inject('/wechat/tulip?echostr=secret');
    expect(legs.take()).toHaveLength(1);
    over();
  });

  it('one of ours that was refused does not swallow the next word of WeChat', async () => {
    const { app, legs, traffic } = await watching();
    traffic.expectEcho('secret');
    await app.inject('/wechat/tulip?echostr=secret&refuse=1');
    await app.inject('/wechat/tulip?echostr=of-wechat');
    expect(legs.take()).toHaveLength(1);
  });

  it('tells a token that was fetched from one that was used', async () => {
    const { app, clock, traffic } = await watching();
    const call = (url: string, headers = {}) => app.inject({ method: 'POST', url, headers });
    await call('/integration/box/1.0/token', { 'x-bad': '1' });
    expect(traffic.of(tulip)).toMatchObject({ tokenIssuedAt: null, tokenUsedAt: null });
    await call('/integration//box/1.0/token/');
    await call('/integration/box/1.0/token');
    expect(traffic.of(tulip)).toMatchObject({ tokenIssuedAt: clock.now(), tokenUsedAt: null });
    await call('/integration/box/1.0/channel/x/recipients/validation');
    expect(traffic.of(tulip)?.tokenUsedAt).toBe(clock.now());
  });

  it('a quota that shrinks is no evidence when we sent something ourselves', async () => {
    const { clock, traffic } = await watching();
    const judged = () => traffic.of(tulip)?.pushes.judge(clock.monotonic()).kind;
    clock.wind(20 * 60_000);
    traffic.quotaSeen(tulip, 10);
    clock.wind(1_000);
    traffic.legs.proof(tulip, 'wechatOut', 'message');
    clock.wind(1_000);
    traffic.quotaSeen(tulip, 11);
    expect(judged()).toBe('silent');
    clock.wind(1_000);
    // A new day begins at nought.
    traffic.quotaSeen(tulip, 0);
    expect(judged()).toBe('silent');
    clock.wind(1_000);
    traffic.quotaSeen(tulip, 3);
    expect(judged()).toBe('stopped');
    // An attempt of ours that failed was counted too; it was under way and is told now.
    const fault = { code: 'WECHAT_BUSY', platformCode: null, value: null, retryable: true, nextTryAt: null } as const;
    traffic.legs.fault(tulip, 'wechatOut', fault);
    expect(judged()).toBe('silent');
  });

  it('knows only the channels it was given', async () => {
    const { traffic, clock } = await watching();
    expect(traffic.of('rose' as typeof tulip)).toBeNull();
    traffic.quotaSeen('rose' as typeof tulip, 1);
    expect(clock.pendingTimers).toBe(0);
  });
});
