import type { Kind, Say, Table, Words } from './compared-words.ts';
import { ruleNames, ruleOptions } from '#renderer/lib/sla/rule-options.ts';

type SayValue = Say<[value: string]>;

/** Of a field with a fixed choice: what its own page calls each. What is none of them is said as it stands. */
const choice =
  <V extends string>(values: readonly V[], words: (t: Words['t'], value: V) => string): SayValue =>
  ({ t }, _found, value) => {
    const known = values.find((one) => one === value);
    return known === undefined ? null : words(t, known);
  };

const entry =
  (kind: 'integration' | 'channel' | 'role'): SayValue =>
  ({ nameOf }, _found, id) =>
    id === '' ? null : nameOf(kind, id);

const language = choice(['en', 'nl', 'zh'], (t, value) => t(`language.${value}`));
const routing = choice(['script', 'queues'], (t, value) => t(`setup.channel.routing.way.${value}`));
const tls = choice(['none', 'desk', 'files'], (t, value) => t(`setupRelay.tls.${value}`));
const duration: SayValue = ({ format }, _found, value) =>
  /^\d+$/u.test(value) ? format.duration(Number(value)) : null;
const own: SayValue = ({ t }, _found, value) =>
  t(value === 'true' ? 'setupRelay.source.short.own' : 'setupRelay.source.short.given');

/** Options of a rule are sentences of their own; switches stand as yes and no. */
const rules = Object.fromEntries(
  ruleNames.map((name): [string, SayValue] => [
    `rules.${name}`,
    ({ t }, _found, value) => {
      const option = value === 'true' ? 'yes' : value === 'false' ? 'no' : value;
      const isKnown = (ruleOptions[name] as readonly string[]).includes(option);
      // Every option of every rule has its sentence.
      return isKnown ? t(`slaRule.${name}.${option}` as 'slaRule.reopening.resume') : null;
    },
  ]),
);

/** Values that are words of the configuration file, by path. */
const values: Partial<Readonly<Record<Kind, Table<[value: string]>>>> = {
  address: {
    way: choice(['not_chosen', 'direct', 'reverse_proxy', 'tunnel'], (t, value) =>
      value === 'not_chosen' ? t('setup.compared.notChosen') : t(`outside.way.${value}`),
    ),
  },
  integration: {
    icon: choice(['wechat', 'chat', 'ferry', 'custom'], (t, value) => t(`setup.integration.icon.${value}`)),
  },
  channel: {
    integration: entry('integration'),
    'wechat.mode': choice(['security', 'compatible', 'plain'], (t, value) => t(`setup.channel.mode.${value}`)),
    'cxone.made': choice(['api', 'add_page', 'by_hand', 'not_yet'], (t, value) =>
      value === 'not_yet' ? t('setup.compared.notMade') : t(`setup.channel.cxone.way.${value}`),
    ),
    routing,
    customerLanguage: language,
    agentLanguage: language,
    'carried.unconfirmed.rule': choice(['ask', 'send_again', 'give_up'], (t, value) =>
      t(`setup.compared.unconfirmed.${value}`),
    ),
    'carried.unconfirmed.report': choice(['nothing', 'failed'], (t, value) => t(`setup.compared.report.${value}`)),
  },
  role: {
    'channels.*.#': choice(['reply', 'delete_original', 'hide_original', 'approve', 'assign', 'unassign'], (t, value) =>
      t(`setupPeople.right.${value}`),
    ),
  },
  user: {
    'roles.#': entry('role'),
    application: choice(['cxone_agent', 'max', 'none'], (t, value) => t(`setupPeople.application.${value}`)),
  },
  queue: {
    'filters.#.conditions.#.rule': choice(['included_channels', 'other'], (t, value) =>
      t(value === 'other' ? 'setupRouting.other' : 'setupRouting.included'),
    ),
    'filters.#.conditions.#.channels.#': entry('channel'),
  },
  skill: {
    mediaType: choice(['digital', 'other'], (t, value) => t(`setupSkill.media.${value}`)),
    direction: choice(['outbound', 'inbound'], (t, value) => t(`setupSkill.direction.${value}`)),
    channel: entry('channel'),
    usedWith: choice(['studio', 'queues'], (t, value) => t(`setupSkill.usedWith.${value}`)),
    made: choice(['api', 'by_hand', 'not_yet'], (t, value) => t(`setupSkill.made.${value}`)),
  },
  relay: {
    'listen.own': own,
    'out.own': own,
    'keep.own': own,
    'listen.tls': tls,
    'box.tls': tls,
    'box.use': choice(['given', 'none', 'own'], (t, value) =>
      value === 'given' ? t('setupRelay.source.short.given') : t(`setupRelay.box.use.${value}`),
    ),
    'box.clientCertificate': choice(['none', 'optional', 'required'], (t, value) =>
      t(`setupRelay.clientCertificate.${value}`),
    ),
    'out.ways.#.kind': choice(['direct', 'fixed', 'system', 'pac'], (t, value) => t(`setupRelay.out.kind.${value}`)),
  },
  sla: {
    ...Object.fromEntries(
      ['firstResponse', 'solution', 'agentFirst', 'agentFollowUp', 'customerIdle'].map((name): [string, SayValue] => [
        `${name}.targetMs`,
        duration,
      ]),
    ),
    ...rules,
    'warnings.#.kind': choice(['percent', 'minutes'], (t, value) => t(`setup.compared.warningIs.${value}`)),
  },
  alerts: {
    language,
    'desktop.sound': choice(['none', 'soft', 'clear', 'insistent'], (t, value) => t(`alerts.desktop.${value}`)),
    'desktop.volume': ({ t }, _found, value) =>
      /^[\d.]+$/u.test(value) ? t('alerts.desktop.volumeValue', { value: Math.round(Number(value) * 100) }) : null,
    'webhook.form': choice(['json', 'slack', 'teams', 'wecom', 'dingtalk'], (t, value) => {
      const names = {
        json: 'alerts.webhook.formJson',
        slack: 'alerts.webhook.formSlack',
        teams: 'alerts.webhook.formTeams',
        wecom: 'alerts.webhook.formWecom',
        dingtalk: 'alerts.webhook.formDingtalk',
      } as const;
      return t(names[value]);
    }),
    'email.security': choice(['implicit', 'starttls', 'none'], (t, value) => t(`alerts.email.${value}`)),
  },
  tunnel: {
    'variables.#.from': choice(['text', 'environment', 'vault'], (t, value) => t(`outside.tunnel.source.${value}`)),
  },
};

/** The words of a field's own page; null for what somebody typed. */
export const valuesOf = (kind: Kind): Table<[value: string]> | undefined => values[kind];
