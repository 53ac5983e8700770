import type { SearchSentences } from '../sentence.ts';

/** Dutch. */
export const searchNl: SearchSentences = {
  SEARCH_OPERATOR_UNKNOWN: {
    title: 'Dit zoekwoord is niet bekend',
    help: '[“{{value}}” is geen woord dat voor een dubbele punt mag staan. ]Kies een aangeboden woord, of zet de tekst tussen aanhalingstekens om er letterlijk op te zoeken.',
  },
  SEARCH_VALUE_UNKNOWN: {
    title: 'Op deze waarde kan niet worden gezocht',
    help: 'Kies een van de aangeboden waarden[; dit was {{value}}].',
  },
  SEARCH_DATE_INVALID: {
    title: 'Dit is geen datum',
    help: 'Schrijf hem als 2026-11-23 of 2026-11-23T14:30[; dit was {{value}}].',
  },
  SEARCH_QUOTE_OPEN: {
    title: 'Er ontbreekt een aanhalingsteken',
    help: 'De tekst erna is tot het einde genomen. Sluit af met nog een aanhalingsteken.',
  },
  SEARCH_NOTHING_LEFT: {
    title: 'Hier valt niet op te zoeken',
    help: 'Er staan alleen tekens die niet worden geïndexeerd. Voeg een letter of cijfer toe.',
  },
  SEARCH_TOO_LONG: {
    title: 'Deze zoekopdracht heeft te veel woorden',
    help: 'Laat er een paar weg of zoek op minder tegelijk.',
  },
  SEARCH_OVERTAKEN: {
    title: 'Een nieuwere zoekopdracht kwam ervoor in de plaats',
    help: 'Er is niets mis: de nieuwere wordt getoond.',
  },
  SEARCH_CURSOR_OLD: {
    title: 'Deze resultaten zijn niet te vervolgen',
    help: 'De berichten zijn intussen te veel veranderd. Zoek opnieuw.',
  },
  SEARCH_UNAVAILABLE: {
    title: 'Er kan nu niet in berichten worden gezocht',
    help: 'Het verkeer gaat door. Het zoeken start vanzelf weer; de nieuwste berichten staan bij Live verkeer.',
  },
  CUSTOMER_UNKNOWN: {
    title: 'Deze klant is niet meer bekend',
    help: 'Al hun berichten zijn verwijderd door de bewaartermijn of door wissen.',
  },
};
