import type { Answer } from './answer.ts';
import type { ServiceRequest } from './http-service.ts';

/** A part of a simulator that is asked before its API: pages, and APIs of its own. Undefined: not mine. */
export type Site = (request: ServiceRequest) => Answer | Promise<Answer> | undefined;

/** The first of the sites that takes the request. */
export function siteAnswer(sites: readonly Site[], request: ServiceRequest): Answer | Promise<Answer> | undefined {
  for (const site of sites) {
    const answer = site(request);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** A page of some web site must not be able to reach a simulator's pages through the visitor's browser. */
export function isFromHere(request: Pick<ServiceRequest, 'headers'>): boolean {
  const { host, origin } = request.headers;
  const isLoopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');
  return isLoopback && (origin === undefined || origin === `http://${host}` || origin === `https://${host}`);
}
