import type { MessageEvent, MessageStory } from '#shared/domain/message.ts';
import { describeEvent, ruleTextOf } from '#renderer/lib/describe/describe-story.ts';
import type { Texts } from '#renderer/lib/texts-context.tsx';

type Words = Pick<Texts, 't' | 'format'>;

/** What happened, in words: one step of the time line. */
export function eventWords(
  { t, format }: Words,
  event: MessageEvent,
  direction: MessageStory['row']['direction'],
): string {
  const { text } = describeEvent(event, direction);
  return text === 'attemptToWechat' || text === 'attemptToCxone'
    ? t(`story.event.${text}`, { number: format.number(event.attempt ?? 1) })
    : t(`story.event.${text}`, { number: format.number(event.part ?? 1) });
}

/** A rule of the relay's by its meaning, a person by name. */
export function whoDecided(t: Texts['t'], by: string): string {
  const rule = ruleTextOf(by);
  return rule === null ? t('story.event.by', { name: by }) : t(`story.rule.${rule}`);
}

/** What is not to be seen in the step itself: how it was judged, and why a copy was left out. Null for most. */
export function eventReason(
  t: Texts['t'],
  event: MessageEvent,
  direction: MessageStory['row']['direction'],
): string | null {
  const side = direction === 'inbound' ? 'Wechat' : 'Cxone';
  if (event.kind === 'received') return t(`storyLane.verified${side}`);
  if (event.kind === 'duplicate_dropped') return t(`storyLane.repeated${side}`);
  return null;
}
