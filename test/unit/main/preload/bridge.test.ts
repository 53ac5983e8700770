import { describe, expect, it } from 'vitest';
import { createBridge, type Wire } from '#main/preload/bridge.ts';

function setUp(answer: () => Promise<unknown> = () => Promise.resolve({ ok: true, value: 1 })) {
  const sent: [string, unknown][] = [];
  let tell: (name: string, payload: unknown) => void = () => undefined;
  const wire: Wire = {
    invoke: (name, input) => {
      sent.push([name, input]);
      return answer();
    },
    onPush: (listener) => (tell = listener),
  };
  return { bridge: createBridge(wire), sent, push: (name: string, payload: unknown) => tell(name, payload) };
}

describe('bridge of the preload', () => {
  it('passes questions of the contract on', async () => {
    const { bridge, sent } = setUp();

    expect(await bridge.invoke('settings.get', null)).toEqual({ ok: true, value: 1 });
    expect(sent).toEqual([['settings.get', null]]);
  });

  it.each(['nothing.known', '__proto__', 'constructor', 'toString', '', 'settings.changed', 'veerpont:invoke'])(
    'answers %j itself: unknown',
    async (name) => {
      const { bridge, sent } = setUp();

      expect(await bridge.invoke(name, null)).toMatchObject({ ok: false, error: { code: 'IPC_UNKNOWN' } });
      expect(sent).toEqual([]);
    },
  );

  it('answers what cannot be copied between processes as bad input', async () => {
    const { bridge } = setUp(() => Promise.reject(new Error('An object could not be cloned.')));

    expect(await bridge.invoke('settings.change', { theme: Symbol('dark') })).toMatchObject({
      ok: false,
      error: { code: 'IPC_SCHEMA' },
    });
  });

  it('calls listeners with the payload alone, each until it stops', () => {
    const { bridge, push } = setUp();
    const heard: unknown[][] = [];
    const listener = (...values: unknown[]): void => void heard.push(values);
    const stopFirst = bridge.on('overview.changed', listener);
    bridge.on('overview.changed', listener);
    push('overview.changed', { at: 1 });
    stopFirst();
    stopFirst();
    push('overview.changed', { at: 2 });

    expect(heard).toEqual([[{ at: 1 }], [{ at: 1 }], [{ at: 2 }]]);
  });

  it('does not hand on notices that are none of the contract', () => {
    const { bridge, push } = setUp();
    const heard: unknown[] = [];
    for (const name of ['settings.get', '__proto__', 'else']) bridge.on(name, (payload) => heard.push(payload));
    bridge.on('overview.changed', 'not a function' as never);
    for (const name of ['settings.get', '__proto__', 'else', 'overview.changed']) push(name, 1);

    expect(heard).toEqual([]);
  });
});
