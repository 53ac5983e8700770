import { describe, expect, it } from 'vitest';
import { OpenId } from '#shared/domain/ids.ts';
import { parseThreadId, threadIdOf } from '#relay/connectors/cxone/thread-id.ts';

describe('conversation names', () => {
  it('are read back as they were made', () => {
    const openId = OpenId.parse('oZxAbCdEf_0123-456789wxYz');

    const threadId = threadIdOf('gh_relay_demo-01', openId);

    expect(threadId).toBe('gh_relay_demo-01:oZxAbCdEf_0123-456789wxYz');
    expect(parseThreadId(threadId)).toEqual({ originalId: 'gh_relay_demo-01', openId });
  });

  it.each([
    '',
    ':',
    'gh_a',
    'gh_a:',
    ':oAbc',
    'wx_a:oAbc',
    'gh_a:oAbc:more',
    'gh_a:oAbc ',
    'gh_a: oAbc',
    'gh_a:o/../x',
    'c0cbeb1d-0000-411a-8e2f-c379b7658761',
    `gh_a:${'o'.repeat(65)}`,
  ])('%j is none', (threadId) => {
    expect(parseThreadId(threadId)).toBeNull();
  });
});
