import { describe, expect, it } from 'vitest';
import { previewOf, blobOf } from '#renderer/features/story/file-preview.ts';
import { lanesOf } from '#renderer/features/story/lanes.ts';
import { offsetTime, zoneOffset } from '#renderer/features/story/offset-time.ts';
import { laidOut, placeExchanges, revealedExchanges, shortUrl } from '#renderer/features/story/story-exchanges.ts';
import { storyHref } from '#renderer/features/story/story-href.ts';
import { parseRoute } from '#renderer/lib/router.ts';
import { MessageEvent } from '#shared/domain/message.ts';
import { MessageId } from '#shared/domain/ids.ts';
import { aRow, aStory, present } from '../../fake-data.ts';
import { anExchange } from '../../fake-story-bridge.ts';

describe('who takes part in a step', () => {
  it('turns round with the direction', () => {
    expect(lanesOf('received', 'inbound')).toEqual({ from: 'wechat', to: 'relay' });
    expect(lanesOf('received', 'outbound')).toEqual({ from: 'cxone', to: 'relay' });
    expect(lanesOf('acknowledged', 'outbound')).toEqual({ from: 'relay', to: 'cxone' });
    expect(lanesOf('attempt', 'outbound')).toEqual({ from: 'relay', to: 'wechat' });
    expect(lanesOf('delivered', 'inbound')).toEqual({ from: 'cxone', to: 'relay' });
    expect(lanesOf('status_reported', 'outbound')).toEqual({ from: 'relay', to: 'cxone' });
  });
  it('never says that a step went from one platform to the other, past the relay', () => {
    for (const kind of MessageEvent.shape.kind.options) {
      for (const direction of ['inbound', 'outbound'] as const) {
        const { from, to } = lanesOf(kind, direction);
        expect([from, to], kind).toContain('relay');
        expect(from, kind).not.toBe(to);
      }
    }
  });
});

describe('the calls of a message', () => {
  const row = aRow({ state: 'pending', pendingReason: 'retry', dueAt: present + 9_000 });
  const { events } = aStory(row);
  const attempts = events.flatMap((event, index) => (event.kind === 'attempt' ? [{ ...event, index }] : []));

  it('stand beneath the attempt that made them, in order', () => {
    const [first, second] = attempts;
    const calls = [
      anExchange({ attempt: 1, at: (first?.at ?? 0) + 2 }),
      anExchange({ attempt: 2, at: second?.at ?? 0, part: 1 }),
      anExchange({ attempt: 2, at: (second?.at ?? 0) + 5, part: 2 }),
    ];
    const { byEvent, others } = placeExchanges(events, calls);
    expect(byEvent.get(first?.index ?? -1)).toEqual([calls[0]]);
    expect(byEvent.get(second?.index ?? -1)).toEqual(calls.slice(1));
    expect(others).toEqual([]);
  });
  it('stay in sight when their attempt is not in the time line', () => {
    const call = anExchange({ attempt: 7 });
    expect(placeExchanges(events, [call]).others).toEqual([call]);
  });
  it('go to the later of two attempts of one number, when they came after it began', () => {
    const [first] = attempts;
    if (first === undefined) throw new Error('No attempt');
    const again = { ...first, at: first.at + 60_000 };
    const call = anExchange({ at: again.at + 3 });
    expect([...placeExchanges([...events, again], [call]).byEvent.keys()]).toEqual([events.length]);
  });
  it('are unmasked as far as they were revealed; newer ones stay masked', () => {
    const masked = anExchange({ url: 'https://api.example/info?openid=…k4Qz' });
    const revealed = { ...masked, url: 'https://api.example/info?openid=whole', request: '{"touser":"whole"}' };
    const newer = anExchange({ attempt: 2, at: present + 5 });
    expect(revealedExchanges([masked, newer], [revealed])).toEqual([revealed, newer]);
    expect(revealedExchanges([masked], null)).toEqual([masked]);
  });
  it('are laid out when they are JSON, and left alone when not', () => {
    expect(laidOut('{"a":{"b":1}}')).toBe('{\n  "a": {\n    "b": 1\n  }\n}');
    for (const text of ['{"a":', '<xml/>', '42', '']) expect(laidOut(text)).toBe(text);
    expect(shortUrl('https://api.example/send?x=1#y')).toBe('api.example/send');
  });
});

describe('files that can be looked at', () => {
  it('are stored, of a type that is shown, and not too large', () => {
    const file = { state: 'stored', mimeType: 'image/png', sizeBytes: 10 } as const;
    expect(previewOf(file)).toEqual({ kind: 'image' });
    expect(previewOf({ ...file, mimeType: 'audio/mpeg' })).toEqual({ kind: 'audio' });
    expect(previewOf({ ...file, mimeType: 'video/mp4' })).toEqual({ kind: 'video' });
    expect(previewOf({ ...file, mimeType: 'image/svg+xml' })).toEqual({ why: 'type' });
    expect(previewOf({ ...file, mimeType: 'text/html' })).toEqual({ why: 'type' });
    expect(previewOf({ ...file, sizeBytes: 5_000_001 })).toEqual({ why: 'size' });
    expect(previewOf({ ...file, state: 'removed' })).toEqual({ why: 'notStored' });
  });
  it('keep every byte', async () => {
    const blob = blobOf({ mimeType: 'image/png', base64: btoa('\u0000\u00ff\u0080') });
    expect([...new Uint8Array(await blob.arrayBuffer())]).toEqual([0, 255, 128]);
    expect(blob.type).toBe('image/png');
  });
});

describe('times with their distance from universal time', () => {
  it.each([
    ['Europe/Amsterdam', '2026-11-22T13:20:58.114Z', '2026-11-22T14:20:58.114+01:00'],
    ['Europe/Amsterdam', '2026-07-01T22:00:00.000Z', '2026-07-02T00:00:00.000+02:00'],
    ['Asia/Shanghai', '2026-11-22T16:00:00.007Z', '2026-11-23T00:00:00.007+08:00'],
    ['America/St_Johns', '2026-01-01T00:00:00.000Z', '2025-12-31T20:30:00.000-03:30'],
    ['UTC', '2026-11-22T13:20:58.114Z', '2026-11-22T13:20:58.114+00:00'],
  ])('in %s', (zone, universal, shown) => {
    expect(offsetTime(Date.parse(universal), zone)).toBe(shown);
    expect(Date.parse(shown)).toBe(Date.parse(universal));
    expect(shown.endsWith(zoneOffset(Date.parse(universal), zone))).toBe(true);
  });
});

describe('the way to a neighbour', () => {
  const id = MessageId.parse('wxin-2');
  it('stays beside the list one came from', () => {
    expect(storyHref(parseRoute('#/message/wxin-1?channel=delta'), id)).toBe('#/message/wxin-2?channel=delta');
    expect(storyHref(parseRoute('#/messages?q=refund&message=wxin-1'), id)).toBe('#/messages?q=refund&message=wxin-2');
    expect(storyHref(parseRoute('#/incidents'), id)).toBe('#/message/wxin-2');
  });
});
