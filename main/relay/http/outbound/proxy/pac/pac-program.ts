import { QuickJS, type JSValueHandle } from 'quickjs-wasi';
import { pacFunctions, type PacFunction, type PacValue } from './pac-functions.ts';
import type { PacAsk, PacReply } from './pac-protocol.ts';

/** Bytes. Scripts of companies take a few hundred thousand; what wants more fails alone. */
const memoryLimit = 16 * 1024 * 1024;
const longestName = 253;
const longestDetail = 200;
/** No call of a PAC file has more arguments; what stands behind is not looked at. */
const mostArguments = 7;

export interface PacProgramDeps {
  /** Monotonic, milliseconds. */
  readonly monotonic: () => number;
  readonly now: () => Date;
  /** For one question, milliseconds. */
  readonly limitMs: number;
}

/** Thrown through the script, and found out behind it even where the script catches it. */
class NameNeeded extends Error {}

interface Loaded {
  readonly script: string;
  readonly vm: QuickJS;
  readonly find: JSValueHandle;
}

/**
 * Runs PAC files in an engine of their own, which reaches nothing of ours but the functions of a PAC file. Values of the
 * script are only ever read as text: to copy what it made, its lists would have to be believed. The limit of time is looked at
 * between the script's steps; one step of the engine (the text of a list of billions) may pass it, so this belongs on a thread
 * that can be ended.
 */
export class PacProgram {
  readonly #engine: Uint8Array<ArrayBuffer>;
  readonly #deps: PacProgramDeps;
  readonly #functions: Readonly<Record<string, PacFunction>>;
  #loaded: Loaded | null = null;
  #ask: PacAsk | null = null;
  #needed: string | null = null;
  #until = 0;

  /** `engine`: bytes of quickjs.wasm. */
  constructor(engine: Uint8Array<ArrayBuffer>, deps: PacProgramDeps) {
    this.#engine = engine;
    this.#deps = deps;
    this.#functions = pacFunctions({
      lookUp: (name) => this.#lookUp(name),
      ownAddress: () => this.#ask?.ownAddress ?? '127.0.0.1',
      now: deps.now,
    });
  }

  /** Never rejects. One question at a time. */
  async take(ask: PacAsk): Promise<PacReply> {
    this.#ask = ask;
    this.#needed = null;
    this.#until = this.#deps.monotonic() + this.#deps.limitMs;
    try {
      const { vm, find } = await this.#load(ask.script);
      const answer = ask.target === null ? '' : this.#call(vm, find, ask.target);
      return this.#needed === null ? { kind: 'answer', answer } : { kind: 'needs', name: this.#needed };
    } catch (thrown) {
      if (this.#needed !== null) return { kind: 'needs', name: this.#needed };
      // What was interrupted, or ran out of memory, may have left anything behind.
      this.#forget();
      return { kind: 'failed', detail: this.#isOver() ? 'takes too long' : detailOf(thrown) };
    }
  }

  async #load(script: string): Promise<Loaded> {
    if (this.#loaded?.script === script) return this.#loaded;
    this.#forget();
    const vm = await QuickJS.create({
      wasm: this.#engine,
      memoryLimit,
      interruptHandler: () => this.#needed !== null || this.#isOver(),
    });
    for (const name of Object.keys(this.#functions)) {
      vm.newFunction(name, (...args) => this.#called(vm, name, args)).consume((made) => {
        vm.setProp(vm.global, name, made);
      });
    }
    vm.evalCode(script, 'proxy.pac').dispose();
    // By its name and not as a property: it may have been declared with const.
    const find = vm.evalCode('FindProxyForURL');
    if (vm.typeof(find) !== 'function') throw new Error('FindProxyForURL is not a function');
    this.#loaded = { script, vm, find };
    return this.#loaded;
  }

  #call(vm: QuickJS, find: JSValueHandle, { url, host }: NonNullable<PacAsk['target']>): string {
    return vm.newString(url).consume((urlText) =>
      vm.newString(host).consume((hostText) =>
        vm.callFunction(find, vm.undefined, urlText, hostText).consume((result) => {
          if (result.isNull) return '';
          if (vm.typeof(result) === 'string') return result.toString();
          if (this.#needed !== null) return '';
          throw new Error(`FindProxyForURL answered no text but ${vm.typeof(result)}`);
        }),
      ),
    );
  }

  #called(vm: QuickJS, name: string, args: readonly JSValueHandle[]): JSValueHandle {
    const values = args.slice(0, mostArguments).map((arg) => valueOf(vm, arg));
    const answer = this.#functions[name]?.(...values) ?? null;
    if (answer === null) return vm.null;
    if (typeof answer === 'boolean') return answer ? vm.true : vm.false;
    return typeof answer === 'number' ? vm.newNumber(answer) : vm.newString(answer);
  }

  #lookUp(name: string): string | null {
    if (name === '' || name.length > longestName) return null;
    const { names = {} } = this.#ask ?? {};
    if (Object.hasOwn(names, name)) return names[name] ?? null;
    this.#needed ??= name;
    throw new NameNeeded();
  }

  #isOver(): boolean {
    return this.#deps.monotonic() > this.#until;
  }

  #forget(): void {
    this.#loaded?.vm.dispose();
    this.#loaded = null;
  }
}

function valueOf(vm: QuickJS, handle: JSValueHandle): PacValue {
  switch (vm.typeof(handle)) {
    case 'string':
    case 'bigint':
      return handle.toString();
    case 'number':
      return handle.toNumber();
    case 'boolean':
      return handle.toString() === 'true';
    default:
      return null;
  }
}

function detailOf(thrown: unknown): string {
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  // Of the script's making: one line, and nothing that moves a cursor.
  return detail.replace(/[^\p{L}\p{N}\p{P}\p{S} ]+/gu, ' ').slice(0, longestDetail);
}
