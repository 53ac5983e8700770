import { beforeEach, describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import { AwaitedChannels } from '#relay/services/awaited-channels.ts';
import { settled } from '#test/fakes/hand-clock.ts';
import { RecordingLog } from '#test/integration/cxone/recording-intake.ts';

const [tulip, delta] = [ChannelId.parse('tulip'), ChannelId.parse('delta')];

describe('channels that do not exist in CXone yet', () => {
  let facts: Map<string, string>;
  let told: string[];
  let log: RecordingLog;
  let writes: boolean;

  beforeEach(() => {
    facts = new Map();
    told = [];
    log = new RecordingLog();
    writes = true;
  });

  async function opened(cxoneChannelId = 'c-1', waits = true): Promise<AwaitedChannels> {
    const channels = new AwaitedChannels({
      channels: [
        { id: tulip, cxoneChannelId, ...(waits && { waitsFor: 'cxone' as const }) },
        { id: delta, cxoneChannelId: 'c-2' },
      ],
      store: {
        readFact: (name) => Promise.resolve(facts.get(name) ?? null),
        writeFact: (name, value) => {
          if (!writes) return Promise.reject(new Error('disk full'));
          facts.set(name, value);
          return Promise.resolve();
        },
      },
      log,
      onMade: (channelId) => void told.push(channelId),
    });
    await channels.load();
    return channels;
  }

  it('are those the configuration names', async () => {
    const channels = await opened();
    expect([channels.awaits(tulip), channels.awaits(delta), channels.all]).toEqual([true, false, ['tulip']]);
    expect((await opened('c-1', false)).all).toEqual([]);
  });

  it('stop waiting when CXone names them by its own ids, and no other', async () => {
    const channels = await opened();
    channels.seen(['c-2', 'c-9']);
    expect(told).toEqual([]);
    channels.seen(['c-9', 'c-1', 'c-1']);
    channels.seen(['c-1']);
    expect([told, channels.all]).toEqual([['tulip'], []]);
  });

  it('stop waiting once, when CXone shows that it has them, and after a restart too', async () => {
    const channels = await opened();
    channels.made(delta);
    channels.made(tulip);
    channels.made(tulip);
    await settled();
    expect([told, channels.awaits(tulip)]).toEqual([['tulip'], false]);
    expect((await opened()).all).toEqual([]);
  });

  it('wait again when they are to be another channel of CXone’s', async () => {
    (await opened()).made(tulip);
    await settled();
    expect((await opened('c-3')).all).toEqual(['tulip']);
  });

  it('go on when that cannot be kept, and say so', async () => {
    writes = false;
    (await opened()).made(tulip);
    await settled();
    expect(told).toEqual(['tulip']);
    expect(JSON.stringify(log.lines)).toContain('channel.made_not_kept');
    expect((await opened()).all).toEqual(['tulip']);
  });
});
