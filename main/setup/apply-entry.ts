import type { ApplyResult, SecretOwner, SetupForm } from '#shared/domain/setup/book.ts';
import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import type { IntegrationForm } from '#shared/domain/setup/integration-form.ts';
import { checkChannelToRun, cleanChannel } from '#shared/setup/channel-rules.ts';
import { hasErrors } from '#shared/setup/context.ts';
import { checkIntegration, cleanIntegration } from '#shared/setup/integration-rules.ts';
import { channelIn, integrationIn, withApplied } from './book/entry-edits.ts';
import { changedAtDesk, forgetDeskValues } from './desk-values.ts';
import { checkMutualTlsMaterial } from './mtls-check.ts';
import { applyRelay } from './relay/apply-relay.ts';
import { note, type SetupDeps } from './setup-deps.ts';

/** Of what there is any number of; the relay's own settings are one. */
type Kind = Exclude<SecretOwner['owner'], 'relay'>;
type Applicable = Extract<SetupForm, { kind: Kind }>;

/**
 * Checks a draft and, when no rule is broken, makes it what the relay runs on. Book and secrets are on disk before the relay
 * starts anew: when either cannot be written, nothing changes. Throws SETUP_ENTRY_UNKNOWN, SETUP_BOOK_NOT_SAVED and the vault's errors.
 */
export async function applyEntry(deps: SetupDeps, kind: SecretOwner['owner'], id: string): Promise<ApplyResult> {
  const result = await deps.inTurn(() => (kind === 'relay' ? applyRelay(deps) : applied(deps, kind, id)));
  if (result.applied) await deps.restartRelay();
  deps.changed();
  return result;
}

async function applied(deps: SetupDeps, kind: Kind, id: string): Promise<ApplyResult> {
  const { store, secrets } = deps.here.place;
  const owner: SecretOwner = { owner: kind, ownerId: id };
  const entry = cleaned(deps, kind, id);
  const problems = problemsOf(deps, entry, owner);
  if (hasErrors(problems)) return { applied: false, problems };
  const before = appliedBefore(deps, entry);
  const { changed, undo } = await secrets.apply(owner);
  try {
    store.changeForGood((book) => ({
      ...withApplied(book, entry, { by: deps.by(), at: deps.clock.now() }),
      begun: true,
    }));
  } catch (thrown) {
    // The form of before goes with the secrets of before.
    await undo();
    throw thrown;
  }
  note(deps, 'applied', `${kind}/${id}`);
  if (before.isRunOn) {
    const after = entry.kind === 'integration' ? entry.form : null;
    forgetDeskValues(deps, owner, changedAtDesk(changed, before.integration, after));
  }
  return { applied: true, problems };
}

/** What the relay ran on up to now. */
function appliedBefore({ here }: SetupDeps, { kind, form }: Applicable) {
  const { book } = here.place.store;
  const integration = kind === 'integration' ? integrationIn(book, form.id).applied : null;
  return {
    isRunOn: integration !== null || (kind === 'channel' && channelIn(book, form.id).applied !== null),
    integration,
  };
}

function cleaned({ here }: SetupDeps, kind: Kind, id: string): Applicable {
  const { book } = here.place.store;
  return kind === 'integration'
    ? { kind, form: cleanIntegration(integrationIn(book, id).draft) }
    : { kind, form: cleanChannel(channelIn(book, id).draft) };
}

function problemsOf(deps: SetupDeps, entry: Applicable, owner: SecretOwner): FieldProblem[] {
  const ctx = deps.here.context();
  if (entry.kind === 'channel') return checkChannelToRun(entry.form, ctx);
  const problems = checkIntegration(entry.form, ctx);
  return hasErrors(problems) ? problems : [...problems, ...mutualTlsProblems(deps, entry.form, owner)];
}

/** Whether the three belong to one another, which the window cannot tell. */
function mutualTlsProblems({ here, clock }: SetupDeps, form: IntegrationForm, owner: SecretOwner): FieldProblem[] {
  const privateKey = here.place.secrets.value(owner, 'mtls_key');
  const { clientCertificate, caCertificate } = form;
  if (privateKey === null || clientCertificate === '') return [];
  return checkMutualTlsMaterial({ clientCertificate, privateKey, caCertificate }, clock.now());
}
