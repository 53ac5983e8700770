import type { ApplyResult, SecretOwner } from '#shared/domain/setup/book.ts';
import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import { emptyRelayForm, type ListenForm, type RelayForm } from '#shared/domain/setup/relay-form.ts';
import { errorAt, hasErrors, secretOf } from '#shared/setup/context.ts';
import { checkRelayForm, cleanRelayForm, isSamePlace } from '#shared/setup/relay-rules.ts';
import { withRelayApplied } from '../book/entry-edits.ts';
import { waysWithPassword } from '../configuration/relay-sections.ts';
import type { SetupSecrets } from '../secrets/setup-secrets.ts';
import { note, type SetupDeps } from '../setup-deps.ts';
import { checkListening } from './listen-probe.ts';
import { checkRelayMaterial } from './relay-material.ts';
import { destinationsWith, mostDestinations } from './relay-parts.ts';

/** Of the entry there is one of. */
export const relayEntryId = 'relay';

/**
 * Checks the relay's own settings as typed, tries whether it could listen there, and lets it run on them. Passwords of all ways
 * go with the form, and those of ways that are gone go away; when the book or a password cannot be written, nothing changes.
 * Throws SETUP_BOOK_NOT_SAVED and the vault's errors.
 */
export async function applyRelay(deps: SetupDeps): Promise<ApplyResult> {
  const { here, by, clock } = deps;
  const { store, secrets } = here.place;
  const form = cleanRelayForm(store.book.relay.draft);
  const known = ownersKnown(secrets, form);
  const problems = await problemsOf(deps, form);
  if (hasErrors(problems)) return { applied: false, problems };
  const isThere = (wayId: string): boolean => form.out.ways.some(({ id }) => id === wayId);
  const { undo } = await secrets.applyAll({
    owners: known.filter(({ ownerId }) => isThere(ownerId)),
    gone: known.filter(({ ownerId }) => !isThere(ownerId)),
  });
  try {
    store.changeForGood((book) => ({
      ...withRelayApplied(book, form, { by: by(), at: clock.now() }),
      begun: true,
    }));
  } catch (thrown) {
    // The form of before goes with the passwords of before.
    await undo();
    throw thrown;
  }
  note(deps, 'applied', `relay/${relayEntryId}`);
  return { applied: true, problems };
}

/** A vault that cannot be read keeps nobody from setting what is no secret; what lies in it is put in order the next time. */
function ownersKnown(secrets: Pick<SetupSecrets, 'ownersOf'>, form: RelayForm): SecretOwner[] {
  try {
    return secrets.ownersOf('relay');
  } catch (thrown) {
    if (waysWithPassword(form).length > 0) throw thrown;
    return [];
  }
}

async function problemsOf(deps: SetupDeps, form: RelayForm): Promise<FieldProblem[]> {
  const { secrets, allowPrivate } = deps.here.context();
  const hasPassword = (ownerId: string): boolean =>
    secretOf(secrets, { owner: 'relay', ownerId }, 'proxy_password') !== null;
  const rules = checkRelayForm(form, { allowPrivate, hasPassword });
  if (hasErrors(rules)) return rules;
  const material = [...rules, ...checkRelayMaterial(form), ...tooMany(deps, form)];
  // Beside the sandbox the relay listens where the sandbox says.
  if (hasErrors(material) || deps.here.isPractice) return material;
  return [...material, ...(await listeningProblems(deps, form))];
}

function tooMany({ here }: SetupDeps, { out }: RelayForm): FieldProblem[] {
  if (!out.own || destinationsWith(here.beside.destinations, out.ways) <= mostDestinations) return [];
  return [errorAt(`out.ways.${String(out.ways.length - 1)}.host`, 'SETUP_WAYS_TOO_MANY', String(mostDestinations))];
}

async function listeningProblems({ here }: SetupDeps, form: RelayForm) {
  const open = form.listen.own ? form.listen : null;
  const box = form.box.use === 'own' ? form.box : null;
  if (open === null && box === null) return [];
  const portsInUse = here.portsInUse();
  const [first, second] = placesOf(form, here.beside.given.relay, portsInUse);
  if (first !== undefined && second !== undefined && isSamePlace(first, second)) {
    return [errorAt(box === null ? 'listen.port' : 'box.port', 'SETUP_LISTEN_SAME', second.port)];
  }
  return [
    ...(open === null ? [] : await checkListening('listen', open, portsInUse)),
    ...(box === null ? [] : await checkListening('box', box, portsInUse)),
  ];
}

/** Where the relay is going to listen: one of the two may be relay.json's, and a port the system chose once stays. */
function placesOf({ listen, box }: RelayForm, given: RelayForm | null, [openPort]: readonly number[]): Place[] {
  const open = listen.own ? listen : (given?.listen ?? emptyRelayForm().listen);
  const ownBox = box.use === 'own' ? box : box.use === 'given' && given?.box.use === 'own' ? given.box : null;
  const settled = { host: open.host, port: open.port === '' ? String(openPort ?? '') : open.port };
  return ownBox === null ? [settled] : [settled, ownBox];
}
type Place = Pick<ListenForm, 'host' | 'port'>;
