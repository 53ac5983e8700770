import { describe, expect, it } from 'vitest';
import { MessageEvent, MessageState, PendingReason } from '#shared/domain/message.ts';
import { describeEvent, ruleTextOf, messageMeaning } from '#renderer/lib/describe/describe-story.ts';
import { createI18n } from '#renderer/i18n/i18n.ts';

const { t } = createI18n('en');

describe('a line of the story', () => {
  it('names the side it came from and the side it went to', () => {
    const words = (kind: MessageEvent['kind'], direction: 'inbound' | 'outbound'): string =>
      t(`story.event.${describeEvent({ kind, code: null }, direction).text}`, { number: '1', time: '' });
    expect(words('received', 'inbound')).toBe('Received from WeChat');
    expect(words('attempt', 'inbound')).toBe('Try 1: sent to CXone');
    expect(words('received', 'outbound')).toBe('Received from CXone');
    expect(words('delivered', 'outbound')).toBe('Accepted by WeChat');
  });

  it('has words for every kind of event, both ways', () => {
    for (const kind of MessageEvent.shape.kind.options) {
      for (const direction of ['inbound', 'outbound'] as const) {
        const key = `story.event.${describeEvent({ kind, code: null }, direction).text}` as const;
        expect(t(key, { number: '1', time: '' })).not.toContain('story.');
      }
    }
  });

  it('shows a failed attempt as one', () => {
    expect(describeEvent({ kind: 'attempt', code: 'CXONE_UNREACHABLE' }, 'inbound').tone).toBe('warn');
    expect(describeEvent({ kind: 'attempt', code: null }, 'inbound').tone).toBe('info');
  });
});

describe('the honest sentence', () => {
  it('never promises more than was accepted', () => {
    const words = t(
      `story.meaning.${messageMeaning({ state: 'delivered', pendingReason: null, direction: 'outbound' })}`,
      { when: '' },
    );
    expect(words).toContain('WeChat accepted it');
    expect(words).toContain('is not known');
  });

  it('exists for every state and every reason', () => {
    for (const direction of ['inbound', 'outbound'] as const) {
      for (const state of MessageState.options) {
        for (const pendingReason of [null, ...PendingReason.options]) {
          const key = `story.meaning.${messageMeaning({ state, pendingReason, direction })}` as const;
          expect(t(key, { when: 'soon' })).not.toContain('story.');
        }
      }
    }
  });
});

describe('ruleTextOf', () => {
  it('knows every rule the relay names, and takes a person for a person', async () => {
    const { ruleNames } = await import('#relay/core/rule-names.ts');
    for (const name of Object.values(ruleNames)) expect(ruleTextOf(name)).not.toBe('other');
    expect(ruleTextOf('rule:of_a_later_version')).toBe('other');
    expect(ruleTextOf('anna')).toBeNull();
  });
});
