import type { KeyRequest } from '#shared/domain/certificate-desk.ts';

/** The name a request goes by: its first name, else its subject. */
export const requestName = ({ names, subject }: Pick<KeyRequest, 'names' | 'subject'>): string => names[0] ?? subject;
