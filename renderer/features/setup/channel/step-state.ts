import { ChannelStep, type ChannelForm } from '#shared/domain/setup/channel-form.ts';
import type { Sighting, SightingKind } from '#shared/domain/setup/sighting.ts';
import { checkChannelStep } from '#shared/setup/channel-rules.ts';
import { hasErrors, type SetupContext } from '#shared/setup/context.ts';

/** waiting: ours is done, the other side was not seen yet. */
export type StepState = 'done' | 'todo' | 'waiting';

export const channelSteps = ChannelStep.options;

/** How far a step is. What only the other side can prove is done when it was seen. */
export function stepStateOf(
  form: ChannelForm,
  step: ChannelStep,
  ctx: SetupContext,
  sightings: readonly Sighting[],
): StepState {
  const isSeen = (kind: SightingKind): boolean =>
    sightings.some((one) => one.owner === 'channel' && one.ownerId === form.id && one.kind === kind);
  if (hasErrors(checkChannelStep(form, step, ctx))) return 'todo';
  if (step === 'callback') return isSeen('webhook_verified') || isSeen('message_in') ? 'done' : 'waiting';
  if (step === 'first_message') return isSeen('message_in') && isSeen('message_out') ? 'done' : 'waiting';
  return 'done';
}

/** The step before or after; null at an end. */
export function stepBeside(step: ChannelStep, by: -1 | 1): ChannelStep | null {
  return channelSteps[channelSteps.indexOf(step) + by] ?? null;
}
