import type { TunnelSentences } from '../sentence.ts';

export const tunnelNl: TunnelSentences = {
  TUNNEL_PROGRAM_FORM: {
    title: 'Dit moet één programma zijn',
    help: 'Typ de naam, of het hele pad vanaf de hoofdmap. Wat na de naam komt, hoort bij Argumenten, één per regel.',
  },
  TUNNEL_VARIABLE_FORM: {
    title: 'De naam van een variabele heeft alleen letters, cijfers en _',
    help: 'Hij begint met een letter of _, zoals TUNNEL_TOKEN.',
  },
  TUNNEL_VARIABLE_TWICE: {
    title: 'Deze variabele staat er twee keer',
    help: 'Het programma zou er maar één zien. Verwijder er een[: {{value}}].',
  },
  TUNNEL_PATTERN_FORM: {
    title: 'Dit is geen reguliere expressie',
    help: 'Schrijf bijvoorbeeld url=(https://\\S+), of laat het leeg als het adres vaststaat.',
  },
  TUNNEL_PATTERN_SLOW: {
    title: 'De reguliere expressie duurt te lang',
    help: 'De tunnel gaat door, alleen wordt het adres niet meer gelezen. Neem een eenvoudiger, zonder herhaling in een herhaling.',
  },
  TUNNEL_PROGRAM_MISSING: {
    title: 'Het tunnelprogramma is niet gevonden',
    help: 'Langs deze weg komen geen berichten binnen. Installeer het, of typ het hele pad[ in plaats van {{value}}], en start het opnieuw.',
  },
  TUNNEL_PROGRAM_REFUSED: {
    title: 'Het tunnelprogramma mag niet worden gestart',
    help: 'Langs deze weg komen geen berichten binnen. Deze computer verbiedt het[: {{value}}]. Controleer de rechten van het bestand en start het opnieuw.',
  },
  TUNNEL_SECRET_MISSING: {
    title: 'Een geheim voor de tunnel ontbreekt',
    help: 'De tunnel draait niet. Voer het in[ voor {{value}}] en start hem opnieuw.',
  },
  TUNNEL_NO_RELAY: {
    title: 'De tunnel wacht op de relay',
    help: 'Hij start vanzelf zodra op deze computer een relay luistert die niet voor de oefening is.',
  },
  TUNNEL_ENDED: {
    title: 'Het tunnelprogramma is geëindigd',
    help: 'Intussen komen langs deze weg geen berichten binnen; het wordt vanzelf opnieuw gestart.[ Het eindigde met {{value}}.] De laatste regels zeggen meer.',
  },
  TUNNEL_GAVE_UP: {
    title: 'Het tunnelprogramma eindigt steeds weer',
    help: 'Langs deze weg komen geen berichten binnen.[ Het eindigde met {{value}}.] Lees de laatste regels, herstel wat ze melden en start het; anders wordt het over enkele minuten opnieuw geprobeerd.',
  },
  TUNNEL_NOT_SAVED: {
    title: 'De instellingen van de tunnel konden niet worden bewaard',
    help: 'Ze gelden tot het programma eindigt. Controleer ruimte en rechten van de map[ van {{value}}] en bewaar opnieuw.',
  },
  TUNNEL_FILE_DAMAGED: {
    title: 'De instellingen van de tunnel waren beschadigd',
    help: 'De tunnel wordt niet gestart. Het bestand is apart gezet[ als {{value}}]. Vul de tunnel opnieuw in bij Inrichten, Openbaar adres.',
  },
};
