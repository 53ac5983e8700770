import type { SetupSentences } from '../sentence.ts';

/** Dutch. Fields carry the names of CXone's Dutch pages. */
export const setupNl: SetupSentences = {
  SETUP_REQUIRED: {
    title: 'Dit veld moet worden ingevuld',
    help: 'Typ of plak de waarde. Wat u al hebt getypt, blijft bewaard.',
  },
  SETUP_TOO_LONG: {
    title: 'Dit is te lang',
    help: 'Maak het korter[, hooguit {{value}} tekens].',
  },
  SETUP_NAME_TAKEN: {
    title: 'Elke naam mag één keer worden gebruikt',
    help: 'Een ander heeft deze naam al[ ({{value}})]. Hoofdletters en spaties maken geen verschil; kies een andere naam.',
  },
  SETUP_NAME_UNSEEN: {
    title: 'Een naam mag alleen zichtbare tekens bevatten',
    help: 'Er zit een verborgen teken in, waarschijnlijk door kopiëren. Maak het veld leeg en typ de naam met de hand.',
  },
  SETUP_VALUE_UNSEEN: {
    title: 'Deze waarde heeft geen spaties, accenten of verborgen tekens',
    help: 'Kopieer haar opnieuw van de pagina waarop ze staat, van het eerste tot het laatste teken.',
  },
  SETUP_ID_TAKEN: {
    title: 'Deze korte naam is in gebruik',
    help: 'Iets in relay.json of in de sandbox heeft hem al[ ({{value}})]. Kies een andere naam; de adressen worden dan ook anders.',
  },
  SETUP_NUMBER_FORM: {
    title: 'Dit is een geheel getal',
    help: 'Gebruik alleen cijfers, zonder teken, punt of komma, of laat het veld leeg.',
  },
  SETUP_TIME_FORM: {
    title: 'Elk deel van een tijd is een geheel getal',
    help: 'Gebruik alleen cijfers[, in dit veld hooguit {{value}}]. Een leeg deel telt als niets.',
  },
  SETUP_TIME_MISSING: {
    title: 'Een timer die aanstaat, heeft een tijd nodig',
    help: 'Vul uren, minuten of seconden in, samen ten minste één seconde, of schakel de timer uit.',
  },
  SETUP_URL_FORM: {
    title: 'Dit moet een volledig adres zijn',
    help: 'Schrijf het als https://relay.example.com/pad, zonder spaties. Een naam met andere letters dan a tot z schrijft u in de vorm met xn--.',
  },
  SETUP_URL_NOT_HTTPS: {
    title: 'Het adres moet met https:// beginnen',
    help: 'Er gaan berichten en geheimen overheen, en CXone en WeChat worden alleen versleuteld bereikt. Maak van http:// https:// zodra de server daar antwoordt.',
  },
  SETUP_URL_PORT: {
    title: 'WeChat roept alleen poort 443 aan',
    help: 'Laat de poort[ {{value}}] uit het adres weg en laat de reverse proxy of tunnel poort 443 naar de relay brengen.',
  },
  SETUP_URL_NOT_PUBLIC: {
    title: 'Het adres moet vanaf internet bereikbaar zijn',
    help: 'Dit adres bestaat alleen op deze computer of in een eigen netwerk. Gebruik de naam waaronder de buitenwereld de relay vindt.',
  },
  SETUP_URL_CREDENTIALS: {
    title: 'Een adres mag geen gebruikersnaam of wachtwoord bevatten',
    help: 'Verwijder alles tussen // en @. CXone meldt zich met Client-ID en Clientgeheim.',
  },
  SETUP_URL_FRAGMENT: {
    title: 'Een adres mag geen deel met # bevatten',
    help: 'Servers zien nooit wat erachter staat. Verwijder de # en alles daarna.',
  },
  SETUP_URL_QUERY: {
    title: 'Dit adres mag geen vraagteken bevatten',
    help: 'Er wordt een pad achter gezet. Verwijder het vraagteken en alles daarna.',
  },
  SETUP_URL_ELSEWHERE: {
    title: 'Dit is niet het openbare adres van de relay',
    help: 'Een andere server moet de aanroepen doorgeven, anders komt er niets aan. Laat het veld leeg om het adres van de relay te gebruiken.',
  },
  SETUP_PUBLIC_ADDRESS_MISSING: {
    title: 'Eerst moet het openbare adres van de relay bekend zijn',
    help: 'Kies bij Openbaar adres hoe WeChat en CXone de relay bereiken. Alle adressen die u doorgeeft, worden daarvan gemaakt.',
  },
  SETUP_SECRET_MISSING: {
    title: 'Er ontbreekt nog een geheim',
    help: 'Plak het van de pagina waarop het staat, of laat er een maken waar de knop dat aanbiedt. Het wordt versleuteld bewaard en niet meer getoond.',
  },
  SETUP_SECRET_FORM: {
    title: 'Een geheim heeft geen spaties, accenten of nieuwe regels',
    help: 'Kopieer het opnieuw, van het eerste tot het laatste teken, hooguit 1.000 tekens.',
  },
  SETUP_CLIENT_ID_FORM: {
    title: 'Een Client-ID heeft letters, cijfers en leestekens, maar geen spatie en geen dubbele punt',
    help: 'Gebruik hooguit 200 tekens, bijvoorbeeld veerpont-wechat.',
  },
  SETUP_CLIENT_ID_TAKEN: {
    title: 'Elke integratie heeft een eigen Client-ID',
    help: 'Een andere integratie gebruikt dit al[ ({{value}})], en de relay zou hun aanroepen niet kunnen onderscheiden. Kies een ander.',
  },
  SETUP_MTLS_ALL_OR_NONE: {
    title: 'Clientcertificaat, Persoonlijke sleutel en CA-certificaat: alle drie of geen',
    help: 'Vul in wat ontbreekt, of maak alle drie leeg. CXone neemt ze alleen samen aan.',
  },
  SETUP_MTLS_CERTIFICATE: {
    title: 'Het Clientcertificaat moet PEM-tekst zijn',
    help: 'Plak alles van BEGIN CERTIFICATE tot en met END CERTIFICATE, met de streepjes, met tussencertificaten erachter en verder niets. Een persoonlijke sleutel hoort hier niet.',
  },
  SETUP_MTLS_KEY: {
    title: 'De Persoonlijke sleutel moet PEM-tekst zonder wachtwoordzin zijn',
    help: 'Plak één sleutel van BEGIN PRIVATE KEY tot en met END PRIVATE KEY, met de streepjes. Haal van een versleutelde sleutel eerst de wachtwoordzin af: CXone kan er niet om vragen.',
  },
  SETUP_MTLS_AUTHORITY: {
    title: 'Het CA-certificaat moet PEM-tekst zijn',
    help: 'Plak een of meer certificaten van BEGIN CERTIFICATE tot en met END CERTIFICATE, met de streepjes, en verder niets.',
  },
  SETUP_MTLS_MISMATCH: {
    title: 'Clientcertificaat, Persoonlijke sleutel en CA-certificaat moeten bij elkaar passen',
    help: 'De sleutel moet bij het certificaat horen, de CA moet het hebben ondertekend, en het moet nu geldig en voor clients gemaakt zijn[: {{value}}]. Plak de drie delen van één uitgifte.',
  },
  SETUP_COLOR_FORM: {
    title: 'Een kleur is # met zes tekens uit 0-9 en a-f',
    help: 'Kies er een met het kleurveld, of schrijf haar als #07c160.',
  },
  SETUP_INTEGRATION_ID_MISSING: {
    title: 'De Integratie-ID van CXone ontbreekt nog',
    help: 'Na Opslaan toont CXone de integratie bij ACD > Digitaal > Bring Your Own Channel met haar Integratie-ID. Kopieer die naar dit veld.',
  },
  SETUP_INTEGRATION_ID_FORM: {
    title: 'Een Integratie-ID heeft alleen letters, cijfers, koppeltekens en liggende streepjes',
    help: 'Kopieer de ID uit het overzicht van BYOC-integraties, hooguit 100 tekens; niet de naam en geen adres.',
  },
  SETUP_INTEGRATION_ID_TAKEN: {
    title: 'Elke integratie heeft een eigen Integratie-ID',
    help: 'Een andere integratie heeft deze al[ ({{value}})]. Kijk in het overzicht van BYOC-integraties bij welke van de twee hij hoort.',
  },
  SETUP_APP_ID_FORM: {
    title: 'Een AppID is wx met 16 tekens uit 0-9 en a-f',
    help: 'Kopieer de AppID uit de basisinstellingen van het officiële account. De oorspronkelijke ID, die met gh_ begint, is een ander veld.',
  },
  SETUP_APP_SECRET_FORM: {
    title: 'Een AppSecret is 32 tekens uit 0-9 en a-f',
    help: 'Kopieer het helemaal van de pagina waarop WeChat het toont. Is het niet meer bekend, stel het daar dan opnieuw in; andere programma’s hebben dan ook het nieuwe nodig.',
  },
  SETUP_ORIGINAL_ID_FORM: {
    title: 'Een oorspronkelijke ID begint met gh_',
    help: 'Kopieer hem uit de gegevens van het officiële account, met letters en cijfers, hooguit 64 tekens.',
  },
  SETUP_TOKEN_FORM: {
    title: 'Een Token is 3 tot 32 letters en cijfers',
    help: 'Gebruik alleen a tot z, A tot Z en 0 tot 9, of laat er een maken. Bij WeChat wordt precies hetzelfde ingevuld.',
  },
  SETUP_AES_KEY_FORM: {
    title: 'Een EncodingAESKey is precies 43 letters en cijfers',
    help: 'Kopieer hem helemaal[; deze heeft {{value}} tekens], of laat er een maken. Bij WeChat wordt precies dezelfde ingevuld.',
  },
  SETUP_ACCOUNT_TAKEN: {
    title: 'Een WeChat-account hoort bij één kanaal',
    help: 'WeChat kent per account één terugbeladres, en een ander kanaal heeft dit account al[ ({{value}})]. Gebruik dat kanaal, of een ander account.',
  },
  SETUP_PLAIN_MODE: {
    title: 'In de gewone modus versleutelt WeChat de berichten niet',
    help: 'Het kanaal werkt, alleen beschermd door https. Kies hier en bij WeChat de veilige modus als daar niets tegen is.',
  },
  SETUP_INTEGRATION_UNKNOWN: {
    title: 'Een kanaal hoort bij een integratie',
    help: 'Deze bestaat niet[ ({{value}})]. Kies er een uit de lijst, of maak eerst een integratie.',
  },
  SETUP_INTEGRATION_NOT_APPLIED: {
    title: 'De integratie is nog niet in gebruik',
    help: 'Open de integratie[ {{value}}], maak haar af en pas haar toe. Daarna kan het kanaal werken.',
  },
  SETUP_CXONE_CHANNEL_MISSING: {
    title: 'Het kanaal moet ook in CXone bestaan',
    help: 'Laat het hier maken, maak het met de pagina voor de Add-actie in CXone, of maak het met de hand en vul de ID in.',
  },
  SETUP_CXONE_CHANNEL_FORM: {
    title: 'Een kanaal-ID heeft alleen letters, cijfers, koppeltekens, liggende streepjes, punten en dubbele punten',
    help: 'Kopieer de ID uit CXone, hooguit 100 tekens; niet de naam van het kanaal.',
  },
  SETUP_CXONE_CHANNEL_TAKEN: {
    title: 'Een CXone-kanaal hoort bij één WeChat-account',
    help: 'Een ander kanaal gebruikt hier dit CXone-kanaal al[ ({{value}})]. Maak in CXone voor elk account een kanaal.',
  },
  SETUP_SCRIPT_MISSING: {
    title: 'Elk kanaal heeft een standaard Studio-script nodig',
    help: 'Kies het in CXone bij ACD > Digitaal > Digitale contactpunten en noteer het hier. Zonder script is het kanaal niet klaar.',
  },
  SETUP_SKILL_MISSING: {
    title: 'Elk kanaal heeft een digitale standaardskill nodig',
    help: 'Kies hem in CXone bij ACD > Digitaal > Digitale contactpunten en noteer hem hier. Zonder skill is het kanaal niet klaar.',
  },
  SETUP_NO_REPLY_DRAFTS: {
    title: 'Zonder Beantwoorden schrijft deze rol alleen concepten',
    help: 'Iemand met Kan goedkeuren moet elk concept goedkeuren voordat het wordt verzonden[ (rol {{value}})]. Vink Beantwoorden aan als deze gebruikers zelf moeten antwoorden.',
  },
  SETUP_NO_APPROVER: {
    title: 'Voor concepten is iemand nodig die ze mag goedkeuren',
    help: 'Op dit kanaal[ ({{value}})] schrijven gebruikers concepten, maar geen andere gebruiker heeft Kan goedkeuren. Geef een rol van iemand anders Kan goedkeuren, of geef de schrijvers Beantwoorden.',
  },
  SETUP_VIEW_SKILLS_MISSING: {
    title: 'Naast Beantwoorden heeft een rol Skills weergeven nodig',
    help: 'Schakel de machtiging Skills weergeven van deze rol[ ({{value}})] in de applicatie Admin in en vink haar hier aan. Zonder kunnen de gebruikers niet antwoorden.',
  },
  SETUP_NOBODY_REPLIES: {
    title: 'Op elk kanaal moet iemand kunnen antwoorden',
    help: 'Op dit kanaal[ ({{value}})] heeft niemand die digitale contacten kan afhandelen zowel Beantwoorden als Skills weergeven. Geef ze aan een rol van een agent.',
  },
  SETUP_CHANNEL_IN_NO_ROLE: {
    title: 'Een kanaal moet aan elke rol die het gebruikt worden toegevoegd',
    help: 'Dit kanaal[ ({{value}})] staat in geen enkele rol, dus niemand ziet de berichten. Voeg het toe bij ACD > Digitaal > Rollen en vink aan wat de rol mag.',
  },
  SETUP_USER_NO_ROLE: {
    title: 'Een digitale gebruiker heeft precies één rol',
    help: 'Deze gebruiker[ ({{value}})] heeft er geen. Kies een rol.',
  },
  SETUP_USER_MORE_ROLES: {
    title: 'Een digitale gebruiker heeft precies één rol, niet meer',
    help: 'CXone neemt maar één rol over[ ({{value}})]. Houd de rol die telt; maak een eigen rol als beide nodig zijn.',
  },
  SETUP_AGENT_NEEDS_BOTH: {
    title: 'Een agent in CXone Agent heeft het attribuut Digital Engagement én een digitale skill nodig',
    help: 'Schakel het attribuut in en wijs deze gebruiker[ ({{value}})] een digitale skill toe. Met maar een van beide komt er geen digitaal contact binnen.',
  },
  SETUP_MAX_NEEDS_EITHER: {
    title: 'Een agent in MAX heeft het attribuut Digital Engagement of een digitale skill nodig',
    help: 'Geef deze gebruiker[ ({{value}})] een van beide. Zonder komt er geen digitaal contact binnen.',
  },
  SETUP_NOT_AT_WECHAT: {
    title: 'Verwijderen en verbergen veranderen bij WeChat niets',
    help: 'WeChat neemt geen bericht terug dat is aangenomen[ (rol {{value}})]. De klant blijft het zien; laat beide vakjes liever leeg.',
  },
  SETUP_SKILL_HELD_BY_NOBODY: {
    title: 'Niemand die mag antwoorden, heeft de standaardskill van dit kanaal',
    help: 'De cases worden met die skill aangeboden[ ({{value}})]. Wijs hem toe aan de agents die moeten antwoorden.',
  },
  SETUP_QUEUES_NOT_ADVISED: {
    title: 'Routeren met script en skill wordt aangeraden, wachtrijen zijn de oudere manier',
    help: 'Nieuwe wachtrijen kunnen niet meer worden gemaakt, en veel regels zijn lastig bij te houden. Bestaande wachtrijen blijven werken en kunnen worden bewerkt.',
  },
  SETUP_QUEUE_NO_FILTER: {
    title: 'Een wachtrij zonder filter krijgt geen berichten',
    help: 'Voeg een filter met ten minste één voorwaarde toe, of merk de wachtrij aan als terugvalwachtrij.',
  },
  SETUP_FILTER_NO_CONDITION: {
    title: 'Een filter heeft ten minste één voorwaarde nodig',
    help: 'Voeg aan dit filter[ ({{value}})] een voorwaarde toe, bijvoorbeeld de regel voor opgenomen kanalen, of verwijder het filter.',
  },
  SETUP_CONDITION_NO_CHANNEL: {
    title: 'De regel voor opgenomen kanalen heeft ten minste één kanaal nodig',
    help: 'Klik op Toevoegen voor elk kanaal dat de wachtrij moet krijgen, en kijk bij Geselecteerde kanalen voordat u op Terug klikt.',
  },
  SETUP_CONDITION_CHANNEL_GONE: {
    title: 'Een voorwaarde noemt een kanaal dat hier niet is ingericht',
    help: 'Haal het uit de regel, of laat het staan als het een ander kanaal van CXone is[ ({{value}})].',
  },
  SETUP_CONDITION_UNKNOWN: {
    title: 'Hier beslist een voorwaarde van een andere soort',
    help: 'Of zij de berichten van dit kanaal doorlaat, is van hieruit niet te zeggen[ (wachtrij {{value}})]. Probeer het met een bericht.',
  },
  SETUP_CHANNEL_NO_QUEUE: {
    title: 'Elk kanaal moet in een wachtrij terechtkomen',
    help: 'Geen wachtrij neemt de berichten van dit kanaal[ ({{value}})] en er is geen terugvalwachtrij: ze wachten ongezien. Voeg het toe aan de opgenomen kanalen van een wachtrij.',
  },
  SETUP_CHANNEL_FALLBACK_ONLY: {
    title: 'Alleen de terugvalwachtrij neemt dit kanaal',
    help: 'De berichten komen waar alles komt wat geen wachtrij wil[ (wachtrij {{value}})]. Voeg het kanaal toe aan de opgenomen kanalen van een wachtrij als dat niet de bedoeling is.',
  },
  SETUP_CHANNEL_TWO_QUEUES: {
    title: 'Meer dan één wachtrij neemt dit kanaal',
    help: 'De prioriteit beslist welke een bericht krijgt[ ({{value}})]. Haal het kanaal uit de wachtrijen die niet bedoeld zijn.',
  },
  SETUP_NAME_SKILL_AND_QUEUE: {
    title: 'Een skill en een wachtrij mogen niet dezelfde naam hebben',
    help: 'Namen zijn over beide heen uniek[ ({{value}})]. Geef een van de twee een andere naam.',
  },
  SETUP_TWO_FALLBACKS: {
    title: 'Er kan maar één terugvalwachtrij zijn',
    help: 'Laat het merkteken bij een van beide staan[ ({{value}})].',
  },
  SETUP_SKILL_NAME_LENGTH: {
    title: 'Een skillnaam heeft 2 tot 30 tekens',
    help: 'Maak hem langer of korter[; het zijn er nu {{value}}].',
  },
  SETUP_SKILL_NAME_CHARACTERS: {
    title: 'Een skillnaam heeft alleen letters, cijfers, koppeltekens, liggende streepjes, punten en dubbele punten',
    help: 'Verwijder alle andere tekens, ook spaties[: {{value}}]. Gebruik een koppelteken in plaats van een spatie.',
  },
  SETUP_SKILL_NAME_LETTERS: {
    title: 'Andere letters dan a tot z kunnen worden geweigerd',
    help: 'CXone zegt letters en niet welke. Gebruik a tot z als CXone deze naam niet aanneemt.',
  },
  SETUP_SKILL_MEDIA: {
    title: 'Het mediatype moet Digitaal zijn',
    help: 'Stel Mediatype in op Digitaal. Andere typen vervoeren geen WeChat-berichten.',
  },
  SETUP_SKILL_DIRECTION: {
    title: 'De richting moet Outbound zijn',
    help: 'Stel Inbound/outbound in op Outbound. De skill voor binnenkomende berichten is de standaardskill van het kanaal.',
  },
  SETUP_SKILL_CHANNEL: {
    title: 'Een outbound skill hoort bij een kanaal',
    help: 'Stel Digitaal kanaal in op Bring Your Own Channel en kies het kanaal bij Naam digitaal kanaal[ ({{value}} bestaat niet)].',
  },
  SETUP_SKILL_CAMPAIGN: {
    title: 'Een skill maakt deel uit van een campagne',
    help: 'Kies de Campagne in CXone en noteer de naam of de ID hier.',
  },
  SETUP_TEMPLATE_NOT_PROACTIVE: {
    title: 'Een Berichtsjabloon is alleen voor Proactive SMS en Proactive Digital',
    help: 'Maak het veld leeg, of vink aan dat deze skill voor proactief werk is.',
  },
  SETUP_TEMPLATE_MISSING: {
    title: 'Proactief werk heeft een Berichtsjabloon nodig',
    help: 'Kies het sjabloon, of haal het vinkje bij proactief werk weg.',
  },
  SETUP_SUBSKILL_STUDIO: {
    title: 'Een subskill gaat niet samen met Studio-scripts',
    help: 'Maak het veld leeg. Subskills werken alleen waar routeringswachtrijen contacten hun skill geven.',
  },
  SETUP_AGENTLESS_ASSISTED: {
    title: 'Agentless is niet voor werk met tussenkomst van een agent',
    help: 'Schakel Agentless uit, of haal het vinkje weg dat er agents meewerken.',
  },
  SETUP_AGENTLESS_MINIMUMS: {
    title: 'Met Agentless zijn de minimumaantallen van Workforce Intelligence er niet',
    help: 'Maak dit veld leeg, of schakel Agentless uit.',
  },
  SETUP_BLENDING_ADVISED: {
    title: 'Prioriteitsblending staat uit',
    help: 'Zij moet aanstaan voor elke outbound skill die een agent tegelijk met andere gebruikt. Vink haar aan, tenzij deze skill alleen staat.',
  },
  SETUP_POPURL_NEEDS_STUDIO: {
    title: 'Een schermpop-up heeft een Studio-script nodig',
    help: 'Hij wordt gemaakt met de actie POPURL in Studio en is alleen te zien in CXone Agent. Kies Studio, of schakel de pop-up uit.',
  },
  SETUP_CXONE_AGENT_ONLY: {
    title: 'Dit werkt alleen in CXone Agent',
    help: 'Gebruikers van MAX met deze skill zien het niet[: {{value}}]. Verder verandert er voor hen niets.',
  },
  SETUP_TIMERS_DIFFER: {
    title: 'De timers van de skill en de klokken hier moeten gelijk zijn',
    help: 'Anders waarschuwt de console op andere tijden dan CXone[ (skill {{value}})]. Neem de tijden over in de stap SLA van de skill, of wijzig de SLA.',
  },
  SETUP_NOT_TICKED: {
    title: 'Niemand heeft dit nog met CXone vergeleken',
    help: 'Zoek het op in CXone en vink het af als het daar hetzelfde is[ ({{value}} afgevinkt)].',
  },
  SETUP_TICK_STALE: {
    title: 'Dit is gewijzigd nadat het was afgevinkt',
    help: 'Werk CXone bij, vergelijk nog eens en vink het opnieuw af[ ({{value}} afgevinkt)].',
  },
  SETUP_NOT_MADE: {
    title: 'De outbound skill bestaat nog niet in CXone',
    help: 'Laat de skill[ {{value}}] hier maken, of maak hem met de hand volgens de lijst met instructies.',
  },
  SETUP_NOT_APPLIED: {
    title: 'Wat is getypt, is nog niet in gebruik',
    help: 'De relay werkt zonder. Open het formulier[ van {{value}}] en kies Toepassen.',
  },
  SETUP_GIVEN_UNKNOWN: {
    title: 'Dit kanaal is niet hier ingericht',
    help: 'Het komt uit relay.json of de sandbox, daarom is dit niet te zeggen. Zoek het op in CXone en vink het af.',
  },
  SETUP_NOT_SEEN: {
    title: 'Er is nog geen bewijs dat dit werkt',
    help: 'De relay wacht op de andere kant. De regel wordt vanzelf gereed zodra het is gezien.',
  },
  SETUP_LISTEN_HOST: {
    title: 'Dit moet een adres of naam van deze computer zijn',
    help: 'Schrijf het zonder https:// en zonder poort: 127.0.0.1 voor alleen deze computer, 0.0.0.0 voor al zijn adressen, of een daarvan.',
  },
  SETUP_LISTEN_PORT: {
    title: 'Een poort is een heel getal van 1 tot en met 65535',
    help: 'Gebruik alleen cijfers, of laat het veld leeg: het systeem kiest dan een vrije poort, en die blijft dezelfde.',
  },
  SETUP_LISTEN_TLS: {
    title: 'Oproepen van andere computers moeten versleuteld zijn',
    help: 'Dit adres[ ({{value}})] is van buiten te bereiken. Laat de certificaatbalie een certificaat bijhouden, noem de reverse proxy die TLS afsluit, of luister op 127.0.0.1.',
  },
  SETUP_LISTEN_FILES: {
    title: 'Certificaatbestanden kunnen alleen in relay.json worden genoemd',
    help: 'Kies voor een hier ingestelde luisteraar de certificaatbalie en breng het certificaat daarheen, of laat het luisteren zoals relay.json zegt.',
  },
  SETUP_LISTEN_SAME: {
    title: 'Twee luisteraars kunnen niet dezelfde poort op hetzelfde adres hebben',
    help: 'De oproepen van CXone en van WeChat zouden allebei op dezelfde poort komen[ ({{value}})]. Geef deze een andere poort, of laat CXone aanroepen waar WeChat dat doet.',
  },
  SETUP_LISTEN_TAKEN: {
    title: 'Een ander programma luistert hier al',
    help: 'De poort is op dit adres in gebruik[ ({{value}})]. Beëindig dat programma, of kies een andere poort en laat de reverse proxy of router daarheen leiden. Er is niets veranderd.',
  },
  SETUP_LISTEN_DENIED: {
    title: 'Dit account mag niet op deze poort luisteren',
    help: 'Het systeem weigert deze poort[ ({{value}})]. Kies er een vanaf 1024 en laat een reverse proxy poort 443 daarheen leiden. Op Linux kan een beheerder ook poorten vanaf 443 toestaan (sysctl net.ipv4.ip_unprivileged_port_start=443), of alleen voor het programma (setcap cap_net_bind_service=+ep). Er is niets veranderd.',
  },
  SETUP_LISTEN_NOT_HERE: {
    title: 'Deze computer heeft dit adres niet',
    help: 'Hierop kan hier niets luisteren[ ({{value}})]. Kies een adres van een van zijn netwerkkaarten, 127.0.0.1, of 0.0.0.0 voor alle; het openbare adres hoort in een ander veld. Er is niets veranderd.',
  },
  SETUP_LISTEN_REFUSED: {
    title: 'Het systeem laat de relay hier niet luisteren',
    help: 'Kies een ander adres of een andere poort, of vraag wie deze computer beheert[; het systeem meldt {{value}}]. Er is niets veranderd.',
  },
  SETUP_TRUSTED_PROXY_FORM: {
    title: 'De reverse proxy wordt genoemd met zijn IP-adres',
    help: 'Schrijf het adres waarvandaan hij de relay aanroept, zoals 127.0.0.1 of 10.0.0.5, zonder naam, poort of bereik. Laat het veld zonder proxy leeg.',
  },
  SETUP_BOX_CERTIFICATE_TLS: {
    title: 'Om CXone een certificaat te vragen is TLS nodig',
    help: 'Laat de certificaatbalie een certificaat voor deze luisteraar bijhouden, of noem de vertrouwde proxy en de header waarin die het certificaat van CXone doorgeeft.',
  },
  SETUP_BOX_HEADER_FORM: {
    title: 'De naam van een header heeft alleen letters, cijfers en streepjes',
    help: 'Schrijf hem zoals de proxy hem stuurt, bijvoorbeeld X-Client-Cert, hooguit 64 tekens en zonder dubbele punt.',
  },
  SETUP_BOX_HEADER_PROXY: {
    title: 'De header is voor een vertrouwde proxy die TLS afsluit',
    help: 'Noem het adres van de proxy en zet TLS op geen, of maak de header leeg: zonder die proxy kan iedereen er een schrijven.',
  },
  SETUP_WAY_HOST_FORM: {
    title: 'Een host is een naam of adres en verder niets',
    help: 'Schrijf hem zoals hij in het aangeroepen adres staat, bijvoorbeeld api.weixin.qq.com, zonder https://, poort, pad of *.',
  },
  SETUP_WAY_DEFAULT_HOST: {
    title: 'De eerste weg is voor alle andere hosts',
    help: 'Laat de host daarvan leeg en voeg voor deze host een eigen weg toe.',
  },
  SETUP_WAY_TWICE: {
    title: 'Elke host heeft één weg naar buiten',
    help: 'Er is al een andere weg voor deze host[ ({{value}})]. Wijzig die, of verwijder een van de twee.',
  },
  SETUP_WAYS_TOO_MANY: {
    title: 'Hooguit 50 hosts kunnen iets eigens hebben',
    help: 'Samen met die in relay.json zouden het er meer zijn[ dan {{value}}]. Verwijder wegen die niet nodig zijn; de eerste weg is voor alle andere hosts.',
  },
  SETUP_PROXY_FORM: {
    title: 'Een proxy schrijft u als http://proxy.example.com:8080',
    help: "Hij begint met http:// (of https:// als de proxy zelf TLS spreekt), heeft een poort van 1 tot en met 65535, en daarachter niets. SOCKS-proxy's worden niet ondersteund.",
  },
  SETUP_PROXY_CREDENTIALS: {
    title: 'Het adres van een proxy bevat geen gebruikersnaam of wachtwoord',
    help: 'Verwijder alles tussen // en @. Gebruikersnaam en wachtwoord hebben eigen velden; daar wordt het wachtwoord versleuteld bewaard.',
  },
  SETUP_PROXY_USERNAME_FORM: {
    title: 'De gebruikersnaam van een proxy heeft geen dubbele punt',
    help: 'Gebruik hooguit 200 tekens, zonder dubbele punt of nieuwe regel. Het wachtwoord heeft een eigen veld.',
  },
  SETUP_PROXY_USERNAME_MISSING: {
    title: 'Bij een wachtwoord hoort een gebruikersnaam',
    help: 'Vul de gebruikersnaam voor deze proxy in, of verwijder het wachtwoord.',
  },
  SETUP_PROXY_PASSWORD_MISSING: {
    title: 'Bij een gebruikersnaam hoort een wachtwoord',
    help: 'Stel het wachtwoord voor deze proxy in, of maak de gebruikersnaam leeg. Het wachtwoord wordt versleuteld bewaard en niet meer getoond.',
  },
  SETUP_PROXY_PASSWORD_FORM: {
    title: 'Het wachtwoord van een proxy is één regel van hooguit 1.000 tekens',
    help: 'Kopieer het opnieuw, zonder nieuwe regel of tab erin.',
  },
  SETUP_PROXY_CA_HTTP: {
    title: 'Autoriteiten van de proxy zelf zijn voor een https-proxy',
    help: 'Schrijf https:// in zijn adres als hij TLS spreekt, of maak dit veld leeg. Voor een proxy die TLS opent en opnieuw ondertekent is er het andere veld.',
  },
  SETUP_AUTHORITY_FORM: {
    title: 'Dit moet het certificaat van een autoriteit zijn, als PEM-tekst',
    help: 'Plak een of meer certificaten van BEGIN CERTIFICATE tot en met END CERTIFICATE, streepjes inbegrepen, en verder niets. Het certificaat van de server zelf is er geen.',
  },
  SETUP_PAC_FORM: {
    title: 'Een PAC-bestand wordt genoemd met zijn adres of volledige pad',
    help: 'Schrijf http:// of https:// en het adres van het bestand, of het pad vanaf het begin: /etc/proxy.pac, C:\\proxy.pac. Gebruikersnaam en wachtwoord kunnen er niet in staan.',
  },
  SETUP_KEEP_DAYS: {
    title: 'Dit is een heel aantal dagen van 3 tot en met 3650',
    help: 'Gebruik alleen cijfers. Korter dan 3 dagen zou verwijderen wat na een weekend nog wordt uitgezocht.',
  },
  SETUP_ENTRY_UNKNOWN: {
    title: 'Dit onderdeel bestaat niet meer',
    help: 'Het is verwijderd, misschien in een ander venster[ ({{value}})]. Ga terug naar de inrichting en kies opnieuw.',
  },
  SETUP_STILL_USED: {
    title: 'Dit kan niet worden verwijderd zolang iets het gebruikt',
    help: 'Verwijder of wijzig dat eerst[: {{value}}].',
  },
  SETUP_NAME_NOT_TYPED: {
    title: 'Typ om te verwijderen precies de naam',
    help: 'Neem de naam over zoals hij er staat[: {{value}}]. Er is niets verwijderd.',
  },
  SETUP_VALUES_HIDDEN: {
    title: 'Token en sleutel zijn alleen te zien tot WeChat het adres heeft gecontroleerd',
    help: 'WeChat heeft ze nu. Moeten ze opnieuw worden ingevoerd, maak hier dan nieuwe en vul die bij WeChat in.',
  },
  SETUP_BOOK_DAMAGED: {
    title: 'Het bestand van de inrichting was niet te lezen',
    help: 'De laatste goede kopie is genomen en het beschadigde bestand is apart gezet[ ({{value}})]. Kijk de laatste wijzigingen na; de relay werkt door.',
  },
  SETUP_BOOK_NOT_SAVED: {
    title: 'De inrichting kon niet op schijf worden geschreven',
    help: 'Zij staat in het geheugen en wordt bij de volgende wijziging opnieuw geprobeerd[ ({{value}})]. Maak ruimte op de schijf, of vraag schrijfrecht, voordat u het programma sluit.',
  },
  SETUP_FILE_UNREADABLE: {
    title: 'Dit bestand is geen configuratie van dit programma',
    help: 'Kies een bestand dat op de pagina Configuratie als bestand is bewaard[ ({{value}})]. Er is niets veranderd.',
  },
  SETUP_FILE_NEWER: {
    title: 'Dit bestand komt uit een nieuwere versie',
    help: 'Werk dit programma bij, of exporteer opnieuw met dezelfde versie. Er is niets veranderd.',
  },
  SETUP_FILE_SECRETS: {
    title: 'Een bestand mag geen geheimen bevatten',
    help: 'Een geheim staat ook in een veld dat niet geheim is[ ({{value}})]. Haal het daar weg; er is niets geschreven.',
  },
  SETUP_RELAY_FILE_PRACTICE: {
    title: 'Een oefenopzet is niet voor een server',
    help: 'Wat hier is ingericht, hoort bij de sandbox op deze computer. Zet de sandbox uit en bewaar dan het bestand voor de server.',
  },
  SETUP_IMPORT_OLD: {
    title: 'De inrichting is sinds de vergelijking veranderd',
    help: 'Lees het bestand opnieuw en bekijk de verschillen van nu. Er is niets veranderd.',
  },
  SETUP_NOT_OFFERED: {
    title: 'Deze tenant biedt dit niet via de API aan',
    help: 'Doe het met de hand volgens de instructies, of vraag de CXone-beheerder om de machtiging[ ({{value}})].',
  },
  SETUP_TENANT_REFUSED: {
    title: 'CXone weigerde het te maken',
    help: 'CXone zegt waarom[: {{value}}]. Wijzig dat en probeer het opnieuw; er is niets gemaakt.',
  },
  SETUP_TENANT_DIFFERS: {
    title: 'De Tenant-ID past niet bij de toegangssleutel',
    help: 'CXone kent deze Tenant-ID niet, of de sleutel hoort bij een andere tenant[: {{value}}]. Maak het veld Tenant-ID leeg: de sleutel zegt zelf bij welke tenant hij hoort.',
  },
};
