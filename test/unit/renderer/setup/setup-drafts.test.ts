// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SetupView } from '#shared/domain/setup/book.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createConsoleClient, type ConsoleClient } from '#renderer/lib/console-client.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { draftKeeperOf, shownForm, storedForm } from '#renderer/store/setup-drafts.ts';
import { askForSetup, listenToSetup } from '#renderer/store/setup-sync.ts';
import { createFakeBridge, type FakeBridge } from '../fake-bridge.ts';
import { anIntegration, begunView, unapplied } from './setup-kit.ts';

const initial = useConsole.getInitialState();
const state = () => useConsole.getState();
const start = () => begunView({ integrations: [{ ...unapplied, draft: anIntegration() }] });
const savedNames = (bridge: FakeBridge): readonly string[] =>
  bridge.asked.flatMap(({ name, input }) =>
    name === 'setup.save' ? [(input as { entry: { form: { name: string } } }).entry.form.name] : [],
  );
/** What the window shows of it. */
const shown = () => {
  const stored = storedForm((state().setup as SetupView).book, 'integration', 'support');
  return stored === null ? null : shownForm<'integration'>(stored, state().unsavedDrafts['integration/support']);
};

let stops: readonly (() => void)[] = [];

/** A window that has just opened. */
async function open(bridge: FakeBridge): Promise<ConsoleClient> {
  for (const stop of stops) stop();
  useConsole.setState(initial, true);
  const client = createConsoleClient(bridge);
  stops = listenToSetup(client, state());
  await askForSetup(client, state());
  return client;
}

function type(client: ConsoleClient, part: Parameters<typeof anIntegration>[0]): void {
  const stored = storedForm((state().setup as SetupView).book, 'integration', 'support');
  const typed = { ...shown(), ...part } as ReturnType<typeof anIntegration>;
  draftKeeperOf(client).type(
    { kind: 'integration', form: stored as typeof typed },
    { kind: 'integration', form: typed },
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  window.localStorage.clear();
});
afterEach(() => {
  for (const stop of stops) stop();
  stops = [];
  vi.useRealTimers();
});

describe('what is typed', () => {
  it('is saved once, after a pause', async () => {
    const bridge = createFakeBridge({ setup: start() });
    const client = await open(bridge);
    type(client, { name: 'S' });
    await vi.advanceTimersByTimeAsync(300);
    type(client, { name: 'Se' });
    await vi.advanceTimersByTimeAsync(399);
    expect(savedNames(bridge)).toEqual([]);
    expect(shown()?.name).toBe('Se');
    await vi.advanceTimersByTimeAsync(1);
    expect(savedNames(bridge)).toEqual(['Se']);
    expect(state().unsavedDrafts).toEqual({});
    expect(bridge.state.setup.book.integrations[0]?.draft.name).toBe('Se');
  });

  it.each(['focusout', 'hashchange', 'pagehide', 'beforeunload'])('is saved at once at %s', async (name) => {
    const bridge = createFakeBridge({ setup: start() });
    const client = await open(bridge);
    type(client, { name: 'Now' });
    window.dispatchEvent(new Event(name));
    await vi.advanceTimersByTimeAsync(0);
    expect(savedNames(bridge)).toEqual(['Now']);
  });

  it('is not saved when it was undone before', async () => {
    const bridge = createFakeBridge({ setup: start() });
    const client = await open(bridge);
    type(client, { name: 'S' });
    type(client, { name: 'Support' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(savedNames(bridge)).toEqual([]);
    expect(state().unsavedDrafts).toEqual({});
  });

  it('stays on screen, is told and tried again when a save fails', async () => {
    let fails = true;
    const bridge = createFakeBridge({ setup: start() });
    const inner = bridge.invoke.bind(bridge);
    const flaky: FakeBridge = {
      ...bridge,
      invoke: async (name, input) => {
        if (name === 'setup.save' && fails) throw new RelayError('SETUP_BOOK_NOT_SAVED', 'disk full');
        return inner(name, input);
      },
    };
    const client = await open(flaky);
    type(client, { name: 'Kept' });
    await vi.advanceTimersByTimeAsync(400);
    expect(state().unsavedDrafts['integration/support']).toMatchObject({ state: 'failed' });
    expect(shown()?.name).toBe('Kept');
    // What is typed on meanwhile is part of the next try.
    type(client, { clientId: 'also-kept' });
    fails = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(state().unsavedDrafts).toEqual({});
    expect(bridge.state.setup.book.integrations[0]?.draft).toMatchObject({ name: 'Kept', clientId: 'also-kept' });
  });

  it('outlives a reload of the window that could not save it', async () => {
    const bridge = createFakeBridge({ setup: start() });
    const never: FakeBridge = {
      ...bridge,
      invoke: (name, input) => (name === 'setup.save' ? new Promise(() => undefined) : bridge.invoke(name, input)),
    };
    type(await open(never), { name: 'Typed before' });
    await vi.advanceTimersByTimeAsync(400);
    // Another hand changed another field before the window came back.
    bridge.state.setup = begunView({
      revision: 4,
      integrations: [{ ...unapplied, draft: anIntegration({ color: '#123456' }) }],
    });
    await open(bridge);
    expect(shown()).toMatchObject({ name: 'Typed before', color: '#123456' });
    await vi.advanceTimersByTimeAsync(400);
    expect(bridge.state.setup.book.integrations[0]?.draft).toMatchObject({ name: 'Typed before', color: '#123456' });
    expect(window.localStorage.length).toBe(0);
  });

  it('gives way field by field to what another hand stored meanwhile', async () => {
    const bridge = createFakeBridge({ setup: start() });
    const client = await open(bridge);
    type(client, { name: 'Mine' });
    const theirs = begunView({
      revision: 7,
      integrations: [{ ...unapplied, draft: anIntegration({ name: 'Theirs', clientId: 'theirs' }) }],
    });
    bridge.state.setup = theirs;
    bridge.push('setup.changed', theirs);
    expect(shown()).toMatchObject({ name: 'Mine', clientId: 'theirs' });
    await vi.advanceTimersByTimeAsync(400);
    expect(bridge.state.setup.book.integrations[0]?.draft).toMatchObject({ name: 'Mine', clientId: 'theirs' });
  });

  it('is saved after the save that was under way', async () => {
    const bridge = createFakeBridge({ setup: start() });
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow: FakeBridge = {
      ...bridge,
      invoke: async (name, input) => {
        if (name === 'setup.save') await gate;
        return bridge.invoke(name, input);
      },
    };
    const client = await open(slow);
    type(client, { name: 'One' });
    await vi.advanceTimersByTimeAsync(400);
    type(client, { name: 'Support' });
    expect(shown()?.name).toBe('Support');
    release();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(savedNames(bridge)).toEqual(['One', 'Support']);
    expect(state().unsavedDrafts).toEqual({});
  });

  it('is not brought back once its entry was removed', async () => {
    const bridge = createFakeBridge({ setup: start() });
    const client = await open(bridge);
    type(client, { name: 'Ghost' });
    const gone = begunView({ revision: 9 });
    bridge.state.setup = gone;
    bridge.push('setup.changed', gone);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(savedNames(bridge)).toEqual([]);
    expect(state().unsavedDrafts).toEqual({});
  });

  it('never takes an older book for a newer one', async () => {
    const bridge = createFakeBridge({ setup: { ...start(), book: { ...start().book, revision: 5 } } });
    await open(bridge);
    state().setupTold(begunView({ revision: 4 }));
    expect(state().setup?.book.integrations).toHaveLength(1);
  });
});
