// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge } from '../../fake-bridge.ts';
import { aChannel, aRow } from '../../fake-data.ts';
import { askedFor, click, closeApp, named, quietOverview, showAt, shownText, type } from '../shown-app.tsx';

afterEach(closeApp);

const inbound = aRow({ seq: 8, direction: 'inbound' });
const world = { channels: [aChannel()], overview: quietOverview, rows: [inbound] };
const hash = `#/message/${inbound.id}`;

describe('a test follower from a message', () => {
  it('is registered by name, after a warning that it is for colleagues only', async () => {
    const bridge = createFakeBridge(world);
    await showAt(hash, bridge);
    await click(named('button', 'Register as test follower…'));
    expect(shownText()).toContain('Register colleagues only, never customers');
    await click(named('section[role="dialog"] button', 'Register'));
    expect(askedFor(bridge, 'channel.addFollower')).toEqual([]);
    expect(shownText()).toContain('Enter a name');
    await type(named<HTMLInputElement>('input', 'Name or desk'), ' Sanne ');
    await click(named('section[role="dialog"] button', 'Register'));
    expect(askedFor(bridge, 'channel.addFollower')).toEqual([{ messageId: inbound.id, label: 'Sanne' }]);
    expect(shownText().replaceAll(/[\u2066-\u2069]/gu, '')).toContain('Sanne is registered as test follower.');
  });

  it('says why it could not be done, and keeps the name', async () => {
    const bridge = createFakeBridge(world, {
      'channel.addFollower': () => {
        throw new RelayError('TEST_FOLLOWER_UNKNOWN', 'no');
      },
    });
    await showAt(hash, bridge);
    await click(named('button', 'Register as test follower…'));
    await type(named<HTMLInputElement>('input', 'Name or desk'), 'Sanne');
    await click(named('section[role="dialog"] button', 'Register'));
    expect(shownText()).toContain('TEST_FOLLOWER_UNKNOWN');
    expect(named<HTMLInputElement>('input', 'Name or desk').value).toBe('Sanne');
  });

  it('is not offered for a reply', async () => {
    const reply = aRow({ seq: 9, direction: 'outbound' });
    await showAt(`#/message/${reply.id}`, createFakeBridge({ ...world, rows: [reply] }));
    expect(shownText()).toContain('Details');
    expect(shownText()).not.toContain('Register as test follower');
  });
});
