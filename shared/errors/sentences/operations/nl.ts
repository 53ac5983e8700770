import type { OperationsSentences } from '../sentence.ts';

/** Nederlands. */
export const operationsNl: OperationsSentences = {
  CHANNEL_UNKNOWN: {
    title: 'Dit kanaal bestaat niet meer',
    help: 'Mogelijk is het uit de configuratie gehaald. Er is niets gewijzigd[ ({{value}})].',
  },
  CHANNEL_PAUSED: {
    title: 'Dit kanaal staat op pauze',
    help: 'Berichten worden aangenomen en opgeslagen, en wachten. Start het kanaal om ze nu af te leveren; anders eindigt de pauze vanzelf.',
  },
  CHANNEL_STOPPED: {
    title: 'Dit kanaal is uitgeschakeld',
    help: 'Nieuwe berichten worden geweigerd: WeChat meldt klanten dat de dienst een storing heeft. Wat is opgeslagen, wacht. Start het kanaal om verder te gaan.',
  },
  CHANNEL_REMOVED_IN_CXONE: {
    title: 'Het kanaal is in CXone verwijderd',
    help: 'Een CXone-beheerder heeft het verwijderd; daarom is het hier uitgeschakeld. Wat is opgeslagen, wacht. Start het pas weer als het opnieuw in CXone bestaat.',
  },
  CHANNEL_CONTROL_UNREADABLE: {
    title: 'Of dit kanaal gepauzeerd of gestopt was, is niet te lezen',
    help: 'Daarom wordt het vastgehouden: berichten worden aangenomen en opgeslagen, en er wordt niets doorgegeven. Beslis opnieuw: start, pauzeer of stop het kanaal. Komt het terug, dan is de schijf van deze computer mogelijk beschadigd.',
  },
  CHANNEL_WAITS_FOR_CXONE: {
    title: 'Wacht op de inrichting: het kanaal bestaat nog niet in CXone',
    help: 'Er gaat niets verloren: wat klanten schrijven, wordt aangenomen en hier op volgorde bewaard. Maak het kanaal aan bij de stap ‘Kanaal in CXone’ van zijn inrichting, of vink daar aan dat het met de hand is gemaakt, en neem de inrichting in gebruik. Wat wacht, wordt dan afgeleverd.',
  },
  COMPUTER_ASLEEP: {
    title: 'Deze computer stond in slaapstand',
    help: 'Intussen kon er niets worden ontvangen; het gatenrapport noemt de tijden. Alles wordt opnieuw gecontroleerd.',
  },
  NETWORK_DOWN: {
    title: 'Deze computer heeft geen netwerkverbinding',
    help: 'Er komt niets door, in geen van beide richtingen; wat is opgeslagen, wacht. Verbind de computer; de relay gaat vanzelf verder.',
  },
  CHECK_CANNOT_TELL: {
    title: 'Dit is van hieruit niet vast te stellen',
    help: 'Het is geen storing. Veel netwerken laten een computer zijn eigen openbare adres niet bereiken; alleen WeChat of CXone kan het bewijzen.',
  },
  ANSWERS_SLOW: {
    title: 'De relay antwoordt traag',
    help: 'WeChat herhaalt wat niet binnen 5 seconden is beantwoord en kan een minuut stoppen met sturen[ (traagste: {{value}})]. Kijk wat deze computer verder bezighoudt.',
  },
  WECHAT_CALLBACK_UNREACHABLE: {
    title: 'WeChat bereikt het callback-adres mogelijk niet',
    help: 'WeChats eigen controle vond geen weg erheen; berichten van klanten komen dan niet aan. Controleer naam, tunnel en firewall van[ {{value}}] het openbare adres.',
  },
  WECHAT_PUSHES_STOPPED: {
    title: 'WeChat stuurt geen berichten meer',
    help: 'Dat doet het een minuut lang na mislukte antwoorden, en langer als het adres weg is. Opnieuw verbinden controleert het adres en zegt wat te herstellen is.',
  },
  WECHAT_QUOTA_LOW: {
    title: 'Het dagtegoed van WeChat is bijna op',
    help: 'Antwoorden gaan uit zolang het strekt[: vandaag nog {{value}} aanroepen]. Het wordt om middernacht Chinese tijd vernieuwd.',
  },
  TARGET_CERTIFICATE_REFUSED: {
    title: 'Het certificaat van de andere kant wordt niet aanvaard',
    help: 'Er wordt niets heen gestuurd; het wacht hier. Meestal komt het door een proxy die versleuteld verkeer opent of een verkeerde klok[ ({{value}})]. Vraag de netwerkbeheerder.',
  },
  OWN_CERTIFICATE_EXPIRED: {
    title: 'Het eigen certificaat van de relay is verlopen',
    help: 'WeChat en CXone kunnen geen verbinding maken; er kan niets worden ontvangen[ sinds {{value}}]. Plaats een nieuw certificaat.',
  },
  OWN_CERTIFICATE_EXPIRING: {
    title: 'Het eigen certificaat van de relay verloopt binnenkort',
    help: 'Voorlopig werkt alles. Plaats een nieuw certificaat voordat het[ op {{value}}] afloopt.',
  },
  BOX_NOT_CALLED_YET: {
    title: 'CXone heeft nog niet aangeroepen',
    help: 'Dat antwoorden aankomen, is pas bewezen na de eerste aanroep. Controleer de adressen in het formulier van de integratie in CXone[: {{value}}].',
  },
  RECONNECT_NOT_FOUND: {
    title: 'Dat opnieuw verbinden is voorbij',
    help: 'De relay is sindsdien herstart, of het is lang geleden. Druk op Opnieuw verbinden om opnieuw te beginnen.',
  },
  RECONNECT_NOT_POSSIBLE: {
    title: 'Dit kan niet op dit punt van het opnieuw verbinden',
    help: 'Het is intussen verder gegaan. Bekijk de stappen zoals ze nu staan en kies opnieuw.',
  },
  RECEIPT_NOT_FOUND: {
    title: 'Dit verslag bestaat niet meer',
    help: 'Verslagen worden verwijderd als hun bewaartijd om is. Berichten blijven onaangetast.',
  },
  TEST_FOLLOWER_UNKNOWN: {
    title: 'Niemand is aangemeld voor het testbericht',
    help: 'Meld op de pagina van het kanaal een collega aan die het account volgt, en probeer het opnieuw.',
  },
  TEST_WORD_NOT_SEEN: {
    title: 'Het codewoord is niet aangekomen',
    help: 'Dat bewijst niets: misschien is het niet gestuurd. Controleer dat de volger naar dit account schrijft, en precies het getoonde woord.',
  },
  INCIDENT_NOT_FOUND: {
    title: 'Dit incident bestaat niet meer',
    help: 'Incidenten worden verwijderd als hun bewaartijd om is. Berichten blijven onaangetast.',
  },
  INCIDENT_CLOSED: {
    title: 'Dit incident is al gesloten',
    help: 'Er hoeft niets te gebeuren. Een notitie toevoegen kan nog wel.',
  },
  MAINTENANCE_NOT_FOUND: {
    title: 'Dit onderhoud bestaat niet meer',
    help: 'Het is voorbij of verwijderd. Er is niets gewijzigd.',
  },
  WATCH_NOT_FOUND: {
    title: 'Dit volgen is beëindigd',
    help: 'Er is niets gewijzigd. Volg het bericht zo nodig opnieuw.',
  },
  WATCH_NOT_POSSIBLE: {
    title: 'Dit bericht kan niet worden gevolgd',
    help: 'Het is al aan zijn einde, of de afzender is niet leesbaar.',
  },
  TIME_IN_PAST: {
    title: 'Die tijd is al voorbij',
    help: 'Er is niets gewijzigd. Kies een tijd in de toekomst, en een einde na het begin.',
  },
  TEXT_TOO_LONG: {
    title: 'De tekst is te lang',
    help: 'Er is niets opgeslagen. Maak hem korter[, tot {{value}} bytes]; een Chinees teken telt als drie.',
  },
  FILE_NOT_SAVED: {
    title: 'Het bestand kon niet worden opgeslagen',
    help: 'Kies een andere map, of controleer of er ruimte is en of u er mag schrijven[: {{value}}].',
  },
  ALERT_SETTINGS_INVALID: {
    title: 'In deze meldingsinstellingen zit een fout',
    help: 'Er is niets opgeslagen; de geldende instellingen blijven. Verbeter dit deel[: {{value}}].',
  },
  ALERT_NO_TARGET: {
    title: 'Geen adres om mensen te bereiken',
    help: 'Langs deze weg kan niemand worden gewaarschuwd. Vul het adres in, sla op en test opnieuw.',
  },
  ALERT_TARGET_FORBIDDEN: {
    title: 'Dit adres is niet toegestaan voor meldingen',
    help: 'Meldingen gaan alleen naar https-adressen en naar mailservers met versleuteling[ ({{value}})]. Verbeter het adres.',
  },
  ALERT_UNREACHABLE: {
    title: 'Het adres voor meldingen is niet bereikbaar',
    help: 'Langs deze weg is niemand gewaarschuwd; het wordt een dag lang opnieuw geprobeerd. Controleer adres en netwerk[: {{value}}].',
  },
  ALERT_REFUSED: {
    title: 'De andere kant weigerde de melding',
    help: 'Langs deze weg is niemand gewaarschuwd. Controleer adres, vorm en geheim[; het antwoord: {{value}}].',
  },
  ALERT_LOGIN_REFUSED: {
    title: 'De mailserver weigerde de aanmelding',
    help: 'Er is geen e-mail verstuurd. Controleer gebruikersnaam en wachtwoord[; het antwoord: {{value}}].',
  },
  ACTION_LINK_INVALID: {
    title: 'Deze pagina is geopend zonder wat CXone meestuurt',
    help: 'Er is niets gewijzigd. Open haar vanuit CXone: ACD, Digital, Points of Contact Digital.',
  },
  ACTION_HOST_NOT_ALLOWED: {
    title: 'De pagina is geopend vanaf een adres dat niet van CXone is',
    help: 'Er is niets gewijzigd en er is niets heen gestuurd[ ({{value}})]. Open de pagina vanuit CXone.',
  },
  ACTION_TOKEN_REFUSED: {
    title: 'CXone bevestigde niet wie deze pagina opende',
    help: 'Er is niets gewijzigd. Een link werkt één keer en maar kort: open de pagina opnieuw vanuit CXone.',
  },
  ACTION_SESSION_ENDED: {
    title: 'Deze pagina heeft te lang opengestaan',
    help: 'Er is niets gewijzigd. Open haar opnieuw vanuit CXone.',
  },
  ACTION_CXONE_FAILED: {
    title: 'CXone deed niet wat gevraagd is',
    help: 'Hier is niets gewijzigd. Probeer het opnieuw; gebeurt het weer, meld dan uw beheerder wat CXone zei[: {{value}}].',
  },
};
