/** English. */
export const channelEn = {
  channelPage: { title: 'Channel' },
} as const;
