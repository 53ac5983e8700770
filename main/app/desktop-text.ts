import type { Language } from '#shared/contract/console-contract.ts';
import type { AlertNotice } from '#shared/domain/alerts.ts';
import { slaMetricNames } from '#shared/sla/metric-names.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';

export interface DesktopText {
  readonly title: string;
  readonly body: string;
  readonly isUrgent: boolean;
}

interface DesktopWords {
  readonly channels: (count: number) => string;
  readonly opened: string;
  readonly reminder: string;
  readonly closed: string;
  readonly gap: string;
  readonly watchDelivered: string;
  /** It failed, or nobody can say whether it arrived. */
  readonly watchFailed: string;
  readonly dailyWell: string;
  readonly daily: (open: number) => string;
  readonly dailyNotConnected: string;
  readonly test: string;
  readonly slaWarning: string;
  readonly slaWarnings: (count: number) => string;
  readonly slaBreach: string;
  readonly slaBreaches: (count: number) => string;
  readonly slaDue: (time: string) => string;
  readonly slaByOutage: string;
  readonly certificateEnds: (name: string, days: number) => string;
  readonly certificateEndsWithinDay: (name: string) => string;
  readonly certificateEnded: (name: string) => string;
  readonly certificateHelp: string;
  readonly certificateStillInUse: string;
  readonly gathered: (count: number) => string;
  readonly gatheredHelp: string;
}

export const desktopWords: Readonly<Record<Language, DesktopWords>> = {
  en: {
    channels: (count) => `${count} channels`,
    opened: 'The cause is not known yet',
    reminder: 'Still open',
    closed: 'Works again',
    gap: 'Nothing could be received for a while',
    watchDelivered: 'A message you watch was delivered',
    watchFailed: 'Delivery of a message you watch failed, or is unconfirmed',
    dailyWell: 'All is well',
    daily: (open) => (open === 1 ? 'One incident is open' : `${open} incidents are open`),
    dailyNotConnected: 'No incident is open, but not every channel is connected',
    test: 'This is a test',
    slaWarning: 'SLA target at risk',
    slaWarnings: (count) => `${count} SLA targets at risk`,
    slaBreach: 'SLA target missed',
    slaBreaches: (count) => `${count} SLA targets missed`,
    slaDue: (time) => `due ${time}`,
    slaByOutage: 'because of an outage',
    certificateEnds: (name, days) => `The certificate of ${name} ends in ${days} ${days === 1 ? 'day' : 'days'}`,
    certificateEndsWithinDay: (name) => `The certificate of ${name} ends within 24 hours`,
    certificateEnded: (name) => `The certificate of ${name} has ended`,
    certificateHelp: 'Open Certificates in Veerpont to see what stops, and to bring in the next one.',
    certificateStillInUse: 'Nothing earlier could be put back: it is still in use. Open Certificates in Veerpont.',
    gathered: (count) => `${count} notices`,
    gatheredHelp: 'Open Veerpont to see all of them.',
  },
  nl: {
    channels: (count) => `${count} kanalen`,
    opened: 'De oorzaak is nog niet bekend',
    reminder: 'Nog steeds open',
    closed: 'Werkt weer',
    gap: 'Een tijd lang kon niets worden ontvangen',
    watchDelivered: 'Een bericht dat u volgt is afgeleverd',
    watchFailed: 'De aflevering van een bericht dat u volgt is mislukt of onbevestigd',
    dailyWell: 'Alles is in orde',
    daily: (open) => (open === 1 ? 'Er is één incident open' : `Er zijn ${open} incidenten open`),
    dailyNotConnected: 'Er is geen incident open, maar niet elk kanaal is verbonden',
    test: 'Dit is een test',
    slaWarning: 'SLA-doel dreigt te worden overschreden',
    slaWarnings: (count) => `${count} SLA-doelen dreigen te worden overschreden`,
    slaBreach: 'SLA-doel overschreden',
    slaBreaches: (count) => `${count} SLA-doelen overschreden`,
    slaDue: (time) => `uiterlijk ${time}`,
    slaByOutage: 'door een storing',
    certificateEnds: (name, days) => `Het certificaat van ${name} eindigt over ${days} ${days === 1 ? 'dag' : 'dagen'}`,
    certificateEndsWithinDay: (name) => `Het certificaat van ${name} eindigt binnen 24 uur`,
    certificateEnded: (name) => `Het certificaat van ${name} is verlopen`,
    certificateHelp: 'Open Certificaten in Veerpont om te zien wat stopt, en om het volgende binnen te brengen.',
    certificateStillInUse:
      'Er is geen eerder certificaat dat terug kan: het is nog in gebruik. Open Certificaten in Veerpont.',
    gathered: (count) => `${count} meldingen`,
    gatheredHelp: 'Open Veerpont om ze allemaal te zien.',
  },
  zh: {
    channels: (count) => `${count} 个渠道`,
    opened: '原因尚不清楚',
    reminder: '仍未解决',
    closed: '已恢复',
    gap: '有一段时间无法接收消息',
    watchDelivered: '您关注的消息已送达',
    watchFailed: '您关注的消息发送失败或未确认',
    dailyWell: '一切正常',
    daily: (open) => `有 ${open} 个未解决的事件`,
    dailyNotConnected: '没有未解决的事件，但并非所有渠道都已连接',
    test: '这是一条测试通知',
    slaWarning: 'SLA 目标即将超时',
    slaWarnings: (count) => `${count} 个 SLA 目标即将超时`,
    slaBreach: 'SLA 目标已超时',
    slaBreaches: (count) => `${count} 个 SLA 目标已超时`,
    slaDue: (time) => `期限 ${time}`,
    slaByOutage: '故障原因',
    certificateEnds: (name, days) => `${name} 的证书将在 ${days} 天后到期`,
    certificateEndsWithinDay: (name) => `${name} 的证书将在 24 小时内到期`,
    certificateEnded: (name) => `${name} 的证书已到期`,
    certificateHelp: '请在 Veerpont 中打开“证书”，查看受影响的内容并导入下一张证书。',
    certificateStillInUse: '没有可恢复的旧证书：它仍在使用。请在 Veerpont 中打开“证书”。',
    gathered: (count) => `${count} 条通知`,
    gatheredHelp: '打开 Veerpont 查看全部。',
  },
};

/** One notice in the console's language; or several, gathered. At least one. */
export function desktopText(notices: readonly AlertNotice[], language: Language): DesktopText {
  const words = desktopWords[language];
  const [only, second] = notices;
  const isUrgent = notices.some(({ severity }) => severity === 'urgent');
  if (only !== undefined && second === undefined) return { ...single(only, language, words), isUrgent };
  return { title: `Veerpont · ${words.gathered(notices.length)}`, body: words.gatheredHelp, isUrgent };
}

function single(notice: AlertNotice, language: Language, words: DesktopWords): Omit<DesktopText, 'isUrgent'> {
  const sentence = notice.code === null ? null : sentenceFor(language, notice.code, notice.value);
  const who = whoOf(notice, words);
  switch (notice.kind) {
    case 'opened':
      return { title: named(who, sentence?.title ?? words.opened), body: sentence?.help ?? '' };
    case 'reminder':
      return { title: named(words.reminder, who), body: joined(sentence?.title, sentence?.help) };
    case 'closed':
      return { title: named(words.closed, who), body: sentence?.title ?? '' };
    case 'gap':
      return { title: named(who, words.gap), body: joined(sentence?.title, sentence?.help) };
    case 'watch':
      return {
        title: notice.severity === 'info' ? words.watchDelivered : words.watchFailed,
        body: [...notice.channelNames, notice.subject].filter((part) => part !== null).join(' · '),
      };
    case 'daily':
      return { title: `Veerpont · ${dailyTitle(notice, words)}`, body: notice.subject ?? '' };
    case 'sla_warning':
    case 'sla_breach':
      return slaText(notice, language, words);
    case 'certificate':
      return certificateText(notice, language, words);
    case 'test':
      return { title: `Veerpont · ${words.test}`, body: '' };
  }
}

/** How many, and the most urgent of them: channel, masked customer, what is timed, until when by this computer's clock. */
function slaText(notice: AlertNotice, language: Language, words: DesktopWords): Omit<DesktopText, 'isUrgent'> {
  const { sla, channelNames, kind, subject } = notice;
  const isMissed = kind === 'sla_breach';
  const title = isMissed ? words.slaBreach : words.slaWarning;
  if (sla === null) return { title: `Veerpont · ${title}`, body: '' };
  const many = isMissed ? words.slaBreaches(sla.count) : words.slaWarnings(sla.count);
  const [channel = 'Veerpont'] = channelNames;
  const options = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const due = new Intl.DateTimeFormat(language, options).format(sla.deadlineAt);
  const details = [
    subject,
    slaMetricNames[language][sla.metric],
    words.slaDue(due),
    sla.cause === 'outage' ? words.slaByOutage : null,
  ];
  const body = details.filter((part) => part !== null).join(' · ');
  if (sla.count === 1) return { title: named(channel, title), body };
  return { title: `Veerpont · ${many}`, body: `${channel} · ${body}` };
}

const dayMs = 86_400_000;
const longestName = 60;

/** Before and at its end; or, after it was put back by itself, why. */
function certificateText(notice: AlertNotice, language: Language, words: DesktopWords): Omit<DesktopText, 'isUrgent'> {
  const { code, since, at, subject, value } = notice;
  const characters = Array.from(subject ?? '');
  const name = characters.length > longestName ? `${characters.slice(0, longestName).join('')}…` : characters.join('');
  const leftMs = (since ?? at) - at;
  const channels = notice.channelNames.length === 0 ? '' : `${whoOf(notice, words)}. `;
  const body = `${channels}${words.certificateHelp}`;
  if (code === 'CERT_EXPIRED') return { title: words.certificateEnded(name), body };
  if (code === 'CERT_EXPIRES_SOON' && leftMs <= dayMs) return { title: words.certificateEndsWithinDay(name), body };
  if (code === 'CERT_EXPIRES_SOON') return { title: words.certificateEnds(name, Math.round(leftMs / dayMs)), body };
  const sentence = code === null ? null : sentenceFor(language, code, value);
  const isStillInUse = notice.state === 'action_required';
  return {
    title: named(name, sentence?.title ?? words.opened),
    body: isStillInUse ? words.certificateStillInUse : (sentence?.help ?? ''),
  };
}

function dailyTitle({ state, incidentIds }: AlertNotice, words: DesktopWords): string {
  if (state === 'connected') return words.dailyWell;
  return incidentIds.length === 0 ? words.dailyNotConnected : words.daily(incidentIds.length);
}

function whoOf({ channelNames, incidentIds }: AlertNotice, words: DesktopWords): string {
  const total = Math.max(incidentIds.length, channelNames.length);
  return total > 1 ? words.channels(total) : (channelNames[0] ?? 'Veerpont');
}

function named(first: string, second: string): string {
  return `${first}: ${second}`;
}

function joined(title: string | undefined, help: string | undefined): string {
  return [title, help].filter((part) => part !== undefined && part !== '').join('. ');
}
