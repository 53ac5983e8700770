import { byocSheetNames } from '#shared/setup/byoc-form-names.ts';
import type { SheetWords } from './sheet-words.ts';

/** Dutch; the fields as CXone shows them in Dutch, with their English names. */
export const sheetNl: SheetWords = {
  locale: 'nl-NL',
  save: 'Het overdrachtsblad opslaan',
  title: 'Bring Your Own Channel: waarden voor CXone',
  intro:
    'Voor de CXone-beheerder. Met deze waarden kan CXone berichten naar Veerpont sturen, dat ze doorgeeft aan WeChat. Meer hoeft u niet te weten.',
  madeAt: 'Gemaakt op',
  secretInside: 'Op dit blad staat een geheim. Verwijder het zodra de waarden in CXone staan.',
  steps: 'Wat u in CXone doet',
  open: 'Open de app-kiezer, kies ACD en ga naar Digitaal > Bring Your Own Channel. Klik op Toevoegen.',
  fill: 'Vul het formulier in met de waarden hieronder, precies zoals ze er staan.',
  finish: 'Klik op Opslaan. CXone toont de lijst met integraties.',
  find: 'Zoek de nieuwe regel in de lijst en noteer de Integratie-ID.',
  field: 'Veld in CXone',
  value: 'Waarde',
  fields: byocSheetNames.nl,
  icons: {
    wechat: 'het pictogram van WeChat',
    chat: 'een tekstballon',
    ferry: 'een schip',
    custom: 'een pictogram naar eigen keuze',
  },
  on: 'ingeschakeld',
  off: 'uitgeschakeld',
  empty: 'leeg laten',
  separately: 'wordt apart overhandigd',
  sendBack: 'Wat u terugstuurt',
  back: [
    'de Integratie-ID uit de lijst',
    'de client-ID en het clientgeheim van een applicatie die in CXone voor Veerpont is geregistreerd',
    'de ID en het geheim van de toegangssleutel (access key) van de medewerker namens wie Veerpont werkt',
    'de tenant-ID, als CXone die toont',
  ],
  mutualTls: 'Clientcertificaat, persoonlijke sleutel en CA-certificaat horen bij elkaar: vul ze alle drie in.',
};
