import { describe, expect, it } from 'vitest';
import { demoFaults, type DemoSummary } from '#main/app/demo-summary.ts';
import { describeRuntime, appInfo, runtimeFacts } from '#main/app/app-facts.ts';
import packageFile from '../../../../package.json' with { type: 'json' };

const good: DemoSummary = {
  event: 'demo-summary',
  runtime: { kind: 'fallback', version: '33.2.1' },
  seconds: 60,
  messages: { inbound: 40, outbound: 38 },
  lost: 0,
  duplicates: 0,
  ackP50Ms: 3,
  ackP99Ms: 21,
  channels: [{ id: 'tulip', name: 'Tulip Store', state: 'connected' }],
  screenshots: [],
};

describe('outcome of a demo', () => {
  it('is good when messages went both ways and none was lost', () => expect(demoFaults(good)).toEqual([]));

  it.each([
    ['a lost message', { lost: 1 }],
    ['a doubled message', { duplicates: 1 }],
    ['silence from customers', { messages: { inbound: 0, outbound: 1 } }],
    ['silence from agents', { messages: { inbound: 1, outbound: 0 } }],
    ['no channel', { channels: [] }],
    ['a channel that is down', { channels: [{ id: 'tulip', name: 'Tulip Store', state: 'down' }] }],
  ] as const)('is bad with %s', (_name, change) => {
    expect(demoFaults({ ...good, ...change })).toHaveLength(1);
  });
});

describe('runtime', () => {
  it('is the declared one when the versions agree, else a fallback', () => {
    expect(runtimeFacts(packageFile.devDependencies.electron, undefined).kind).toBe('declared');
    expect(runtimeFacts('33.2.1', undefined).kind).toBe('fallback');
  });

  it('is what those say who chose it', () => {
    expect(runtimeFacts('33.2.1', 'custom').kind).toBe('custom');
    expect(runtimeFacts('33.2.1', 'nonsense').kind).toBe('fallback');
  });

  it('is told in one line', () => {
    const runtime = runtimeFacts('33.2.1', 'fallback');
    const info = appInfo({ ...process.versions, chrome: '130.0.1' }, runtime, false);

    expect(info).toMatchObject({
      version: packageFile.version,
      electron: '33.2.1',
      fallbackRuntime: true,
      demo: false,
    });
    expect(describeRuntime(info, runtime)).toBe(
      `Veerpont ${packageFile.version} on Electron 33.2.1 (fallback), Chromium 130.0.1, Node ${process.versions.node}`,
    );
  });
});
