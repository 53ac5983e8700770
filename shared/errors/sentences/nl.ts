import { certificatesNl } from './certificates/nl.ts';
import { deskNl } from './desk/nl.ts';
import { logNl } from './log/nl.ts';
import { operationsNl } from './operations/nl.ts';
import { proxyNl } from './proxy/nl.ts';
import { searchNl } from './search/nl.ts';
import { setupNl } from './setup/nl.ts';
import { slaNl } from './sla/nl.ts';
import { tunnelNl } from './tunnel/nl.ts';
import type { Sentences } from './sentence.ts';

/** Eén stel zinnen per foutcode, in het Nederlands (u-vorm). Woorden: zie de lijst in renderer/i18n/glossary.md. */
export const nl: Sentences = {
  INTERNAL: {
    title: 'Er ging iets mis binnen Veerpont',
    help: 'Opgeslagen berichten zijn veilig en het werk gaat door waar dat kan. Gebeurt het weer, start Veerpont dan opnieuw en meld het met het logboek.',
  },

  IPC_SENDER: {
    title: 'Een verzoek van een onbekende pagina is geweigerd',
    help: 'De berichten lopen gewoon door. Start Veerpont opnieuw; gebeurt het weer, meld het dan.',
  },
  IPC_UNKNOWN: {
    title: 'Het venster vroeg iets wat Veerpont niet kent',
    help: 'De berichten lopen gewoon door. Venster en programma hebben mogelijk verschillende versies: start Veerpont opnieuw.',
  },
  IPC_SCHEMA: {
    title: 'Venster en programma begrepen elkaar niet',
    help: 'De berichten lopen gewoon door, er is niets veranderd. Start Veerpont opnieuw; gebeurt het weer, meld het dan.',
  },
  IPC_RATE: {
    title: 'Te veel verzoeken tegelijk',
    help: 'De berichten lopen gewoon door. Wacht een paar seconden en probeer het opnieuw.',
  },

  CONFIG_NOT_FOUND: {
    title: 'Het configuratiebestand is niet gevonden',
    help: 'De relay kan niet starten, dus er gaan geen berichten door. Controleer naam en plaats van het bestand[: {{value}}].',
  },
  CONFIG_NOT_JSON: {
    title: 'Het configuratiebestand is niet te lezen',
    help: 'De relay kan niet starten, dus er gaan geen berichten door. Het bestand is geen geldige JSON[, zie {{value}}]. Verbeter het en start opnieuw.',
  },
  CONFIG_INVALID: {
    title: 'Er zit een fout in de configuratie',
    help: 'De relay kan niet starten, dus er gaan geen berichten door. Verbeter dit onderdeel en start opnieuw[: {{value}}].',
  },
  CONFIG_SECRET_MISSING: {
    title: 'Er ontbreekt een geheim in de configuratie',
    help: 'Wat het nodig heeft draait niet, dus daar gaan geen berichten door. Vul het geheim aan en start opnieuw[: {{value}}].',
  },
  CONFIG_SECRET_INVALID: {
    title: 'Een geheim in de configuratie heeft niet de juiste vorm',
    help: 'Wat het nodig heeft draait niet, dus daar gaan geen berichten door. Verbeter het geheim en start opnieuw[: {{value}}].',
  },
  CONFIG_TLS_REQUIRED: {
    title: 'Voor dit adres is een certificaat nodig',
    help: 'De relay neemt geen onbeveiligd verkeer van het netwerk aan. Noem een certificaat of een vertrouwde proxy, of luister alleen op deze computer[ (nu {{value}})].',
  },
  CONFIG_TLS_VERIFICATION_OFF: {
    title: 'De certificaatcontrole staat uit op deze computer',
    help: 'Zo start de relay niet, dus er gaan geen berichten door. Verwijder de instelling[ {{value}}] die de controle uitzet en start opnieuw.',
  },
  DATA_FOLDER_UNUSABLE: {
    title: 'De gegevensmap is niet bruikbaar',
    help: 'Er kan niets worden opgeslagen, dus er worden geen berichten aangenomen. Controleer of de map bestaat en of u erin mag schrijven[: {{value}}].',
  },
  PORT_TAKEN: {
    title: 'Een ander programma gebruikt de poort van de relay',
    help: 'WeChat en CXone kunnen de relay niet bereiken. Sluit het andere programma of een tweede Veerpont[ op poort {{value}}] en start de relay opnieuw.',
  },
  LISTEN_FAILED: {
    title: 'De relay kan zijn adres niet openen',
    help: 'WeChat en CXone kunnen de relay niet bereiken. Controleer het adres[ {{value}}] in de configuratie en start de relay opnieuw.',
  },
  RELAY_NOT_REACHABLE: {
    title: 'De relay is niet bereikbaar',
    help: 'Berichten van WeChat en CXone komen niet aan[ op {{value}}]. Controleer de netwerkverbinding, en de tunnel of proxy als die er is. De relay kijkt vanzelf opnieuw.',
  },

  SETTINGS_DAMAGED: {
    title: 'Het bestand met instellingen was beschadigd',
    help: 'Het is opzijgezet en de gewone instellingen gelden. De berichten lopen gewoon door. Kijk in de gegevensmap als u iets mist.',
  },
  VAULT_NO_KEYRING: {
    title: 'Deze computer heeft geen sleutelbos voor geheimen',
    help: 'Veerpont bewaart geheimen nooit leesbaar. Kies een wachtzin, of bewaar ze alleen tot Veerpont sluit. Tot dan gaan er geen berichten door.',
  },
  VAULT_LOCKED: {
    title: 'De geheimen zijn vergrendeld',
    help: 'Voer uw wachtzin in om de relay te starten. Tot dan gaan er geen berichten door; wat is opgeslagen, is veilig.',
  },
  VAULT_WRONG_PASSPHRASE: {
    title: 'Dat is niet de juiste wachtzin',
    help: 'Er is niets veranderd. Let op hoofdletters en toetsenbordtaal en probeer het opnieuw.',
  },
  VAULT_PASSPHRASE_WEAK: {
    title: 'Deze wachtzin is te kort',
    help: 'Gebruik ten minste 12 tekens. Een paar woorden die niets met elkaar te maken hebben zijn goed te onthouden en moeilijk te raden.',
  },
  VAULT_BACKEND_CHANGED: {
    title: 'De geheimen zijn met een andere sleutelbos vergrendeld',
    help: 'Met de huidige[ ({{value}})] gaan ze niet open. Meld u aan zoals voorheen of herstel de sleutelbos. Er is niets overschreven.',
  },
  VAULT_DAMAGED: {
    title: 'Het bestand met de geheimen is beschadigd',
    help: 'Zonder dit bestand kan de relay niet starten. Zet het terug uit een back-up van de gegevensmap. Er is niets overschreven.',
  },

  STORE_LOCKED: {
    title: 'Een andere relay gebruikt de database',
    help: 'Twee relays op één database zouden berichten door elkaar halen, dus deze wacht. Sluit de andere Veerpont en start de relay opnieuw.',
  },
  STORE_WRONG_KEY: {
    title: 'De database gaat met deze sleutel niet open',
    help: 'Opgeslagen berichten zijn onaangeroerd maar niet te lezen, en er wordt niets nieuws aangenomen. Ontgrendel met de wachtzin of sleutelbos van voorheen.',
  },
  STORE_DAMAGED: {
    title: 'De database is beschadigd',
    help: 'Er is niets gewijzigd of verwijderd, en er wordt niets nieuws aangenomen. Zet de laatste back-up terug in de gegevensmap[: {{value}}].',
  },
  STORE_MISSING: {
    title: 'De database ontbreekt',
    help: 'Veerpont is hier eerder gebruikt en begint daarom niet met een lege. Zet de database terug in de gegevensmap[: {{value}}].',
  },
  STORE_NEWER: {
    title: 'De database is gemaakt door een nieuwere Veerpont',
    help: 'Deze versie blijft eraf, zodat er niets verloren gaat. Installeer de nieuwere versie[ ({{value}})] en start opnieuw.',
  },
  STORE_FULL: {
    title: 'De schijf is vol',
    help: 'Nieuwe berichten worden geweigerd, zodat de afzender het opnieuw probeert; opgeslagen berichten zijn veilig. Maak ruimte vrij, dan gaat de relay vanzelf verder.',
  },
  STORE_WRITE_FAILED: {
    title: 'De schijf weigert berichten op te slaan',
    help: 'Nieuwe berichten worden niet aangenomen, zodat de afzender het opnieuw probeert; opgeslagen berichten zijn veilig. Controleer de schijf en de gegevensmap.',
  },
  STORE_RECORDS_MISSING: {
    title: 'Er ontbreken berichten in de database',
    help: 'Na schade of een teruggezette back-up zijn[ {{value}}] berichten weg waarvan vaststaat dat ze waren opgeslagen. Zoek ze voor die periode op in WeChat en CXone.',
  },
  RECORD_DAMAGED: {
    title: 'De opslag van dit bericht is beschadigd',
    help: 'De inhoud kan niet worden getoond of verzonden. Andere berichten hebben er geen last van. Vraag de klant of de agent het opnieuw te sturen.',
  },
  MESSAGE_NOT_FOUND: {
    title: 'Dit bericht staat niet in de database',
    help: 'Het is misschien gewist, of de link hoort bij een andere computer.',
  },
  MESSAGE_ACTION_NOT_POSSIBLE: {
    title: 'Dit kan nu niet met dit bericht',
    help: 'De status is intussen veranderd, of er loopt een poging. Er is niets gewijzigd: bekijk de tijdlijn en kies opnieuw.',
  },
  MESSAGE_MAY_ARRIVE_TWICE: {
    title: 'De klant leest dit bericht misschien twee keer',
    help: 'Het is al verstuurd en er is geen antwoord gelezen. Vraag het de klant of kijk eerst op de telefoon; stuur het alleen opnieuw als twee keer lezen geen kwaad kan.',
  },
  MESSAGE_GIVEN_UP: {
    title: 'Een operator heeft dit bericht opgegeven',
    help: 'De uitkomst was onbekend en het is niet opnieuw verstuurd. CXone heeft gehoord dat het is mislukt.',
  },
  MEDIA_TOO_LARGE: {
    title: 'Het bestand is te groot',
    help: 'Het is niet doorgegeven; de tekst van het bericht wel. Een kleiner bestand kan wel worden verstuurd.',
  },
  MEDIA_TYPE_REFUSED: {
    title: 'De andere kant neemt dit soort bestanden niet aan',
    help: 'Het bestand is niet doorgegeven; de tekst van het bericht wel. Het kan in een andere vorm worden verstuurd.',
  },
  MEDIA_EXPIRED: {
    title: 'Het bestand is er niet meer',
    help: 'WeChat bewaart bestanden drie dagen en de adressen van CXone gelden kort. Het is niet doorgegeven; de afzender kan het opnieuw sturen.',
  },
  MEDIA_UNREADABLE: {
    title: 'Het bewaarde bestand is niet te lezen',
    help: 'Het is beschadigd of uit de gegevensmap verwijderd. Het bericht zelf is veilig; de afzender kan het bestand opnieuw sturen.',
  },
  MEDIA_SOURCE_UNREACHABLE: {
    title: 'Het bestand kon nog niet worden opgehaald',
    help: 'Het bericht wacht en wordt vanzelf opnieuw geprobeerd.',
  },
  MEDIA_NOT_CONVERTIBLE: {
    title: 'De afbeelding kon niet worden omgezet naar een vorm die de andere kant aanneemt',
    help: 'Ze is niet doorgegeven; de tekst van het bericht wel. Als JPEG of PNG kan ze wel worden verstuurd.',
  },

  RELAY_NOT_RUNNING: {
    title: 'De relay draait niet',
    help: 'Er gaan nu geen berichten door. Wat is opgeslagen, is veilig. Start de relay opnieuw.',
  },
  RELAY_UNRESPONSIVE: {
    title: 'De relay geeft geen antwoord',
    help: 'Veerpont wacht even en start hem dan opnieuw. Wat is opgeslagen, is veilig; WeChat biedt nieuwe berichten ongeveer 15 seconden lang opnieuw aan.',
  },
  RELAY_START_TIMEOUT: {
    title: 'De relay doet te lang over het starten',
    help: 'Er gaan nog geen berichten door. Wat is opgeslagen, is veilig. Start hem opnieuw; helpt dat niet, start dan deze computer opnieuw.',
  },
  RELAY_GAVE_UP: {
    title: 'De relay is meermaals gestopt en blijft nu uit',
    help: 'Er gaan geen berichten door. Wat is opgeslagen, is veilig. Start hem opnieuw; stopt hij weer, meld het dan met het logboek.',
  },
  SANDBOX_NOT_RUNNING: {
    title: 'De oefenomgeving draait niet',
    help: 'Echte kanalen merken er niets van. Start de oefenomgeving opnieuw om oefenberichten te zien.',
  },

  TARGET_FORBIDDEN: {
    title: 'De relay mag dit adres niet aanroepen',
    help: 'Het adres[ {{value}}] is privé of onbeveiligd, dus er wordt niets naartoe gestuurd. Verbeter het in de configuratie.',
  },
  TARGET_REDIRECTED: {
    title: 'De andere kant stuurde ons door naar een ander adres',
    help: 'Berichten gaan nooit naar een adres dat niemand heeft gekozen[ ({{value}})]; ze wachten hier. Controleer het adres in de configuratie en controleer daarna opnieuw.',
  },

  WECHAT_UNREACHABLE: {
    title: 'WeChat is niet bereikbaar',
    help: 'Antwoorden wachten hier en gaan weg zodra WeChat weer antwoordt. Openen andere sites ook niet, controleer dan dit netwerk.',
  },
  WECHAT_BUSY: {
    title: 'WeChat heeft het druk',
    help: 'Antwoorden wachten hier en worden vanzelf opnieuw geprobeerd. U hoeft niets te doen.',
  },
  WECHAT_ANSWER_INVALID: {
    title: 'WeChat antwoordde iets wat we niet konden lezen',
    help: 'Antwoorden wachten hier en worden opnieuw geprobeerd. Houdt het aan, dan antwoordt er mogelijk een proxy of firewall in plaats van WeChat.',
  },
  WECHAT_TOKEN_REFUSED: {
    title: 'WeChat weigerde ons toegangstoken',
    help: 'Er wordt vanzelf een nieuw opgehaald; antwoorden wachten zolang hier. Houdt het aan, controleer dan het AppSecret.',
  },
  WECHAT_TOKEN_CONFLICT: {
    title: 'Een ander systeem neemt het token van dit account over',
    help: 'Antwoorden wachten hier. Zoek het andere programma dat dit WeChat-account gebruikt, laat het het stabiele token gebruiken of zet het uit, en controleer opnieuw.',
  },
  WECHAT_SECRET_INVALID: {
    title: 'WeChat weigert het AppSecret',
    help: 'Antwoorden wachten hier; er gaat niets verloren. Neem het huidige AppSecret van het WeChat-platform over bij Certificaten › Toegangsgegevens en controleer opnieuw.',
  },
  WECHAT_SECRET_FROZEN: {
    title: 'Het AppSecret is bevroren',
    help: 'Antwoorden wachten hier; er gaat niets verloren. Hef de bevriezing op in de ontwikkelaarsinstellingen van het WeChat-platform en controleer opnieuw.',
  },
  WECHAT_APPID_INVALID: {
    title: 'WeChat kent deze AppID niet',
    help: 'Antwoorden wachten hier; er gaat niets verloren. Vergelijk de AppID van dit kanaal in relay.json met het WeChat-platform en controleer opnieuw.',
  },
  WECHAT_IP_NOT_LISTED: {
    title: 'WeChat weigert het adres van dit netwerk',
    help: 'Zet dit adres op de IP-lijst van het account op het WeChat-platform[: {{value}}]. Tot dan wachten antwoorden hier; er gaat niets verloren.',
  },
  WECHAT_IP_CONFIRM_PENDING: {
    title: 'WeChat wacht tot een beheerder dit netwerk goedkeurt',
    help: 'De beheerder van het account heeft in WeChat een verzoek gekregen[ voor {{value}}]. Antwoorden wachten hier tot het is goedgekeurd; controleer daarna opnieuw.',
  },
  WECHAT_IP_CONFIRM_REFUSED: {
    title: 'De beheerder heeft dit netwerk in WeChat geweigerd',
    help: 'Antwoorden wachten hier. Vraag de beheerder van het account dit adres op de IP-lijst te zetten[: {{value}}]. WeChat vraagt het op zijn vroegst na een uur opnieuw.',
  },
  WECHAT_QUOTA_EXHAUSTED: {
    title: 'Het aantal aanroepen naar WeChat is voor vandaag op',
    help: 'Antwoorden wachten hier en gaan verder als bij WeChat een nieuwe dag begint (middernacht in China). De beheerder kan de teller op het WeChat-platform terugzetten.',
  },
  WECHAT_RATE_LIMITED: {
    title: 'WeChat vraagt ons rustiger aan te doen',
    help: 'Antwoorden wachten hier even en gaan langzamer weg. U hoeft niets te doen.',
  },
  WECHAT_API_FORBIDDEN: {
    title: 'Dit WeChat-account mag deze aanroep niet gebruiken',
    help: 'Antwoorden van deze soort kunnen niet weg. Controleer op het WeChat-platform of het account geverifieerd is en het recht voor klantenservice heeft.',
  },
  WECHAT_ACCOUNT_FROZEN: {
    title: 'WeChat heeft dit account beperkt',
    help: 'Antwoorden wachten hier. De reden en de weg naar bezwaar staan in de meldingen van het account op het WeChat-platform. Controleer opnieuw zodra het is opgeheven.',
  },
  WECHAT_PERMISSION_MISSING: {
    title: 'Het WeChat-account mist een recht',
    help: 'Antwoorden wachten hier. Geef op het WeChat-platform het recht voor klantenservice en controleer opnieuw.',
  },
  WECHAT_CALLBACK_NOT_SET: {
    title: 'WeChat stuurt berichten van klanten niet hierheen',
    help: 'Voer dit adres in als server-URL op het WeChat-platform en zet het aan[: {{value}}]. Tot dan komen berichten van klanten niet aan.',
  },
  WECHAT_REPLY_WINDOW_CLOSED: {
    title: 'De antwoordtijd van WeChat is voorbij',
    help: 'WeChat staat antwoorden toe tot 48 uur na het laatste bericht van de klant, en alleen zolang die het account volgt. Het antwoord blijft bewaard en kan weg als de klant weer schrijft.',
  },
  WECHAT_REPLY_COUNT_USED: {
    title: 'Het aantal antwoorden dat WeChat toestaat is op',
    help: 'WeChat telt de antwoorden per bericht van de klant. Het antwoord blijft bewaard en kan weg als de klant weer schrijft.',
  },
  WECHAT_USER_UNREACHABLE: {
    title: 'Deze klant is niet te bereiken',
    help: 'De klant volgt het account niet meer of hoort er niet bij. Dit antwoord is niet bezorgd; probeer de klant langs een andere weg te bereiken.',
  },
  WECHAT_USER_BLOCKED: {
    title: 'Het account heeft deze klant geblokkeerd',
    help: 'Dit antwoord is niet bezorgd. Haal de klant op het WeChat-platform van de blokkeerlijst als dat een vergissing was.',
  },
  WECHAT_CONTENT_REFUSED: {
    title: 'WeChat weigert deze inhoud',
    help: 'Dit antwoord is niet bezorgd en wordt niet herhaald. De agent kan het in andere woorden sturen.',
  },
  WECHAT_TEXT_TOO_LONG: {
    title: 'Het antwoord is te lang voor WeChat',
    help: 'Dit antwoord is niet bezorgd. De agent kan het in kortere delen sturen.',
  },
  WECHAT_PARTS_CHANGED: {
    title: 'Een deel van dit antwoord ging uit met een andere langste tekst dan nu is ingesteld',
    help: 'De rest is niet verstuurd, want er zouden woorden wegvallen of dubbel komen. Zet de langste tekst van het kanaal terug en stuur het antwoord opnieuw, of de agent stuurt de rest.',
  },
  WECHAT_MEDIA_REFUSED: {
    title: 'WeChat weigert dit bestand',
    help: 'Dit antwoord is niet bezorgd. Soort of grootte is niet toegestaan, of het bestand is te lang bewaard. De agent kan een ander bestand sturen.',
  },
  WECHAT_NOT_FOLLOWING: {
    title: 'Deze persoon volgt het account niet',
    help: 'WeChat laat niemand anders aanschrijven. De klant moet het account volgen of eerst zelf schrijven.',
  },
  WECHAT_TEMPLATE_MISSING: {
    title: 'Bij dit CXone-sjabloon hoort geen WeChat-sjabloon',
    help: 'Buiten het antwoordvenster mogen alleen sjabloonberichten worden verstuurd. Vul het WeChat-sjabloon in bij de configuratie van het kanaal[: {{value}}].',
  },
  WECHAT_TEMPLATE_REFUSED: {
    title: 'WeChat weigert het sjabloonbericht',
    help: 'Het bericht is niet bezorgd. Vergelijk het id van het sjabloon en de namen van de velden met die bij WeChat.',
  },
  WECHAT_TEMPLATE_NOT_RECEIVED: {
    title: 'WeChat kon het sjabloonbericht niet bezorgen',
    help: 'WeChat nam het aan en meldde later dat het niet is aangekomen: de klant weigert berichten, of WeChat faalde.',
  },
  WECHAT_REQUEST_INVALID: {
    title: 'WeChat nam de vorm van dit antwoord niet aan',
    help: 'Dit antwoord is niet bezorgd en wordt niet herhaald, want het zou weer mislukken. Meld het met het nummer van het bericht.',
  },
  WECHAT_UNKNOWN_CODE: {
    title: 'WeChat weigerde om een reden die we niet kennen',
    help: 'Dit antwoord is niet bezorgd. Zoek de code op bij het WeChat-platform en meld hem, zodat we hem kunnen benoemen.',
  },
  WECHAT_OUTCOME_UNKNOWN: {
    title: 'WeChat antwoordde niet op tijd',
    help: 'De klant heeft dit antwoord misschien wel, misschien niet ontvangen. Opnieuw sturen kan het dubbel tonen, dus er wordt niets vanzelf herhaald.',
  },

  WECHAT_SIGNATURE_MISMATCH: {
    title: 'Berichten met een ander token zijn geweigerd',
    help: 'Vergelijk het token bij Certificaten › Toegangsgegevens met het WeChat-platform. Zolang ze verschillen, komen berichten van klanten niet aan.',
  },
  WECHAT_AESKEY_MISMATCH: {
    title: 'Berichten kunnen niet worden ontsleuteld',
    help: 'Vergelijk de EncodingAESKey bij Certificaten › Toegangsgegevens met het WeChat-platform. Zolang ze verschillen, komen berichten van klanten niet aan.',
  },
  WECHAT_APPID_MISMATCH: {
    title: 'Hier komen berichten van een ander WeChat-account aan',
    help: 'Ze zijn geweigerd. Elk account heeft een eigen callback-adres nodig: vergelijk de AppID en het adres op het WeChat-platform.',
  },
  WECHAT_MODE_MISMATCH: {
    title: 'WeChat stuurt in een andere modus dan hier is ingesteld',
    help: 'Kies hier en op het WeChat-platform dezelfde berichtmodus (gewoon, compatibel of veilig). Tot dan komen berichten van klanten niet aan.',
  },
  WECHAT_PUSH_STALE: {
    title: 'Een oude kopie van een bericht is geweigerd',
    help: 'Er is niets verloren: de ondertekening was te oud om te vertrouwen. Gebeurt het vaak, controleer dan de klok van deze computer.',
  },
  WECHAT_PUSH_MALFORMED: {
    title: 'Een verzoek dat geen WeChat-bericht is, is geweigerd',
    help: 'Er is niets opgeslagen. Af en toe is dit een scanner op internet; u hoeft niets te doen.',
  },
  WECHAT_PUSH_UNREADABLE: {
    title: 'Er kwam een bericht binnen dat we niet kunnen lezen',
    help: 'Het is echt en bewaard zoals het kwam, maar het bereikte CXone niet. Vraag de klant het opnieuw te schrijven en meld het nummer van het bericht.',
  },
  CLOCK_WRONG: {
    title: 'De klok van deze computer loopt verkeerd',
    help: 'De andere kant weigert berichten met een verkeerde tijd[ ({{value}} verschil)]. Zet in de instellingen van deze computer de automatische tijd aan.',
  },

  CXONE_UNREACHABLE: {
    title: 'CXone is niet bereikbaar',
    help: 'Berichten van klanten wachten hier en gaan weg zodra CXone weer antwoordt. Openen andere sites ook niet, controleer dan dit netwerk.',
  },
  CXONE_SERVER_ERROR: {
    title: 'CXone heeft zelf een storing',
    help: 'Berichten van klanten wachten hier en worden vanzelf opnieuw geprobeerd. U hoeft niets te doen.',
  },
  CXONE_ANSWER_INVALID: {
    title: 'CXone antwoordde iets wat we niet konden lezen',
    help: 'Berichten van klanten wachten hier en worden opnieuw geprobeerd. Houdt het aan, dan antwoordt er mogelijk een proxy of firewall in plaats van CXone.',
  },
  CXONE_RATE_LIMITED: {
    title: 'CXone vraagt ons rustiger aan te doen',
    help: 'Berichten van klanten wachten hier even en gaan langzamer weg. U hoeft niets te doen.',
  },
  CXONE_CREDENTIALS_REFUSED: {
    title: 'CXone weigert de toegangssleutel',
    help: 'Berichten van klanten wachten hier; er gaat niets verloren. Voer in de instellingen van deze integratie een geldige toegangssleutel van de CXone-medewerker in en controleer opnieuw.',
  },
  CXONE_TOKEN_REFUSED: {
    title: 'CXone weigert een token dat het net zelf gaf',
    help: 'Berichten van klanten wachten hier; er gaat niets verloren. Controleer of de toegangssleutel bij deze tenant hoort en controleer opnieuw.',
  },
  CXONE_FORBIDDEN: {
    title: 'CXone staat deze integratie dit niet toe',
    help: 'Berichten van klanten wachten hier; er gaat niets verloren. Vraag de CXone-beheerder om het ontbrekende recht en controleer opnieuw.',
  },
  CXONE_CHANNEL_MISSING: {
    title: 'Het kanaal bestaat niet in CXone',
    help: 'Berichten van klanten wachten hier; er gaat niets verloren. Het is verwijderd of het nummer klopt niet: voeg het in CXone opnieuw toe of verbeter het nummer, en controleer opnieuw.',
  },
  CXONE_REQUEST_REFUSED: {
    title: 'CXone nam dit bericht niet aan',
    help: 'Het bereikte geen agent en wordt niet herhaald, want het zou weer mislukken. Meld het met het nummer van het bericht.',
  },

  BOX_CREDENTIALS_WRONG: {
    title: 'CXone meldt zich met een verkeerd client-id of geheim',
    help: 'Antwoorden van agents komen hier niet aan. Voer het client-id en het geheim van deze integratie opnieuw in CXone in.',
  },
  BOX_TOKEN_INVALID: {
    title: 'Een aanroep met een ongeldig token is geweigerd',
    help: 'CXone haalt vanzelf een nieuw token op. Komen antwoorden niet aan, controleer dan client-id en geheim van de integratie in CXone.',
  },
  BOX_REQUEST_INVALID: {
    title: 'CXone stuurde een antwoord dat we niet konden lezen',
    help: 'CXone weet dat het antwoord niet is aangenomen. De agent kan het opnieuw sturen; gebeurt het weer, meld het dan.',
  },
  BOX_RECIPIENT_INVALID: {
    title: 'Het antwoord noemt een klant die we niet kennen',
    help: 'CXone weet dat het antwoord niet is aangenomen. De klant moet eerst langs dit kanaal hebben geschreven.',
  },
  BOX_TEXT_TOO_LONG: {
    title: 'Het antwoord is langer dan WeChat toestaat',
    help: 'CXone weet dat het antwoord niet is aangenomen. De agent kan het in kortere delen sturen.',
  },
  BOX_UNKNOWN_ROUTE: {
    title: 'CXone vroeg iets wat deze relay niet aanbiedt',
    help: 'De aanroep is geweigerd en genoteerd; de berichten lopen gewoon door. Meld het als agents iets missen.',
  },
  BOX_BUSY: {
    title: 'De relay heeft het te druk voor meer antwoorden',
    help: 'CXone is gevraagd het zo dadelijk opnieuw te proberen. Er gaat niets verloren; u hoeft niets te doen.',
  },

  NO_PROOF_YET: {
    title: 'Deze richting is nog door niets bewezen',
    help: 'Er is voor zover we weten niets mis. Stuur een testbericht, of controleer het adres dat aan de andere kant is ingevoerd[: {{value}}].',
  },

  ...operationsNl,
  ...slaNl,
  ...certificatesNl,
  ...deskNl,
  ...searchNl,
  ...logNl,
  ...setupNl,
  ...tunnelNl,
  ...proxyNl,
};
