import type { DutchTexts } from '../texts.ts';
import type { outsideEn } from './en.ts';
import { outsideTunnelNl } from './tunnel-nl.ts';

/** Nederlands, u-vorm. */
export const outsideNl: DutchTexts<typeof outsideEn> = {
  outside: {
    ...outsideTunnelNl,
    title: 'Openbaar adres',
    intro:
      'WeChat en CXone roepen de relay aan via internet. Kies de weg, typ het adres en neem de kant-en-klare regels over; rechts ziet u of de aanroepen aankomen.',
    practice:
      'U oefent: de nagebootste platformen draaien op deze computer en bereiken de relay zonder openbaar adres. Wat u hier typt, geldt alleen voor de oefening.',
    program: 'Kant-en-klare regels voor',
    noRelay:
      'De relay draait niet, dus is nog niet bekend op welke poort hij luistert. Begin met inrichten of start de relay; de regels verschijnen hier met de poort ingevuld.',
    way: {
      label: 'Hoe bereiken aanroepen van internet deze computer?',
      direct: 'Rechtstreeks',
      reverse_proxy: 'Via een reverse proxy',
      tunnel: 'Via een tunnel',
    },
    wayHelp: {
      direct: 'Deze computer heeft een adres op internet, poort 443 is vrij en de relay toont zelf het certificaat.',
      reverse_proxy: 'Een webserver zoals nginx staat ervoor, toont het certificaat en geeft de aanroepen door.',
      tunnel:
        'Een programma op deze computer houdt een verbinding met een server buiten open. Er hoeft geen poort open.',
    },
    address: {
      title: 'Weg en adres',
      label: 'Openbaar adres',
      help: 'Zoals WeChat en CXone het moeten aanroepen: https://, een naam die op internet bekend is, en geen poort.',
      elsewhere:
        'relay.json noemt {{url}}. Dat adres is in gebruik; wat u hier typt, geldt zodra het daar is weggehaald.',
      restart:
        'Een gewijzigd adres is ongeveer twee seconden na de laatste letter in gebruik: de relay start opnieuw. Er gaat geen bericht verloren. Wat bij WeChat en in CXone onder het oude adres is ingevoerd, moet daar ook worden gewijzigd.',
    },
    do: {
      direct: 'Te doen: de relay op poort 443 laten luisteren',
      reverse_proxy: 'Te doen: de aanroepen doorgeven',
      tunnel: 'Te doen: de tunnel starten',
    },
    proxy: {
      lead: 'Zet deze regels in de webserver die ervoor staat, leg uw certificaat op zijn plaats en laat de configuratie opnieuw lezen.',
      note: 'Poort, adres en naam zijn die van de draaiende relay. De naam (Host) moet onveranderd worden doorgegeven: de relay antwoordt alleen op zijn eigen naam. Draait de webserver op een andere computer, dan moet de relay ook daarvoor luisteren.',
    },
    direct: {
      lead: 'Drie stappen. Daarna toont de relay het certificaat dat op de pagina Certificaten in gebruik is.',
      listen: 'Laat de relay met dat certificaat op poort 443 luisteren en open de poort in de firewall.',
      byHand: 'Met de hand, voor een server zonder venster: relay.json',
      fileNew: 'Bewaar deze regels als relay.json in de map van dit programma.',
      fileThere: 'relay.json bestaat al: zet het deel ‘listen’ erin en laat de rest zoals het is.',
      openFolder: 'Map openen',
      port: 'Op Linux mogen programma’s van gewone gebruikers niet op poorten onder 1024 luisteren. Een beheerder staat het eenmalig toe:',
      portLabel: 'Poort 443 toestaan',
      restart: 'Laat de relay het bestand lezen.',
      restartButton: 'Relay opnieuw starten',
      certificate: 'Breng het certificaat voor deze naam in. Zolang er geen is, haken WeChat en CXone af.',
      toCertificates: 'Naar de certificaten',
    },
    relay: {
      title: 'Hoe de relay zelf is ingesteld',
      lead: 'Waar hij op deze computer luistert, langs welke weg zijn eigen aanroepen naar WeChat en CXone vertrekken en hoe lang dingen bewaard blijven.',
      open: 'Instellingen van de relay zelf',
    },
    reach: {
      title: 'Wat erdoor moet komen',
      lead: 'Voor wie de proxy en de firewall beheert: deze adressen, van overal, zonder aanmelding ervoor.',
      wechat: 'Berichten van WeChat (alles daaronder)',
      box: 'Aanroepen van CXone (alles daaronder)',
      pages: 'Pagina’s voor beheerders van CXone',
      port: 'WeChat roept poort 80 of 443 aan en geen andere. Alleen 443 is versleuteld, daarom vraagt Veerpont om 443. Het certificaat moet er een zijn dat browsers vertrouwen, met zijn keten.',
      ownBox:
        'Aanroepen van CXone hebben op deze computer een eigen luisteraar: {{address}}. Geef die op dezelfde manier een eigen naam.',
    },
    proof: {
      title: 'Komt het aan?',
      inUse: 'In gebruik:',
      nobody:
        'Er kan nog niemand aanroepen: voeg een integratie en een kanaal toe en voer hun adressen in bij WeChat en in CXone.',
      note: 'Alleen wat WeChat en CXone zelf doen, telt. Een aanroep van voor de wijziging van het adres bewijst het oude: let op de tijden.',
    },
    state: {
      none: 'Nog geen adres',
      wrong: 'Het adres is onbruikbaar',
      waiting: 'Wacht op de eerste aanroep',
      half: 'Een van beide heeft aangeroepen',
      proven: 'Beide hebben aangeroepen',
      failing: 'Op dit moment niet bereikbaar',
    },
    stateHelp: {
      none: 'Kies een weg en typ het adres.',
      wrong: 'Er is een regel overtreden; die staat bij het veld. De relay gebruikt het adres niet.',
      waiting: 'Voer de waarden van een kanaal in bij WeChat, of het overdrachtsblad in CXone. Dit verandert vanzelf.',
      half: 'Het adres werkt van buiten. Wat nog ontbreekt, staat hieronder.',
      proven: 'WeChat heeft het adres gecontroleerd en CXone heeft het aangeroepen.',
      failing:
        'De relay kon zichzelf onder dit adres bereiken en kan dat niet meer. Kijk naar tunnel, proxy en certificaat. WeChat herhaalt een aanroep tweemaal; daarna is het bericht daar verloren.',
    },
  },
};
