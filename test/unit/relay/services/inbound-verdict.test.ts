import { beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import type { PlatformVerdict } from '#relay/ports/relay-store.ts';
import { InboundService } from '#relay/services/inbound-service.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';

const channelId = ChannelId.parse('tulip');

describe("WeChat's later word on a template message", () => {
  let clock: HandClock;
  let verdicts: PlatformVerdict[];
  let told: number[];
  let knownAfter: number;
  let isSending: boolean;
  let service: InboundService;

  beforeEach(() => {
    clock = new HandClock();
    verdicts = [];
    told = [];
    knownAfter = 0;
    isSending = false;
    service = new InboundService({
      store: {
        accept: () => Promise.reject(new Error('not asked here')),
        markDuplicate: () => Promise.resolve(),
        platformVerdict: (verdict) => {
          verdicts.push(verdict);
          return Promise.resolve(verdicts.length > knownAfter ? { seq: 7, id: aPendingMessage({ seq: 7 }).id } : null);
        },
      },
      clock,
      log: silentLogger,
      makeId: () => aPendingMessage().id,
      onStored: () => undefined,
      onQuarantined: () => undefined,
      onWindowOpened: () => undefined,
      agentLanguage: () => 'nl',
      isSending: () => isSending,
      onVerdict: (seq) => told.push(seq),
    });
  });

  it('is nothing when it arrived', async () => {
    await service.verdict({ channelId, platformMessageId: '1', failedWith: null });
    expect(verdicts).toEqual([]);
  });

  it('makes it a dead letter and tells CXone in the words of the agent', async () => {
    await service.verdict({ channelId, platformMessageId: '1', failedWith: 'failed:user block' });
    expect(verdicts[0]).toMatchObject({
      code: 'WECHAT_TEMPLATE_NOT_RECEIVED',
      platformCode: 'failed:user block',
      report: {
        status: 'failed',
        reason: expect.stringMatching(/^Niet afgeleverd: .*\(failed:user block\)$/u) as string,
      },
    });
    expect(told).toEqual([7]);
  });

  it('waits for the note of its id when it comes while replies are being sent, and only then', async () => {
    knownAfter = 1;
    await service.verdict({ channelId, platformMessageId: '1', failedWith: 'failed' });
    expect(verdicts).toHaveLength(1);
    verdicts = [];
    isSending = true;
    const done = service.verdict({ channelId, platformMessageId: '1', failedWith: 'failed' });
    await clock.windSlowly(1_500);
    await done;
    expect([verdicts.length, told]).toEqual([2, [7]]);
  });
});
