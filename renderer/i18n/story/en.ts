/** English: what passed over the wire for a message, and looking at it unmasked. */
export const storyEn = {} as const;
