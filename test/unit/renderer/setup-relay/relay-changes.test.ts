import { describe, expect, it } from 'vitest';
import { effectiveRelay, ownPart } from '#renderer/features/setup/relay/effective.ts';
import { isTaken, listenProposals } from '#renderer/features/setup/relay/proposals.ts';
import { differs, relayChanges, removesOlder } from '#renderer/features/setup/relay/relay-changes.ts';
import { atThePassword } from '#renderer/features/setup/relay/way-problems.ts';
import { emptyRelayForm, emptyWay, type RelayForm, type WayForm } from '#shared/domain/setup/relay-form.ts';
import { checkRelayForm } from '#shared/setup/relay-rules.ts';
import { aSecret } from '../setup/setup-kit.ts';

const at = Date.UTC(2026, 10, 22, 14);
const empty = emptyRelayForm();
const never = { applied: null, appliedAt: null };
const proxy: WayForm = { ...emptyWay('default'), kind: 'fixed', url: 'http://p.example.com:8080' };
const given: RelayForm = {
  listen: { own: true, host: '0.0.0.0', port: '443', tls: 'files', trustedProxy: '' },
  box: { ...empty.box, use: 'own', port: '8443', publicUrl: 'https://box.example.com' },
  out: { own: true, ways: [{ ...emptyWay('default'), kind: 'system' }] },
  keep: { own: true, messageDays: '30', openDays: '60', mediaDays: '7' },
};
const summary = (changes: ReturnType<typeof relayChanges>): string[] =>
  changes.map((change) =>
    change.kind === 'password'
      ? `password ${change.host}`
      : `${change.to?.kind ?? change.from?.kind ?? ''} ${change.from?.value ?? '–'} > ${change.to?.value ?? '–'}`,
  );

describe('what would change', () => {
  it('is nothing while nothing is set here', () => {
    expect(relayChanges(empty, never, null, [])).toEqual([]);
    expect(relayChanges(empty, never, given, [])).toEqual([]);
  });

  it('is what differs from what the relay runs on, not from what was typed before', () => {
    const typed: RelayForm = { ...empty, listen: { ...empty.listen, own: true, port: ' 8080 ' } };
    expect(summary(relayChanges(typed, never, null, []))).toEqual(['place  > 8080']);
    expect(relayChanges(typed, { applied: typed, appliedAt: at }, null, [])).toEqual([]);
    expect(summary(relayChanges(empty, { applied: typed, appliedAt: at }, null, []))).toEqual(['place 8080 > ']);
  });

  it('leaves out what is typed and does not count', () => {
    const typed: RelayForm = {
      ...empty,
      listen: { ...empty.listen, port: '8080' },
      out: { own: true, ways: [{ ...emptyWay('default'), url: 'http://p.example.com:8080', pac: '/x.pac' }] },
    };
    expect(summary(relayChanges(typed, never, null, []))).toEqual(['source given > own']);
  });

  it('names a listener of CXone’s own that is taken away, and ways that come and go by their host', () => {
    const noBox: RelayForm = { ...empty, box: { ...empty.box, use: 'none' } };
    const lines = summary(relayChanges(noBox, never, given, []));
    expect(lines).toEqual(['box own > none']);
    const ways: RelayForm = {
      ...empty,
      out: { own: true, ways: [emptyWay('default'), { ...proxy, id: 'a', host: 'A.example.com' }] },
    };
    expect(relayChanges(ways, never, null, []).map(({ kind }) => kind)).toEqual(['fact']);
    expect(differs(relayChanges(ways, never, null, []), 'out')).toBe(true);
    expect(differs(relayChanges(ways, never, null, []), 'listen')).toBe(false);
  });

  it('tells of a password that was typed since, for a way that uses it', () => {
    const typed: RelayForm = { ...empty, out: { own: true, ways: [{ ...proxy, username: 'relay' }] } };
    const secrets = [aSecret('relay', 'default', 'proxy_password')];
    const setAt = secrets[0]?.setAt ?? 0;
    expect(summary(relayChanges(typed, { applied: typed, appliedAt: setAt - 1 }, null, secrets))).toEqual([
      'password ',
    ]);
    expect(relayChanges(typed, { applied: typed, appliedAt: setAt + 1 }, null, secrets)).toEqual([]);
    const straight: RelayForm = { ...typed, out: { own: true, ways: [emptyWay('default')] } };
    expect(relayChanges(straight, { applied: straight, appliedAt: setAt - 1 }, null, secrets)).toEqual([]);
  });

  it('warns when something is kept for a shorter time', () => {
    const keep = (messageDays: string): RelayForm => ({ ...empty, keep: { ...empty.keep, own: true, messageDays } });
    expect(removesOlder(relayChanges(keep('30'), never, null, []))).toBe(true);
    expect(removesOlder(relayChanges(keep('120'), never, null, []))).toBe(false);
  });
});

describe('a part that is set here for the first time', () => {
  it('begins with what counted so far', () => {
    expect(ownPart(empty, 'listen', given)).toEqual({ listen: { ...given.listen, tls: 'desk', own: true } });
    expect(ownPart(empty, 'out', given)).toEqual({ out: given.out });
    expect(ownPart(empty, 'keep', null)).toEqual({ keep: { ...empty.keep, own: true } });
    expect(ownPart(empty, 'box', given).box).toMatchObject({ use: 'own', port: '8443' });
  });

  it('keeps what was typed before', () => {
    const typed = { ...empty, listen: { ...empty.listen, port: '99999' } };
    expect(ownPart(typed, 'listen', given).listen).toMatchObject({ own: true, host: '127.0.0.1', port: '99999' });
  });
});

describe('what fits the way calls take', () => {
  const beside = { listen: empty.listen, given: empty.listen };
  const rules = { allowPrivate: false, hasPassword: () => false };

  it.each(['direct', 'reverse_proxy', 'tunnel'] as const)('is allowed by the rules: %s', (way) => {
    const proposals = listenProposals(way, beside);
    expect(proposals.length).toBeGreaterThan(0);
    for (const { listen, isIncomplete } of proposals) {
      expect(checkRelayForm({ ...empty, listen }, rules).length > 0).toBe(isIncomplete);
      expect(isTaken({ name: 'direct', listen, isIncomplete }, listen)).toBe(true);
    }
  });

  it('keeps the port that a web server in front passes calls on to already', () => {
    const listen = { ...empty.listen, own: true, port: '9000' };
    expect(listenProposals('reverse_proxy', { ...beside, listen }).map((one) => one.listen.port)).toEqual([
      '9000',
      '9000',
    ]);
    expect(listenProposals('reverse_proxy', beside)[0]?.listen.port).toBe('8443');
  });

  it('leaves a tunnel what is given, unless the tunnel would not find it', () => {
    expect(listenProposals('tunnel', beside)[0]?.name).toBe('tunnelGiven');
    const [proposal] = listenProposals('tunnel', { ...beside, given: given.listen });
    expect(proposal?.listen).toMatchObject({ own: true, host: '127.0.0.1', tls: 'none' });
  });
});

it('counts of each part the one set here, else the one given', () => {
  const typed = { ...empty, keep: { ...empty.keep, own: true, messageDays: '５' } };
  expect(effectiveRelay(typed, given)).toMatchObject({
    listen: { port: '443' },
    box: { port: '8443' },
    keep: { messageDays: '5' },
  });
  expect(effectiveRelay(null, null).box).toBeNull();
});

it('says at the password that it is missing, not at the user name', () => {
  const form = { ...empty, out: { own: true, ways: [{ ...proxy, username: 'relay' }] } };
  const found = checkRelayForm(form, { allowPrivate: false, hasPassword: () => false });
  expect(atThePassword(found).map(({ field }) => field)).toEqual(['out.ways.0.password']);
});
