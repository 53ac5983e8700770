/** What a simulator says when it refuses; `unreachable` and `unexpected` are the page's own. */
export interface Refusal {
  readonly code: string;
  /** In English. */
  readonly message: string;
  /** Member of what was sent; null: the whole. */
  readonly field: string | null;
  readonly right?: string | null;
}

export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly refusal: Refusal;
  constructor(status: number, refusal: Refusal) {
    super(refusal.message);
    this.status = status;
    this.refusal = refusal;
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A call of the simulator that served this page. Throws Refused. An answer without content is undefined. */
export async function callServer<T>(
  method: Method,
  path: string,
  body?: unknown,
  options: { readonly token?: string; readonly signal?: AbortSignal } = {},
): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (options.token !== undefined) headers['authorization'] = `Bearer ${options.token}`;
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (options.signal) init.signal = options.signal;
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, init);
    text = await response.text();
  } catch (thrown) {
    if (options.signal?.aborted === true) throw thrown;
    throw new Refused(0, { code: 'unreachable', message: 'The sandbox gives no answer.', field: null });
  }
  const answer = text === '' ? undefined : parsed(text);
  if (response.ok) return answer as T;
  throw new Refused(response.status, refusalIn(answer, response.status));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON: whoever answered is not the simulator, and the status tells enough.
    return undefined;
  }
}

function refusalIn(answer: unknown, status: number): Refusal {
  if (typeof answer === 'object' && answer !== null && 'code' in answer && typeof answer.code === 'string') {
    const given = answer as Partial<Refusal> & { code: string };
    return {
      code: given.code,
      message: given.message ?? given.code,
      field: given.field ?? null,
      right: given.right ?? null,
    };
  }
  return { code: 'unexpected', message: `HTTP ${status}`, field: null };
}

export function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof Refused) return thrown.refusal;
  return { code: 'unexpected', message: thrown instanceof Error ? thrown.message : String(thrown), field: null };
}
