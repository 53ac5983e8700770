import type { IntegrationEntry } from '#shared/domain/setup/book.ts';
import type { Sighting } from '#shared/domain/setup/sighting.ts';
import { hasErrors, type SetupContext } from '#shared/setup/context.ts';
import { canHandOver, checkIntegration } from '#shared/setup/integration-rules.ts';
import { runsOnIt } from '../integration/integration-changed.ts';

/**
 * The one next step of an integration. form: CXone's form is not complete here; hand_over: CXone's administrator can enter it;
 * access: how CXone is called is missing; apply: the relay may run on it; call: CXone was not seen yet; none: all is done.
 */
export type IntegrationNext = 'form' | 'hand_over' | 'access' | 'apply' | 'call' | 'none';

export function nextOfIntegration(
  entry: IntegrationEntry,
  ctx: SetupContext,
  sightings: readonly Sighting[],
): IntegrationNext {
  const { draft } = entry;
  if (!canHandOver(draft, ctx)) return 'form';
  if (draft.integrationId.trim() === '') return 'hand_over';
  if (hasErrors(checkIntegration(draft, ctx))) return 'access';
  if (!runsOnIt(entry, draft, ctx.secrets)) return 'apply';
  const isSeen = sightings.some(
    (one) =>
      one.owner === 'integration' &&
      one.ownerId === draft.id &&
      (one.kind === 'token_fetched' || one.kind === 'box_called'),
  );
  return isSeen ? 'none' : 'call';
}
