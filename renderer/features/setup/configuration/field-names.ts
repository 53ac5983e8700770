import { isolated } from '#renderer/lib/safe-text.ts';
import type { Kind, Say, Table, Words } from './compared-words.ts';
import { numberOf } from './compared-words.ts';

const part = ({ t }: Words, whole: string, name: string): string => t('setup.compared.part', { whole, part: name });
const numbered = ({ t }: Words, label: string, index: string | undefined): string =>
  t('setup.compared.numbered', { label, number: numberOf(index) });

const filter = ({ t }: Words, index: string | undefined): string =>
  t('setupRouting.newFilter', { number: numberOf(index) });
const condition = (words: Words, [at, of]: readonly string[], name: string): string => {
  const which = words.t('setup.compared.condition', { number: numberOf(of) });
  return part(words, `${filter(words, at)}, ${which}`, name);
};

const template = (words: Words, index: string | undefined, name: string): string =>
  part(words, words.t('setup.compared.template', { number: numberOf(index) }), name);

const timers = ['agentTimer.first', 'agentTimer.followUp', 'customerTimer.idle'] as const;
const units = ['hours', 'minutes', 'seconds'] as const;
const timerParts = Object.fromEntries(
  timers.flatMap((timer) =>
    units.map((unit): [string, Say] => [
      `${timer}.${unit}`,
      (words) => part(words, words.t(`setupSkill.${timer}`), words.t(`setupSkill.unit.${unit}`)),
    ]),
  ),
);

const skillFields = [
  ...(['mediaType', 'direction', 'name', 'channel', 'proactive', 'messageTemplate', 'usedWith', 'subSkill'] as const),
  ...(['agentless', 'agentAssisted', 'minimumAgents', 'minimumAvailable', 'priorityBlending'] as const),
  ...(['screenPop', 'screenPopUrl', 'acceptReject'] as const),
];

const targets = ['firstResponse', 'solution', 'agentFirst', 'agentFollowUp', 'customerIdle'] as const;
const rules = [
  ...(['requestFrom', 'botAnswersCount', 'unknownAuthorCounts', 'answeredWhen', 'waitingForCustomer'] as const),
  ...(['reopening', 'closedWithoutAnswer', 'closedWithoutResolved', 'brandBegan', 'followUpFrom'] as const),
];

const span =
  (name: 'from' | 'until', dayOf: (words: Words, index: string | undefined) => string): Say =>
  (words, [day, at]) => {
    const whole = words.t('setup.compared.span', { day: dayOf(words, day), number: numberOf(at) });
    return part(words, whole, words.t(name === 'from' ? 'alerts.times.quietFrom' : 'alerts.times.quietUntil'));
  };
const ofWeek = ({ weekday }: Words, index: string | undefined): string => weekday(Number(index));
const differentDay = ({ t }: Words, index: string | undefined): string =>
  t('setup.compared.differentDay', { number: numberOf(index) });

/** Fields by their paths, as far as no page of their own has labels to lend. */
export const fieldNames: Partial<Readonly<Record<Kind, Table>>> = {
  channel: {
    routing: ({ t }) => t('setup.channel.field.routing'),
    customerLanguage: ({ t }) => t('setup.channel.field.customerLanguage'),
    agentLanguage: ({ t }) => t('setup.channel.field.agentLanguage'),
    'script.name': ({ t }) => t('setup.channel.field.script'),
    'script.id': (words) => part(words, words.t('setup.channel.field.script'), words.t('setup.compared.idInCxone')),
    'skill.name': ({ t }) => t('setup.channel.field.skill'),
    'skill.id': (words) => part(words, words.t('setup.channel.field.skill'), words.t('setup.compared.idInCxone')),
    'carried.templates.#.name': (words, [at]) => template(words, at, words.t('setup.compared.templateName')),
    'carried.templates.#.templateId': (words, [at]) => template(words, at, words.t('setup.compared.templateId')),
    'carried.templates.#.url': (words, [at]) => template(words, at, words.t('setup.compared.templateUrl')),
    'carried.templates.#.fields.**': (words, [at, name = '']) =>
      template(words, at, words.t('setup.compared.templateField', { name: isolated(name) })),
  },
  role: {
    name: ({ t }) => t('setupPeople.roleName'),
    viewSkills: ({ t }) => t('setupPeople.viewSkills'),
    channels: ({ t }) => t('setupPeople.matrix'),
    'channels.*': ({ t, nameOf }, [id = '']) =>
      t('setup.compared.rights', { channel: isolated(nameOf('channel', id)) }),
    'channels.*.#': ({ t, nameOf }, [id = '', at]) =>
      t('setup.compared.right', { channel: isolated(nameOf('channel', id)), number: numberOf(at) }),
  },
  user: {
    name: ({ t }) => t('setupPeople.userName'),
    roles: ({ t }) => t('setupPeople.roles'),
    'roles.#': ({ t }, [at]) => t('setup.compared.role', { number: numberOf(at) }),
    application: ({ t }) => t('setupPeople.applicationLabel'),
    digitalEngagement: ({ t }) => t('setupPeople.attribute'),
    skills: ({ t }) => t('setupPeople.skills'),
    'skills.#': ({ t }, [at]) => t('setup.compared.digitalSkill', { number: numberOf(at) }),
  },
  queue: {
    name: ({ t }) => t('setupRouting.queueName'),
    isFallback: ({ t }) => t('setupRouting.fallback'),
    filters: (words) => filter(words, undefined),
    'filters.#.name': (words, [at]) => part(words, filter(words, at), words.t('setupRouting.filterName')),
    'filters.#.conditions': (words, [at]) => filter(words, at),
    'filters.#.conditions.#.rule': (words, found) => condition(words, found, words.t('setupRouting.rule')),
    'filters.#.conditions.#.words': (words, found) => condition(words, found, words.t('setupRouting.words')),
    'filters.#.conditions.#.channels': (words, found) => condition(words, found, words.t('setupRouting.selected')),
    'filters.#.conditions.#.channels.#': (words, found) =>
      condition(words, found, numbered(words, words.t('setupPeople.channel'), found[2])),
  },
  skill: {
    ...Object.fromEntries(skillFields.map((name): [string, Say] => [name, ({ t }) => t(`setupSkill.field.${name}`)])),
    'campaign.name': ({ t }) => t('setupSkill.field.campaign'),
    'campaign.id': (words) => part(words, words.t('setupSkill.field.campaign'), words.t('setup.compared.idInCxone')),
    'agentTimer.enabled': ({ t }) => t('setupSkill.agentTimer.enabled'),
    'customerTimer.enabled': ({ t }) => t('setupSkill.customerTimer.enabled'),
    'customerTimer.extension': ({ t }) => t('setupSkill.customerTimer.extension'),
    ...timerParts,
    made: ({ t }) => t('setupSkill.make.how'),
    tenantId: ({ t }) => t('setupSkill.tenantId'),
  },
  relay: {
    'out.ways.#.kind': (words, [at]) => numbered(words, words.t('setupRelay.field.kind'), at),
    'out.ways.#.id': ({ t }, [at]) =>
      t('setup.configuration.way', { number: numberOf(at), field: t('setup.compared.ownId') }),
  },
  channel_settings: {
    'testFollowers.#.label': ({ t }, [at]) =>
      t('setup.configuration.path.channel_settings/testFollowers', { number: numberOf(at) }),
    'testFollowers.#.openId': (words, [at]) => {
      const whole = words.t('setup.configuration.path.channel_settings/testFollowers', { number: numberOf(at) });
      return part(words, whole, 'openid');
    },
  },
  sla: {
    name: ({ t }) => t('slaSettings.name'),
    timeZone: ({ t }) => t('slaSettings.timeZone'),
    'week.#': (words, [day]) => ofWeek(words, day),
    'week.#.#.from': span('from', ofWeek),
    'week.#.#.until': span('until', ofWeek),
    exceptions: ({ t }) => t('slaSettings.exceptions'),
    'exceptions.#.date': (words, [at]) => part(words, differentDay(words, at), words.t('slaSettings.date')),
    'exceptions.#.name': (words, [at]) => part(words, differentDay(words, at), words.t('slaSettings.exceptionName')),
    'exceptions.#.spans': (words, [at]) => differentDay(words, at),
    'exceptions.#.spans.#.from': span('from', differentDay),
    'exceptions.#.spans.#.until': span('until', differentDay),
    calendarId: ({ t }) => t('slaSettings.calendar'),
    ...Object.fromEntries(
      targets.flatMap((name): [string, Say][] => [
        [
          `${name}.enabled`,
          (words) => part(words, words.t(`slaSettings.target.${name}`), words.t('setup.compared.timed')),
        ],
        [
          `${name}.targetMs`,
          (words) => part(words, words.t(`slaSettings.target.${name}`), words.t('setup.compared.target')),
        ],
      ]),
    ),
    ...Object.fromEntries(
      rules.map((name): [string, Say] => [`rules.${name}`, ({ t }) => t(`slaSettings.rule.${name}.title`)]),
    ),
    mayExtendIdle: ({ t }) => t('slaSettings.mayExtendIdle'),
    timersInOfficeHours: ({ t }) => t('slaSettings.timersInOfficeHours'),
    warnings: ({ t }) => t('slaSettings.warnings'),
    'warnings.#.kind': (words, [at]) => {
      const whole = words.t('setup.compared.warning', { number: numberOf(at) });
      return part(words, whole, words.t('slaSettings.warningKind'));
    },
    'warnings.#.used': (words, [at]) => {
      const whole = words.t('setup.compared.warning', { number: numberOf(at) });
      return part(words, whole, words.t('slaSettings.percentUsed'));
    },
    'warnings.#.left': (words, [at]) => {
      const whole = words.t('setup.compared.warning', { number: numberOf(at) });
      return part(words, whole, words.t('slaSettings.minutesLeft'));
    },
  },
  tunnel: {
    'variables.#.name': (words, [at]) => variable(words, at, words.t('outside.tunnel.variable')),
    'variables.#.from': (words, [at]) => variable(words, at, words.t('outside.tunnel.from')),
    'variables.#.value': (words, [at]) => variable(words, at, words.t('outside.tunnel.value')),
  },
};

function variable(words: Words, index: string | undefined, name: string): string {
  return part(words, words.t('setup.configuration.path.tunnel/variables', { number: numberOf(index) }), name);
}
