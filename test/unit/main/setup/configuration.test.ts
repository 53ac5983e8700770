import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findSecret } from '#main/setup/configuration/find-secret.ts';
import { configurationText } from '#main/setup/configuration/make-file.ts';
import { parseConfiguration } from '#main/setup/configuration/read-file.ts';
import type { SetupBook, SetupForm } from '#shared/domain/setup/book.ts';
import type { SlaSettings } from '#shared/domain/sla-settings.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { emptyBook } from '#shared/setup/new-entry.ts';
import { defaultSlaSettings } from '#shared/sla/defaults.ts';
import { goodBook, goodChannel, goodIntegration, goodSkill } from '../../shared/setup/good-setup.ts';
import { fileOf, keptSaying } from './configuration-kit.ts';
import { codeOf, secretValues, SetupBench, support, tulip } from './setup-bench.ts';

let bench: SetupBench;
let file: string;
beforeEach(async () => {
  bench = await SetupBench.open();
  file = join(bench.folder, 'configuration.json');
  bench.path = file;
  bench.runs = false;
});
afterEach(() => {
  bench.close();
});

const entriesOf = ({ address, integrations, channels, roles, users, queues, skills }: SetupBook): SetupForm[] => [
  { kind: 'address', form: address },
  ...integrations.map(({ draft }) => ({ kind: 'integration' as const, form: draft })),
  ...channels.map(({ draft }) => ({ kind: 'channel' as const, form: draft })),
  ...roles.map((form) => ({ kind: 'role' as const, form })),
  ...users.map((form) => ({ kind: 'user' as const, form })),
  ...queues.map((form) => ({ kind: 'queue' as const, form })),
  ...skills.map((form) => ({ kind: 'skill' as const, form })),
];
const fill = async (book: SetupBook): Promise<void> => {
  for (const entry of entriesOf(book)) await bench.setup.desk.save(entry);
};
const read = async () => {
  const comparison = await bench.setup.configuration.read();
  if (comparison === null) throw new Error('called off');
  return comparison;
};
const bookNow = (): SetupBook => bench.setup.desk.view().book;
const relaySays = (settings: SlaSettings): void => {
  bench.runs = true;
  const kept = keptSaying(settings);
  bench.answers['sla.settings'] = () => kept.sla;
  bench.answers['alerts.get'] = () => kept.alerts;
};

const words = fc.oneof(
  fc.constantFrom('', '郁金香', "O'Neil <b>", '__proto__', 'constructor'),
  fc.string({ maxLength: 20 }),
);
const ids = fc.uniqueArray(fc.constantFrom('a', 'b-1', 'c', '12', 'constructor'), { maxLength: 4 });
const anyBook: fc.Arbitrary<SetupBook> = fc
  .tuple(ids, ids, ids, words, words, fc.array(fc.constantFrom('reply' as const, 'approve' as const), { maxLength: 2 }))
  .map(([integrations, channels, others, one, other, rights]) => {
    const entry = <F>(draft: F) => ({ draft, applied: draft, appliedAt: 1, appliedBy: 'Anna' });
    return {
      ...emptyBook(),
      begun: true,
      address: { way: 'direct', publicUrl: one },
      integrations: integrations.map((id) => entry({ ...goodIntegration(id), name: one, clientCertificate: other })),
      channels: channels.map((id) => entry({ ...goodChannel(id), name: other, script: { id: one, name: other } })),
      roles: others.map((id) => ({
        id,
        name: one,
        viewSkills: rights.length > 0,
        channels: Object.fromEntries(channels.map((channel) => [channel, rights])),
      })),
      users: others.map((id) => ({
        id,
        name: other,
        roles: others,
        application: 'max',
        digitalEngagement: true,
        skills: [one],
      })),
      queues: others.map((id) => ({
        id,
        name: one,
        filters: [
          {
            name: other,
            conditions: [
              { rule: 'other' as const, words: one },
              { rule: 'included_channels' as const, channels },
            ],
          },
        ],
        isFallback: false,
      })),
      skills: others.map((id) => ({ ...goodSkill(id), name: other })),
      ticks: [{ id: 'x', by: 'Anna', at: 1 }],
    };
  });

describe('the configuration as a file', () => {
  it('gives the same book on an empty desktop, as drafts', async () => {
    await fc.assert(
      fc.asyncProperty(anyBook, async (book) => {
        const text = configurationText(fileOf(book));
        expect(parseConfiguration(Buffer.from(`\uFEFF${text}`), file)).toEqual(JSON.parse(text));
        const there = await SetupBench.open();
        there.path = join(there.folder, 'c.json');
        writeFileSync(there.path, text);
        try {
          const comparison = await there.setup.configuration.read();
          const view = await there.setup.configuration.import(
            comparison?.token ?? '',
            comparison?.differences.map(({ id }) => id) ?? [],
          );
          expect(entriesOf(view.book)).toEqual(entriesOf(book));
          expect([...view.book.channels, ...view.book.integrations].every(({ applied }) => applied === null)).toBe(
            true,
          );
          expect(view.book.ticks).toEqual([]);
        } finally {
          there.close();
        }
      }),
      { numRuns: 12 },
    );
  });

  it('holds neither secrets nor who did what when', async () => {
    await fill(goodBook());
    await bench.secrets(support, tulip);
    for (const [kind, id] of [
      ['integration', 'support'],
      ['channel', 'tulip'],
    ] as const)
      await bench.setup.desk.apply(kind, id);
    await bench.setup.desk.tick('role/agent', true);
    expect(await bench.setup.configuration.export()).toEqual({ path: file, left: [{ what: 'relay_off', of: '' }] });
    const text = readFileSync(file, 'utf8');

    for (const value of Object.values(secretValues)) if (value !== '') expect(text).not.toContain(value);
    expect(JSON.parse(text)).toMatchObject({ version: 2, sla: null });
    expect((JSON.parse(text) as { book: object }).book).not.toHaveProperty('ticks');
    expect(text).not.toContain('appliedBy": "');
  });

  it.each<[string, Partial<ReturnType<typeof goodIntegration>>, string]>([
    ['a secret in a name', { name: `secret ${secretValues.box_secret} here` }, 'book.integrations.0.draft.name'],
    [
      'a key in the certificate’s field',
      { clientCertificate: ['-----BEGIN', 'PRIVATE', 'KEY-----\nAAAA\n-----END'].join(' ') },
      'book.integrations.0.draft.clientCertificate',
    ],
    [
      'a secret cut by line ends',
      { caCertificate: secretValues.box_secret.replace(/(.{10})/gu, '$1\r\n') },
      'book.integrations.0.draft.caCertificate',
    ],
  ])('is not written with %s', async (_what, change, field) => {
    await bench.setup.desk.save({ kind: 'integration', form: { ...goodIntegration(), ...change } });
    await bench.secrets(support);
    const failed = await bench.setup.configuration.export().catch((thrown: unknown) => thrown);

    expect(failed).toMatchObject({ code: 'SETUP_FILE_SECRETS', value: field });
    expect(existsSync(file)).toBe(false);
  });

  it('is not written while nobody can tell whether a secret is in it', async () => {
    await fill(goodBook());
    bench.vault.close();

    expect(await codeOf(bench.setup.configuration.export())).toBe('VAULT_LOCKED');
  });

  it('may be called off, and says when it cannot be written', async () => {
    bench.path = null;
    expect(await bench.setup.configuration.export()).toMatchObject({ path: null });
    expect(await bench.setup.configuration.read()).toBeNull();
    bench.path = join(bench.folder, 'nowhere', 'c.json');
    expect(await codeOf(bench.setup.configuration.export())).toBe('FILE_NOT_SAVED');
    expect(await codeOf(bench.setup.configuration.read())).toBe('SETUP_FILE_UNREADABLE');
  });
});

describe('a comparison', () => {
  const write = (book: SetupBook, sla: SlaSettings | null = null): void => {
    writeFileSync(file, configurationText(fileOf(book, sla)));
  };

  it('shows what is new, changed field by field, and gone, with the secrets that are missing', async () => {
    await fill(goodBook());
    const changed = goodBook();
    write({
      ...changed,
      address: { way: 'direct', publicUrl: 'https://relay.veerpont.nl' },
      integrations: [
        ...changed.integrations,
        { draft: goodIntegration('sales'), applied: null, appliedAt: null, appliedBy: null },
      ],
      channels: changed.channels.map((entry) => ({
        ...entry,
        draft: { ...entry.draft, name: 'Tulips', script: { id: '9', name: '' } },
      })),
      users: [],
    });
    const { differences } = await read();

    expect(differences).toEqual([
      {
        id: 'address',
        kind: 'address',
        name: 'https://relay.veerpont.nl',
        change: 'changed',
        isGiven: false,
        fields: [{ path: 'way', here: 'reverse_proxy', file: 'direct' }],
        missingSecrets: [],
      },
      {
        id: 'integration/sales',
        kind: 'integration',
        name: 'WeChat support',
        change: 'added',
        isGiven: false,
        fields: [],
        missingSecrets: ['box_secret', 'cxone_client_secret', 'cxone_access_key_secret'],
      },
      {
        id: 'channel/tulip',
        kind: 'channel',
        name: 'Tulips',
        change: 'changed',
        isGiven: false,
        fields: [
          { path: 'name', here: 'Tulip shop', file: 'Tulips' },
          { path: 'script.id', here: '', file: '9' },
          { path: 'script.name', here: 'WeChat_Inbound', file: '' },
        ],
        missingSecrets: ['wechat_app_secret', 'wechat_token', 'wechat_aes_key'],
      },
      {
        id: 'user/anna',
        kind: 'user',
        name: 'Anna',
        change: 'removed',
        isGiven: false,
        fields: [],
        missingSecrets: [],
      },
    ]);
  });

  it('takes over what is chosen and nothing else', async () => {
    await fill(goodBook());
    const other = goodBook();
    write({
      ...other,
      address: { way: 'direct', publicUrl: '' },
      users: [],
      skills: [{ ...goodSkill(), name: 'Other' }],
    });
    const { token } = await read();
    const { book } = await bench.setup.configuration.import(token, ['skill/outbound', 'user/anna']);

    expect(book.skills[0]?.name).toBe('Other');
    expect(book.users).toEqual([]);
    expect(book.address.way).toBe('reverse_proxy');
  });

  it('is void once the set-up has changed, used once, and knows its own differences only', async () => {
    await fill(goodBook());
    write(emptyBook());
    const { token } = await read();
    expect(await codeOf(bench.setup.configuration.import('another', []))).toBe('SETUP_IMPORT_OLD');
    expect(await codeOf(bench.setup.configuration.import(token, ['role/nobody']))).toBe('SETUP_ENTRY_UNKNOWN');
    await bench.setup.desk.tick('x', true);
    expect(await codeOf(bench.setup.configuration.import(token, ['user/anna']))).toBe('SETUP_IMPORT_OLD');
    const again = await read();
    await bench.setup.configuration.import(again.token, ['user/anna']);
    expect(await codeOf(bench.setup.configuration.import(again.token, ['role/agent']))).toBe('SETUP_IMPORT_OLD');
  });

  it('takes nothing over when one of the chosen cannot be', async () => {
    await fill(goodBook());
    await bench.secrets(support, tulip);
    bench.runs = true;
    for (const [kind, id] of [
      ['integration', 'support'],
      ['channel', 'tulip'],
    ] as const)
      await bench.setup.desk.apply(kind, id);
    write({ ...emptyBook(), skills: [{ ...goodSkill(), name: 'Other' }] });
    bench.runs = false;
    const { token } = await read();
    const before = bookNow();

    expect(await codeOf(bench.setup.configuration.import(token, ['skill/outbound', 'channel/tulip']))).toBe(
      'SETUP_STILL_USED',
    );
    expect(await codeOf(bench.setup.configuration.import(token, ['role/agent']))).toBe('SETUP_STILL_USED');
    expect(bookNow()).toEqual(before);
  });

  it('takes chosen SLA settings over through the relay', async () => {
    const here = defaultSlaSettings('Europe/Amsterdam');
    const policy = { ...here.global, mayExtendIdle: !here.global.mayExtendIdle };
    const there = { ...here, global: policy, channels: [{ channelId: 'tulip', policy }] } as SlaSettings;
    relaySays(here);
    write(emptyBook(), there);
    const { token, differences } = await read();
    expect(differences.map(({ id, change }) => [id, change])).toEqual([
      ['sla/global', 'changed'],
      ['sla/channel/tulip', 'added'],
    ]);
    await bench.setup.configuration.import(token, ['sla/channel/tulip']);

    expect(bench.inputsOf('sla.set')).toEqual([
      { settings: { ...here, channels: there.channels }, appliesFrom: null, note: '', basedOn: 'v7', by: 'Anna' },
    ]);
  });

  it('changes nothing when the relay refuses the SLA settings', async () => {
    const here = defaultSlaSettings('Europe/Amsterdam');
    relaySays(here);
    bench.answers['sla.set'] = () => {
      throw new RelayError('SLA_SETTINGS_CHANGED', 'meanwhile');
    };
    write(goodBook(), { ...here, calendars: [] });
    const { token, differences } = await read();

    expect(
      await codeOf(
        bench.setup.configuration.import(
          token,
          differences.map(({ id }) => id),
        ),
      ),
    ).toBe('SLA_SETTINGS_CHANGED');
    expect(bookNow().channels).toEqual([]);
  });
});

describe('a file from anywhere', () => {
  const good = JSON.parse(configurationText(fileOf(goodBook()))) as Record<string, unknown>;
  const codeFor = (bytes: Uint8Array | string): string => {
    try {
      parseConfiguration(Buffer.from(bytes), file);
      return 'taken';
    } catch (thrown) {
      return thrown instanceof RelayError ? thrown.code : String(thrown);
    }
  };
  const spoiled = (change: (file: Record<string, unknown>) => unknown): string =>
    JSON.stringify(change(structuredClone(good)));

  it.each<[string, Uint8Array | string, string]>([
    ['itself', JSON.stringify(good), 'taken'],
    ['itself with a mark in front', `\uFEFF${JSON.stringify(good)}`, 'taken'],
    ['nothing', '', 'SETUP_FILE_UNREADABLE'],
    ['another text', 'hello', 'SETUP_FILE_UNREADABLE'],
    ['UTF-16', Buffer.from(JSON.stringify(good), 'utf16le'), 'SETUP_FILE_UNREADABLE'],
    [
      'bytes that are not UTF-8',
      Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
      'SETUP_FILE_UNREADABLE',
    ],
    ['something very deep', '['.repeat(200_000), 'SETUP_FILE_UNREADABLE'],
    ['a newer version', spoiled((f) => ({ ...f, version: 3, book: 'other' })), 'SETUP_FILE_NEWER'],
    ['a relay.json', '{"integrations":[],"channels":[]}', 'SETUP_FILE_UNREADABLE'],
    ['a field more', spoiled((f) => ({ ...f, surprise: 1 })), 'SETUP_FILE_UNREADABLE'],
    ['a field more inside', JSON.stringify(good).replace('"color"', '"colour":"x","color"'), 'SETUP_FILE_UNREADABLE'],
    [
      'a prototype',
      JSON.stringify(good).replace('"roles":', '"__proto__":{"polluted":1},"roles":'),
      'SETUP_FILE_UNREADABLE',
    ],
    [
      'a prototype among the channels of a role',
      JSON.stringify(good).replace('"tulip":[', '"__proto__":["reply"],"tulip":['),
      'SETUP_FILE_UNREADABLE',
    ],
    [
      'an entry twice',
      spoiled((f) => ({
        ...f,
        book: { ...(f['book'] as SetupBook), roles: [...goodBook().roles, ...goodBook().roles] },
      })),
      'SETUP_FILE_UNREADABLE',
    ],
    [
      'an id that leaves its folder',
      JSON.stringify(good).replaceAll('"support"', '"../support"'),
      'SETUP_FILE_UNREADABLE',
    ],
    ['a text that is too long', JSON.stringify(good).replace('Tulip shop', 'x'.repeat(300)), 'SETUP_FILE_UNREADABLE'],
  ])('%s', (_what, bytes, code) => {
    expect(codeFor(bytes)).toBe(code);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('that is too large is not read', async () => {
    writeFileSync(file, Buffer.alloc(5 * 1024 * 1024 + 1, 0x20));
    expect(await codeOf(bench.setup.configuration.read())).toBe('SETUP_FILE_UNREADABLE');
  });

  it('never changes anything by being read, whatever it is', async () => {
    await fill(goodBook());
    const before = bookNow();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map((text) => `{"veerpont":"configuration","version":1,"book":${text}}`),
        ),
        async (text) => {
          writeFileSync(file, text);
          expect(await codeOf(bench.setup.configuration.read())).toBe('SETUP_FILE_UNREADABLE');
          expect(bookNow()).toBe(before);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('finding secrets', () => {
  it('does not take a short word inside another for one', () => {
    expect(findSecret({ a: 'the token is short' }, ['tok'])).toBeNull();
    expect(findSecret({ a: ['x', { b: ' tok ' }] }, ['tok'])).toBe('a.1.b');
    // Where it stands is told, which must not tell the secret.
    expect(findSecret({ a: { 'long-secret-value': 1 } }, ['long-secret-value'])).toBe('a');
    expect(findSecret({ a: '' }, ['', '  '])).toBeNull();
  });
});
