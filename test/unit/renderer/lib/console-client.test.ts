import { describe, expect, it, vi } from 'vitest';
import { createConsoleClient, type RawBridge } from '#renderer/lib/console-client.ts';

const bridge = (invoke: RawBridge['invoke']): RawBridge => ({ invoke, on: () => () => undefined });

describe('the console client', () => {
  it('answers with the value of the reply', async () => {
    const invoke = vi.fn().mockResolvedValue({ ok: true, value: { pid: 7 } });
    await expect(createConsoleClient(bridge(invoke)).invoke('relay.process', null)).resolves.toEqual({ pid: 7 });
    expect(invoke).toHaveBeenCalledWith('relay.process', null);
  });

  it('turns a failed reply back into the error it was', async () => {
    const error = {
      code: 'WECHAT_IP_NOT_LISTED',
      message: 'no',
      platformCode: '40164',
      value: '203.0.113.24',
    } as const;
    const client = createConsoleClient(bridge(async () => ({ ok: false, error })));
    await expect(client.invoke('relay.restart', null)).rejects.toMatchObject({ ...error, name: 'RelayError' });
  });

  it('turns a bridge that breaks into an error with a sentence', async () => {
    const client = createConsoleClient(bridge(() => Promise.reject(new Error('gone'))));
    await expect(client.invoke('app.info', null)).rejects.toMatchObject({ name: 'RelayError', code: 'INTERNAL' });
  });

  it('passes notices on until it is told to stop', () => {
    const listeners = new Set<(payload: unknown) => void>();
    const client = createConsoleClient({
      invoke: async () => ({ ok: true, value: null }),
      on: (_name, listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    });
    const heard: unknown[] = [];
    const stop = client.on('sandbox.changed', (payload) => heard.push(payload));
    listeners.forEach((listener) => listener('first'));
    stop();
    listeners.forEach((listener) => listener('second'));
    expect(heard).toEqual(['first']);
  });
});
