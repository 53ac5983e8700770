import { describe, expect, it } from 'vitest';
import { AccountRefusalCode } from '#sandbox/wechat/account-rules.ts';
import { TenantRefusalCode } from '#sandbox/cxone/admin/refusal.ts';
import { DeskRefusalCode } from '#shared/domain/desk.ts';
import { textsIn, languages } from '#renderer/desk/parts/page-texts.tsx';
import type { RefusalGroup } from '#renderer/desk/parts/page-texts.tsx';
import { durationText } from '#renderer/desk/agent/duration.ts';
import { groupsOf } from '#renderer/desk/agent/inbox-groups.ts';
import { numberIn, numberOrNone } from '#renderer/desk/tenant/numbers.ts';
import { minutesOf, spanOf, spansIn, spansText } from '#renderer/desk/tenant/sla-form.ts';
import { skillBody, typedSkill } from '#renderer/desk/tenant/skill-form.ts';

const groups: readonly [RefusalGroup, readonly string[]][] = [
  ['tenantRefusal', TenantRefusalCode.options],
  ['accountRefusal', AccountRefusalCode.options],
  ['deskRefusal', DeskRefusalCode.options],
];

describe('the pages of the simulated platforms', () => {
  it.each(languages)('have a sentence for every refusal, in %s', (language) => {
    const { refusal } = textsIn(language, () => undefined);
    for (const [group, codes] of groups) {
      for (const code of codes) {
        const said = refusal(group, { code, message: 'said in English', field: null, right: 'reply' });
        expect([code, said === 'said in English' || said.length < 4]).toEqual([code, false]);
        expect(said).not.toContain('{{');
      }
    }
    expect(refusal('tenantRefusal', { code: 'of_tomorrow', message: 'said in English', field: null })).toBe(
      'said in English',
    );
  });

  it('isolate what came from outside', () => {
    const { refusal } = textsIn('en', () => undefined);
    const said = refusal('deskRefusal', { code: 'bad_request', message: '‮evil', field: null });
    expect(said).not.toContain('‮');
  });

  it.each([
    [0, '0:00'],
    [1, '0:01'],
    [75_000, '1:15'],
    [4_000_000, '1:06:40'],
    [-5, '0:00'],
  ])('write %d ms as %s', (given, text) => {
    expect(durationText(given)).toBe(text);
  });

  it('send numbers as numbers, and what is none as typed', () => {
    expect([numberIn(' 12 '), numberIn('1.5'), numberIn('x'), numberOrNone(' ')]).toEqual([12, '1.5', 'x', null]);
    expect(minutesOf(spanOf(3_015))).toBe(3_015);
    expect(spanOf(3_015)).toEqual({ days: '2', hours: '2', minutes: '15' });
    expect(minutesOf({ days: '', hours: 'one', minutes: '5' })).toBe('one');
    const hours = '09:00-12:00, 13:00-17:00';
    expect(spansText(spansIn(hours))).toBe(hours);
    expect(spansIn(' ')).toEqual([]);
  });

  it('send the whole form of a skill', () => {
    const body = skillBody({ ...typedSkill(null), agentTimerEnabled: true, firstSeconds: '60', minimumAgents: 'few' });
    expect(body).toMatchObject({ mediaTypeId: 9, minimumAgents: 'few', minimumAvailable: null, refusalSeconds: 45 });
    expect(body['agentTimer']).toEqual({ enabled: true, firstSeconds: 60, followUpSeconds: 0 });
    expect(Object.keys(body)).not.toContain('firstSeconds');
  });

  it('put every case into one group of the inbox', () => {
    const row = { stage: 'assigned', assignee: null, offeredTo: null, draftsWaiting: 0 };
    const me = { id: 7, name: 'Anna' };
    const cases = [
      { ...row, number: '1', stage: 'offered', offeredTo: me },
      { ...row, number: '2', assignee: me, draftsWaiting: 1 },
      { ...row, number: '3', assignee: { id: 8, name: 'Bas' }, draftsWaiting: 1 },
      { ...row, number: '4', stage: 'offered', offeredTo: { id: 8, name: 'Bas' } },
      { ...row, number: '5', assignee: me, stage: 'done' },
    ];
    const found = groupsOf({ cases, me } as unknown as Parameters<typeof groupsOf>[0]);
    expect(
      Object.fromEntries(Object.entries(found).map(([name, rows]) => [name, rows.map((one) => one.number)])),
    ).toEqual({
      offered: ['1'],
      mine: ['2'],
      waitingApproval: ['3'],
      others: ['4', '5'],
    });
  });
});
