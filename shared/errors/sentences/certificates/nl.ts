import type { CertificateSentences } from '../sentence.ts';

/** Dutch. */
export const certificatesNl: CertificateSentences = {
  CONFIG_CERTIFICATE_UNUSABLE: {
    title: 'De relay kan zijn certificaat niet gebruiken',
    help: 'Certificaat en sleutel moeten PEM-bestanden zijn die bij elkaar passen; een versleutelde sleutel heeft zijn wachtwoordzin nodig. Herstel wat de configuratie noemt[ bij {{value}}] en start de relay opnieuw.',
  },
  CONFIG_NO_AUTHORITY: {
    title: 'Er is geen autoriteit genoemd voor clientcertificaten',
    help: 'Anders zou een certificaat van elke openbare autoriteit worden toegelaten; daarom start de relay niet. Voer de PEM-tekst in van de autoriteit die het certificaat van CXone ondertekent[ bij {{value}}].',
  },
  BOX_CERTIFICATE_REFUSED: {
    title: 'CXone toont een certificaat dat niet wordt aanvaard',
    help: 'De antwoorden worden geweigerd en bereiken de klanten niet. Vergelijk het certificaat in de integratie van CXone met het hier genoemde[ ({{value}})]: het kan verlopen zijn, of aan één kant vervangen.',
  },
  CERT_FILE_EMPTY: {
    title: 'Het bestand is leeg',
    help: 'Kies het bestand opnieuw; kopiëren of downloaden kan mislukt zijn.',
  },
  CERT_FILE_TOO_LARGE: {
    title: 'Het bestand is te groot voor een certificaat',
    help: 'Certificaten en sleutels zijn klein[; hoogstens {{value}} wordt gelezen]. Dit is waarschijnlijk een ander bestand.',
  },
  CERT_TOO_MANY: {
    title: 'Er zijn te veel bestanden of certificaten',
    help: 'Kies alleen wat bij één certificaat hoort[; hoogstens {{value}} worden gelezen].',
  },
  CERT_FILE_UNREADABLE: {
    title: 'Het bestand kan niet worden gelezen',
    help: 'Noem een gewoon bestand dat deze gebruiker mag lezen[; het systeem zegt {{value}}].',
  },
  CERT_NOTHING_FOUND: {
    title: 'Er zit geen certificaat en geen sleutel in',
    help: 'Kies een PEM-, DER-, PFX/P12- of P7B-bestand, of plak de tekst met de BEGIN- en END-regels.',
  },
  CERT_CUT_OFF: {
    title: 'Het einde ontbreekt',
    help: 'Het bestand of de tekst houdt voor het einde op. Kopieer het geheel opnieuw, met de END-regel als die er is.',
  },
  CERT_BASE64_BROKEN: {
    title: 'De tekst tussen de BEGIN- en END-regel is beschadigd',
    help: 'Er staan tekens in die er niet horen. Kopieer de tekst opnieuw van de bron, niet via een tekstverwerker of chat.',
  },
  CERT_DAMAGED: {
    title: 'De inhoud is beschadigd',
    help: 'Het lijkt een certificaat of sleutel, maar is niet te lezen. Vraag het opnieuw, of exporteer het opnieuw.',
  },
  CERT_TRAILING_DATA: {
    title: 'Er staat iets achter het einde',
    help: 'Achter een certificaat of sleutel mag in het bestand niets volgen. Exporteer opnieuw, één per bestand.',
  },
  CERT_LABEL_WRONG: {
    title: 'Een blok is niet wat de BEGIN-regel zegt',
    help: 'Regel en inhoud kloppen niet met elkaar[: {{value}}]. Bij het kopiëren kunnen regels verwisseld zijn.',
  },
  CERT_IS_REQUEST: {
    title: 'Dit is een certificaataanvraag, geen certificaat',
    help: 'Stuur hem naar de autoriteit, en kies hier wat de autoriteit terugstuurt.',
  },
  CERT_IS_PUBLIC_KEY: {
    title: 'Dit is alleen een openbare sleutel',
    help: 'Kies de privésleutel die bij het certificaat hoort.',
  },
  CERT_IS_OPENSSH_KEY: {
    title: 'Dit is een OpenSSH-sleutel',
    help: 'TLS kan deze vorm niet gebruiken. Kies de sleutel die met de certificaataanvraag is gemaakt, als PEM of PFX.',
  },
  CERT_IS_JAVA_KEYSTORE: {
    title: 'Dit is een Java-sleutelopslag',
    help: 'Exporteer hem eerst als PFX/P12: keytool -importkeystore met -deststoretype PKCS12.',
  },
  CERT_IS_SOMETHING_ELSE: {
    title: 'Dit hoort bij certificaten, maar is geen certificaat en geen sleutel',
    help: 'Hier is het van geen nut[: {{value}}]. Kies het certificaat en de sleutel.',
  },
  CERT_TEXT_IGNORED: {
    title: 'Tekst rond de blokken is weggelaten',
    help: 'Alleen wat tussen BEGIN- en END-regels staat wordt gebruikt. Er hoeft niets te gebeuren.',
  },
  CERT_KEY_MISSING: {
    title: 'De privésleutel ontbreekt',
    help: 'Kies ook de sleutel die met de certificaataanvraag is gemaakt. Een autoriteit heeft die nooit.',
  },
  CERT_KEY_TWICE: {
    title: 'Er zijn twee verschillende privésleutels',
    help: 'Laat de sleutel weg die niet bij het certificaat hoort.',
  },
  CERT_KEY_MISMATCH: {
    title: 'De privésleutel past niet bij het certificaat',
    help: 'Kies de sleutel die is gemaakt met de aanvraag waarop dit certificaat het antwoord is[: {{value}}].',
  },
  CERT_KEY_UNUSABLE: {
    title: 'De sleutel is van een soort die niet wordt gebruikt',
    help: 'RSA vanaf 2048 bits en de krommen P-256, P-384, P-521 en Ed25519 wel[; deze is {{value}}]. Vraag een nieuw certificaat aan.',
  },
  CERT_KEY_WEAK: {
    title: 'De RSA-sleutel is te kort',
    help: '2048 bits is het minste[; deze heeft er {{value}}]. Maak een nieuwe sleutel en vraag een nieuw certificaat aan.',
  },
  CERT_CURVE_WEAK: {
    title: 'De sleutel gebruikt een kromme die te zwak of niet gangbaar is',
    help: 'P-256, P-384 en P-521 worden aanvaard[; deze is {{value}}]. Maak een nieuwe sleutel en vraag een nieuw certificaat aan.',
  },
  CERT_KEY_IN_AUTHORITY: {
    title: 'Er staat een privésleutel waar een autoriteit hoort',
    help: 'De sleutel is niet bewaard. Kies alleen het certificaat van de autoriteit, en zorg dat de sleutel niet verder gaat.',
  },
  CERT_KEY_NOT_NEEDED: {
    title: 'Er is een privésleutel bij de bestanden',
    help: 'Die is hier niet nodig en is niet bewaard. Wie hem stuurde moet weten dat niemand anders hem mag hebben.',
  },
  CERT_PASSPHRASE_NEEDED: {
    title: 'Er is een wachtwoordzin nodig',
    help: 'De sleutel of het bestand is versleuteld. Voer de wachtwoordzin in waarmee het is gemaakt.',
  },
  CERT_PASSPHRASE_WRONG: {
    title: 'De wachtwoordzin is onjuist',
    help: 'Hoofdletters en spaties tellen mee. Vraag het degene die het bestand heeft gemaakt.',
  },
  CERT_PASSPHRASE_UNUSED: {
    title: 'De wachtwoordzin was niet nodig',
    help: 'Niets in deze bestanden is ermee versleuteld. Bewaar de bestanden op een veilige plaats.',
  },
  CERT_ENCRYPTION_UNKNOWN: {
    title: 'De versleuteling van dit bestand is niet bekend',
    help: 'Exporteer het opnieuw met AES en SHA-256[ (nu {{value}})].',
  },
  CERT_PFX_CHANGED: {
    title: 'Het PFX-bestand is na het maken veranderd of beschadigd',
    help: 'De wachtwoordzin klopt, maar het zegel niet. Exporteer het opnieuw.',
  },
  CERT_PFX_NO_KEY: {
    title: 'Er zit geen privésleutel in het PFX-bestand',
    help: 'Exporteer het opnieuw en neem de privésleutel mee, of kies ook het bestand van de sleutel zelf.',
  },
  CERT_PFX_OLD: {
    title: 'Het PFX-bestand heeft een oude, zwakke versleuteling',
    help: 'Het is gelezen. Verwijder het bestand na gebruik, en exporteer de volgende keer met AES[ (nu {{value}})].',
  },
  CERT_LEAF_MISSING: {
    title: 'Het certificaat zelf ontbreekt',
    help: 'Kies ook het certificaat dat aan u is afgegeven: een sleutel, of alleen certificaten van autoriteiten, is niet genoeg.',
  },
  CERT_LEAF_TWICE: {
    title: 'Er zijn twee verschillende certificaten',
    help: 'Laat het certificaat weg dat niet bedoeld is[: {{value}}].',
  },
  CERT_INTERMEDIATE_MISSING: {
    title: 'Het certificaat van een tussenliggende autoriteit ontbreekt',
    help: 'Zonder dit kan de andere kant uw certificaat niet controleren. De autoriteit biedt het aan, vaak als “chain” of “bundle”[: {{value}}].',
  },
  CERT_ISSUER_UNKNOWN: {
    title: 'De autoriteit zit niet bij de bestanden en is geen openbare',
    help: 'Dat klopt als de andere kant het certificaat van uw eigen autoriteit heeft. Zo niet, kies het dan ook[: {{value}}].',
  },
  CERT_ROOT_MISSING: {
    title: 'De bovenste autoriteit ontbreekt',
    help: 'Een keten wordt alleen vertrouwd tot een autoriteit die zichzelf ondertekent. Kies die ook[: {{value}}].',
  },
  CERT_SIGNATURE_FALSE: {
    title: 'Een handtekening in de keten is niet echt',
    help: 'De naam van de autoriteit past, maar haar sleutel heeft dit certificaat niet ondertekend[: {{value}}]. Mogelijk is het een ouder certificaat van dezelfde autoriteit.',
  },
  CERT_ISSUER_NOT_AUTHORITY: {
    title: 'Een certificaat is ondertekend door een dat niet mag ondertekenen',
    help: 'De ondertekenaar is geen autoriteit, dus niemand aanvaardt dit[: {{value}}]. Vraag een certificaat van een echte autoriteit.',
  },
  CERT_PATH_TOO_LONG: {
    title: 'Er zitten meer autoriteiten in de keten dan een ervan toestaat',
    help: 'De keten wordt geweigerd[: {{value}}]. Meld het de autoriteit.',
  },
  CERT_ORDER_CHANGED: {
    title: 'De volgorde is hersteld',
    help: 'Het certificaat komt eerst, dan telkens de autoriteit die het vorige heeft ondertekend. Er hoeft niets te gebeuren.',
  },
  CERT_ROOT_INCLUDED: {
    title: 'De bovenste autoriteit is weggelaten',
    help: 'De andere kant moet die al kennen, dus wordt ze niet meegestuurd[: {{value}}]. Er hoeft niets te gebeuren.',
  },
  CERT_DUPLICATE: {
    title: 'Iets was er dubbel',
    help: 'Het wordt één keer gebruikt. Er hoeft niets te gebeuren.',
  },
  CERT_NOT_NEEDED: {
    title: 'Een certificaat hoort niet bij de keten',
    help: 'Het is weggelaten[: {{value}}]. Kijk of het juiste bestand gekozen is.',
  },
  CERT_SELF_SIGNED: {
    title: 'Het certificaat ondertekent zichzelf',
    help: 'Anderen aanvaarden het alleen waar precies dit certificaat als vertrouwd is ingevoerd, en moeten elk nieuw certificaat krijgen.',
  },
  CERT_EXPIRED: {
    title: 'Een certificaat is verlopen',
    help: 'Sindsdien mislukt elke controle ervan[: {{value}}]. Vraag een nieuw aan; controleer of de klok van de computer goed staat.',
  },
  CERT_NOT_YET_VALID: {
    title: 'Een certificaat is nog niet geldig',
    help: 'Wacht tot dan, of kijk of de klok van de computer goed staat[: {{value}}].',
  },
  CERT_EXPIRES_SOON: {
    title: 'Het certificaat verloopt binnen 60 dagen',
    help: 'Vraag nu het volgende aan[; dit eindigt {{value}}].',
  },
  CERT_PURPOSE_WRONG: {
    title: 'Het certificaat is voor een ander doel afgegeven',
    help: 'De andere kant zal het weigeren[; er ontbreekt {{value}}]. Vraag de autoriteit om een certificaat met het juiste doel.',
  },
  CERT_PURPOSE_MISSING: {
    title: 'Het certificaat zegt niet waarvoor het dient',
    help: 'Als clientcertificaat wordt het niet aanvaard, want het kan van iedereen zijn. Voor een server wel, maar vraag de volgende keer om een doel[: {{value}}].',
  },
  CERT_LEAF_IS_AUTHORITY: {
    title: 'Het certificaat is dat van een autoriteit',
    help: 'De sleutel kan andere ondertekenen en mag dus niet op een server liggen. Vraag een certificaat zonder het recht om te ondertekenen.',
  },
  CERT_NOT_AN_AUTHORITY: {
    title: 'Een certificaat hier is niet van een autoriteit',
    help: 'Op deze plaats horen alleen autoriteiten[: {{value}}]. Kies het certificaat van de autoriteit die ondertekent.',
  },
  CERT_SIGNATURE_WEAK: {
    title: 'Een certificaat is ondertekend op een manier die te vervalsen is',
    help: 'SHA-1 en MD5 worden ook door anderen geweigerd[: {{value}}]. Vraag een nieuw aan met SHA-256.',
  },
  CERT_EXTENSION_UNKNOWN: {
    title: 'Een certificaat stelt een eis die niet wordt begrepen',
    help: 'Anderen weigeren het om dezelfde reden[: {{value}}]. Vraag een certificaat zonder die eis.',
  },
  CERT_NAME_NOT_COVERED: {
    title: 'Het certificaat geldt niet voor deze hostnaam',
    help: 'Wie die naam aanroept, weigert de verbinding[: {{value}}]. Vraag een certificaat dat hem noemt.',
  },
  CERT_NO_NAMES: {
    title: 'Het certificaat noemt geen hostnamen',
    help: 'Naar de naam in het onderwerp wordt niet meer gekeken. Vraag een certificaat met alternatieve namen (SAN).',
  },
  CERT_NAME_UNSAFE: {
    title: 'Een naam bevat verborgen of misleidende tekens',
    help: 'Verborgen tekens worden als een merkteken getoond; andere lijken op letters die ze niet zijn. Vraag na wie dit certificaat heeft afgegeven voor u het gebruikt.',
  },
  CERT_WISH_INVALID: {
    title: 'Dit kan niet in een certificaat',
    help: 'Nodig zijn een naam van 1 tot 64 tekens, hostnamen of adressen, en een duur van één dag tot 20 jaar[: {{value}}].',
  },
  CERT_FILE_EXISTS: {
    title: 'Er is al een bestand met die naam',
    help: 'Er is niets geschreven en niets vervangen. Noem een andere map, of verplaats het bestand[: {{value}}].',
  },
  CERT_FOLDER_UNUSABLE: {
    title: 'De bestanden kunnen niet naar die map worden geschreven',
    help: 'Noem een map waarin deze gebruiker mag schrijven[; het systeem zegt {{value}}].',
  },
};
