import { channelEn } from './channel/en.ts';
import { consoleEn } from './console/en.ts';
import { incidentsEn } from './incidents/en.ts';
import { messagesEn } from './messages/en.ts';
import { overviewEn } from './overview/en.ts';
import { settingsEn } from './settings/en.ts';
import { slaEn } from './sla/en.ts';
import { slaReportEn } from './sla/report-en.ts';
import { slaSettingsEn } from './sla/settings-en.ts';

/** English: the text that Dutch and Chinese are checked against. Words: see glossary.md. */
export const en = {
  ...consoleEn,
  ...overviewEn,
  ...messagesEn,
  ...settingsEn,
  ...channelEn,
  ...incidentsEn,
  ...slaEn,
  ...slaReportEn,
  ...slaSettingsEn,
} as const;
