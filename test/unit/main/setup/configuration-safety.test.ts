import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { differencesOf } from '#main/setup/configuration/compare.ts';
import { findSecret } from '#main/setup/configuration/find-secret.ts';
import type { Part } from '#main/setup/configuration/parts.ts';
import { Placeholders } from '#main/setup/configuration/placeholders.ts';
import { parseConfiguration } from '#main/setup/configuration/read-file.ts';
import { relayFileOf } from '#main/setup/configuration/relay-file.ts';
import { RelayConfigFile } from '#shared/contract/relay-config.ts';
import type { SetupBook } from '#shared/domain/setup/book.ts';
import { emptyRelayForm, emptyWay, type RelayForm, type WayForm } from '#shared/domain/setup/relay-form.ts';
import { emptyBook } from '#shared/setup/new-entry.ts';
import { defaultSlaSettings } from '#shared/sla/defaults.ts';
import { goodBook } from '../../shared/setup/good-setup.ts';
import { deskBeside, fileOf, keptSaying, quietAlerts, type DeskBeside } from './configuration-kit.ts';
import { codeOf, SetupBench } from './setup-bench.ts';

let bench: SetupBench;
let beside: DeskBeside;
let file: string;
beforeEach(async () => {
  bench = await SetupBench.open();
  beside = deskBeside(bench);
  file = join(bench.folder, 'configuration.json');
  bench.path = file;
  bench.runs = false;
});
afterEach(() => {
  bench.close();
});

const fixed = (id: string, url: string, part: Partial<WayForm> = {}): WayForm => ({
  ...emptyWay(id),
  kind: 'fixed',
  url,
  username: 'anna',
  ...part,
});
const formWith = (...ways: WayForm[]): RelayForm => ({ ...emptyRelayForm(), out: { own: true, ways } });
const relayDifference = async (relay: RelayForm) => {
  writeFileSync(file, JSON.stringify({ ...fileOf(bench.setup.desk.view().book), version: 2, relay }));
  const comparison = await beside.desk.read();
  const difference = comparison?.differences.find(({ kind }) => kind === 'relay');
  return { token: comparison?.token ?? '', difference };
};
const draftWays = (): WayForm[] => bench.setup.desk.view().book.relay.draft.out.ways;

describe('a password of a proxy', () => {
  beforeEach(async () => {
    const { desk } = bench.setup;
    await desk.save({ kind: 'relay', form: formWith(fixed('default', 'http://proxy.ours:8080')) });
    await desk.setSecret({ owner: 'relay', ownerId: 'default' }, 'proxy_password', 'word of our proxy');
  });

  it('is not sent to another proxy that a file names', async () => {
    const { token, difference } = await relayDifference(formWith(fixed('default', 'http://proxy.theirs:8080')));
    expect(difference?.missingSecrets).toEqual(['proxy_password']);
    await beside.desk.import(token, ['relay']);

    const [way] = draftWays();
    expect(way).toMatchObject({ url: 'http://proxy.theirs:8080', username: 'anna' });
    expect(way?.id).not.toBe('default');
  });

  it('is not sent there either when the vault was locked meanwhile', async () => {
    bench.vault.close();
    const { token } = await relayDifference(formWith(fixed('default', 'http://proxy.theirs:8080')));
    await beside.desk.import(token, ['relay']);
    expect(draftWays()[0]?.id).not.toBe('default');
  });

  it('stays with its proxy, whatever the file calls the way', async () => {
    const same = fixed('way-of-another-computer', 'http://proxy.ours:8080');
    expect((await relayDifference(formWith(same))).difference).toBeUndefined();
    const { token, difference } = await relayDifference(
      formWith(same, { ...emptyWay('default'), host: 'api.weixin.qq.com' }),
    );
    expect(difference?.missingSecrets).toEqual([]);
    await beside.desk.import(token, ['relay']);

    const ways = draftWays();
    expect(ways[0]).toMatchObject({ id: 'default', url: 'http://proxy.ours:8080' });
    expect(new Set(ways.map(({ id }) => id)).size).toBe(2);
  });
});

describe('times and targets that were not chosen', () => {
  it('stay as they are where the relay did not run while the file was compared', async () => {
    const here = defaultSlaSettings('Europe/Amsterdam');
    const mine = { channelId: 'tulip', policy: { ...here.global, mayExtendIdle: false } };
    const theirs = {
      ...here,
      calendars: here.calendars.map((one) => ({ ...one, name: 'Theirs' })),
      global: { ...here.global, mayExtendIdle: false },
    };
    bench.answers['sla.settings'] = () => keptSaying({ ...here, channels: [mine] } as never).sla;
    bench.answers['alerts.get'] = () => quietAlerts;
    writeFileSync(file, JSON.stringify(fileOf(bench.setup.desk.view().book, theirs)));
    const { token } = (await beside.desk.read()) ?? { token: '' };
    await beside.desk.import(token, ['sla/calendar/office']);

    expect(bench.inputsOf('sla.set')).toMatchObject([
      { settings: { calendars: [{ id: 'office', name: 'Theirs' }], global: here.global, channels: [mine] } },
    ]);
  });
});

describe('a file that means no good', () => {
  it.each<[string, object, string]>([
    ['a limit', { longestTextBytes: 5 }, 'longestTextBytes'],
    [
      'an address',
      { templates: [{ name: 'a', templateId: 'b', fields: {}, url: 'javascript:alert(1)' }] },
      'templates.0.url',
    ],
  ])('is not read where no relay would run a channel with %s of it', (_what, change, field) => {
    const usual = { longestTextBytes: 2_048, repliesPerMessage: 5, repliesPerAction: 3, templates: [] };
    const carried = { ...usual, unconfirmed: { rule: 'ask', report: 'nothing' }, ...change };
    const whole = fileOf(goodBook());
    const channels = whole.book.channels.map((entry) => ({ ...entry, draft: { ...entry.draft, carried } }));
    const text = JSON.stringify({ ...whole, version: 2, book: { ...whole.book, channels } });
    let told: unknown = null;
    try {
      parseConfiguration(Buffer.from(text), file);
    } catch (thrown) {
      told = thrown;
    }

    expect(told).toMatchObject({
      code: 'SETUP_FILE_UNREADABLE',
      value: expect.stringContaining(`book.channels.0.draft.carried`) as string,
    });
    expect(String((told as { value: string }).value)).toContain(field);
  });

  it('does not keep the console busy with very long lists', () => {
    const queue = (name: string): Part => ({
      id: 'queue/q',
      kind: 'queue',
      name,
      content: { channels: Array.from({ length: 60_000 }, (_, index) => `${name}${String(index)}`) },
    });
    const begun = performance.now();
    const [difference] = differencesOf([queue('a')], [queue('b')], { missing: () => [], given: new Set() });

    expect(difference?.fields).toHaveLength(60_000);
    // Each with each other takes minutes.
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});

describe('a secret nobody put into the vault', () => {
  it('is found in an address, and not told where its field is', async () => {
    expect(findSecret({ url: 'http://anna:word@proxy.ours:8080' }, [])).toBe('url');
    expect(findSecret({ a: 'https://proxy.ours:8080/a@b', b: 'mail@ours', c: 'see http://x: a@b' }, [])).toBeNull();
    expect(findSecret({ fields: { 'long secret 1': 'x' } }, ['long secret 1'])).toBe('fields');
    await bench.setup.desk.save({ kind: 'relay', form: formWith(fixed('default', 'http://anna:word@proxy.ours')) });
    expect(await codeOf(beside.desk.export())).toBe('SETUP_FILE_SECRETS');
  });
});

describe('a relay.json for a server', () => {
  const withRelay = (form: RelayForm): SetupBook => ({
    ...emptyBook(),
    relay: { draft: form, applied: null, appliedAt: null, appliedBy: null },
  });
  const made = (form: RelayForm, given: RelayConfigFile | null = null) => relayFileOf(given, withRelay(form), []);

  it.each(['8081', '8080', '8082'])('gives no two listeners port %s', (port) => {
    const box = { ...emptyRelayForm().box, use: 'own' as const, publicUrl: 'https://box.veerpont.nl' };
    for (const form of [
      { ...emptyRelayForm(), listen: { ...emptyRelayForm().listen, own: true, port }, box },
      { ...emptyRelayForm(), box: { ...box, port } },
    ]) {
      const { listen } = made(form).file;
      const ports = [listen.public.port, listen.admin.port, listen.box?.port];
      expect(new Set(ports).size).toBe(3);
      expect(ports).toContain(Number(port));
    }
  });

  it('is complete with a proxy that asks nobody who calls', () => {
    expect(made(formWith(fixed('default', 'http://proxy.ours:8080', { username: '' }))).left).toEqual([]);
  });

  it.each<[string, RelayForm]>([
    ['a password that is missing', formWith(fixed('default', 'http://proxy.ours:8080'))],
    [
      'an authority nobody can read',
      formWith(
        fixed('default', 'http://proxy.ours:8080', {
          username: '',
          trustedCa: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
        }),
      ),
    ],
  ])('says that %s keeps a part from being complete', (_what, form) => {
    expect(made(form).left).toEqual([{ what: 'not_complete', of: 'relay' }]);
  });

  it('gives no secret a variable that another one has', () => {
    const places = new Placeholders();
    const [theirs, ours] = [places.source({ env: 'VEERPONT_A_B_TOKEN' }), places.variable('VEERPONT_a-b_token')];
    expect(places.restored([theirs, ours])).toEqual([{ env: 'VEERPONT_A_B_TOKEN' }, { env: 'VEERPONT_A_B_TOKEN_2' }]);
  });

  it('can be read by a relay', async () => {
    await bench.setup.desk.save({ kind: 'relay', form: formWith(emptyWay('default')) });
    await beside.desk.exportRelayFile();
    expect(RelayConfigFile.safeParse(JSON.parse(readFileSync(file, 'utf8'))).success).toBe(true);
  });
});
