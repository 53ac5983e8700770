import type { DutchTexts } from '../texts.ts';
import type { outsideProxyEn } from './en.ts';

/** Nederlands, u-vorm. */
export const outsideProxyNl: DutchTexts<typeof outsideProxyEn> = {
  outsideProxy: {
    title: 'De weg naar buiten',
    lead: 'Langs welke weg de aanroepen van het relay zelf vertrekken. Test elke weg; met een proxy gaat dat stap voor stap.',
    where:
      'Proxy’s staan in relay.json: outbound.proxy voor alle hosts, destinations voor één. Start het relay opnieuw na een wijziging.',
    relayOff: 'Het relay draait niet, dus zijn wegen zijn niet bekend.',
    list: 'Hosts die worden aangeroepen',
    side: { wechat: 'WeChat', cxone: 'CXone', other: 'Andere host' },
    straight: 'rechtstreeks, zonder proxy',
    through: 'via de proxy {{proxy}}',
    isSecure: 'met TLS naar de proxy',
    signsIn: 'met gebruikersnaam',
    trustsProxy: 'deze proxy mag openen wat erdoorheen gaat',
    test: 'Testen',
    testOf: 'De weg naar {{host}} testen',
    steps: 'Stappen van de test naar {{host}}',
    step: {
      reach_proxy: 'De proxy bereiken',
      tunnel: 'Door de proxy worden doorgelaten',
      tls: 'De host bereiken en zijn certificaat controleren',
      answer: 'Antwoord krijgen',
    },
    outcome: { ok: 'werkt', failed: 'mislukt', not_tried: 'niet geprobeerd', not_available: 'niet mogelijk' },
    code: 'Code: {{code}}',
    at: '{{age}} getest.',
  },
};
