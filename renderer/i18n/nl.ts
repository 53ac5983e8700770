import { channelNl } from './channel/nl.ts';
import { consoleNl } from './console/nl.ts';
import { incidentsNl } from './incidents/nl.ts';
import { messagesNl } from './messages/nl.ts';
import { overviewNl } from './overview/nl.ts';
import { settingsNl } from './settings/nl.ts';
import { slaNl } from './sla/nl.ts';
import { slaReportNl } from './sla/report-nl.ts';
import { slaSettingsNl } from './sla/settings-nl.ts';

/** Nederlands, u-vorm. Woorden: zie glossary.md. */
export const nl = {
  ...consoleNl,
  ...overviewNl,
  ...messagesNl,
  ...settingsNl,
  ...channelNl,
  ...incidentsNl,
  ...slaNl,
  ...slaReportNl,
  ...slaSettingsNl,
};
