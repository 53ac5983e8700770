import { trafficNl } from './traffic/nl.ts';
import { storyNl } from './story/nl.ts';
import { tasksNl } from './tasks/nl.ts';
import { customersNl } from './customers/nl.ts';
import { certificatesCxoneNl } from './certificates/cxone-nl.ts';
import { certificatesNl } from './certificates/nl.ts';
import { certificatesReplaceNl } from './certificates/replace-nl.ts';
import { channelNl } from './channel/nl.ts';
import { consoleNl } from './console/nl.ts';
import { credentialsNl } from './credentials/nl.ts';
import { incidentsNl } from './incidents/nl.ts';
import { messagesNl } from './messages/nl.ts';
import { searchNl } from './messages/search-nl.ts';
import { outsideNl } from './outside/nl.ts';
import { outsideProxyNl } from './outside-proxy/nl.ts';
import { overviewNl } from './overview/nl.ts';
import { settingsNl } from './settings/nl.ts';
import { setupNl } from './setup/nl.ts';
import { slaNl } from './sla/nl.ts';
import { slaReportNl } from './sla/report-nl.ts';
import { slaSettingsNl } from './sla/settings-nl.ts';
import { setupPeopleNl } from './setup-people/nl.ts';
import { setupRelayNl } from './setup-relay/nl.ts';
import { setupRoutingNl } from './setup-people/routing-nl.ts';
import { setupReadyNl } from './setup-ready/nl.ts';
import { setupSkillNl } from './setup-skill/nl.ts';

/** Nederlands, u-vorm. Woorden: zie glossary.md. */
export const nl = {
  ...consoleNl,
  ...overviewNl,
  ...outsideNl,
  ...outsideProxyNl,
  ...messagesNl,
  ...searchNl,
  ...trafficNl,
  ...storyNl,
  ...tasksNl,
  ...customersNl,
  ...settingsNl,
  ...channelNl,
  ...credentialsNl,
  ...incidentsNl,
  ...setupNl,
  ...slaNl,
  ...slaReportNl,
  ...slaSettingsNl,
  ...certificatesNl,
  ...certificatesReplaceNl,
  ...certificatesCxoneNl,
  ...setupPeopleNl,
  ...setupRoutingNl,
  ...setupReadyNl,
  ...setupSkillNl,
  ...setupRelayNl,
};
