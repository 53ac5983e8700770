import { describe, expect, it } from 'vitest';
import { ChannelId, IntegrationId } from '#shared/domain/ids.ts';
import { learntPath } from '#relay/connectors/cxone/box-path.ts';
import type { CredentialUse } from '#relay/ports/credential-use.ts';
import type { Settlement } from '#relay/ports/relay-store.ts';
import { boxSightings, noteSettled, sightedUses, sightingOwners } from '#relay/setup/sighting-hooks.ts';
import { relayConfig } from '#test/integration/cxone/relay-fixture.ts';

const tulip = ChannelId.parse('tulip');

function recording() {
  const seen: string[] = [];
  return {
    seen,
    book: {
      seen: (owner: string, ownerId: string, kind: string, under: string | null = null) =>
        void seen.push(`${owner}/${ownerId}/${kind}${under === null ? '' : ` ${under}`}`),
      unknownCall: (owner: string, ownerId: string, call: object) =>
        void seen.push(`${owner}/${ownerId} ${JSON.stringify(call)}`),
    },
  };
}

function silentUses(told: string[]): CredentialUse {
  return {
    pushVerified: () => void told.push('push'),
    urlVerified: (_channelId, { echo }) => void told.push(`url ${echo}`),
    ownEcho: (echo) => {
      told.push(`begin ${echo}`);
      return () => void told.push(`end ${echo}`);
    },
    appSecretAnswered: () => void told.push('app secret'),
    signInAnswered: () => void told.push('sign-in'),
  };
}

describe('where sightings come from', () => {
  it('an address counts as verified when WeChat asked, and not when we did ourselves', () => {
    const { seen, book } = recording();
    const told: string[] = [];
    const uses = sightedUses(silentUses(told), book);
    const end = uses.ownEcho('ours');
    uses.urlVerified(tulip, { token: 't', echo: 'ours' });
    expect(seen).toEqual([]);
    end();
    uses.urlVerified(tulip, { token: 't', echo: 'theirs' });
    expect(seen).toEqual(['channel/tulip/webhook_verified']);
    uses.pushVerified(tulip, { token: 't', encodingAesKey: null, under: 'https://a.example.org' });
    expect(seen.at(-1)).toBe('channel/tulip/pushed https://a.example.org');
    uses.appSecretAnswered(tulip, 's', { ok: true });
    const secrets = { clientId: '', clientSecret: '', accessKeyId: '', accessKeySecret: '' };
    uses.signInAnswered(IntegrationId.parse('demo'), secrets, { ok: true });
    expect(told).toEqual(['begin ours', 'url ours', 'end ours', 'url theirs', 'push', 'app secret', 'sign-in']);
  });

  it('CXone is known by its client id', () => {
    const { seen, book } = recording();
    const box = boxSightings(book, relayConfig);
    box.tokenFetched('client-demo');
    box.called('client-demo');
    box.unknownCall('client-demo', { method: 'POST', path: '/x', sizeBytes: 2 });
    expect(seen).toEqual([
      'integration/demo/token_fetched',
      'integration/demo/box_called',
      'integration/demo {"method":"POST","path":"/x","sizeBytes":2}',
    ]);
  });

  it.each([
    ['inbound', 'delivered', ['channel/tulip/message_in']],
    ['outbound', 'delivered', ['channel/tulip/message_out']],
    ['outbound', 'unconfirmed', []],
    ['inbound', 'retry', []],
    ['inbound', 'dead_letter', []],
  ] as const)('a message went the whole way when it was accepted: %s, %s', (direction, kind, expected) => {
    const { seen, book } = recording();
    noteSettled(book)({ channelId: tulip, direction }, { outcome: { kind } as Settlement['outcome'] });
    expect(seen).toEqual(expected);
  });

  it('an account or registration is told from another under the same id', () => {
    const owners = sightingOwners(relayConfig);
    expect(owners).toContainEqual({ owner: 'integration', ownerId: 'demo', identity: 'client-demo' });
    expect(owners.find(({ ownerId }) => ownerId === 'tulip')?.identity).toMatch(/^wx/u);
  });
});

describe('the path of a call nobody published', () => {
  it.each([
    ['/integration/box/1.0/messageDelete', '/integration/box/1.0/messageDelete'],
    [
      '/integration/box/2.0/channel/6f1f0c2e-4b7e-4a53-9d0a-2a6f5d8c1e90/hide',
      '/integration/box/2.0/channel/…1e90/hide',
    ],
    ['/1.0/posts/gh_relaydemo01%3AoZxAbCdEf0123456789wxYz/messages', '/1.0/posts/…wxYz/messages'],
    ['/x/oZxAbCdEfghijklmnopqrstuvwxYz/y', '/x/…wxYz/y'],
    ['//a//b/', '//a//b/'],
  ])('shows words and hides ids: %s', (path, expected) => {
    expect(learntPath(path)).toBe(expected);
  });
});
