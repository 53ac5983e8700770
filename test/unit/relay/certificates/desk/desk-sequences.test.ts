import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RelayConfig } from '#shared/contract/relay-config.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { CertificateDeskService } from '#relay/certificates/desk/certificate-desk-service.ts';
import type { DeskStore } from '#relay/certificates/desk/desk-records.ts';
import { openDeskShelf, type DeskShelf } from '#relay/certificates/desk/desk-shelf.ts';
import { heldIds, ofFiles } from '#relay/certificates/desk/slots.ts';
import type { CertificatePair } from '#relay/certificates/making/private-authority.ts';
import { createRecordIds } from '#relay/operations/record-id.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { boxFacts, by, configWith, serverPair, start } from '#test/integration/certificates/desk/desk-kit.ts';
import { FakePlaces } from '#test/integration/certificates/desk/fake-places.ts';
import { MemoryDeskStore } from './memory-desk-store.ts';

type Step =
  | { readonly kind: 'bring' | 'goBack' | 'remove'; readonly pick: number }
  | { readonly kind: 'try' | 'activate' | 'endWatch' | 'listener refuses' | 'crash' | 'stop' }
  | { readonly kind: 'callers'; readonly what: 'accepted' | 'refused' | 'silent'; readonly times: number }
  | { readonly kind: 'wind'; readonly minutes: number }
  | { readonly kind: 'disk'; readonly mood: MemoryDeskStore['mood'] }
  /** Both at once: two operators. */
  | { readonly kind: 'both'; readonly pick: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('bring', 'bring', 'goBack', 'remove'), pick: fc.nat(3) }) },
  { weight: 5, arbitrary: fc.constant({ kind: 'activate' } as const) },
  fc.record({ kind: fc.constantFrom('try', 'endWatch', 'listener refuses', 'crash', 'stop') }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('callers'),
      what: fc.constantFrom('accepted', 'refused', 'refused', 'silent'),
      times: fc.integer({ min: 1, max: 9 }),
    }),
  },
  fc.record({ kind: fc.constant('wind'), minutes: fc.constantFrom(1, 31, 2 * 1_440, 32 * 1_440) }),
  fc.record({ kind: fc.constant('disk'), mood: fc.constantFrom('works', 'works', 'refuses', 'lies') }),
  fc.record({ kind: fc.constant('both'), pick: fc.nat(3) }),
);

let pairs: CertificatePair[];
let config: RelayConfig;
beforeAll(async () => {
  // One of them expires on the way.
  pairs = await Promise.all([2_000, 2_000, 2_000, 20].map((days, no) => serverPair(`pair ${no}`, days)));
  config = await configWith({});
});

/** A relay that can be ended and begun again over the same records. */
class World {
  readonly clock = new HandClock(start);
  readonly store = new MemoryDeskStore();
  readonly newId = createRecordIds(() => this.clock.now(), Math.random);
  places: FakePlaces = this.#makePlaces();
  shelf!: DeskShelf;
  desk!: CertificateDeskService;
  #isDead = { yes: false };

  async begin(): Promise<void> {
    this.places = this.#makePlaces();
    const { clock, newId, places } = this;
    this.#isDead.yes = true;
    const isDead = { yes: false };
    this.#isDead = isDead;
    this.shelf = await openDeskShelf({
      ...{ store: ofOneLife(this.store, isDead), config, clock, log: silentLogger },
      hasFiles: () => true,
    });
    const material = this.shelf.activeMaterial('box') ?? this.#file;
    places.use('box', material);
    this.desk = new CertificateDeskService({
      shelf: this.shelf,
      places,
      clock,
      newId,
      audit: { note: () => undefined },
      alerts: { told: () => undefined },
      log: silentLogger,
      onChange: () => undefined,
    });
    this.desk.start();
  }

  get #file() {
    const [file] = pairs;
    if (file === undefined) throw new Error('no pairs');
    return { cert: file.certificatePem, key: file.keyPem };
  }

  #makePlaces(): FakePlaces {
    const places = new FakePlaces([boxFacts]);
    places.files.set('box', { material: this.#file });
    return places;
  }

  async take(one: Step): Promise<void> {
    const { handlers } = this.desk;
    const slots = this.shelf.slots('box');
    const ids = [...slots.previous.map(({ id }) => id), slots.next, slots.current, ofFiles];
    const act = { placeId: 'box', by } as const;
    const named = (pick: number) => ({ ...act, certificateId: ids[pick % ids.length] ?? ofFiles });
    const activate = () =>
      handlers['certificates.activate']({
        ...named(0),
        certificateId: slots.next ?? '',
        watchMinutes: 30,
        despiteTrial: true,
      });
    switch (one.kind) {
      case 'bring': {
        const pair = pairs[one.pick];
        const files = [pair?.certificatePem ?? '', pair?.keyPem ?? ''].map((text, no) => ({
          name: `${no}`,
          content: Buffer.from(text).toString('base64'),
        }));
        await handlers['certificates.bring']({
          target: { kind: 'place', placeId: 'box' },
          files,
          passphrase: null,
          by,
        });
        break;
      }
      case 'activate':
        await activate();
        break;
      case 'goBack':
        await handlers['certificates.goBack'](named(one.pick));
        break;
      case 'remove':
        await handlers['certificates.remove'](named(one.pick));
        break;
      case 'try':
        await handlers['certificates.try'](act);
        break;
      case 'endWatch':
        await handlers['certificates.endWatch'](act);
        break;
      case 'both': {
        const both = [
          activate,
          () => handlers['certificates.goBack'](named(one.pick)),
          () => handlers['certificates.remove'](named(one.pick + 1)),
        ];
        const done = await Promise.allSettled(both.map(async (call) => call()));
        const failed = done.find(({ status }) => status === 'rejected');
        if (failed?.status === 'rejected') throw failed.reason;
        break;
      }
      case 'listener refuses':
        this.places.refusal = new RelayError('CONFIG_CERTIFICATE_UNUSABLE', 'refused');
        break;
      case 'callers':
        this.places.happens('box', one.what, one.times);
        break;
      case 'wind':
        this.clock.wind(one.minutes * 60_000);
        break;
      case 'disk':
        this.store.mood = one.mood;
        break;
      case 'stop':
        await this.desk.stop();
        await this.begin();
        break;
      case 'crash':
        await this.begin();
    }
  }

  check(after: string): void {
    const slots = this.shelf.slots('box');
    const current = this.shelf.held(slots.current)?.material ?? this.#file;
    expect(this.places.shown.get('box')?.cert, `${after}: what is in use is what is shown`).toBe(current.cert);
    const view = this.desk.desk().places[0];
    expect(view?.current, `${after}: one is in use`).not.toBeNull();
    expect(slots.current === ofFiles || this.shelf.held(slots.current) !== null, `${after}: its key is there`).toBe(
      true,
    );
    const standing = heldIds(slots);
    expect(new Set(standing).size, `${after}: each stands once`).toBe(standing.length);
    expect(
      this.shelf
        .heldAll()
        .map(({ id }) => id)
        .sort(),
      `${after}: no key lies about`,
    ).toEqual([...standing].sort());
  }
}

/** A process that was killed writes nothing any more. */
function ofOneLife(store: DeskStore, isDead: { readonly yes: boolean }): DeskStore {
  const alive = <T>(work: () => Promise<T>): Promise<T> => (isDead.yes ? new Promise<T>(() => undefined) : work());
  return {
    records: (query) => alive(() => store.records(query)),
    putRecord: (record) => alive(() => store.putRecord(record)),
    removeRecord: (kind, id) => alive(() => store.removeRecord(kind, id)),
  };
}

async function run(steps: readonly Step[]): Promise<void> {
  const world = new World();
  await world.begin();
  for (const [index, one] of steps.entries()) {
    try {
      await world.take(one);
    } catch (thrown) {
      // Each refusal has a code of ours; anything else is a fault of the desk.
      if (!(thrown instanceof RelayError) || thrown.code === 'INTERNAL') throw thrown;
    }
    for (let turn = 0; turn < 6; turn += 1) await settled();
    world.check(`${index} ${one.kind}`);
  }
  world.store.mood = 'works';
  world.clock.wind(20_000);
  for (let turn = 0; turn < 6; turn += 1) await settled();
  world.clock.wind(20_000);
  for (let turn = 0; turn < 6; turn += 1) await settled();
  const shown = world.places.shown.get('box')?.cert;
  // On a disk that works again, a kill changes nothing of what callers see.
  await world.begin();
  world.check('the end');
  expect(world.places.shown.get('box')?.cert).toBe(shown);
}

describe('whatever operators, callers, the disk and the power do', () => {
  it('one certificate with its key is in use, and it is the one the record names', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), run), { numRuns: 20 });
  }, 120_000);
});
