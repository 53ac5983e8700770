import type { JsonObject } from '../../kit/json.ts';

const mostOfAPage = 100;

/** A page of a list, by `skip` and `top`. */
export function acdPage<T>(all: readonly T[], query: URLSearchParams): T[] {
  const skip = wholeOf(query.get('skip'), 0, Number.MAX_SAFE_INTEGER);
  const top = wholeOf(query.get('top'), mostOfAPage, mostOfAPage);
  return all.slice(skip, skip + top);
}

function wholeOf(text: string | null, otherwise: number, most: number): number {
  const value = Number(text ?? otherwise);
  return Number.isInteger(value) && value >= 0 ? Math.min(value, most) : otherwise;
}

/** A refusal of the ACD Admin API. */
export class AcdRefusal extends Error {
  override readonly name = 'AcdRefusal';
  readonly status: number;
  readonly body: JsonObject;

  constructor(status: number, error: string, description: string, more: JsonObject = {}) {
    super(`${status} ${error}: ${description}`);
    this.status = status;
    this.body = { error, error_description: description, ...more };
  }
}
