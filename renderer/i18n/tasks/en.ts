/** English: acting upon many messages, and exporting them. */
export const tasksEn = {} as const;
