import type { HostKind } from '../../ports/host-kind.ts';
import { isLoopbackName } from '../host-guard.ts';
import { isPublicAddress, literalAddress } from './address-guard.ts';

export const hostKind: HostKind = (host) => {
  if (isLoopbackName(host)) return 'this_computer';
  const literal = literalAddress(host);
  if (literal === null) return 'name';
  return isPublicAddress(literal) ? 'public' : 'private';
};
