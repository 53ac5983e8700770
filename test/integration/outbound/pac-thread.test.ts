import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { onThread, pacProgramFile, type PacMachine } from '#relay/http/outbound/proxy/pac/pac-machine.ts';
import { pacOf } from './pac-kit.ts';

const file = pacProgramFile(join(import.meta.dirname, '../../../out/main'));

const ask = (machine: PacMachine, script: string) =>
  machine({
    script,
    target: { url: 'https://api.example.com/', host: 'api.example.com' },
    names: {},
    ownAddress: '10.0.0.1',
  });

describe('the thread of PAC files, as built', () => {
  it('answers, and is ended when a script holds the engine itself; the next one has a thread again', async () => {
    if (file === null) throw new Error('the relay is not built');
    const machine = onThread(file, 1_500);
    expect(await ask(machine, pacOf('DIRECT'))).toEqual({ kind: 'answer', answer: 'DIRECT' });

    let beats = 0;
    const heart = setInterval(() => (beats += 1), 20);
    const stuck = ask(machine, 'function FindProxyForURL() { throw new Array(4294967295) }');
    const behind = ask(machine, pacOf('DIRECT'));
    expect([await stuck, await behind]).toEqual(Array(2).fill({ kind: 'failed', detail: 'takes too long' }));
    clearInterval(heart);
    // Nobody here was held.
    expect(beats).toBeGreaterThan(10);

    expect(await ask(machine, pacOf('PROXY a:1'))).toEqual({ kind: 'answer', answer: 'PROXY a:1' });
  });

  it('keeps nobody from ending: an idle one is no reason for the relay to stay', async () => {
    if (file === null) throw new Error('the relay is not built');
    const held = (): number => process.getActiveResourcesInfo().filter((name) => /port|worker/iu.test(name)).length;
    const before = held();
    const machine = onThread(file, 1_500);
    expect(await ask(machine, pacOf('DIRECT'))).toEqual({ kind: 'answer', answer: 'DIRECT' });
    expect(held()).toBe(before);
  });
});
