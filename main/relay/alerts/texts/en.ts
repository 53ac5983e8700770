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
  certificate: {
    endsTitle: (name, days) => `The certificate of ${name} ends in ${days} ${days === 1 ? 'day' : 'days'}`,
    endsWithinDayTitle: (name) => `The certificate of ${name} ends within 24 hours`,
    endedTitle: (name) => `The certificate of ${name} has ended`,
    ends: (moment) => `It ends ${moment}.`,
    ended: (moment) => `It ended ${moment}.`,
    willStop: {
      inbound: 'From then on, customers’ messages do not reach the agents.',
      outbound: 'From then on, agents’ replies do not reach the customers.',
      both: 'From then on, messages pass in neither direction.',
    },
    act: {
      shown: 'To act: the operator. Open Certificates in Veerpont, bring in the next one, try it and put it in use.',
      next: 'It is not in use yet. To act: the operator. Bring in a newer one before you put it in use.',
      client:
        'CXone shows it when it calls. To act: the operator. Open Certificates in Veerpont and make or bring in CXone’s next one; both count until the change is done.',
      authority:
        'It signs the certificates CXone shows; they are refused once it has ended. To act: the operator. Bring in the next authority under Certificates in Veerpont; both count.',
      other: 'To act: the operator. Open Certificates in Veerpont.',
    },
    backTitle: (name, what) => `${name}: ${what}`,
    backAct: 'To act: the operator. Open Certificates in Veerpont, and put it right before you try again.',
    stillInUse: 'Nothing earlier could be put back, so it is still in use.',
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
