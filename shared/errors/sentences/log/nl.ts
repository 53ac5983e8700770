import type { LogSentences } from '../sentence.ts';

/** Dutch. */
export const logNl: LogSentences = {
  REVEAL_OVER: {
    title: 'De tijd om dit te bekijken is voorbij',
    help: 'Bestanden zijn tot tien minuten na het tonen van hun bericht te zien. Toon het bericht opnieuw, met een reden.',
  },
  MEDIA_NOT_KEPT: {
    title: 'Dit bestand wordt hier niet bewaard',
    help: 'Het is niet opgehaald, geweigerd of door de bewaartermijn verwijderd. De tijdlijn van het bericht zegt welk van deze.',
  },
  MEDIA_NO_PREVIEW: {
    title: 'Dit bestand kan hier niet worden getoond',
    help: 'Alleen foto’s, MP3-geluid en MP4-films tot 5 MB worden getoond; andere kunnen iets uitvoeren of zijn te groot.',
  },
  TASK_UNKNOWN: {
    title: 'Deze taak is niet meer bekend',
    help: 'Taken worden 30 dagen bewaard. Wat zij deed, staat in de tijdlijn van elk bericht.',
  },
  TASK_PLAN_OLD: {
    title: 'Deze telling is te oud om uit te voeren',
    help: 'Er is niets gedaan. Tel opnieuw en bekijk wat er nu staat.',
  },
  TASK_NOTHING_TO_DO: {
    title: 'Er is niets te doen',
    help: 'Voor geen van deze berichten is het nu mogelijk. De telling zegt waarom.',
  },
  TASK_NOT_POSSIBLE: {
    title: 'Dit kan nu niet met de taak',
    help: 'Zij is voorbij, of doet dat al. De lijst toont hoe het ervoor staat.',
  },
  TASK_MESSAGE_BUSY: {
    title: 'Dit bericht was juist onderweg',
    help: 'Er is niets aan veranderd. Bekijk het zo meteen opnieuw.',
  },
  EXPORT_UNKNOWN: {
    title: 'Deze export is niet meer bekend',
    help: 'Hij is geëindigd, of de relay is opnieuw gestart. Begin de export opnieuw.',
  },
  EXPORT_TOO_MANY: {
    title: 'Er lopen te veel exports tegelijk',
    help: 'Wacht tot er een klaar is, of annuleer er een.',
  },
  EXPORT_INTERRUPTED: {
    title: 'De export is niet afgemaakt',
    help: 'De zoekfunctie of de relay stopte tussendoor. Het onvolledige bestand is verwijderd; begin opnieuw.',
  },
  ERASE_NOT_CONFIRMED: {
    title: 'De vier tekens kloppen niet',
    help: 'Er is niets verwijderd. Typ de laatste vier tekens van de id die bij deze klant staat.',
  },
  CUSTOMER_HAS_WAITING: {
    title: 'Er wachten nog berichten van deze klant',
    help: 'Er is niets verwijderd. Laat ze bezorgen, of verwerp ze eerst[: {{value}}].',
  },
};
