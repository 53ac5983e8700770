import { describe, expect, it } from 'vitest';
import { MessageState, PendingReason } from '#shared/domain/message.ts';
import { describeMessage, messageProgress } from '#renderer/lib/describe/describe-message.ts';
import { createI18n } from '#renderer/i18n/i18n.ts';

const { t } = createI18n('en');

describe('the badge of a message', () => {
  it('says who accepted a delivered message', () => {
    const delivered = { state: 'delivered', pendingReason: null } as const;
    expect(t(describeMessage({ ...delivered, direction: 'inbound' }).text)).toBe('Accepted by CXone');
    expect(t(describeMessage({ ...delivered, direction: 'outbound' }).text)).toBe('Accepted by WeChat');
  });

  it('is a warning outline for an unknown outcome, never green or red', () => {
    const view = describeMessage({ state: 'unconfirmed', pendingReason: null, direction: 'outbound' });
    expect(view).toMatchObject({ tone: 'unsure', sign: 'question' });
  });

  it('has a word of its own for every state and every reason to wait', () => {
    const words = [
      ...MessageState.options.map((state) => describeMessage({ state, pendingReason: null, direction: 'inbound' })),
      ...PendingReason.options.map((reason) =>
        describeMessage({ state: 'pending', pendingReason: reason, direction: 'inbound' }),
      ),
    ].map((view) => t(view.text));
    expect(new Set(words).size).toBe(MessageState.options.length + PendingReason.options.length);
  });
});

describe('the progress of a message', () => {
  it('claims an attempt only while or after one was made', () => {
    const pending = { state: 'pending', attempts: 0 } as const;
    expect(messageProgress({ ...pending, pendingReason: 'due' }).marks).toEqual(['done', 'done', 'open', 'open']);
    expect(messageProgress({ ...pending, pendingReason: 'sending' }).marks).toEqual(['done', 'done', 'now', 'open']);
  });

  it('claims acceptance only for delivered messages', () => {
    const accepted = MessageState.options.filter(
      (state) => messageProgress({ state, pendingReason: null, attempts: 1 }).marks[3] === 'done',
    );
    expect(accepted).toEqual(['delivered']);
  });

  it('does not claim that an unsent message was sent', () => {
    expect(messageProgress({ state: 'dead_letter', pendingReason: null, attempts: 0 }).marks[2]).toBe('failed');
    expect(messageProgress({ state: 'dead_letter', pendingReason: null, attempts: 2 }).marks).toEqual([
      'done',
      'done',
      'done',
      'failed',
    ]);
  });
});
