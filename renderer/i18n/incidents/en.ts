/** English. */
export const incidentsEn = {
  incidentsPage: { title: 'Incidents' },
} as const;
