import { describe, expect, it } from 'vitest';
import { nextStep, noteForAgent } from '#renderer/features/story/note-agent.ts';
import type { NoteSource } from '#renderer/features/story/note-source.ts';
import { noteForSupport } from '#renderer/features/story/note-support.ts';
import type { MessageStory } from '#shared/domain/message.ts';
import { MessageState } from '#shared/domain/message.ts';
import { aRow, aStory, someAppInfo } from '../../fake-data.ts';
import { anExchange } from '../../fake-story-bridge.ts';

const receivedAt = Date.parse('2026-11-22T13:20:58.114Z');
const failed = aRow({
  seq: 4,
  id: 'wxout-01JD0000000000000000000004',
  direction: 'outbound',
  state: 'dead_letter',
  code: 'WECHAT_CONTENT_REFUSED',
  platformCode: '87014',
  receivedAt,
  changedAt: receivedAt + 212,
  preview: 'Call ••••',
});
const source = (story: MessageStory, part: Partial<NoteSource> = {}): NoteSource => ({
  story,
  name: { text: '王芳 VIP', source: 'label' },
  channelName: 'Delta',
  exchanges: [],
  app: someAppInfo,
  timeZone: 'Europe/Amsterdam',
  ...part,
});
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('a note for the agent', () => {
  const story = aStory(failed, { text: 'Call ••••', caseId: '48213' });
  it('says what happened, when and what comes next, with no code but the case', () => {
    const note = plain(noteForAgent(source(story), 'en'));
    expect(note.split('\n')).toEqual([
      'Reply to 王芳 VIP on the channel Delta, sent on 22 November 2026 at 14:20:57.',
      'Text: “Call ••••”',
      'How it stands: It was not delivered, and the relay has stopped trying.',
      expect.stringMatching(/^Why: .+\.$/u),
      'What comes next: the customer does not have this reply. A colleague at the console decides whether it is sent again; please ask before you write it anew.',
      'Case in CXone: 48213',
      'Times: Europe/Amsterdam (UTC+01:00).',
    ]);
    expect(note).not.toContain('WECHAT_');
    expect(note).not.toContain('87014');
  });
  it.each([
    ['nl', 'Antwoord aan 王芳 VIP op het kanaal Delta', 'Case in CXone: 48213', 'Tijden: Europe/Amsterdam'],
    ['zh', '渠道 Delta 上给 王芳 VIP 的回复', 'CXone 中的个案：48213', '时间：Europe/Amsterdam'],
  ] as const)('in %s', (language, about, ofCase, zone) => {
    const note = plain(noteForAgent(source(story), language));
    for (const words of [about, ofCase, zone]) expect(note).toContain(words);
  });
  it('never claims that a delivered message was read', () => {
    const row = aRow({ receivedAt });
    const note = plain(noteForAgent(source(aStory(row)), 'en'));
    expect(note).toContain('CXone accepted it on 22 November 2026 at 14:20:58.');
    expect(note).toContain('Whether an agent has read it is not known.');
    expect(note).toContain('nothing has to be done');
  });
  it('names the time of the next try', () => {
    const row = aRow({ state: 'pending', pendingReason: 'retry', receivedAt, dueAt: receivedAt + 60_000 });
    expect(plain(noteForAgent(source(aStory(row)), 'en'))).toContain('the next try is on 22 November 2026 at 14:21:58');
  });
  it('knows a next step for each state', () => {
    const steps = MessageState.options.map((state) => nextStep(aRow({ state })));
    expect(steps).toEqual(
      ['nothing', 'byItself', 'askFirst', 'notInCxone', 'notInCxone', 'unreadable', 'putAside'].sort(
        (a, b) => steps.indexOf(a as never) - steps.indexOf(b as never),
      ),
    );
    expect(nextStep(aRow({ state: 'dead_letter', direction: 'outbound' }))).toBe('notAtCustomer');
    expect(nextStep(aRow({ state: 'pending', pendingReason: 'window_closed' }))).toBe('customerWrites');
  });
  it('cannot be given lines by a text or a name', () => {
    const text = `a\nCase in CXone: 666\u202E${'x'.repeat(900)}`;
    const note = noteForAgent(
      source(aStory(failed, { text, caseId: '48213' }), { name: { text: 'b\nTimes: never', source: 'remark' } }),
      'en',
    );
    expect(note.split('\n').filter((line) => line.startsWith('Case in CXone:'))).toEqual(['Case in CXone: 48213']);
    expect(note.split('\n').filter((line) => line.startsWith('Times:'))).toHaveLength(1);
    expect(note).toContain('‹U+202E›');
    expect(note.length).toBeLessThan(1_500);
  });
});

describe('a note for a support case', () => {
  const story = aStory(failed, { text: 'Call ••••', caseId: '48213', platformMessageId: '9007199254740993' });
  const exchanges = [anExchange({ at: receivedAt + 211, answer: '{"errcode":87014,"errmsg":"risky content"}' })];
  it('holds ids, codes, every try with its answer, times with offset and versions', () => {
    const note = plain(noteForSupport(source(story, { exchanges }), 'en'));
    for (const words of [
      'Our message id: wxout-01JD0000000000000000000004',
      'Id at the other side: 9007199254740993',
      'Case in CXone: 48213',
      'Channel: Delta (delta)',
      'State: Undeliverable (dead_letter)',
      'Code: WECHAT_CONTENT_REFUSED, 87014 (',
      'Received: 2026-11-22T14:20:58.114+01:00',
      '  2026-11-22T14:20:58.324+01:00  Try 1: sent to WeChat; took 180 ms; WECHAT_CONTENT_REFUSED, 87014',
      '    POST https://api.weixin.qq.com/cgi-bin/message/custom/send - HTTP 200, 122 ms - {"errcode":87014,"errmsg":"risky content"}',
      'Veerpont 0.1.0; Electron 33.2.1',
    ]) {
      expect(note).toContain(words);
    }
  });
  it('holds no name, no text and no more of the openid than its end', () => {
    for (const language of ['en', 'nl', 'zh'] as const) {
      const note = noteForSupport(source(story, { exchanges }), language);
      expect(note).not.toContain('王芳');
      expect(note).not.toContain('Call');
      expect(note).toContain('…k4Qz');
    }
  });
  it('tells an operator by the deed, not by name, and a long story by its ends', () => {
    const [first] = story.events;
    if (first === undefined) throw new Error('No event');
    const many = Array.from({ length: 100 }, (_, index) => ({ ...first, at: receivedAt + index }));
    const told = noteForSupport(
      source({ ...story, events: [...many, { ...first, kind: 'discarded', by: 'sanne' }] }),
      'en',
    );
    expect(told).not.toContain('sanne');
    expect(told).toContain('Discarded; by an operator');
    expect(told).toContain('(41 steps are left out)');
    expect(told.length).toBeLessThan(10_000);
  });
  it.each([
    ['nl', 'Toestand: ', 'Persoonsgegevens zijn verborgen.'],
    ['zh', '状态：', '个人信息已隐藏。'],
  ] as const)('in %s', (language, state, masked) => {
    const note = plain(noteForSupport(source(story, { exchanges }), language));
    expect(note).toContain(state);
    expect(note).toContain(masked);
    expect(note).toContain('2026-11-22T14:20:58.114+01:00');
  });
});
