import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { InputOf, InvokeNames, OutputOf } from '#shared/contract/contract-types.ts';
import type { FromRelay, RelayContract, ToRelay } from '#shared/contract/relay-contract.ts';
import { loadConfig } from '#relay/config/load-config.ts';
import { endWithUs } from './child-program.ts';
import { systemOf, writeRelayConfig, type System, type SystemParts } from './systems.ts';

/** The built relay in a process of its own that is asked as the window asks it. */
export interface AskedRelay {
  readonly system: System;
  /** Rejects with the code the relay answers. */
  ask<N extends InvokeNames<RelayContract>>(
    name: N,
    input: InputOf<RelayContract[N]>,
  ): Promise<OutputOf<RelayContract[N]>>;
}

const startLimitMs = 120_000;
const searchAgainMs = 250;

/** Starts the relay on the data in `folder`, which may be there already. */
export async function startAskedRelay(parts: SystemParts, folder: string): Promise<AskedRelay> {
  mkdirSync(folder, { recursive: true });
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [...parts.relayNodeArgs, join(parts.programs, 'ported-relay.js'), parts.relay],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      serialization: 'advanced',
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', VEERPONT_LOG_LEVEL: 'error' },
    },
  );
  endWithUs(child);
  const answers = new Answers(child);
  const config = loadConfig(writeRelayConfig(folder, parts.targetPort), process.env);
  const urls = await answers.start({ type: 'start', config, dataDir: join(folder, 'data') });
  return {
    system: await systemOf(urls, {
      pid: child.pid ?? 0,
      ready: urls,
      startedInMs: performance.now() - startedAt,
      end: async () => {
        const exit = once(child, 'exit');
        child.send({ type: 'stop' } satisfies ToRelay);
        await exit;
      },
    }),
    ask: (name, input) => answers.ask(name, input) as Promise<never>,
  };
}

/** Until the search answers and holds every message. */
export async function untilSearchable({ ask }: AskedRelay): Promise<void> {
  for (const end = performance.now() + startLimitMs; ; await pause(searchAgainMs)) {
    try {
      const filter = {
        channelIds: [],
        direction: null,
        kinds: [],
        states: [],
        from: null,
        until: null,
        contactNo: null,
      };
      const page = await ask('search.page', { text: 'word', filter, timeZone: 'UTC', cursor: null, limit: 1 });
      if (page.notIndexed === 0) return;
    } catch (thrown) {
      if (performance.now() > end) throw thrown;
    }
  }
}

class Answers {
  readonly #child: ChildProcess;
  readonly #open = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >();
  #lastId = 0;

  constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (message) => {
      this.#take(message as FromRelay);
    });
  }

  async start(message: Extract<ToRelay, { type: 'start' }>): Promise<Extract<FromRelay, { type: 'ready' }>['urls']> {
    const ready = new Promise<Extract<FromRelay, { type: 'ready' }>['urls']>((resolve, reject) => {
      const limit = setTimeout(() => {
        reject(new Error('the relay was not ready in time'));
      }, startLimitMs);
      this.#child.on('message', (heard: FromRelay) => {
        if (heard.type === 'ready') resolve(heard.urls);
        else if (heard.type === 'fatal') reject(new Error(`${heard.code}: ${heard.message}`));
        else return;
        clearTimeout(limit);
      });
    });
    this.#child.send(message);
    return ready;
  }

  ask(name: string, input: unknown): Promise<unknown> {
    this.#lastId += 1;
    const callId = this.#lastId;
    const answer = new Promise((resolve, reject) => {
      this.#open.set(callId, { resolve, reject });
    });
    this.#child.send({ type: 'invoke', callId, name, input } satisfies ToRelay);
    return answer;
  }

  #take(message: FromRelay): void {
    if (message.type !== 'reply') return;
    const open = this.#open.get(message.callId);
    this.#open.delete(message.callId);
    const { reply } = message;
    if (reply.ok) open?.resolve(reply.value);
    else open?.reject(new Error(`${reply.error.code}: ${reply.error.message}`));
  }
}
