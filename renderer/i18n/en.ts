import { trafficEn } from './traffic/en.ts';
import { storyEn } from './story/en.ts';
import { tasksEn } from './tasks/en.ts';
import { customersEn } from './customers/en.ts';
import { certificatesCxoneEn } from './certificates/cxone-en.ts';
import { certificatesEn } from './certificates/en.ts';
import { certificatesReplaceEn } from './certificates/replace-en.ts';
import { channelEn } from './channel/en.ts';
import { consoleEn } from './console/en.ts';
import { credentialsEn } from './credentials/en.ts';
import { incidentsEn } from './incidents/en.ts';
import { messagesEn } from './messages/en.ts';
import { searchEn } from './messages/search-en.ts';
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
  ...searchEn,
  ...trafficEn,
  ...storyEn,
  ...tasksEn,
  ...customersEn,
  ...settingsEn,
  ...channelEn,
  ...credentialsEn,
  ...incidentsEn,
  ...slaEn,
  ...slaReportEn,
  ...slaSettingsEn,
  ...certificatesEn,
  ...certificatesReplaceEn,
  ...certificatesCxoneEn,
} as const;
