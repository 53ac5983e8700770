import { z } from 'zod';

/** What a person typed, right or wrong; only its length is bounded, in UTF-16 units. */
export const typed = (longest: number) => z.string().max(longest);

/** An id of ours, made by the program from a name: small letters, digits, hyphens. */
export const setupId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/u);
