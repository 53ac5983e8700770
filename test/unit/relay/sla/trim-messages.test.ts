import { describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import type { AnswerAuthor } from '#shared/domain/sla.ts';
import type { SlaRules } from '#shared/domain/sla-settings.ts';
import { readClocks } from '#shared/sla/case-clocks.ts';
import { defaultSlaSettings } from '#shared/sla/defaults.ts';
import { policyTimeline, type PolicyTimeline } from '#shared/sla/policy-timeline.ts';
import { addMessage, newCase, type KeptCase, type KeptMessage } from '#relay/sla/kept-case.ts';
import { mostMessages } from '#relay/sla/trim-messages.ts';

const tulip = ChannelId.parse('tulip');
const minute = 60_000;

function aCase(): KeptCase {
  const fixed = { id: 'a', channelId: tulip, beganAt: 0, openId: null, endUser: null, contactNo: null } as const;
  return { ...newCase({ ...fixed, beganBy: 'customer', asked: true }), caseId: 'C1', knownUntil: 1e15 };
}

function aMessage(seq: number, at: number, author: AnswerAuthor | null): KeptMessage {
  const id = `wxin-${seq}` as KeptMessage['messageId'];
  return { kind: author === null ? 'request' : 'answer', messageId: id, seq, at, acceptedAt: at, doneAt: at, author };
}

function timelineOf(rules: Partial<SlaRules>): PolicyTimeline {
  const settings = structuredClone(defaultSlaSettings('UTC'));
  const calendar = settings.calendars[0];
  if (calendar === undefined) throw new Error('no calendar');
  calendar.week = Array.from({ length: 7 }, () => [{ from: '00:00', until: '24:00' }]);
  Object.assign(settings.global.rules, rules);
  settings.global.agentFirst.enabled = true;
  settings.global.agentFollowUp.enabled = true;
  return policyTimeline([{ id: 'v', settings, appliesFrom: 0 }]);
}

function missed(kept: KeptCase, timeline: PolicyTimeline, now: number): string[] {
  return readClocks(kept, timeline, now)
    .filter(({ metric, breachedAt }) => metric !== 'customer_idle' && breachedAt !== null)
    .map(({ metric, startedAt }) => `${metric} ${startedAt.latest}`);
}

/** Repeatable. */
function chanceOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

describe('a case of very many messages', () => {
  it('keeps the answer to its request, however many messages lay between', () => {
    const kept = aCase();
    for (let seq = 1; seq <= 60; seq += 1) addMessage(kept, aMessage(seq, seq * 1_000, null));
    addMessage(kept, aMessage(61, 61_000, 'agent'));
    for (let seq = 62; seq <= 900; seq += 1) {
      addMessage(kept, aMessage(seq, seq * minute, seq % 2 === 0 ? null : 'agent'));
    }
    expect(kept.messages.length).toBeLessThanOrEqual(mostMessages);
    const first = readClocks(kept, timelineOf({}), 2_000 * minute).find(({ metric }) => metric === 'first_response');
    expect(first).toMatchObject({ state: 'attained', endedAt: { latest: 61_000 } });
  });

  it('keeps what answered an assignment, and what waits in the relay', () => {
    const kept = aCase();
    for (let seq = 1; seq <= 1_200; seq += 1) {
      if (seq === 200) kept.assignments.push({ agent: 'Eva', at: { earliest: seq * minute, latest: seq * minute } });
      const message = aMessage(seq, seq * minute, seq % 2 === 0 ? 'agent' : null);
      addMessage(kept, seq === 301 ? { ...message, acceptedAt: null, doneAt: null } : message);
    }
    expect(kept.messages.map(({ seq }) => seq)).toEqual(expect.arrayContaining([1, 2, 200, 301, 1_200]));
    expect(kept.messages.length).toBeLessThanOrEqual(mostMessages);
  });

  it('leaves out the oldest of a turn without an end, many at once, and never its beginning or its newest', () => {
    const kept = aCase();
    let times = 0;
    for (let seq = 1; seq <= 2_000; seq += 1) {
      const before = kept.messages.length;
      addMessage(kept, aMessage(seq, seq * minute, null));
      if (kept.messages.length <= before) times += 1;
      expect(kept.messages.length).toBeLessThanOrEqual(mostMessages);
    }
    expect(times).toBeLessThan(40);
    const seqs = kept.messages.map(({ seq }) => seq);
    expect(seqs.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, place) => place + 1));
    expect(seqs.slice(-100)).toEqual(Array.from({ length: 100 }, (_, place) => 1_901 + place));
  });

  it('keeps what waits of a turn without an end', () => {
    const kept = aCase();
    for (let seq = 1; seq <= 800; seq += 1) {
      const message = aMessage(seq, seq * minute, null);
      addMessage(kept, seq % 3 === 0 ? { ...message, acceptedAt: null, doneAt: null } : message);
    }
    expect(kept.messages.length).toBeLessThanOrEqual(mostMessages);
    const waiting = kept.messages.filter(({ doneAt }) => doneAt === null).map(({ seq }) => seq);
    expect(waiting).toEqual(Array.from({ length: 266 }, (_, place) => 3 * (place + 1)));
  });

  it('is never called late because of messages that were left out', () => {
    const rules: Partial<SlaRules>[] = [
      {},
      { followUpFrom: 'first_unanswered' },
      { unknownAuthorCounts: false },
      { botAnswersCount: true, answeredWhen: 'accepted_by_wechat' },
    ];
    for (let seed = 1; seed <= 60; seed += 1) {
      const chance = chanceOf(seed * 7_919);
      const timeline = timelineOf(rules[seed % rules.length] ?? {});
      const whole = aCase();
      const trimmed = aCase();
      const [bots, late] = [chance(3) === 0 ? 6 : 1, 1 + chance(4)];
      let at = 0;
      for (let seq = 1; seq <= 700; seq += 1) {
        at += chance(late * 2) * minute + 1;
        const roll = chance(10);
        const author = seq === 1 || roll < 5 ? null : roll < 10 - bots ? 'agent' : roll % 3 === 0 ? 'unknown' : 'bot';
        if (chance(60) === 0) {
          const assignment = { agent: `agent ${seq}`, at: { earliest: at - 10, latest: at } };
          whole.assignments.push(assignment);
          trimmed.assignments.push(assignment);
        }
        whole.messages.push(aMessage(seq, at, author));
        addMessage(trimmed, aMessage(seq, at, author));
      }
      expect(trimmed.messages.length).toBeLessThanOrEqual(mostMessages);
      const real = new Set(missed(whole, timeline, at + 1));
      expect({ seed, invented: missed(trimmed, timeline, at + 1).filter((one) => !real.has(one)) }).toEqual({
        seed,
        invented: [],
      });
    }
  });
});
