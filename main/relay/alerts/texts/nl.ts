import type { NoticeWords } from './words.ts';

/** Nederlands, u-vorm. */
export const nlWords: NoticeWords = {
  locale: 'nl-NL',
  comma: ', ',
  channelCount: (count) => `${count} kanalen`,
  moreChannels: (names, count) => `${names} en nog ${count}`,
  title: {
    opened: (who, what) => `${who}: ${what}`,
    reminder: (who, what) => `Nog steeds open, ${who}: ${what}`,
    closed: (who, what) => `Werkt weer, ${who}. Het was: ${what}`,
  },
  channels: (names) => `Kanalen: ${names}.`,
  impact: {
    inbound: {
      stops: 'Berichten van klanten komen niet bij de agenten aan.',
      passes: 'Berichten van klanten kunnen te laat bij de agenten aankomen.',
    },
    outbound: {
      stops: 'Antwoorden van agenten komen niet bij de klanten aan.',
      passes: 'Antwoorden van agenten kunnen te laat bij de klanten aankomen.',
    },
    both: {
      stops: 'Berichten gaan in geen van beide richtingen door, of niet betrouwbaar.',
      passes: 'Berichten en antwoorden kunnen te laat aankomen.',
    },
  },
  unknownCause: 'De oorzaak is nog niet bekend',
  since: (moment, lasting) => `Sinds ${moment} (tot nu toe ${lasting}).`,
  lasted: (duration, from, until) => `Het duurde ${duration}: van ${from} tot ${until}.`,
  act: {
    nobody: 'Niemand hoeft iets te doen: de relay gaat vanzelf verder.',
    operator: 'Aan zet: de bediener, in Veerpont.',
    wechat_admin: 'Aan zet: de beheerder van het WeChat-account.',
    cxone_admin: 'Aan zet: de CXone-beheerder.',
    network_admin: 'Aan zet: de netwerkbeheerder.',
  },
  gapTitle: (who, duration) => `${who}: ${duration} lang kon niets worden ontvangen`,
  everyChannel: 'Alle kanalen',
  gap: (from, until) => `Van ${from} tot ${until} kon geen bericht worden ontvangen.`,
  gapMeaning:
    'WeChat geeft het na ongeveer 15 seconden op: wat klanten toen schreven kan verloren zijn. Vraag hen opnieuw te schrijven.',
  moreGaps: (count) => `Nog meer van zulke tijden: ${count}. Veerpont noemt ze bij het kanaal.`,
  watch: (subject) => `U wilde dit weten: ${subject}`,
  dailyWell: 'Alles is in orde',
  dailyWellLine: 'Elk kanaal is verbonden en er is geen incident open.',
  dailyOpen: (count, text) => (count === 1 ? 'Er is één incident open' : `Er zijn ${text} incidenten open`),
  dailyNotConnected: 'Er is geen incident open, maar niet elk kanaal is verbonden',
  dailyNotConnectedLine: (names) => `Niet verbonden: ${names}.`,
  figures: ({ inbound, outbound, failed, waiting, unconfirmed, deadLetters }) =>
    `Laatste 24 uur: ${inbound} berichten van klanten, ${outbound} antwoorden, ${failed} mislukt. ` +
    `Nu: ${waiting} wachten, ${unconfirmed} onbevestigd, ${deadLetters} onbestelbaar.`,
  missed: ({ people, outage }) => ` SLA-doelen overschreden: ${people} door mensen, ${outage} door een storing.`,
  sla: {
    atRiskTitle: (who, metric, due) => `${who}: ${metric}, uiterlijk ${due}`,
    atRiskCount: (count) => `${count} SLA-doelen dreigen te worden overschreden`,
    atRisk: (customer, metric, due) => `${customer}: ${metric}, uiterlijk ${due}.`,
    missedTitle: (who, metric) => `${who}: SLA-doel overschreden (${metric})`,
    missedCount: (count) => `${count} SLA-doelen overschreden`,
    missed: (customer, metric, due) => `${customer}: ${metric}, was uiterlijk ${due}.`,
    unnamed: 'Een klant',
    mostUrgent: (channel, what) => `Meest dringend, ${channel}: ${what}`,
    outage: 'Door een storing: zonder de tijd waarin berichten niet doorkwamen was het gehaald.',
    partOutage: (part, count) => `Door een storing: ${part} van ${count}.`,
    act: 'Aan zet: een agent, in CXone. Het SLA-bord in Veerpont toont ze allemaal.',
    board: 'SLA',
  },
  certificate: {
    endsTitle: (name, days) => `Het certificaat van ${name} eindigt over ${days} ${days === 1 ? 'dag' : 'dagen'}`,
    endsWithinDayTitle: (name) => `Het certificaat van ${name} eindigt binnen 24 uur`,
    endedTitle: (name) => `Het certificaat van ${name} is verlopen`,
    ends: (moment) => `Het eindigt ${moment}.`,
    ended: (moment) => `Het is verlopen op ${moment}.`,
    willStop: {
      inbound: 'Vanaf dan komen berichten van klanten niet bij de agenten aan.',
      outbound: 'Vanaf dan komen antwoorden van agenten niet bij de klanten aan.',
      both: 'Vanaf dan gaan berichten in geen van beide richtingen door.',
    },
    act: {
      shown:
        'Aan zet: de bediener. Open Certificaten in Veerpont, breng het volgende binnen, probeer het en neem het in gebruik.',
      next: 'Het is nog niet in gebruik. Aan zet: de bediener. Breng een nieuwer binnen voordat u het in gebruik neemt.',
      client:
        'CXone toont het bij zijn aanroepen. Aan zet: de bediener. Open Certificaten in Veerpont en maak het volgende van CXone, of breng het binnen; beide tellen tot de wissel klaar is.',
      authority:
        'Het ondertekent de certificaten die CXone toont; die worden geweigerd zodra het verlopen is. Aan zet: de bediener. Breng de volgende autoriteit binnen bij Certificaten in Veerpont; beide tellen.',
      other: 'Aan zet: de bediener. Open Certificaten in Veerpont.',
    },
    backTitle: (name, what) => `${name}: ${what}`,
    backAct:
      'Aan zet: de bediener. Open Certificaten in Veerpont, en herstel de oorzaak voordat u het opnieuw probeert.',
    stillInUse: 'Er is geen eerder certificaat dat terug kan, dus het is nog in gebruik.',
  },
  test: 'Dit is een test',
  testLine: 'Er is niets aan de hand. Meldingen van Veerpont komen hier aan.',
  leftOut: (count, moment) =>
    `Hiervoor weggelaten, omdat ze niet konden worden verstuurd: ${count}, de eerste van ${moment}.`,
  zone: (moment, zone) => `${moment}, tijd van ${zone}`,
  duration: ({ days, hours, minutes }) =>
    [
      days > 0 ? `${days} d` : '',
      hours > 0 ? `${hours} u` : '',
      minutes > 0 || days + hours === 0 ? `${minutes} min` : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
};
