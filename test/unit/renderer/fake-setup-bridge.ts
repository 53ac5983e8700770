import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { Handlers } from '#shared/contract/contract-types.ts';
import type { SetupBook, SetupForm, SetupKind, SetupSecret, SetupView } from '#shared/domain/setup/book.ts';
import type { Sighting } from '#shared/domain/setup/sighting.ts';
import type { TenantLists } from '#shared/domain/setup/tenant.ts';
import type { Trial } from '#shared/domain/setup/trial.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { emptyBook } from '#shared/setup/new-entry.ts';

/** The set-up as the simulated main process keeps it. */
export interface SetupState {
  setup: SetupView;
  sightings: readonly Sighting[];
  tenant: TenantLists;
  trial: Trial;
}

const at = Date.UTC(2026, 10, 22, 14, 0, 0);

export function aSetupView(book: Partial<SetupBook> = {}, part: Partial<Omit<SetupView, 'book'>> = {}): SetupView {
  return {
    book: { ...emptyBook(), ...book },
    secrets: [],
    given: { from: 'none', integrations: [], channels: [], relay: null },
    practice: null,
    publicUrl: null,
    ...part,
  };
}

const emptyList = { state: 'read', code: null, items: [] } as const;
export const noTenant = (): TenantLists => ({
  at,
  channels: { ...emptyList, items: [] },
  skills: { ...emptyList, items: [] },
  scripts: { ...emptyList, items: [] },
  campaigns: { ...emptyList, items: [] },
  queues: { ...emptyList, items: [] },
  roles: { ...emptyList, items: [] },
  users: { ...emptyList, items: [] },
  templates: { ...emptyList, items: [] },
});

export const noSetup = (): SetupState => ({
  setup: aSetupView(),
  sightings: [],
  tenant: noTenant(),
  trial: { at, steps: [] },
});

type Names = Extract<keyof Handlers<ConsoleContract>, `setup.${string}`>;

const upsert = <T>(list: readonly T[], fits: (one: T) => boolean, value: T): T[] =>
  list.some(fits) ? list.map((one) => (fits(one) ? value : one)) : [...list, value];

function saved(book: SetupBook, entry: SetupForm): SetupBook {
  switch (entry.kind) {
    case 'integration': {
      const known = book.integrations.find(({ draft }) => draft.id === entry.form.id);
      const next = { applied: null, appliedAt: null, appliedBy: null, ...known, draft: entry.form };
      return { ...book, integrations: upsert(book.integrations, ({ draft }) => draft.id === entry.form.id, next) };
    }
    case 'channel': {
      const known = book.channels.find(({ draft }) => draft.id === entry.form.id);
      const next = { applied: null, appliedAt: null, appliedBy: null, ...known, draft: entry.form };
      return { ...book, channels: upsert(book.channels, ({ draft }) => draft.id === entry.form.id, next) };
    }
    case 'role':
      return { ...book, roles: upsert(book.roles, ({ id }) => id === entry.form.id, entry.form) };
    case 'user':
      return { ...book, users: upsert(book.users, ({ id }) => id === entry.form.id, entry.form) };
    case 'queue':
      return { ...book, queues: upsert(book.queues, ({ id }) => id === entry.form.id, entry.form) };
    case 'skill':
      return { ...book, skills: upsert(book.skills, ({ id }) => id === entry.form.id, entry.form) };
    case 'address':
      return { ...book, address: entry.form };
    case 'relay':
      return { ...book, relay: { ...book.relay, draft: entry.form } };
  }
}

const lists = {
  integration: 'integrations',
  channel: 'channels',
  role: 'roles',
  user: 'users',
  queue: 'queues',
  skill: 'skills',
} as const;

function without(book: SetupBook, kind: SetupKind, id: string): SetupBook {
  const name = lists[kind];
  const rest = (book[name] as readonly SetupBook[typeof name][number][]).filter(
    (one) => ('draft' in one ? one.draft.id : one.id) !== id,
  );
  return { ...book, [name]: rest };
}

/** Behaves as main does: every act raises the revision and answers with the view as it is then. */
export function setupHandlers(state: SetupState): Pick<Handlers<ConsoleContract>, Names> {
  const changed = (book: SetupBook, secrets: SetupSecret[] = state.setup.secrets): SetupView => {
    state.setup = { ...state.setup, secrets, book: { ...book, revision: state.setup.book.revision + 1 } };
    return state.setup;
  };
  const kept = (secret: Omit<SetupSecret, 'setAt' | 'lastFour' | 'shownAt'>, value: string, isMade: boolean) => {
    const { owner, ownerId, name } = secret;
    const lastFour = value.length >= 20 ? value.slice(-4) : null;
    const next = { owner, ownerId, name, setAt: at, lastFour, shownAt: isMade ? at : null };
    const isIt = (one: SetupSecret): boolean => one.owner === owner && one.ownerId === ownerId && one.name === name;
    return changed(state.setup.book, upsert(state.setup.secrets, isIt, next));
  };
  const book = (): SetupBook => state.setup.book;
  return {
    'setup.view': () => state.setup,
    'setup.begin': () => changed({ ...book(), begun: true }),
    'setup.save': ({ entry }) => changed(saved(book(), entry)),
    'setup.duplicate': ({ kind, id, newId }) => {
      const entry = kind === 'channel' ? book().channels : book().integrations;
      const found = entry.find(({ draft }) => draft.id === id);
      if (found === undefined) throw new RelayError('SETUP_ENTRY_UNKNOWN', id);
      return changed(saved(book(), { kind, form: { ...found.draft, id: newId } } as SetupForm));
    },
    'setup.forget': ({ kind, id }) => changed(without(book(), kind, id)),
    'setup.remove': ({ kind, id }) => changed(without(book(), kind, id)),
    'setup.setSecret': ({ value, ...secret }) => kept(secret, value, false),
    'setup.dropSecret': ({ owner, ownerId, name }) =>
      changed(
        book(),
        state.setup.secrets.filter((one) => one.owner !== owner || one.ownerId !== ownerId || one.name !== name),
      ),
    'setup.makeSecret': (secret) => {
      const value = secret.name === 'wechat_token' ? 'MadeToken01' : 'madeSecretOf43CharactersForTheRelayAlone0001';
      return { value, view: kept(secret, value, true) };
    },
    'setup.makeCertificate': ({ integrationId }) => {
      const pem = (what: string): string => `-----BEGIN CERTIFICATE-----\n${what}\n-----END CERTIFICATE-----\n`;
      kept({ owner: 'integration', ownerId: integrationId, name: 'mtls_key' }, 'a key', false);
      const integrations = book().integrations.map((one) =>
        one.draft.id === integrationId
          ? { ...one, draft: { ...one.draft, clientCertificate: pem('bGVhZg=='), caCertificate: pem('cm9vdA==') } }
          : one,
      );
      return { path: '/home/desk/veerpont-cxone-support-key.pem', view: changed({ ...book(), integrations }) };
    },
    'setup.pasteValues': ({ channelId }) => {
      const has = (name: string): boolean =>
        state.setup.secrets.some((one) => one.ownerId === channelId && one.name === name);
      return {
        url: `${state.setup.publicUrl ?? 'https://relay.example.com'}/wechat/${channelId}`,
        token: has('wechat_token') ? 'MadeToken01' : null,
        encodingAesKey: has('wechat_aes_key') ? 'madeSecretOf43CharactersForTheRelayAlone0001' : null,
      };
    },
    'setup.apply': ({ kind, id }) => {
      const applied = { appliedAt: at, appliedBy: 'desk-2' };
      const view =
        kind === 'relay'
          ? changed({ ...book(), relay: { ...book().relay, ...applied, applied: book().relay.draft } })
          : kind === 'channel'
            ? changed({
                ...book(),
                channels: book().channels.map((one) =>
                  one.draft.id === id ? { ...one, ...applied, applied: one.draft } : one,
                ),
              })
            : changed({
                ...book(),
                integrations: book().integrations.map((one) =>
                  one.draft.id === id ? { ...one, ...applied, applied: one.draft } : one,
                ),
              });
      return { result: { applied: true, problems: [] }, view };
    },
    'setup.tick': ({ id, done }) => {
      const rest = book().ticks.filter((one) => one.id !== id);
      return changed({ ...book(), ticks: done ? [...rest, { id, by: 'desk-2', at }] : rest });
    },
    'setup.try': () => state.trial,
    'setup.tenant': () => state.tenant,
    'setup.createChannel': ({ channelId }) => {
      const channels = book().channels.map((one) =>
        one.draft.id === channelId
          ? { ...one, draft: { ...one.draft, cxone: { ...one.draft.cxone, made: 'api' as const } } }
          : one,
      );
      return { trial: state.trial, view: changed({ ...book(), channels }) };
    },
    'setup.createSkill': ({ skillId }) => {
      const skills = book().skills.map((one) => (one.id === skillId ? { ...one, made: 'api' as const } : one));
      return { trial: state.trial, view: changed({ ...book(), skills }) };
    },
    'setup.sightings': () => [...state.sightings],
    'setup.ways': () => [],
    'setup.tryProxy': () => state.trial,
    'setup.saveSheet': () => ({ path: '/home/desk/sheet.html' }),
    'setup.exportConfiguration': () => ({ path: '/home/desk/veerpont.json', left: [] }),
    'setup.exportRelayFile': () => ({ path: '/home/desk/relay.json', left: [], variables: ['VEERPONT_STORE_KEY'] }),
    'setup.readConfiguration': () => null,
    'setup.importConfiguration': () => changed(book()),
    'setup.openPractice': () => null,
  };
}
