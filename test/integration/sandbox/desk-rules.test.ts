import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeskCase, DeskState } from '#shared/domain/desk.ts';
import { anna, bas, channelId, ming, sara, startDeskBench } from './desk-bench.ts';
import type { DeskBench } from './desk-bench.ts';

let bench: DeskBench;

beforeEach(async () => {
  bench = await startDeskBench();
});
afterEach(() => bench.stop());

const contact = (number: string) => `/dfo/3.0/contacts/${number}`;
const mine = async (userId: number): Promise<{ seat: Awaited<ReturnType<DeskBench['signIn']>>; number: string }> => {
  const seat = await bench.signIn(userId);
  const number = await bench.write('li');
  expect(await seat.accept(number)).toBe('ok');
  return { seat, number };
};

describe('who is there', () => {
  it('is asked before anything else', async () => {
    expect((await bench.call('GET', '/desk/api/state')).json.code).toBe('not_signed_in');
    const bearer = { authorization: 'Bearer desk-nobody' };
    expect((await bench.call('PUT', `${contact('1')}/status`, { status: 'open' }, bearer)).status).toBe(401);
    const bot = await bench.call('POST', '/desk/api/sign-in', { userId: 4790 });
    expect([bot.status, bot.json.code]).toEqual([404, 'unknown_user']);
    const foreign = await bench.call('POST', '/desk/api/sign-in', { userId: anna }, { origin: 'https://evil.example' });
    expect([foreign.status, foreign.json.code]).toEqual([403, 'foreign_origin']);
    const seat = await bench.signIn(anna);
    expect(await seat.tries('POST', '/desk/api/nothing')).toBe('not_found');
    expect(await seat.tries('POST', '/desk/api/available', { available: 'yes' })).toBe('bad_request');
    expect(await seat.tries('POST', '/desk/api/sign-out')).toBe('ok');
    expect(await seat.tries('GET', '/desk/api/state')).toBe('not_signed_in');
  });

  it.each([
    ['no_role', { roleIds: [] }],
    ['more_than_one_role', { roleIds: ['301', '303'] }],
    ['no_application', { application: 'none' }],
    ['needs_attribute_and_skill', { application: 'cxone_agent', digitalEngagement: false }],
    ['needs_attribute_and_skill', { application: 'cxone_agent', skillIds: [] }],
    ['needs_attribute_or_skill', { application: 'max', digitalEngagement: false, skillIds: [] }],
  ] as const)('%s: gets nothing and does nothing, %j', async (code, change) => {
    const user = bench.cxone.store.book.users.get(anna);
    if (user) Object.assign(user, structuredClone(change));
    const seat = await bench.signIn(anna);
    const number = await bench.write('li');
    expect(await seat.state()).toMatchObject({ me: { hindrance: code }, cases: [] });
    expect(await seat.accept(number)).toBe(code);
    const boss = await bench.signIn(sara);
    expect(await boss.tries('PUT', `${contact(number)}/inbox-assignment`, { userId: anna })).toBe(
      'user_may_not_get_it',
    );
    expect(await seat.reply(number, 'x')).toBe(code);
  });

  it.each([
    { application: 'max', digitalEngagement: false },
    { application: 'cxone_agent', digitalEngagement: true },
  ] as const)('works with %j and a skill', async (change) => {
    const user = bench.cxone.store.book.users.get(anna);
    if (user) Object.assign(user, change);
    expect((await mine(anna)).number).not.toBe('');
  });
});

describe('a case', () => {
  it('is offered, rejected, goes to the next one, and is accepted', async () => {
    const seats = [await bench.signIn(anna), await bench.signIn(bas)] as const;
    const number = await bench.write('li');
    const [first, second] = seats;
    const { cases } = await first.state();
    expect(cases).toMatchObject([{ number, stage: 'offered', offeredTo: { id: anna } }]);
    expect((await second.state()).cases).toEqual([]);
    expect(await second.accept(number)).toBe('not_offered_to_you');
    expect(await first.tries('POST', `/desk/api/cases/${number}/reject`)).toBe('ok');
    expect((await second.state()).cases).toMatchObject([{ number, stage: 'offered', offeredTo: { id: bas } }]);
    expect(await first.accept(number)).toBe('not_offered_to_you');
    expect(await second.accept(number)).toBe('ok');
    expect(await second.accept(number)).toBe('not_offered_to_you');
    const opened = await second.case(number);
    expect(DeskCase.parse(opened).events.map(({ kind }) => kind)).toEqual([
      'created',
      'offered',
      'rejected',
      'offered',
      'accepted',
    ]);
    expect(opened).toMatchObject({ stage: 'assigned', assignee: { id: bas }, route: { skill: 'WeChat_Inbound' } });
    expect(DeskState.parse(await first.state()).cases).toEqual([]);
  });

  it('comes again after a rest when everybody rejected it', async () => {
    const seat = await bench.signIn(anna);
    const number = await bench.write('li');
    expect(await seat.tries('POST', `/desk/api/cases/${number}/reject`)).toBe('ok');
    expect((await seat.state()).cases).toEqual([]);
    bench.clock.advance(30_000);
    expect((await seat.state()).cases).toMatchObject([{ number, stage: 'offered' }]);
  });

  it('goes on when the offer runs out, and who did not answer is offered nothing more', async () => {
    const seat = await bench.signIn(anna);
    await bench.write('li');
    const number = await bench.write('wang');
    bench.clock.advance(bench.skill().refusalSeconds * 1_000);
    const state = await seat.state();
    expect(state).toMatchObject({ me: { isAvailable: false }, cases: [] });
    expect(state.notices.map(({ kind }) => kind)).toEqual(['case_offered', 'offer_ran_out']);
    const other = await bench.signIn(ming);
    expect((await other.state()).cases).toHaveLength(1);
    expect(await seat.tries('POST', '/desk/api/available', { available: true })).toBe('ok');
    expect((await seat.state()).cases).toMatchObject([{ number, offeredTo: { id: anna } }]);
  });

  it('is assigned at once where the skill has no accept and reject', async () => {
    bench.skill().acceptReject = false;
    const seat = await bench.signIn(anna);
    const number = await bench.write('li');
    expect((await seat.state()).cases).toMatchObject([{ number, stage: 'assigned', assignee: { id: anna } }]);
    expect(await seat.tries('POST', `/desk/api/cases/${number}/reject`)).toBe('no_accept_reject');
  });

  it('waits in the backlog without a script, and can be given by hand', async () => {
    const channel = bench.cxone.store.channels.get(channelId);
    if (channel) channel.scriptId = null;
    const boss = await bench.signIn(sara);
    const number = await bench.write('li');
    expect(await boss.tries('PUT', `${contact(number)}/inbox-assignment`, { userId: anna })).toBe('ok');
    expect((await boss.case(number)).assignee?.id).toBe(anna);
    const second = await bench.write('wang');
    expect((await boss.state()).cases).toContainEqual(expect.objectContaining({ number: second, stage: 'backlog' }));
  });

  it('leaves one offer only when the administrator takes the skill away', async () => {
    const seat = await bench.signIn(anna);
    const number = await bench.write('li');
    const user = bench.cxone.store.book.users.get(anna);
    if (user) user.skillIds = ['10002'];
    bench.cxone.store.book.changed('users');
    expect(await seat.accept(number)).toBe('not_offered_to_you');
  });
});

describe('what others do', () => {
  it('is seen by who may assign, unassign or approve, also from before', async () => {
    const number = await bench.write('li');
    const taken = bench.cxone.store.contacts.get(number);
    if (taken) bench.cxone.store.assign(taken, ming);
    const [agent, boss] = [await bench.signIn(anna), await bench.signIn(sara)];
    expect((await boss.state()).cases).toMatchObject([{ number, assignee: { id: ming }, stage: 'assigned' }]);
    expect((await agent.state(number)).case).toBeNull();
    expect(await agent.tries('GET', `/desk/api/cases/${number}/sla`)).toBe('not_assigned_to_you');
    // Nobody does what follows from taking it back.
    expect(await boss.tries('DELETE', `${contact(number)}/inbox-assignment`)).toBe('ok');
    expect((await boss.case(number)).events.slice(-2)).toMatchObject([
      { kind: 'unassigned', by: 'Sara El Amrani', about: '小明 王' },
      { kind: 'offered', by: null },
    ]);
  });
});

describe('assigning', () => {
  it('asks for its rights, and for somebody who may get the case', async () => {
    const { seat, number } = await mine(anna);
    const boss = await bench.signIn(sara);
    const at = `${contact(number)}/inbox-assignment`;
    expect((await seat.call('PUT', at, { userId: ming })).json).toMatchObject({
      code: 'needs_right',
      right: 'assign',
      errors: [{ errorCode: 'needs_right' }],
    });
    expect((await seat.call('DELETE', at)).json).toMatchObject({ code: 'needs_right', right: 'unassign' });
    expect(await boss.tries('PUT', at, { userId: 1 })).toBe('unknown_user');
    expect(await boss.tries('PUT', at, { userId: 4790 })).toBe('user_may_not_get_it');
    expect(await boss.tries('PUT', `${contact('1')}/inbox-assignment`, { userId: ming })).toBe('unknown_case');
    expect(await boss.tries('PUT', at, { inboxAssigneeCxoneId: `agent-${ming}` })).toBe('ok');
    expect(await seat.reply(number, 'x')).toBe('not_assigned_to_you');
    expect((await seat.state()).notices.at(-1)).toMatchObject({ kind: 'case_unassigned', by: 'Sara El Amrani' });
    // Back to the queue, and to whom it was not taken from: Anna and Sara are there.
    expect(await boss.tries('DELETE', at)).toBe('ok');
    expect((await boss.case(number)).stage).toBe('offered');
    expect(await boss.tries('DELETE', at)).toBe('not_assigned');
  });

  it('does not bring a case back to whom it was taken from while there are others', async () => {
    const { number } = await mine(anna);
    const boss = await bench.signIn(sara);
    expect(await boss.tries('DELETE', `${contact(number)}/inbox-assignment`)).toBe('ok');
    expect(await boss.case(number)).toMatchObject({ stage: 'offered', offeredTo: { id: sara } });
  });

  it('needs the channel in the role', async () => {
    const role = bench.cxone.store.book.roles.get('303');
    const { number } = await mine(anna);
    const boss = await bench.signIn(sara);
    if (role) delete role.channels[channelId];
    expect(await boss.tries('DELETE', `${contact(number)}/inbox-assignment`)).toBe('channel_not_in_role');
    expect((await boss.state()).cases).toEqual([]);
  });
});

describe('answering', () => {
  it('goes out in the name of who has Reply', async () => {
    const { seat, number } = await mine(anna);
    expect((await seat.case(number)).replyHindrance).toBeNull();
    expect(await seat.reply(number, 'Good morning')).toBe('ok');
    await bench.settled();
    expect(bench.replies).toEqual([{ text: 'Good morning', author: anna }]);
    expect((await seat.case(number)).messages.at(-1)).toMatchObject({ from: 'agent', state: 'accepted' });
    expect(await seat.reply(number, '  ')).toBe('empty_reply');
    expect(await seat.reply(number, 'x'.repeat(10_001))).toBe('text_too_long');
    expect(await seat.tries('POST', `/desk/api/cases/${number}/reply`, { text: '', files: ['nothing'] })).toBe(
      'unknown_file',
    );
  });

  it('takes files, and the form of the tenant API', async () => {
    const { seat, number } = await mine(anna);
    const file = { fileName: 'a.txt', mimeType: 'text/plain', contentBase64: Buffer.from('abc').toString('base64') };
    const { json } = await seat.call('POST', `/desk/api/cases/${number}/files`, file);
    expect(await (await fetch(String(json.url))).text()).toBe('abc');
    const outbound = {
      thread: { idOnExternalPlatform: 'gh:li' },
      messageContent: { type: 'TEXT', payload: { text: 'with a file' } },
      attachments: [{ id: json.id }],
    };
    expect(await seat.tries('POST', `/dfo/3.0/channels/${channelId}/outbound`, outbound)).toBe('ok');
    await bench.settled();
    expect((await seat.case(number)).messages.at(-1)).toMatchObject({ files: [{ name: 'a.txt' }], state: 'accepted' });
    const actions = `/dfo/3.0/channels/${channelId}/threads/gh%3Ali/sender-actions`;
    expect(await seat.tries('POST', actions, { action: 'isTypingOn' })).toBe('ok');
    expect(bench.paths.at(-1)).toContain('/sender-action');
  });

  it('is a draft without Reply, which somebody else releases or refuses', async () => {
    const { seat, number } = await mine(bas);
    expect(await seat.case(number)).toMatchObject({ replyHindrance: 'needs_right', draftHindrance: null });
    expect((await seat.call('POST', `/desk/api/cases/${number}/reply`, { text: 'x' })).json).toMatchObject({
      code: 'needs_right',
      right: 'reply',
    });
    expect(await seat.tries('POST', `/desk/api/cases/${number}/typing`, { typing: true })).toBe('needs_right');
    const boss = await bench.signIn(sara);
    const drafts = `${contact(number)}/message-drafts`;
    const ids: string[] = [];
    for (const text of ['one', 'two']) {
      const answer = await seat.call('POST', drafts, { text });
      expect(answer.status).toBe(201);
      ids.push(String(answer.json.id));
    }
    const [one, two] = ids;
    expect((await boss.state()).notices.map(({ kind }) => kind)).toContain('draft_waiting');
    expect(await seat.tries('POST', `${drafts}/${one}/approval`)).toBe('needs_right');
    expect(await boss.tries('POST', `${drafts}/none/approval`)).toBe('unknown_draft');
    expect(await boss.tries('POST', `${drafts}/${one}/approval`)).toBe('ok');
    expect(await boss.tries('POST', `${drafts}/${one}/approval`)).toBe('draft_settled');
    expect(await boss.tries('POST', `${drafts}/${two}/refusal`, { reason: ' ' })).toBe('reason_required');
    expect(await boss.tries('POST', `${drafts}/${two}/refusal`, { reason: 'Too short' })).toBe('ok');
    expect(await boss.tries('POST', `${drafts}/${two}/approval`)).toBe('draft_settled');
    await bench.settled();
    expect(bench.replies).toEqual([{ text: 'one', author: bas }]);
    const { drafts: kept } = await seat.case(number);
    expect(kept).toMatchObject([
      { state: 'approved', settledBy: { id: sara } },
      { state: 'refused', reason: 'Too short' },
    ]);
    expect((await seat.state()).notices.at(-1)).toMatchObject({ kind: 'draft_refused', reason: 'Too short' });
  });

  it('needs View Skills beside Reply', async () => {
    const role = bench.cxone.store.book.roles.get('301');
    if (role) role.viewSkills = false;
    const { seat, number } = await mine(anna);
    expect(await seat.reply(number, 'x')).toBe('needs_view_skills');
    expect(await seat.tries('POST', `${contact(number)}/message-drafts`, { text: 'x' })).toBe('ok');
  });

  it('has no way round by approving oneself', async () => {
    const role = bench.cxone.store.book.roles.get('302');
    if (role) role.channels[channelId] = ['approve'];
    const { seat, number } = await mine(bas);
    const draft = await seat.call('POST', `${contact(number)}/message-drafts`, { text: 'x' });
    expect(await seat.tries('POST', `${contact(number)}/message-drafts/${String(draft.json.id)}/approval`)).toBe(
      'own_draft',
    );
    expect(bench.replies).toEqual([]);
  });
});

describe('deleting and hiding', () => {
  it('stays inside the tenant, and needs its rights', async () => {
    const { seat, number } = await mine(anna);
    const boss = await bench.signIn(sara);
    const id = (await boss.case(number)).messages[0]?.id ?? '';
    expect((await seat.call('POST', `/dfo/3.0/messages/${id}/delete`)).json).toMatchObject({
      right: 'delete_original',
    });
    expect((await seat.call('POST', `/dfo/3.0/messages/${id}/hide`)).json).toMatchObject({ right: 'hide_original' });
    expect(await boss.tries('POST', '/dfo/3.0/messages/none/hide')).toBe('unknown_message');
    expect((await boss.call('POST', `/dfo/3.0/messages/${id}/delete`)).json).toEqual({
      reasons: ['no_published_call'],
    });
    expect((await boss.call('POST', `/dfo/3.0/messages/${id}/hide`)).json).toEqual({
      reasons: ['no_published_call', 'platform_cannot'],
    });
    expect((await boss.case(number)).messages[0]).toMatchObject({ isDeletedHere: true, isHiddenHere: true });
    await boss.call('DELETE', `/dfo/3.0/messages/${id}/hide`);
    expect((await boss.case(number)).messages[0]).toMatchObject({ isDeletedHere: true, isHiddenHere: false });
    expect(bench.paths).toEqual([]);
  });

  it('shows what the middleware says to a call nobody published', async () => {
    const { seat, number } = await mine(anna);
    const id = (await seat.case(number)).messages[0]?.id ?? '';
    const { json } = await seat.call('POST', `/desk/api/cases/${number}/probe`, { action: 'hide', messageId: id });
    expect(json).toMatchObject({ method: 'POST', status: 404 });
    expect(String(json.body)).toContain('notSupported');
    expect(bench.paths).toEqual([`/1.0/channel/${channelId}/messages/in-1/hide`]);
    expect((await seat.case(number)).events.at(-1)).toMatchObject({ kind: 'probe', about: 'hide: HTTP 404' });
  });
});

describe('a status', () => {
  it('follows the machine, and belongs to who has the case', async () => {
    const { seat, number } = await mine(anna);
    const other = await bench.signIn(ming);
    const at = `${contact(number)}/status`;
    expect(await other.tries('PUT', at, { status: 'open' })).toBe('not_assigned_to_you');
    expect((await seat.case(number)).statuses).toEqual([
      'open',
      'pending',
      'escalated',
      'resolved',
      'closed',
      'trashed',
    ]);
    for (const status of ['open', 'pending', 'escalated', 'resolved', 'closed']) {
      expect(await seat.tries('PUT', at, { status })).toBe('ok');
    }
    expect(await seat.tries('PUT', at, { status: 'open' })).toBe('status_not_possible');
    expect(await seat.tries('PUT', at, { status: 'gone' })).toBe('bad_request');
    expect(await seat.reply(number, 'x')).toBe('case_over');
    expect((await seat.case(number)).events.filter(({ kind }) => kind === 'status').map(({ about }) => about)).toEqual([
      'open',
      'pending',
      'escalated',
      'resolved',
      'closed',
    ]);
    expect(await bench.write('li')).not.toBe(number);
  });
});
