import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import { ChannelService } from '#relay/services/channel-service.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { CheckedTarget, config, ipRefused } from './channel-service-support.ts';

const quarter = 900_000;

describe('the checks of a channel that does not exist in CXone yet', () => {
  const clock = new HandClock();
  const [tulip] = config.channels;
  if (tulip === undefined) throw new Error('the configuration has channels');
  let wechatOut: CheckedTarget;
  let cxoneOut: CheckedTarget;
  let waits: boolean;
  let service: ChannelService;

  beforeEach(async () => {
    [wechatOut, cxoneOut, waits] = [new CheckedTarget(), new CheckedTarget(), true];
    service = new ChannelService({
      store: {
        channelCounts: () => Promise.resolve([]),
        readFact: () => Promise.resolve(null),
        writeFact: () => Promise.resolve(),
      },
      clock,
      log: silentLogger,
      callbackUrl: () => null,
      onChange: () => undefined,
      awaitsCxone: () => waits,
    });
    const [integration] = config.integrations;
    if (integration === undefined) throw new Error('the configuration has one');
    const lane = { probePassed: () => undefined, repaired: () => undefined, oldestWaitingAt: () => null };
    const lanes = { wechatOut: lane, cxoneOut: lane };
    await service.add({ config: tulip, integration, targets: { wechatOut, cxoneOut }, lanes });
    service.start();
    await settled();
  });
  afterEach(() => service.stop());

  it('ask WeChat as always and CXone never, whoever asks for them', async () => {
    await clock.windSlowly(quarter, 1_000);
    service.slept(clock.now() - quarter, clock.now());
    service.network(true);
    service.beginVerifying(tulip.id);
    await service.checkNow(tulip.id);
    await clock.windSlowly(60_000, 1_000);
    expect(wechatOut.checks).toBeGreaterThan(12);
    expect(cxoneOut.checks).toBe(0);
    expect(service.snapshot(tulip.id)?.state).toMatchObject({
      kind: 'not_configured',
      code: 'CHANNEL_WAITS_FOR_CXONE',
    });
  });

  it('tell of a refusal at WeChat', async () => {
    wechatOut.result = ipRefused;
    await service.checkNow(tulip.id);
    expect(service.snapshot(tulip.id)?.state).toMatchObject({ kind: 'action_required', code: 'WECHAT_IP_NOT_LISTED' });
    expect(cxoneOut.checks).toBe(0);
  });

  it('ask both at once when it was made', async () => {
    waits = false;
    service.madeInCxone(tulip.id);
    await settled();
    expect(cxoneOut.checks).toBe(1);
    await clock.windSlowly(2_000, 1_000);
    expect(service.snapshot(tulip.id)?.state).toMatchObject({ kind: 'verifying', leg: 'wechatIn' });
  });
});
