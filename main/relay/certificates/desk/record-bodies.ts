import { z } from 'zod';
import { CertificateFinding } from '#shared/domain/certificate.ts';
import { ActivationWatch, HeldCertificate, PlaceId, Trial } from '#shared/domain/certificate-desk.ts';
import { IntegrationId } from '#shared/domain/ids.ts';

const id = z.string().min(1).max(64);

/** Bodies of records of kind 'certificate': a certificate with its key, or which of a place's stands where. */
export const HeldBody = z.object({
  form: z.literal('held'),
  id,
  placeId: PlaceId,
  /** Leaf first. */
  chainPem: z.string(),
  /** PKCS#8, not encrypted: the record is sealed. */
  keyPem: z.string(),
  source: z.enum(['imported', 'requested']),
  addedAt: z.number(),
  addedBy: z.string(),
  warnings: z.array(CertificateFinding),
  /** Put in use the last time. Decides only when the place's own record is lost. */
  usedAt: z.number().nullable(),
});
export type HeldBody = z.infer<typeof HeldBody>;

export const SlotsBody = z.object({
  form: z.literal('slots'),
  placeId: PlaceId,
  slots: z.object({
    current: id,
    next: id.nullable(),
    previous: z.array(z.object({ id, keptUntil: z.number().nullable() })),
    marks: z.record(
      z.string(),
      z.object({ activatedAt: z.number().nullable(), takenBack: HeldCertificate.shape.takenBack }),
    ),
    trial: Trial.nullable(),
    watch: ActivationWatch.extend({ told: z.boolean() }).nullable(),
  }),
});

export const CertificateBody = z.discriminatedUnion('form', [HeldBody, SlotsBody]);

export const RequestBody = z.object({
  id,
  placeId: PlaceId,
  subject: z.string(),
  names: z.array(z.string()),
  key: z.string(),
  keySha256: z.string(),
  createdAt: z.number(),
  createdBy: z.string(),
  keyPem: z.string(),
  requestPem: z.string(),
});
export type RequestBody = z.infer<typeof RequestBody>;

export const AuthorityBody = z.object({
  id,
  certificatePem: z.string(),
  keyPem: z.string(),
  madeAt: z.number(),
  madeBy: z.string(),
});
export type AuthorityBody = z.infer<typeof AuthorityBody>;

/** Bodies of records of kind 'certificate_trust'. seen: when a client's certificate was shown to us. */
export const TrustBody = z.discriminatedUnion('form', [
  z.object({
    form: z.literal('client'),
    id,
    integrationId: IntegrationId,
    source: z.enum(['imported', 'issued']),
    pem: z.string(),
    addedAt: z.number(),
    addedBy: z.string(),
  }),
  z.object({
    form: z.literal('authority'),
    id,
    source: z.enum(['imported', 'own']),
    pem: z.string(),
    addedAt: z.number(),
    addedBy: z.string(),
  }),
  z.object({
    form: z.literal('seen'),
    id,
    pem: z.string(),
    firstSeenAt: z.number(),
    lastSeenAt: z.number(),
  }),
]);
export type TrustBody = z.infer<typeof TrustBody>;
