import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpenId } from '#shared/domain/ids.ts';
import { startBoxKit, type BoxKit } from './box-kit.ts';
import { roseCxoneId, tulipCxoneId } from './relay-fixture.ts';

const openId = OpenId.parse('oZxAbCdEf0123456789wxYz');
const threadId = `gh_tulip:${openId}`;
const body = {
  thread: { idOnExternalPlatform: threadId },
  messageContent: { type: 'TEXT', payload: { text: 'hello' }, fallbackText: 'hello' },
  endUserRecipients: [{ idOnExternalPlatform: openId, name: 'Li Wei' }],
};

let kit: BoxKit;
let stopped: boolean;

beforeEach(async () => {
  stopped = true;
  kit = await startBoxKit({ isStopped: (id) => stopped && id === 'tulip' });
});
afterEach(() => kit.stop());

describe('calls for a channel that is switched off', () => {
  it.each([
    ['an outbound message', `/2.0/channel/${tulipCxoneId}/outbound`],
    ['a reply', `/1.0/posts/${encodeURIComponent(threadId)}/messages`],
  ])('%s is refused for later, not stored, and counted', async (_what, path) => {
    const answer = await kit.call(path, { body });
    expect(answer.status).toBe(503);
    expect(answer.json.displayErrorMessage).toEqual(expect.stringMatching(/\S/u));
    expect(kit.intake.accepted).toEqual([]);
    expect(kit.legs.refused).toEqual([['tulip', 'CHANNEL_STOPPED']]);
    stopped = false;
    expect((await kit.call(path, { body })).status).toBe(200);
    expect(kit.intake.accepted).toHaveLength(1);
  });

  it('tokens are still given, other channels go on, and wrong tokens learn nothing', async () => {
    const asked = { grant_type: 'client_credentials', client_id: 'client-demo', client_secret: 'wrong' };
    expect((await kit.call('/1.0/token', { body: asked, token: null })).status).toBe(401);
    expect((await kit.call(`/2.0/channel/${tulipCxoneId}/outbound`, { body, token: 'forged' })).status).toBe(401);
    const rose = { ...body, thread: { idOnExternalPlatform: `gh_rose:${openId}` } };
    const answer = await kit.call(`/2.0/channel/${roseCxoneId}/outbound`, { body: rose });
    expect(answer.status).not.toBe(503);
  });
});
