import { Agent } from 'node:https';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { OpensslAuthority, opensslFingerprint, type Pair } from './openssl-authority.ts';
import { callServed, materialOf, placesConfig, startPlaces, type CallAnswer, type PlacesKit } from './places-kit.ts';

let authority: OpensslAuthority;
let first: Pair;
let second: Pair;
let cxone: Pair;
let kit: PlacesKit | null = null;

beforeAll(() => {
  authority = new OpensslAuthority('Our authority');
  const san = 'IP:127.0.0.1,DNS:localhost';
  first = authority.issue({ name: 'first', purpose: 'serverAuth', san });
  second = authority.issue({ name: 'second', purpose: 'serverAuth', san, key: 'rsa2048' });
  cxone = authority.issue({ name: 'cxone' });
}, 30_000);

afterEach(async () => {
  await kit?.stop();
  kit = null;
});

afterAll(() => {
  authority.remove();
});

const files = ({ certFile, keyFile }: Pair) => ({ certFile, keyFile });

/** 200 calls a second on kept and on fresh connections, while `act` runs in their middle. */
async function underCalls(port: number, caller: Pair | null, act: (turn: number, shown: readonly string[]) => void) {
  const shows = { ca: authority.cert, ...(caller !== null && materialOf(caller)) };
  const kept = new Agent({ ...shows, keepAlive: true, maxSockets: 8, maxCachedSessions: 0 });
  const fresh = new Agent({ ...shows, keepAlive: false, maxCachedSessions: 0 });
  const calls: Promise<CallAnswer>[] = [];
  /** Of the calls that are over, in their order. */
  const shown: string[] = [];
  const call = (agent: Agent, path?: string): void => {
    const answer = callServed(port, agent, path);
    calls.push(answer);
    answer.then(
      (answered) => shown.push(answered.shown),
      () => shown.push('failed'),
    );
  };
  for (let turn = 0; turn < 40; turn += 1) {
    for (let each = 0; each < 8; each += 1) call(kept);
    for (let each = 0; each < 2; each += 1) call(fresh);
    // Some are under way for longer than it takes to exchange a certificate.
    if (turn % 10 === 9) call(kept, '/served?wait=150');
    act(turn, shown);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const answers = await Promise.allSettled(calls);
  kept.destroy();
  fresh.destroy();
  return { answers, shown };
}

const failed = (answers: readonly PromiseSettledResult<CallAnswer>[]) =>
  answers.filter((answer) => answer.status === 'rejected' || answer.value.status !== 200);

describe('a certificate that is exchanged under 200 calls a second', () => {
  it.each([['open'], ['box']] as const)('costs none of them at the listener %s', async (id) => {
    kit = await startPlaces(
      placesConfig({
        open: { tls: files(first) },
        box: { tls: files(first), clientCertificate: { mode: 'required', ca: authority.cert } },
        pins: [{ sha256: opensslFingerprint(cxone.certFile) }],
      }),
    );
    const { places } = kit.listeners;
    const port = id === 'open' ? kit.openPort : kit.boxPort;
    const trials: Promise<readonly { readonly result: string }[]>[] = [];

    let before: readonly string[] = [];
    const { answers, shown } = await underCalls(port, id === 'open' ? null : cxone, (turn, soFar) => {
      if (turn === 5 || turn === 12) trials.push(places.try(id, materialOf(second)));
      if (turn === 18) {
        before = [...soFar];
        places.use(id, materialOf(second));
      }
      if (turn === 25) places.use(id, materialOf(first));
      if (turn === 30) places.use(id, materialOf(second));
    });

    expect(answers.length).toBeGreaterThanOrEqual(400);
    expect(failed(answers)).toEqual([]);
    // A trial shows its certificate to nobody else.
    expect(new Set(before)).toEqual(new Set([opensslFingerprint(first.certFile)]));
    expect(new Set(shown.slice(-20))).toContain(opensslFingerprint(second.certFile));
    for (const steps of await Promise.all(trials)) {
      expect(steps.filter(({ result }) => result === 'failed' || result === 'cannot_tell')).toEqual([]);
    }
    expect(kit.refused).toEqual([]);
  });

  it('is not exchanged for one that cannot be loaded', async () => {
    kit = await startPlaces(placesConfig({ open: { tls: files(first) } }));
    const { places } = kit.listeners;
    const agent = new Agent({ ca: authority.cert });

    expect(() => {
      places.use('open', { cert: second.cert, key: first.key });
    }).toThrow(expect.objectContaining({ code: 'CONFIG_CERTIFICATE_UNUSABLE' }) as Error);

    expect((await callServed(kit.openPort, agent)).shown).toBe(opensslFingerprint(first.certFile));
    expect(() => {
      places.use('destination:nowhere.example', materialOf(second));
    }).toThrow(expect.objectContaining({ code: 'DESK_PLACE_UNKNOWN' }) as Error);
  });
});
