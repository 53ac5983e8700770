// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { maySettle, watchesOf } from '#renderer/features/story/story-watches.ts';
import { MessageState } from '#shared/domain/message.ts';
import { OpenId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge } from '../../fake-bridge.ts';
import { aChannel, aRow, channelId, present } from '../../fake-data.ts';
import { aWatch } from '../../fake-operations.ts';
import { askedFor, click, closeApp, inAct, named, quietOverview, showAt, shownText } from '../shown-app.tsx';

afterEach(closeApp);

const row = aRow({ seq: 7, state: 'pending', pendingReason: 'retry' });
const hash = `#/message/${row.id}`;
const world = { channels: [aChannel()], overview: quietOverview, rows: [row] };
const customer = (openId: string, channel = 'delta') =>
  aWatch({
    id: `watch-${openId}`,
    subject: { kind: 'customer', channelId: channelId(channel), openId: OpenId.parse(openId) },
  });

describe('which watches concern a message', () => {
  it('are its own, and those of its customer on its channel, while they go on', () => {
    const own = aWatch({ subject: { kind: 'message', messageId: row.id } });
    const ended = { ...own, id: 'ended', endedAt: present };
    const his = customer('oAAAAAAAAk4Qz');
    const all = [own, ended, his, customer('oBBBBBBBBother'), customer('oCCCCCCCCk4Qz', 'tulip')];
    expect(watchesOf(all, row, null)).toEqual([own, his]);
    expect(watchesOf([customer('oBBBBBBBBother')], row, 'watch-oBBBBBBBBother')).toHaveLength(1);
  });
  it('wait for an end that can still come', () => {
    expect(MessageState.options.filter(maySettle)).toEqual(['pending', 'unconfirmed', 'dead_letter']);
  });
});

describe('watching from the message', () => {
  it('begins, is shown, and ends', async () => {
    const bridge = createFakeBridge(world);
    await showAt(hash, bridge);
    await click(named('button', 'Watch this message'));
    expect(askedFor(bridge, 'watch.message')).toEqual([{ messageId: row.id }]);
    expect(shownText()).toContain('This message is watched, by desk-2.');
    await click(named('button', 'Stop watching'));
    expect(askedFor(bridge, 'watch.end')).toHaveLength(1);
    expect(shownText()).not.toContain('This message is watched');
  });

  it('tells when it is delivered, with the way to it', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/', bridge);
    const subject = { kind: 'message', messageId: row.id } as const;
    const last = { at: present, messageId: row.id, state: 'delivered' } as const;
    await inAct(() => bridge.push('watch.changed', aWatch({ subject, last, endedAt: present })));
    expect(shownText()).toContain('A watched message: Delivered');
    expect(named('a', 'Open the message').getAttribute('href')).toBe(hash);
    await click(named('button', 'Hide: A watched message: Delivered'));
    expect(shownText()).not.toContain('A watched message');
  });

  it('says why a message cannot be watched, and offers no message watch for one that is done', async () => {
    const refusing = createFakeBridge(world, {
      'watch.customer': () => {
        throw new RelayError('WATCH_NOT_POSSIBLE', 'no');
      },
    });
    await showAt(hash, refusing);
    await click(named('button', 'Watch this customer'));
    expect(shownText()).toContain('This message cannot be watched');
    await closeApp();
    await showAt(hash, createFakeBridge({ ...world, rows: [aRow({ seq: 7 })] }));
    expect(shownText()).not.toContain('Watch this message');
    expect(shownText()).toContain('Watch this customer');
  });
});
