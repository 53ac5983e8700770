import type { NoticeWords } from './words.ts';

/** English. */
export const enWords: NoticeWords = {
  locale: 'en-GB',
  comma: ', ',
  channelCount: (count) => `${count} channels`,
  moreChannels: (names, count) => `${names} and ${count} more`,
  title: {
    opened: (who, what) => `${who}: ${what}`,
    reminder: (who, what) => `Still open, ${who}: ${what}`,
    closed: (who, what) => `Works again, ${who}. It was: ${what}`,
  },
  channels: (names) => `Channels: ${names}.`,
  impact: {
    inbound: {
      stops: 'Customers’ messages do not reach the agents.',
      passes: 'Customers’ messages may reach the agents late.',
    },
    outbound: {
      stops: 'Agents’ replies do not reach the customers.',
      passes: 'Agents’ replies may reach the customers late.',
    },
    both: {
      stops: 'Messages pass in neither direction, or not reliably.',
      passes: 'Messages and replies may arrive late.',
    },
  },
  unknownCause: 'The cause is not known yet',
  since: (moment, lasting) => `Since ${moment} (${lasting} so far).`,
  lasted: (duration, from, until) => `It lasted ${duration}: from ${from} until ${until}.`,
  act: {
    nobody: 'Nobody needs to act: the relay goes on by itself.',
    operator: 'To act: the operator, in Veerpont.',
    wechat_admin: 'To act: the administrator of the WeChat account.',
    cxone_admin: 'To act: the CXone administrator.',
    network_admin: 'To act: the network administrator.',
  },
  gapTitle: (who, duration) => `${who}: nothing could be received for ${duration}`,
  everyChannel: 'All channels',
  gap: (from, until) => `From ${from} until ${until} no message could be received.`,
  gapMeaning: 'WeChat gives up after about 15 seconds: what customers wrote then may be lost. Ask them to write again.',
  moreGaps: (count) => `Further such times: ${count}. Veerpont lists them with the channel.`,
  watch: (subject) => `You asked to be told: ${subject}`,
  dailyWell: 'All is well',
  dailyWellLine: 'Every channel is connected and no incident is open.',
  dailyOpen: (count, text) => (count === 1 ? 'One incident is open' : `${text} incidents are open`),
  dailyNotConnected: 'No incident is open, but not every channel is connected',
  dailyNotConnectedLine: (names) => `Not connected: ${names}.`,
  figures: ({ inbound, outbound, failed, waiting, unconfirmed, deadLetters }) =>
    `Last 24 hours: ${inbound} messages from customers, ${outbound} replies, ${failed} failed. ` +
    `Now: ${waiting} waiting, ${unconfirmed} unconfirmed, ${deadLetters} undeliverable.`,
  missed: ({ people, outage }) => ` SLA targets missed: ${people} by people, ${outage} because of an outage.`,
  sla: {
    atRiskTitle: (who, metric, due) => `${who}: ${metric} is due ${due}`,
    atRiskCount: (count) => `${count} SLA targets at risk`,
    atRisk: (customer, metric, due) => `${customer}: ${metric}, due ${due}.`,
    missedTitle: (who, metric) => `${who}: SLA target missed (${metric})`,
    missedCount: (count) => `${count} SLA targets missed`,
    missed: (customer, metric, due) => `${customer}: ${metric}, was due ${due}.`,
    unnamed: 'A customer',
    mostUrgent: (channel, what) => `Most urgent, ${channel}: ${what}`,
    outage: 'Because of an outage: without the time in which messages could not pass it would have been met.',
    partOutage: (part, count) => `Because of an outage: ${part} of ${count}.`,
    act: 'To act: an agent, in CXone. The SLA board in Veerpont shows all of them.',
    board: 'SLA',
  },
  test: 'This is a test',
  testLine: 'Nothing is wrong. Alerts of Veerpont arrive here.',
  leftOut: (count, moment) => `Left out before this, because they could not be sent: ${count}, the first of ${moment}.`,
  zone: (moment, zone) => `${moment}, ${zone} time`,
  duration: ({ days, hours, minutes }) =>
    [
      days > 0 ? `${days} d` : '',
      hours > 0 ? `${hours} h` : '',
      minutes > 0 || days + hours === 0 ? `${minutes} min` : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
};
