/** English: charts and filters of live traffic. */
export const trafficEn = {} as const;
