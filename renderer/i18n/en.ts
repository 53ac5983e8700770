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
import { outsideEn } from './outside/en.ts';
import { outsideProxyEn } from './outside-proxy/en.ts';
import { overviewEn } from './overview/en.ts';
import { settingsEn } from './settings/en.ts';
import { setupEn } from './setup/en.ts';
import { slaEn } from './sla/en.ts';
import { slaReportEn } from './sla/report-en.ts';
import { slaSettingsEn } from './sla/settings-en.ts';
import { setupPeopleEn } from './setup-people/en.ts';
import { setupRelayEn } from './setup-relay/en.ts';
import { setupRoutingEn } from './setup-people/routing-en.ts';
import { setupReadyEn } from './setup-ready/en.ts';
import { setupSkillEn } from './setup-skill/en.ts';

/** English: the text that Dutch and Chinese are checked against. Words: see glossary.md. */
export const en = {
  ...consoleEn,
  ...overviewEn,
  ...outsideEn,
  ...outsideProxyEn,
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
  ...setupEn,
  ...slaEn,
  ...slaReportEn,
  ...slaSettingsEn,
  ...certificatesEn,
  ...certificatesReplaceEn,
  ...certificatesCxoneEn,
  ...setupPeopleEn,
  ...setupRoutingEn,
  ...setupReadyEn,
  ...setupSkillEn,
  ...setupRelayEn,
} as const;
