import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelState, ChannelStateKind } from '#shared/domain/channel.ts';
import {
  flapQuietMs,
  goingOn,
  isFailure,
  nextIncidentStep,
  nothingSeen,
  settleMs,
  type IncidentEffect,
  type IncidentMemory,
} from '#relay/operations/incident-rules.ts';
import { aState } from '#test/fakes/channel-states.ts';

const wall = 1_767_268_800_000;

type Told = IncidentEffect & { readonly atMs: number };

/** One channel over time. Time itself is told when it was asked for, as the service does. */
class Line {
  memory: IncidentMemory;
  told: Told[] = [];
  #now = 0;
  #wakeAt: number | null = null;

  constructor(memory = nothingSeen) {
    this.memory = memory;
  }

  get nowMs(): number {
    return this.#now;
  }

  state(kind: ChannelStateKind, overrides: Partial<ChannelState> = {}): this {
    return this.#step({ kind: 'state', state: aState(kind, wall + this.#now, overrides) });
  }

  pass(ms: number): this {
    const end = this.#now + ms;
    while (this.#wakeAt !== null && this.#wakeAt <= end) {
      this.#now = this.#wakeAt;
      this.#step({ kind: 'time' });
    }
    this.#now = end;
    return this;
  }

  get names(): string[] {
    return this.told.map(({ kind }) => kind);
  }

  #step(input: { kind: 'time' } | { kind: 'state'; state: ChannelState }): this {
    const { memory, effects, wakeInMs } = nextIncidentStep(this.memory, {
      ...input,
      steadyMs: this.#now,
      at: wall + this.#now,
    });
    this.memory = memory;
    this.told.push(...effects.map((effect) => ({ ...effect, atMs: this.#now })));
    this.#wakeAt = wakeInMs === null ? null : this.#now + wakeInMs;
    return this;
  }
}

describe('incident rules', () => {
  it('opens one when a failure has lasted 30 s, from when it began, and closes it after 30 s of working', () => {
    const line = new Line()
      .state('connected')
      .pass(1_000)
      .state('retrying')
      .pass(settleMs - 1);
    expect(line.told).toEqual([]);
    line.pass(1);
    expect(line.told).toMatchObject([{ kind: 'opened', at: wall + 1_000, atMs: 31_000, state: { kind: 'retrying' } }]);
    line
      .pass(60_000)
      .state('verifying')
      .pass(60_000)
      .state('connected')
      .pass(settleMs - 1);
    expect(line.names).toEqual(['opened', 'changed', 'changed']);
    line.pass(1);
    expect(line.told.at(-1)).toEqual({ kind: 'closed', at: wall + 151_000, atMs: 181_000 });
    expect(line.pass(86_400_000).names).toHaveLength(4);
  });

  it.each(['degraded', 'retrying', 'action_required', 'down'] as const)('takes %s for a failure', (kind) => {
    expect(new Line().state(kind).pass(settleMs).names).toEqual(['opened']);
  });

  it.each(['connected', 'connecting', 'verifying', 'not_configured', 'paused', 'stopped', 'unknown'] as const)(
    'opens none for %s, however long',
    (kind) => {
      expect(new Line().state(kind).pass(86_400_000).names).toEqual([]);
    },
  );

  it('forgets a failure that was over sooner', () => {
    const line = new Line().state('connected').state('retrying').pass(29_000).state('connected').pass(60_000);
    expect(line.state('retrying').pass(29_999).names).toEqual([]);
  });

  it('does not begin anew for a failure whose cause changes, or that is being verified in between', () => {
    const line = new Line().state('retrying').pass(10_000).state('action_required', { code: 'CXONE_TOKEN_REFUSED' });
    line.pass(10_000).state('verifying').pass(9_000).state('retrying').pass(1_000);
    expect(line.told).toMatchObject([{ kind: 'opened', at: wall, atMs: 30_000 }]);
    line.state('down').pass(3_600_000).state('degraded').pass(3_600_000);
    expect(line.names).toEqual(['opened', 'changed', 'changed']);
  });

  it('knows nothing of a failure that had just begun when the computer fell asleep', () => {
    const line = new Line().state('retrying').pass(5_000).state('unknown').pass(60_000).state('retrying').pass(29_999);
    expect(line.names).toEqual([]);
  });

  it('tells no change when a state is only told again', () => {
    const line = new Line().state('retrying').pass(settleMs);
    for (let failure = 0; failure < 1_000; failure += 1) line.pass(100).state('retrying', { until: wall + failure });
    expect(line.names).toEqual(['opened']);
  });

  it.each(['paused', 'stopped'] as const)('closes when the channel was %s by an operator', (kind) => {
    const line = new Line().state('down').pass(settleMs).state(kind).pass(settleMs);
    expect(line.names).toEqual(['opened', 'changed', 'closed']);
  });

  it('closes when the channel turns out not to exist in CXone yet: it is not in use', () => {
    const line = new Line().state('action_required').pass(settleMs).state('not_configured').pass(settleMs);
    expect(line.names).toEqual(['opened', 'changed', 'closed']);
  });

  it('makes one incident of a channel that comes and goes, and waits five minutes for quiet', () => {
    const line = new Line().state('connected');
    for (let time = 0; time < 20; time += 1) line.pass(20_000).state('retrying').pass(20_000).state('connected');
    expect(line.names.filter((name) => name !== 'changed')).toEqual(['opened', 'flapping']);
    expect(line.told[0]).toMatchObject({ at: wall + 20_000 });
    line.pass(flapQuietMs - 1);
    expect(line.names).not.toContain('closed');
    line.pass(1);
    expect(line.told.at(-1)).toMatchObject({ kind: 'closed', at: wall + 800_000 });
    // After that one failure is one failure again.
    line.state('retrying').pass(settleMs - 1);
    expect(line.names.filter((name) => name === 'opened')).toHaveLength(1);
    line.pass(1);
    expect(line.names.at(-1)).toBe('opened');
  });

  it('believes the channel that says it is flapping', () => {
    const line = new Line().state('retrying', { flapping: true });
    expect(line.names).toEqual(['opened', 'flapping']);
    line.state('connected', { flapping: true }).pass(flapQuietMs - 1);
    expect(line.names.at(-1)).toBe('changed');
    expect(line.pass(1).names.at(-1)).toBe('closed');
  });

  it('goes on with one that was open when the relay ended', () => {
    const line = new Line(goingOn(false)).state('connecting').pass(60_000).state('retrying').pass(600_000);
    expect(line.names).not.toContain('opened');
    line.state('connected').pass(settleMs);
    expect(line.names.at(-1)).toBe('closed');
  });

  describe('whatever the states', () => {
    const kinds: ChannelStateKind[] = [
      ...(['connected', 'degraded', 'retrying', 'action_required', 'down', 'verifying'] as const),
      ...(['connecting', 'paused', 'stopped', 'unknown', 'not_configured'] as const),
    ];
    const walk = fc.array(
      fc.record({
        kind: fc.constantFrom(...kinds),
        flapping: fc.boolean(),
        // Often around the times that matter.
        ms: fc.oneof(fc.nat(5_000), fc.nat(60_000), fc.nat(700_000), fc.constantFrom(29_999, 30_000, 300_000)),
      }),
      { maxLength: 60 },
    );

    it('each is opened once and closed once, in turn, while it fails and while it is quiet', () => {
      fc.assert(
        fc.property(walk, fc.boolean(), (steps, isOpen) => {
          const line = new Line(isOpen ? goingOn(false) : nothingSeen);
          let open = isOpen;
          let now: ChannelStateKind | null = null;
          for (const { kind, flapping, ms } of steps) {
            const before = line.told.length;
            line.state(kind, { flapping }).pass(ms);
            now = kind;
            for (const effect of line.told.slice(before)) {
              if (effect.kind === 'opened') {
                expect(open).toBe(false);
                expect(isFailure(now)).toBe(true);
                expect(effect.at).toBeLessThanOrEqual(wall + effect.atMs);
                open = true;
              } else {
                expect(open).toBe(true);
                if (effect.kind !== 'closed') continue;
                expect(['connected', 'paused', 'stopped', 'not_configured']).toContain(now);
                expect(wall + effect.atMs - effect.at).toBeGreaterThanOrEqual(settleMs);
                open = false;
              }
            }
          }
          expect(line.memory.phase === 'open').toBe(open);
          // It ends when the channel works for long, and none is opened while it does.
          line.state('connected').pass(flapQuietMs);
          expect(line.memory.phase).toBe('quiet');
          const count = line.told.length;
          expect(line.pass(86_400_000).told).toHaveLength(count);
        }),
        { numRuns: 500 },
      );
    });

    it('a failure that lasts always has one, and what is remembered stays small', () => {
      fc.assert(
        fc.property(walk, (steps) => {
          const line = new Line();
          for (const { kind, flapping, ms } of steps) line.state(kind, { flapping }).pass(ms);
          line.state('down').pass(settleMs);
          expect(line.memory.phase).toBe('open');
          expect(line.memory.crossings.length).toBeLessThanOrEqual(steps.length + 1);
          line.pass(3_600_000).state('down');
          expect(line.memory.crossings.length).toBeLessThanOrEqual(1);
        }),
      );
    });

    it('quick changes make one incident, not many', () => {
      const quick = fc.array(
        fc.tuple(
          fc.constantFrom<ChannelStateKind>('retrying', 'down', 'connected'),
          fc.integer({ min: 1, max: 59_000 }),
        ),
        {
          minLength: 20,
          maxLength: 80,
        },
      );
      fc.assert(
        fc.property(quick, (steps) => {
          const line = new Line();
          for (const [kind, ms] of steps) {
            line.state(kind).pass(ms);
            // Once it is known to flap, nothing shorter than five minutes ends it.
            const flappedAt = line.told.findLast((effect) => effect.kind === 'flapping')?.atMs;
            const closedAt = line.told.findLast((effect) => effect.kind === 'closed')?.atMs;
            if (flappedAt === undefined || closedAt === undefined || closedAt < flappedAt) continue;
            const lastFailure = line.told.findLast(
              (effect) => effect.kind === 'changed' && effect.atMs <= closedAt && isFailure(effect.state.kind),
            );
            expect(closedAt - (lastFailure?.atMs ?? flappedAt)).toBeGreaterThanOrEqual(flapQuietMs);
          }
        }),
      );
    });
  });
});
