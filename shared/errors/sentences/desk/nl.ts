import type { DeskSentences } from '../sentence.ts';

/** Dutch. */
export const deskNl: DeskSentences = {
  DESK_FILES_UNUSABLE: {
    title: 'Deze bestanden zijn nog niet te gebruiken',
    help: 'Er is niets opgeslagen en wat in gebruik is, blijft in gebruik. Bekijk de fouten bij de bestanden[; de eerste is {{value}}].',
  },
  DESK_PLACE_UNKNOWN: {
    title: 'Die plaats voor een certificaat bestaat niet',
    help: 'Misschien is de configuratie intussen gewijzigd. Open de pagina opnieuw.',
  },
  DESK_NO_TLS: {
    title: 'Deze ingang gebruikt zelf geen certificaten',
    help: 'Een proxy ervoor doet dat, of hij is alleen vanaf deze computer bereikbaar. Vervang het certificaat daar, of geef de ingang “tls” in de configuratie.',
  },
  DESK_NOTHING_NEXT: {
    title: 'Er staat hier geen volgend certificaat klaar',
    help: 'Breng er eerst een in, of importeer het antwoord op een aanvraag.',
  },
  DESK_NOT_TRIED: {
    title: 'Het volgende certificaat heeft de proef niet doorstaan',
    help: 'Probeer het eerst. Weet u het toch zeker, zeg dat dan bij het in gebruik nemen.',
  },
  DESK_NOT_FOUND: {
    title: 'Dit is er niet meer',
    help: 'Iemand heeft het verwijderd, of de bewaartijd was om. Er is niets gewijzigd.',
  },
  DESK_EXPIRED: {
    title: 'Dit certificaat is verlopen',
    help: 'Bellers zouden het weigeren[; het eindigde op {{value}}]. Wat in gebruik is, blijft in gebruik.',
  },
  DESK_IN_USE: {
    title: 'Dit certificaat is in gebruik',
    help: 'Neem eerst een ander in gebruik; daarna kan dit worden verwijderd.',
  },
  DESK_AUTHORITY_EXISTS: {
    title: 'Er is al een eigen certificaatautoriteit',
    help: 'Die kan zoveel paren uitgeven als u nodig hebt.',
  },
  DESK_OF_CONFIG: {
    title: 'Dit staat in het configuratiebestand',
    help: 'Wijzig het in relay.json; hier wijzigt u alleen wat hier is ingebracht.',
  },
  DESK_LAST_ONE: {
    title: 'Dit is de laatste die telt',
    help: 'CXone zou niet meer kunnen aanroepen[: {{value}}]. Voeg eerst een andere toe.',
  },
  DESK_NO_CLIENT_LISTENER: {
    title: 'CXone wordt bij aanroepen niet om een certificaat gevraagd',
    help: 'Geef die aanroepen eerst een eigen ingang: “listen.box” met “clientCertificate” in de configuratie.',
  },
  DESK_REFUSED_BY_CALLERS: {
    title: 'Bellers weigerden het nieuwe certificaat',
    help: 'Het vorige is vanzelf teruggezet[; zij meldden {{value}}]. Controleer de keten en de namen voor een nieuwe poging.',
  },
  DESK_WENT_SILENT: {
    title: 'Bellers haakten af toen het nieuwe certificaat werd getoond',
    help: 'Het vorige is vanzelf teruggezet. Vraag de andere kant wat die zag voor een nieuwe poging.',
  },
  DESK_TRIAL_HANDSHAKE: {
    title: 'De ingang kon dit certificaat niet tonen',
    help: 'Er is niets gewijzigd: wat in gebruik is, blijft in gebruik[; de opgegeven reden was {{value}}].',
  },
  DESK_TRIAL_CHAIN: {
    title: 'Een beller kon dit certificaat niet controleren',
    help: 'Een schakel naar de autoriteit ontbreekt of klopt niet[: {{value}}]. Importeer het samen met de tussenliggende certificaten.',
  },
  DESK_TRIAL_CLIENTS: {
    title: 'Met dit certificaat zouden vreemden niet worden geweigerd',
    help: 'De ingang vroeg een beller zonder certificaat er niet om. Neem het niet in gebruik; meld dit met het logboek.',
  },
  DESK_TRIAL_REFUSED: {
    title: 'De andere kant weigerde dit certificaat',
    help: 'Die moet eerst van het nieuwe certificaat weten[; de melding was {{value}}].',
  },
  DESK_TRIAL_UNREACHABLE: {
    title: 'De andere kant was voor een proef niet bereikbaar',
    help: 'Dat zegt niets over het certificaat[: {{value}}]. Probeer het later opnieuw.',
  },
  CREDENTIAL_UNKNOWN: {
    title: 'Dat toegangsgegeven bestaat niet',
    help: 'Misschien is de configuratie intussen gewijzigd. Open de pagina opnieuw.',
  },
  CREDENTIAL_INVALID: {
    title: 'Deze waarde heeft niet de juiste vorm',
    help: 'Er is niets gewijzigd. Een EncodingAESKey is precies 43 letters en cijfers, een token 3 tot 32; de andere hebben geen spaties aan het begin of einde[ (veld: {{value}})].',
  },
  BOX_SECRETS_FULL: {
    title: 'Er tellen al twee geheimen',
    help: 'Beëindig het geheim dat CXone niet meer gebruikt en maak dan een nieuw.',
  },
  CONFIG_KEY_COMMAND_FAILED: {
    title: 'Het commando dat een geheim levert, is mislukt',
    help: 'De relay is er niet mee gestart[: {{value}}]. Voer het commando zelf uit als dezelfde gebruiker en kijk wat het meldt.',
  },
};
