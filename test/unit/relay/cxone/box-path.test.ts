import { describe, expect, it } from 'vitest';
import { maskedPath, readBoxPath } from '#relay/connectors/cxone/box-path.ts';

const read = (path: string) => readBoxPath(`/integration/box${path}`, 2);

describe('Box paths', () => {
  it.each([
    ['/1.0/token', { kind: 'token' }],
    ['//1.0//token/', { kind: 'token' }],
    ['/oauth/token', { kind: 'token' }],
    ['', { kind: 'token' }],
    ['/', { kind: 'token' }],
    ['/1.0/posts/gh_a%3AoAbc/messages', { kind: 'reply', threadId: 'gh_a:oAbc' }],
    ['/2.0/channel/abc/outbound', { kind: 'outbound', channelId: 'abc' }],
    ['/channels/abc/outbound', { kind: 'outbound', channelId: 'abc' }],
    ['/1.0/channel/abc/recipients/validation', { kind: 'validation', channelId: 'abc' }],
    ['/1.0/channel/abc/thread/gh_a:oAbc/sender-action', { kind: 'typing', channelId: 'abc', threadId: 'gh_a:oAbc' }],
  ])('%s', (path, route) => {
    expect(read(path)).toEqual(route);
  });

  it.each([
    '/1.0',
    '/1.0/Token',
    '/1.0/token/x',
    '/2.0/token',
    '/1.0/posts//messages',
    '/1.0/posts/%ff/messages',
    '/2.0/channel/outbound',
    '/1.0/channel/abc/outbound',
    '/2.0/channel/a/b/outbound',
  ])('%j is unknown', (path) => {
    expect(read(path)).toEqual({ kind: 'unknown' });
  });

  it('are logged without the ids in them', () => {
    expect(maskedPath('/integration/box/1.0/posts/gh_a%3AoZxAbCdEf0123456789wxYz/messages')).toBe(
      '/integration/box/1.0/posts/…wxYz/messages',
    );
    expect(maskedPath(`/${'x'.repeat(5_000)}`).length).toBeLessThan(400);
  });
});
