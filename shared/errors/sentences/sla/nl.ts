import type { SlaSentences } from '../sentence.ts';

/** Dutch. */
export const slaNl: SlaSentences = {
  SLA_CASE_NOT_FOUND: {
    title: 'Dit gesprek wordt niet meer gemeten',
    help: 'Het is lang geleden afgelopen en volgens de bewaarregel verwijderd, of het is nooit gemeten. Er is niets veranderd.',
  },
  SLA_LINK_UNKNOWN: {
    title: 'CXone gaf geen adres voor deze case',
    help: 'Zoek in CXone op het casenummer[ ({{value}})].',
  },
  SLA_NOT_POSSIBLE: {
    title: 'Dat kan nu niet met dit gesprek',
    help: 'De stiltetimer loopt niet, of mag volgens de doelen van het kanaal niet worden verlengd. Er is niets veranderd.',
  },
  SLA_PERIOD_INVALID: {
    title: 'Over deze periode kan geen rapport worden gemaakt',
    help: 'Kies een begin vóór het einde, hooguit 400 dagen uit elkaar, in een bestaande tijdzone.',
  },
  SLA_SETTINGS_INVALID: {
    title: 'De SLA-instellingen zijn niet opgeslagen',
    help: 'Er klopt iets niet; het staat bij het veld[ ({{value}})]. De geldende instellingen blijven gelden.',
  },
  SLA_SETTINGS_CHANGED: {
    title: 'Iemand anders heeft intussen SLA-instellingen opgeslagen',
    help: 'Van u is niets opgeslagen of verloren. Bekijk de nieuwere instellingen[ (opgeslagen door {{value}})] en sla daarna opnieuw op.',
  },
  SLA_NAME_MISSING: {
    title: 'Er ontbreekt een naam',
    help: 'Geef een naam van 1 tot 100 tekens.',
  },
  SLA_NAME_TWICE: {
    title: 'Deze naam komt twee keer voor',
    help: 'Geef elke kalender een eigen naam[ ({{value}})].',
  },
  SLA_SPAN_EMPTY: {
    title: 'Deze uren hebben geen lengte',
    help: 'Begin en einde zijn gelijk[ ({{value}})]. Gebruik voor een hele dag 00:00 tot 24:00; verwijder de uren voor een gesloten dag.',
  },
  SLA_SPANS_OVERLAP: {
    title: 'Deze uren overlappen',
    help: 'Ze zouden dubbel tellen[ ({{value}})]. Een nachtdienst loopt door in de volgende dag. Pas er een aan.',
  },
  SLA_CALENDAR_NEVER_OPEN: {
    title: 'Deze kalender is nooit open',
    help: 'Geen enkele klok zou lopen. Voer uren in voor ten minste één dag van de week.',
  },
  SLA_CALENDAR_UNKNOWN: {
    title: 'Deze kalender bestaat niet',
    help: 'Kies een van de kalenders[ ({{value}} bestaat niet)].',
  },
  SLA_CALENDAR_TWICE: {
    title: 'Deze kalender bestaat twee keer',
    help: 'Verwijder een van de twee[ ({{value}})].',
  },
  SLA_CHANNEL_TWICE: {
    title: 'Dit kanaal heeft twee keer eigen doelen',
    help: 'Verwijder een van de twee[ ({{value}})].',
  },
  SLA_TIME_ZONE_UNKNOWN: {
    title: 'Deze tijdzone is onbekend',
    help: 'Gebruik een naam als Europe/Amsterdam of Asia/Shanghai[; {{value}} is er geen].',
  },
  SLA_DATE_INVALID: {
    title: 'Deze datum bestaat niet',
    help: 'Voer een bestaande dag in als jaar-maand-dag[, niet {{value}}].',
  },
  SLA_DATE_TWICE: {
    title: 'Deze datum is twee keer ingevoerd',
    help: 'Houd één regel per datum[ ({{value}})].',
  },
  SLA_TARGET_ZERO: {
    title: 'Dit doel is nul',
    help: 'Alles zou meteen te laat zijn. Voer ten minste één minuut in, of schakel het doel uit.',
  },
  SLA_TARGET_TOO_LONG: {
    title: 'Dit doel is langer dan een jaar',
    help: 'Het zou nooit worden overschreden. Voer hooguit 366 dagen in.',
  },
  SLA_TARGET_NOT_WHOLE_MINUTES: {
    title: 'Een doel telt in hele minuten',
    help: 'Voer dagen, uren en minuten in.',
  },
  SLA_WARNING_TOO_EARLY: {
    title: 'Deze waarschuwing zou vóór het begin komen',
    help: 'Er zijn niet minder minuten over dan het doel lang is[ ({{value}})]. Voer minder minuten in.',
  },
  SLA_WARNING_TWICE: {
    title: 'Deze waarschuwing is twee keer ingevoerd',
    help: 'Houd een van de twee over.',
  },
  ICAL_NOT_A_CALENDAR: {
    title: 'Dit is geen iCalendar-bestand',
    help: 'Kies een ICS-bestand dat uit een agenda is geëxporteerd[ (regel {{value}})]. Er is niets overgenomen.',
  },
  ICAL_TOO_LARGE: {
    title: 'Dit agendabestand is te groot',
    help: 'Er wordt hooguit 1 MB gelezen. Exporteer alleen de feestdagen.',
  },
  ICAL_EVENT_UNREADABLE: {
    title: 'Een afspraak in dit bestand is onleesbaar',
    help: 'Die is overgeslagen[: {{value}}]. De andere kunnen worden overgenomen.',
  },
  ICAL_TOO_MANY_DAYS: {
    title: 'Dit bestand bevat meer dagen dan in een kalender passen',
    help: 'Er worden hooguit 2.000 dagen overgenomen[; {{value}}]. Kies minder jaren.',
  },
  ICAL_NOTHING_FOUND: {
    title: 'Dit bestand noemt geen dag in de gekozen jaren',
    help: 'Kies andere jaren of een ander bestand.',
  },
  CXONE_CASES_NOT_ALLOWED: {
    title: 'CXone laat ons geen cases bekijken',
    help: 'Oplostijden en toewijzingen zijn onbekend; eerste reacties worden gemeten aan onze eigen berichten. Vraag de CXone-beheerder om deze toegangssleutel contacten te laten lezen[ ({{value}})].',
  },
  CXONE_CASES_UNREADABLE: {
    title: 'De lijst met cases van CXone is onleesbaar',
    help: 'Er wordt vanzelf opnieuw gevraagd. Tot dan heet niets te laat waarover CXone nog iets kan zeggen[ ({{value}})].',
  },
};
