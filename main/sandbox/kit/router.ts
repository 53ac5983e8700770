import type { ServiceRequest } from './http-service.ts';

export interface Route<Context> {
  method: string;
  /** `/channels/:channelId/messages`; a part that begins with a colon is a parameter. */
  pattern: string;
  handle: Context;
}

export type RouteMatch<Context> =
  | { kind: 'found'; handle: Context; parameters: Record<string, string>; pattern: string }
  | { kind: 'wrongMethod' }
  | { kind: 'notFound' };

/** Finds a route by method and path; parameters are percent-decoded. */
export function createRouter<Context>(
  routes: readonly Route<Context>[],
): (request: Pick<ServiceRequest, 'method' | 'path'>) => RouteMatch<Context> {
  const byLength = new Map<number, { route: Route<Context>; parts: string[] }[]>();
  for (const route of routes) {
    const parts = split(route.pattern);
    byLength.set(parts.length, [...(byLength.get(parts.length) ?? []), { route, parts }]);
  }
  return ({ method, path }) => {
    const parts = split(path);
    let pathKnown = false;
    for (const candidate of byLength.get(parts.length) ?? []) {
      const parameters = match(candidate.parts, parts);
      if (!parameters) continue;
      pathKnown = true;
      const { route } = candidate;
      if (route.method === method) return { kind: 'found', handle: route.handle, parameters, pattern: route.pattern };
    }
    return pathKnown ? { kind: 'wrongMethod' } : { kind: 'notFound' };
  };
}

const split = (path: string): string[] => path.split('/').filter((part) => part !== '');

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (let index = 0; index < pattern.length; index += 1) {
    const expected = pattern[index] ?? '';
    const actual = parts[index] ?? '';
    if (expected.startsWith(':')) {
      const decoded = decode(actual);
      if (decoded === undefined) return undefined;
      parameters[expected.slice(1)] = decoded;
    } else if (expected !== actual) {
      return undefined;
    }
  }
  return parameters;
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    // A broken escape matches no route.
    return undefined;
  }
}
