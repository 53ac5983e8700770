/** English: the page of a customer. */
export const customersEn = {} as const;
