import type { FastifyRequest } from 'fastify';

/** Who calls, by client certificate, where the listener asks for one. */
export interface CallerCertificates {
  /** SHA-256 thumbprint (base64url) of the caller's accepted certificate, or null. */
  thumbprintOf(request: FastifyRequest): string | null;
  /** Whether that caller may act for the client id. */
  mayCall(request: FastifyRequest, clientId: string): boolean;
}
