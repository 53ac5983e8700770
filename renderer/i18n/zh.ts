import { trafficZh } from './traffic/zh.ts';
import { storyZh } from './story/zh.ts';
import { tasksZh } from './tasks/zh.ts';
import { customersZh } from './customers/zh.ts';
import { certificatesCxoneZh } from './certificates/cxone-zh.ts';
import { certificatesZh } from './certificates/zh.ts';
import { certificatesReplaceZh } from './certificates/replace-zh.ts';
import { channelZh } from './channel/zh.ts';
import { consoleZh } from './console/zh.ts';
import { credentialsZh } from './credentials/zh.ts';
import { incidentsZh } from './incidents/zh.ts';
import { messagesZh } from './messages/zh.ts';
import { searchZh } from './messages/search-zh.ts';
import { outsideZh } from './outside/zh.ts';
import { outsideProxyZh } from './outside-proxy/zh.ts';
import { overviewZh } from './overview/zh.ts';
import { settingsZh } from './settings/zh.ts';
import { setupZh } from './setup/zh.ts';
import { slaZh } from './sla/zh.ts';
import { slaReportZh } from './sla/report-zh.ts';
import { slaSettingsZh } from './sla/settings-zh.ts';
import { setupPeopleZh } from './setup-people/zh.ts';
import { setupRelayZh } from './setup-relay/zh.ts';
import { setupRoutingZh } from './setup-people/routing-zh.ts';
import { setupReadyZh } from './setup-ready/zh.ts';
import { setupSkillZh } from './setup-skill/zh.ts';

/** 中文。用词见 glossary.md。 */
export const zh = {
  ...consoleZh,
  ...overviewZh,
  ...outsideZh,
  ...outsideProxyZh,
  ...messagesZh,
  ...searchZh,
  ...trafficZh,
  ...storyZh,
  ...tasksZh,
  ...customersZh,
  ...settingsZh,
  ...channelZh,
  ...credentialsZh,
  ...incidentsZh,
  ...setupZh,
  ...slaZh,
  ...slaReportZh,
  ...slaSettingsZh,
  ...certificatesZh,
  ...certificatesReplaceZh,
  ...certificatesCxoneZh,
  ...setupPeopleZh,
  ...setupRoutingZh,
  ...setupReadyZh,
  ...setupSkillZh,
  ...setupRelayZh,
};
