import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventWords } from '#renderer/features/incidents/incident-events.ts';
import { createI18n } from '#renderer/i18n/i18n.ts';
import { createFormat } from '#renderer/lib/format.ts';
import { agentNote } from '#renderer/lib/incidents/agent-note.ts';
import { incidentTitle } from '#renderer/lib/incidents/incident-title.ts';
import { byUrgency, mergeIncidents, openIncidents } from '#renderer/lib/incidents/order-incidents.ts';
import { snoozedUntil } from '#renderer/lib/incidents/snooze-times.ts';
import { valueToCopy } from '#renderer/lib/incidents/value-to-copy.ts';
import { Leg } from '#shared/domain/channel.ts';
import { hour, minute, present } from '../../fake-data.ts';
import { anIncident, anIncidentEvent } from '../../fake-operations.ts';

describe('what an incident is called', () => {
  it('says what it means for customers, by leg and gravity, and in the past once it is over', () => {
    const open = { closedAt: null, worst: 'action_required' } as const;
    expect(incidentTitle({ ...open, leg: 'wechatOut' })).toBe('repliesBlocked');
    expect(incidentTitle({ ...open, leg: 'cxoneIn' })).toBe('repliesBlocked');
    expect(incidentTitle({ ...open, leg: 'cxoneOut' })).toBe('messagesBlocked');
    expect(incidentTitle({ ...open, worst: 'retrying', leg: 'wechatIn' })).toBe('messagesDelayed');
    expect(incidentTitle({ ...open, worst: 'degraded', leg: 'wechatOut' })).toBe('repliesDelayed');
    expect(incidentTitle({ ...open, leg: null })).toBe('channelBlocked');
    expect(incidentTitle({ worst: 'down', leg: 'wechatOut', closedAt: present })).toBe('pastRepliesBlocked');
  });
});

describe('the order of incidents', () => {
  it('puts the gravest first, then what nobody looks after, then the oldest', () => {
    const gravest = anIncident({ id: 'a', worst: 'action_required', openedAt: present });
    const unseen = anIncident({ id: 'b', worst: 'retrying', openedAt: present });
    const older = anIncident({ id: 'c', worst: 'retrying', acknowledgedBy: 'x', openedAt: present - hour });
    const newer = anIncident({ id: 'd', worst: 'retrying', acknowledgedBy: 'x', openedAt: present });
    const closed = anIncident({ id: 'e', closedAt: present });
    expect(openIncidents([newer, closed, older, unseen, gravest]).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is the same whatever order they come in', () => {
    const some = fc.array(
      fc.record({
        id: fc.constantFrom('1', '2', '3', '4', '5', '6', '7'),
        worst: fc.constantFrom('down', 'retrying', 'action_required'),
        openedAt: fc.integer({ min: 0, max: 3 }),
        acknowledgedBy: fc.constantFrom(null, 'desk'),
      }),
    );
    fc.assert(
      fc.property(some, (parts) => {
        const unique = [...new Map(parts.map((part) => [part.id, anIncident(part)])).values()];
        const ids = (list: readonly { id: string }[]): readonly string[] => list.map(({ id }) => id);
        expect(ids([...unique].reverse().sort(byUrgency))).toEqual(ids([...unique].sort(byUrgency)));
      }),
    );
  });

  it('keeps the newer of two versions when pages and notices meet', () => {
    const asked = anIncident({ revision: 3 });
    const told = anIncident({ revision: 4, acknowledgedBy: 'desk-2' });
    expect(mergeIncidents([told], [asked])).toEqual([told]);
    expect(mergeIncidents([asked], [told])).toEqual([told]);
  });
});

describe('the note for agents', () => {
  const zone = 'Europe/Amsterdam';
  it('says for each leg what happens to messages, and never promises what is not kept', () => {
    const note = (leg: Leg): string => agentNote(anIncident({ leg }), 'en', present, zone);
    expect(note('wechatOut')).toBe(
      'WeChat “Tulip Store 郁金香”: since 15:21 replies do not reach customers. They are kept and go out when it works again; please do not send them twice.',
    );
    // What WeChat could not hand over is not in our hands.
    expect(note('wechatIn')).not.toContain('kept');
    expect(note('wechatIn')).toContain('write again');
  });

  it('speaks the language asked for, whatever the console speaks', () => {
    for (const leg of Leg.options) {
      const texts = (['en', 'nl', 'zh'] as const).map((language) =>
        agentNote(anIncident({ leg }), language, present, zone),
      );
      expect(new Set(texts).size).toBe(3);
      for (const text of texts) expect(text).toContain('Tulip Store 郁金香');
    }
    expect(agentNote(anIncident(), 'zh', present, zone)).toContain('回复无法到达客户');
  });

  it('tells when it is over', () => {
    const text = agentNote(anIncident({ closedAt: present - minute }), 'nl', present, zone);
    expect(text).toContain('werkt weer sinds 15:31');
    expect(text).toContain('begon 15:21');
  });
});

describe('reminding later', () => {
  it('takes minutes from now, and eight in the morning of the next day', () => {
    expect(snoozedUntil('snooze15', present)).toBe(present + 15 * minute);
    expect(snoozedUntil('snooze60', present)).toBe(present + hour);
    const morning = new Date(snoozedUntil('snoozeMorning', present));
    expect([morning.getHours(), morning.getMinutes()]).toEqual([8, 0]);
    expect(morning.getTime() - present).toBeGreaterThan(0);
    expect(morning.getTime() - present).toBeLessThan(32 * hour);
  });
});

describe('the value to copy', () => {
  const channel = { callbackUrl: 'https://relay.example.com/wechat/tulip' };
  it('is what the fault named, else the callback address where that is the cure', () => {
    expect(valueToCopy('WECHAT_IP_NOT_LISTED', '203.0.113.24', channel)).toBe('203.0.113.24');
    expect(valueToCopy('WECHAT_IP_NOT_LISTED', null, channel)).toBeNull();
    expect(valueToCopy('WECHAT_CALLBACK_UNREACHABLE', null, channel)).toBe(channel.callbackUrl);
    expect(valueToCopy('CXONE_SERVER_ERROR', 'x', channel)).toBeNull();
    expect(valueToCopy(null, 'x', channel)).toBeNull();
  });
});

describe('the lines of the time line', () => {
  const { t } = createI18n('en');
  const format = createFormat(t, 'en-GB', 'Europe/Amsterdam');
  const words = (part: Parameters<typeof anIncidentEvent>[0]): string =>
    eventWords(anIncidentEvent(part), t, format, present);

  it('read what the detail carries, and do without it', () => {
    expect(words({ kind: 'snoozed', detail: new Date(present + 15 * minute).toISOString() })).toBe(
      'No reminders until 15:47',
    );
    expect(words({ kind: 'snoozed', detail: null })).toBe('No reminders for a while');
    expect(words({ kind: 'assigned', detail: 'Sanne' })).toBe('Assigned to Sanne');
    expect(words({ kind: 'assigned', detail: null })).toBe('Assigned to nobody');
    expect(words({ kind: 'notified', detail: 'email' })).toBe('People were told: by e-mail');
    expect(words({ kind: 'notified', detail: 'pigeon' })).toBe('People were told');
    expect(words({ kind: 'customers_told', detail: '1' })).toBe('1 customer was told by automatic reply');
    expect(words({ kind: 'opened', state: 'down' })).toBe('It began: Down');
  });
});
