import type { IntegrationEntry, SetupSecret } from '#shared/domain/setup/book.ts';
import type { IntegrationForm } from '#shared/domain/setup/integration-form.ts';
import { cleanIntegration } from '#shared/setup/integration-rules.ts';
import { sameForm } from '#renderer/store/setup-merge.ts';
import { secretsWait } from '../secrets-waiting.ts';

/** Whether the relay runs on what is typed now, and on the secrets of now. */
export const runsOnIt = (
  { applied, appliedAt }: Pick<IntegrationEntry, 'applied' | 'appliedAt'>,
  typed: IntegrationForm,
  secrets: readonly SetupSecret[],
): boolean =>
  applied !== null &&
  sameForm(cleanIntegration(applied), cleanIntegration(typed)) &&
  !secretsWait(secrets, { owner: 'integration', ownerId: typed.id }, appliedAt);
