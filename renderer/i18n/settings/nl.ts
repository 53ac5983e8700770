import type { DutchTexts } from '../texts.ts';
import type { settingsEn } from './en.ts';

/** Nederlands, u-vorm. */
export const settingsNl: DutchTexts<typeof settingsEn> = {
  settings: {
    appearance: 'Weergave',
    languageHelp: 'Verandert meteen, overal in de console.',
    density: 'Rijhoogte',
    data: 'Gegevens op deze computer',
    dataHelp:
      'Instellingen, de versleutelde database en de logboeken. Maak een back-up van deze map terwijl Veerpont gesloten is.',
    secrets: 'Geheimen',
    about: 'Over',
    version: 'Veerpont',
    electron: 'Electron',
    chromium: 'Chromium',
    node: 'Node',
    platform: 'Systeem',
    fallback: 'Draait op de reserve-Electron, omdat de huidige niet kon worden opgehaald.',
    demo: 'Gestart als demonstratie.',
    addresses: 'Adressen van deze relay',
    addressWechat: 'Voor WeChat',
    addressBox: 'Voor CXone',
    addressAdmin: 'Alleen voor deze computer',
    saveFailed: 'Niet opgeslagen',
  },
  vault: {
    keyring: 'Geheimen zijn vergrendeld met de sleutelbos van deze computer ({{backend}}).',
    keyringUnnamed: 'Geheimen zijn vergrendeld met de sleutelbos van deze computer.',
    passphrase: 'Geheimen zijn vergrendeld met uw wachtzin. Veerpont vraagt die bij elke start.',
    passphraseLocked: 'Geheimen zijn vergrendeld met uw wachtzin en nu gesloten.',
    session_only: 'Geheimen staan alleen in het geheugen en zijn weg als Veerpont sluit.',
    unset: 'Er is nog niet gekozen hoe geheimen worden bewaard.',
    never: 'Ze worden nooit leesbaar opgeslagen.',
  },
  unlock: {
    titleChoose: 'Hoe moet Veerpont zijn geheimen bewaren?',
    titleLocked: 'Voer uw wachtzin in',
    intro:
      'Veerpont heeft de sleutels van uw WeChat- en CXone-accounts. Deze computer biedt geen sleutelbos om ze in te vergrendelen, en Veerpont slaat ze nooit leesbaar op. Kies een van de twee manieren.',
    introLocked:
      'De geheimen van deze console zijn vergrendeld. Voer de wachtzin in die op deze computer is gekozen; daarna start de relay.',
    optionPassphrase: 'Met een wachtzin',
    optionPassphraseHelp:
      'U voert hem bij elke start in. Niemand kan hem voor u terughalen, dus bewaar hem waar uw team zulke dingen bewaart.',
    optionSession: 'Tot Veerpont sluit',
    optionSessionHelp: 'Er wordt niets opgeslagen. Bij de volgende start moeten de geheimen opnieuw worden ingevoerd.',
    passphrase: 'Wachtzin',
    repeat: 'Nog een keer dezelfde',
    rule: 'Ten minste 12 tekens. Een paar losse woorden zijn goed te onthouden.',
    tooShort_one: 'Nog {{count, number}} teken te kort.',
    tooShort_other: 'Nog {{count, number}} tekens te kort.',
    mismatch: 'De twee zijn niet gelijk.',
    show: 'Tonen',
    hide: 'Verbergen',
    setPassphrase: 'Deze wachtzin gebruiken',
    unlocking: 'Ontgrendelt…',
    useSession: 'Bewaren tot Veerpont sluit',
    meanwhile: 'Tot dan gaan er geen berichten door. Wat is opgeslagen, is veilig.',
  },
};
