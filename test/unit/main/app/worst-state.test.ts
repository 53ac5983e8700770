import { describe, expect, it } from 'vitest';
import { worstState } from '#main/app/worst-state.ts';
import { trayBitmap } from '#main/app/tray-bitmap.ts';
import { shellTexts } from '#main/app/texts.ts';
import type { RelayProcess } from '#shared/contract/console-contract.ts';
import { ChannelStateKind, type ChannelSnapshot } from '#shared/domain/channel.ts';

const relay = (kind: RelayProcess['kind']): RelayProcess => ({
  kind,
  since: 0,
  pid: null,
  urls: null,
  restarts: 0,
  nextStartAt: null,
  code: null,
  value: null,
});
const channels = (...kinds: ChannelStateKind[]): ChannelSnapshot[] =>
  kinds.map((kind) => ({ state: { kind } }) as ChannelSnapshot);

describe('worst state', () => {
  it('is the worst of the channels', () => {
    expect(worstState(relay('running'), channels('connected', 'retrying', 'action_required'))).toBe('fault');
    expect(worstState(relay('running'), channels('connected', 'verifying'))).toBe('attention');
    expect(worstState(relay('running'), channels('connected', 'paused'))).toBe('fine');
    expect(worstState(relay('running'), channels('stopped'))).toBe('idle');
  });

  it('claims nothing without channels', () => expect(worstState(relay('running'), [])).toBe('idle'));

  it('does not go by channels whose relay cannot be seen', () => {
    expect(worstState(relay('gave_up'), channels('connected'))).toBe('fault');
    expect(worstState(relay('unresponsive'), channels('connected'))).toBe('fault');
    expect(worstState(relay('restarting'), channels('connected'))).toBe('attention');
    expect(worstState(relay('not_configured'), channels('connected'))).toBe('idle');
  });

  it('calls only a connected channel fine', () => {
    const fine = ChannelStateKind.options.filter((kind) => worstState(relay('running'), channels(kind)) === 'fine');

    expect(fine).toEqual(['connected']);
  });
});

describe('tray mark', () => {
  it('differs for each state in shape, not only in colour', () => {
    const shapes = (['fault', 'attention', 'fine', 'idle'] as const).map((state) => {
      const opacity = trayBitmap(state).filter((_value, index) => index % 4 === 3);
      return Buffer.from(opacity).toString('base64');
    });

    expect(new Set(shapes).size).toBe(4);
  });

  it('has words in each language', () => {
    for (const { state } of Object.values(shellTexts)) expect(new Set(Object.values(state)).size).toBe(4);
  });
});
