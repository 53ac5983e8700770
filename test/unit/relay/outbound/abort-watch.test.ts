import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { onAbort } from '#relay/http/outbound/abort-watch.ts';

describe('watching a signal', () => {
  it('calls everybody who still watches, once', () => {
    const controller = new AbortController();
    const called: string[] = [];
    onAbort(controller.signal, () => called.push('first'));
    const leave = onAbort(controller.signal, () => called.push('left'));
    onAbort(controller.signal, () => called.push('second'));
    leave();

    controller.abort();
    controller.abort();

    expect(called).toEqual(['first', 'second']);
  });

  it('gives the signal one listener for all', () => {
    const { signal } = new AbortController();
    for (let watcher = 0; watcher < 500; watcher += 1) onAbort(signal, () => undefined);

    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  });
});
