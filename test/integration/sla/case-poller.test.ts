import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpenId } from '#shared/domain/ids.ts';
import { boxClientsOf } from '#relay/connectors/cxone/box-client.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { startBoxKit } from '#test/integration/cxone/box-kit.ts';
import { relayConfig } from '#test/integration/cxone/relay-fixture.ts';
import { waitUntil } from '#test/integration/sandbox/wait-until.ts';
import { startCaseKit, type CaseKit } from './case-kit.ts';

let kit: CaseKit;

beforeEach(async () => {
  kit = await startCaseKit();
});
afterEach(() => kit.stop());

const casesPath = ['/dfo/3.0/contacts'];

function setStatus(caseId: string, status: 'open' | 'pending' | 'escalated' | 'resolved' | 'closed'): void {
  expect(kit.cxone.agents.setStatus(caseId, status)).toBe(true);
}

function assign(caseId: string, userId: number | null): void {
  const contact = kit.cxone.store.contacts.get(caseId);
  if (!contact) throw new Error('no such case');
  kit.cxone.store.assign(contact, userId);
}

describe('what agents do with cases', () => {
  it('is seen with the stamp of CXone, between the last question and this answer', async () => {
    const caseId = await kit.write('oLi');
    kit.poller.start();
    await kit.round(2_000);
    expect(kit.seen(caseId)).toMatchObject({
      threadId: 'gh:oLi',
      status: 'new',
      agent: null,
      assignedAt: null,
      beganBy: 'customer',
      createdAt: kit.clock.now() - 2_000,
      detailUrl: `${kit.cxone.url}/cases/${caseId}`,
      raw: { firstResponseTime: { raw: 2, alreadyHasValue: false } },
    });

    kit.clock.wind(3_000);
    assign(caseId, 4713);
    kit.clock.wind(4_000);
    setStatus(caseId, 'escalated');
    const changedAt = kit.clock.now();
    const before = kit.observed.at(-1);
    const after = await kit.round(8_000);

    expect(kit.seen(caseId)).toMatchObject({ status: 'escalated', agent: '小明 王', assignedAt: changedAt - 4_000 });
    const statusAt = kit.seen(caseId)?.statusAt ?? 0;
    expect(statusAt).toBe(changedAt);
    expect(statusAt).toBeGreaterThan(before?.askedAt ?? Infinity);
    expect(statusAt).toBeLessThanOrEqual(after?.readAt ?? 0);

    assign(caseId, 4790);
    await kit.round();
    expect(kit.seen(caseId)?.agent).toBeNull();
  });

  it('that take a case off the list and put it back', async () => {
    const caseId = await kit.write('oLi');
    kit.poller.start();
    await kit.round(2_000);
    setStatus(caseId, 'resolved');
    const left = await kit.round();
    expect(left).toMatchObject({
      open: [],
      gone: [{ caseId, status: 'resolved', statusAt: kit.clock.now() - 15_000 }],
    });

    kit.clock.wind(5_000);
    expect(await kit.write('oLi', 'wxin-again')).toBe(caseId);
    await kit.round(60_000);
    expect(kit.seen(caseId)).toMatchObject({ status: 'open' });

    setStatus(caseId, 'closed');
    expect((await kit.round())?.gone).toMatchObject([{ caseId, status: 'closed' }]);
    const next = await kit.write('oLi', 'wxin-third');
    expect(next).not.toBe(caseId);
    await kit.round(60_000);
    expect(kit.observed.at(-1)?.open.map((one) => one.caseId)).toEqual([next]);
  });

  it('and cases that vanish', async () => {
    const [one, other] = [await kit.write('oLi'), await kit.write('oMa')];
    kit.poller.start();
    await kit.round(2_000);
    kit.cxone.store.contacts.delete(one);
    const seen = await kit.round();
    expect(seen?.open.map(({ caseId }) => caseId)).toEqual([other]);
    expect(seen?.gone).toEqual([{ caseId: one, missing: true }]);
  });

  it('all of them, over several pages and channels', async () => {
    const all: string[] = [];
    for (let index = 0; index < 130; index += 1) all.push(await kit.write(`o${index}`));
    kit.poller.start();
    const seen = await kit.round(2_000);
    expect(seen?.open.map(({ caseId }) => caseId).sort()).toEqual([...all].sort());
    expect(seen?.channelIds).toEqual(['tulip', 'lotus']);
    expect(kit.requests.filter((request) => request === 'GET /dfo/3.0/contacts')).toHaveLength(3);
  });
});

describe('when CXone does not answer as it should', () => {
  beforeEach(async () => {
    await kit.write('oLi');
    kit.poller.start();
    await kit.round(2_000);
    kit.observed.length = 0;
  });

  it.each([
    // Once; see below for twice.
    ['forbidden', { paths: casesPath }, 'CXONE_FORBIDDEN'],
    ['notFound', { paths: casesPath }, 'CXONE_FORBIDDEN'],
    ['rateLimited', { paths: casesPath }, 'CXONE_RATE_LIMITED'],
    ['serverError', { status: 500, paths: casesPath }, 'CXONE_SERVER_ERROR'],
    ['serverError', { status: 503, paths: casesPath }, 'CXONE_SERVER_ERROR'],
    ['badRequest', { paths: casesPath }, 'CXONE_REQUEST_REFUSED'],
    ['unauthorized', { paths: casesPath }, 'CXONE_TOKEN_REFUSED'],
    ['html', { status: 200, paths: casesPath }, 'CXONE_CASES_UNREADABLE'],
    ['html', { paths: casesPath }, 'CXONE_SERVER_ERROR'],
    ['halfJson', { paths: casesPath }, 'CXONE_CASES_UNREADABLE'],
    ['emptyBody', { paths: casesPath }, 'CXONE_CASES_UNREADABLE'],
    ['hugeBody', { paths: casesPath }, 'CXONE_CASES_UNREADABLE'],
    ['gzipBomb', { paths: casesPath }, 'CXONE_CASES_UNREADABLE'],
    ['reset', { paths: casesPath }, 'CXONE_UNREACHABLE'],
    ['redirect', { paths: casesPath }, 'TARGET_REDIRECTED'],
    ['oddContacts', { kind: 'unknownStatus' }, 'CXONE_CASES_UNREADABLE'],
    ['oddContacts', { kind: 'lists' }, 'CXONE_CASES_UNREADABLE'],
  ])('%s %j: says so, concludes nothing, and is back afterwards', async (fault, options, code) => {
    kit.cxone.faults.set({ fault, target: '*', options });
    await kit.round();
    expect(kit.impossible).toEqual([code]);
    expect(kit.observed).toEqual([]);
    expect(kit.poller.state()).toMatchObject({ state: 'failing', code });

    kit.cxone.faults.clear();
    await kit.round(15 * 60_000);
    expect(kit.observed.at(-1)).toMatchObject({ open: [{ status: 'new' }], gone: [] });
    expect(kit.poller.state()).toMatchObject({ state: 'fresh', code: null });
  });

  it.each(['forbidden', 'notFound'])(
    '%s twice in a row: CXone cannot be asked, until it answers again',
    async (fault) => {
      kit.cxone.faults.set({ fault, target: '*', options: { paths: casesPath } });
      await kit.round();
      await kit.round();
      expect(kit.impossible).toEqual(['CXONE_FORBIDDEN', 'CXONE_CASES_NOT_ALLOWED']);
      expect(kit.poller.state()).toMatchObject({ state: 'not_possible', code: 'CXONE_CASES_NOT_ALLOWED' });
      kit.cxone.faults.clear();
      await kit.round(15 * 60_000);
      expect(kit.poller.state()).toMatchObject({ state: 'fresh', code: null });
    },
  );

  it('takes JSON under another name', async () => {
    kit.cxone.faults.set({ fault: 'textPlain', target: '*', options: { paths: casesPath } });
    await kit.round();
    expect(kit.observed.at(-1)?.open).toHaveLength(1);
  });

  it.each([
    ['bare', { agent: null, threadId: null, createdAt: null, statusAt: null, raw: null }],
    ['nulls', { agent: null, threadId: null, createdAt: null, statusAt: null, raw: null }],
    ['texts', { createdAt: null, raw: null }],
    ['noZone', { createdAt: null, statusAt: null }],
    ['strangeSla', { raw: { firstResponseTime: null, solutionTime: null } }],
  ] as const)('odd contacts, %s, are taken for what can be read of them', async (kind, expected) => {
    kit.cxone.faults.set({ fault: 'oddContacts', target: '*', options: { kind } });
    await kit.round();
    const [seen] = kit.observed.at(-1)?.open ?? [];
    expect(seen?.status).toBe('new');
    if (kind === 'strangeSla') expect(seen?.raw).toBeNull();
    else expect(seen).toMatchObject(expected);
  });

  it('waits as long as Retry-After says', async () => {
    kit.cxone.faults.set({ fault: 'rateLimited', target: '*', options: { retryAfter: '120', paths: casesPath } });
    await kit.round();
    const asked = kit.requests.length;
    kit.cxone.faults.clear();
    kit.poller.pollNow();
    kit.clock.wind(119_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(kit.requests).toHaveLength(asked);
    await kit.round(15_000);
    expect(kit.observed).toHaveLength(1);
  });

  it('has one question under way when answers are slow', async () => {
    kit.cxone.faults.set({ fault: 'delay', target: '*', options: { delayMs: 300, paths: casesPath } });
    const before = kit.requests.length;
    kit.clock.wind(15_000);
    for (let time = 0; time < 20; time += 1) {
      kit.poller.pollNow();
      kit.clock.wind(15_000);
    }
    await waitUntil(() => kit.observed.length > 0);
    expect(kit.requests.length - before).toBe(1);
    // The answer took the hand-wound clock all that time.
    const [seen] = kit.observed;
    expect((seen?.readAt ?? 0) - (seen?.askedAt ?? 0)).toBeGreaterThanOrEqual(300_000);
  });

  it('gets itself another token in the same round', async () => {
    kit.cxone.faults.set({ fault: 'tokenRevoked', target: '*' });
    await kit.round();
    expect(kit.observed.at(-1)?.open).toHaveLength(1);
    expect(kit.impossible).toEqual([]);
    expect(kit.requests.slice(-3)).toEqual(['GET /dfo/3.0/contacts', 'POST /auth/token', 'GET /dfo/3.0/contacts']);
  });

  it('ends with a question under way when it is stopped', async () => {
    kit.cxone.faults.set({ fault: 'neverAnswers', target: '*', options: { paths: casesPath } });
    const before = kit.requests.length;
    kit.clock.wind(15_000);
    await waitUntil(() => kit.requests.length > before);
    await kit.poller.stop();
    expect(kit.observed).toEqual([]);
  });
});

describe('two integrations', () => {
  it('go their own ways', async () => {
    const clock = new HandClock();
    const [good, bad] = [await startCaseKit('demo', clock), await startCaseKit('other', clock)];
    try {
      const here = await good.write('oLi');
      await bad.write('oLi');
      bad.cxone.faults.set({ fault: 'neverAnswers', target: '*', options: { paths: casesPath } });
      bad.poller.start();
      good.poller.start();
      for (let round = 0; round < 3; round += 1) await good.round();
      expect(good.observed).toHaveLength(3);
      expect(good.observed.at(-1)?.open.map(({ caseId }) => caseId)).toEqual([here]);
      expect(bad.observed).toEqual([]);
      expect(good.impossible).toEqual([]);
    } finally {
      await Promise.all([good.stop(), bad.stop()]);
    }
  });
});

describe('authors', () => {
  it('of our answers are a person, a bot, or not known', async () => {
    const box = await startBoxKit({ clients: boxClientsOf(relayConfig) }, { bare: true });
    try {
      kit.cxone.setBoxUrl(`http://127.0.0.1:${box.port}/integration/box/`);
      const caseId = await kit.write('oLi');
      box.intake.threads.set('tulip gh:oLi', OpenId.parse('oLi'));
      const ids: string[] = [];
      for (const author of [4711, 4790]) {
        const outcome = await kit.cxone.agents.reply(caseId, `from ${author}`, author).settled;
        if (outcome.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`);
        ids.push(outcome.externalId);
      }
      kit.wanted = { caseIds: [], hasOpen: false, messageIds: [...ids, 'wxout-nobody'] };
      kit.poller.start();
      await kit.round(2_000);
      await waitUntil(() => kit.authors.size > 0);
      expect(Object.fromEntries(kit.authors)).toEqual({ [ids[0] ?? '']: 'agent', [ids[1] ?? '']: 'bot' });
      kit.wanted = { caseIds: [], hasOpen: false, messageIds: ['wxout-nobody'] };
      // How many rounds that takes depends on where the answers fall between them; how many questions does not.
      for (let round = 0; round < 40 && !kit.authors.has('wxout-nobody'); round += 1) await kit.round();
      expect(kit.authors.get('wxout-nobody')).toBe('unknown');
      expect(kit.requests.filter((request) => request === 'GET /dfo/3.0/messages')).toHaveLength(4);
    } finally {
      await box.stop();
    }
  });

  it('are not known where CXone does not let us ask', async () => {
    await kit.write('oLi');
    kit.cxone.faults.set({ fault: 'forbidden', target: '*', options: { paths: ['/dfo/3.0/messages'] } });
    kit.wanted = { caseIds: [], hasOpen: false, messageIds: ['wxout-1'] };
    kit.poller.start();
    await kit.round(2_000);
    await waitUntil(() => kit.authors.size > 0);
    expect([...kit.authors]).toEqual([['wxout-1', 'unknown']]);
    expect(kit.poller.state().state).toBe('fresh');
  });
});
