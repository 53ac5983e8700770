import type { DutchTexts } from '../texts.ts';
import type { outsideTunnelEn } from './tunnel-en.ts';

/** Nederlands, u-vorm. */
export const outsideTunnelNl: DutchTexts<typeof outsideTunnelEn> = {
  tunnel: {
    lead: 'Een tunnel brengt poort 443 van een server buiten naar deze computer. Kies uw programma: met deze regels start u het met de hand, met de poort ingevuld.',
    note: 'Een adres dat bij elke start verandert, moet telkens opnieuw bij WeChat en in CXone worden ingevoerd: kies een vast adres.',
    fill: '{{name}} hieronder invullen',
    title: 'Het tunnelprogramma, hier gestart',
    help: 'Veerpont start het samen met de relay, bewaakt het en start het opnieuw als het eindigt. Installeer het programma eerst.',
    state: {
      stopped: 'Niet gestart',
      waiting: 'Wacht',
      starting: 'Wordt gestart',
      running: 'Draait',
      restarting: 'Geëindigd, wordt opnieuw gestart',
      gave_up: 'Draait niet',
    },
    since: 'sinds {{time}}',
    next: 'volgende start {{when}}',
    toTunnel: 'Naar de tunnel',
    nobodyComesIn:
      'Zolang de tunnel niet loopt, komen WeChat en CXone er niet door: berichten van klanten gaan verloren en antwoorden van agents mislukken.',
    foot: 'Tunnel opgegeven',
    seen: 'Adres in de uitvoer:',
    use: 'Als openbaar adres gebruiken',
    program: 'Programma',
    programHelp: 'De naam, of het hele pad.',
    args: 'Argumenten',
    argsHelp:
      'Eén per regel, precies zoals het programma ze krijgt. {{port}} en {{url}} staan voor waar de relay luistert. Hier geen geheimen.',
    pattern: 'Hoe het adres wordt gevonden (reguliere expressie)',
    patternHelp: 'Laat het leeg als het adres vaststaat. De eerste groep telt, of anders alles wat past.',
    variables: 'Variabelen die het krijgt',
    variable: 'Naam',
    from: 'Komt uit',
    source: { text: 'getypte tekst', environment: 'een variabele van dit programma', vault: 'de kluis (geheim)' },
    value: 'Waarde',
    ownVariable: 'Naam van die variabele',
    secretOf: 'Geheim voor {{name}}',
    secretKept: 'Er is er een bewaard. Typ een ander om het te vervangen.',
    secretHelp: 'Gaat naar de kluis zodra u het veld verlaat.',
    add: 'Variabele toevoegen',
    remove: 'Verwijderen',
    removeNamed: 'Variabele {{name}} verwijderen',
    changed: 'Wat draait, is gestart voordat u dit wijzigde. Start het opnieuw om de wijziging te gebruiken.',
    start: 'Starten',
    restart: 'Opnieuw starten',
    stop: 'Stoppen',
    startNote: 'Vanaf dan wordt het met de relay gestart, tot u het stopt.',
    output: 'Wat het laatst meldde',
  },
};
