import type { DutchTexts } from '../texts.ts';
import type { outsideProxyEn } from './en.ts';

/** Nederlands, u-vorm. */
export const outsideProxyNl: DutchTexts<typeof outsideProxyEn> = {
  outsideProxy: {
    title: 'De wegen in gebruik',
    lead: 'De hosts die de relay aanroept, en hoe hij ze bereikt zoals hij nu draait. Test elke weg; met een proxy gaat dat stap voor stap.',
    stale:
      'Hierboven is iets anders getypt dan waarop de relay draait: een test gaat nog langs de vorige weg. Neem het eerst in gebruik.',
    nobody: 'De relay roept nog niemand aan: er is geen integratie en geen kanaal in gebruik.',
    relayOff: 'De relay draait niet, dus zijn wegen zijn niet bekend.',
    list: 'Hosts die worden aangeroepen',
    side: { wechat: 'WeChat', cxone: 'CXone', other: 'Andere host' },
    straight: 'rechtstreeks, zonder proxy',
    through: 'via de proxy {{proxy}}',
    pac: 'zoals het PAC-bestand {{source}} zegt',
    isSecure: 'met TLS naar de proxy',
    signsIn: 'met gebruikersnaam',
    trustsProxy: 'deze proxy mag openen wat erdoorheen gaat',
    test: 'Testen',
    testOf: 'De weg naar {{host}} testen',
    steps: 'Stappen van de test naar {{host}}',
    step: {
      pac: 'Het PAC-bestand raadplegen',
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
