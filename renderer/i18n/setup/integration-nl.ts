import { byocFieldNames } from '#shared/setup/byoc-form-names.ts';

import type { DutchTexts } from '../texts.ts';
import type { setupIntegrationEn } from './integration-en.ts';

/** Nederlands, u-vorm. Veldnamen zoals het Nederlandse formulier van CXone ze toont. */
export const setupIntegrationNl: DutchTexts<typeof setupIntegrationEn> = {
  integration: {
    title: 'Integratie “{{name}}”',
    intro:
      'Vul het formulier in, geef het blad aan uw CXone-beheerder, voer de Integratie-ID in die terugkomt en de toegang tot CXone, en neem de integratie in gebruik.',
    whole: 'Het formulier als geheel',
    field: {
      ...byocFieldNames.nl,
      integrationId: 'Integratie-ID',
      issuer: 'Uitgever (issuer)',
      apiBase: 'API-adres',
      tenantId: 'Tenant-ID',
      applicationId: 'Client-ID van de toepassing',
      applicationSecret: 'Clientgeheim van de toepassing',
      accessKeyId: 'ID van de toegangssleutel',
      accessKeySecret: 'Geheim van de toegangssleutel',
    },
    help: {
      name: 'CXone toont deze als kanaaltype, zoals chat of e-mail.',
      boxUrl: 'Waar CXone met antwoorden aanroept. Laat leeg om het adres van deze relay te gebruiken.',
      authorizationUrl: 'Laat leeg om de Integratiebox-URL te gebruiken.',
      addUrl: 'De pagina die CXone opent om een kanaal toe te voegen. Laat leeg voor die van deze relay.',
      reconnectUrl: 'Laat leeg om de pagina van Add te gebruiken.',
      removeUrl: 'Laat leeg om de pagina van Add te gebruiken.',
      clientId: 'Hier gekozen. CXone toont hem bij het ophalen van een token.',
      clientSecret: 'Hier gemaakt en één keer getoond. CXone toont het bij het ophalen van een token.',
      privateKey: 'Hoort bij het clientcertificaat. Wordt alleen aan CXone overgedragen; Veerpont gebruikt hem nooit.',
      color: '# en zes cijfers of letters a tot f, zoals #07c160.',
      iconCustom: 'De afbeelding zelf kiest u in CXone.',
      digital3Outbound: 'Beide manieren van antwoorden werken. Ingeschakeld gebruikt CXone de nieuwste.',
      integrationId: 'Kopieer hem uit de lijst met BYOC-integraties in CXone.',
      applicationId: 'CXone: Admin > Toepassingsregistratie, of van uw accountmanager.',
      accessKeyId:
        'CXone: profiel van de medewerker > Toegangssleutels. Die medewerker heeft een rol nodig die kanalen mag beheren.',
      tenantId: 'Mag leeg blijven: bij het aanmelden wordt hij gevonden.',
      issuer: 'Laat leeg voor de gewone commerciële cloud.',
      apiBase: 'Laat leeg: het wordt bij het aanmelden gevonden.',
    },
    form: {
      title: '1. Wat het formulier van CXone krijgt',
      lead: 'Dezelfde velden als in CXone onder ACD > Digitaal > Bring Your Own Channel. Wat u leeg laat, wordt aangevuld waar dat mag.',
      addresses: 'Adressen',
      client: 'Waarmee CXone zich hier aanmeldt',
      mtls: 'Waarmee CXone bewijst wie het is (mTLS)',
      look: 'De knop op Digitale contactpunten',
    },
    noPublicUrl: 'Het openbare adres is nog niet bekend, dus kunnen er geen adressen worden overgedragen.',
    toOutside: 'Stel dat eerst in',
    handedOut: 'Wordt overgedragen:',
    makeClientId: 'Laten maken',
    makeSecret: 'Geheim maken',
    makeSecretAgain: 'Nieuw geheim maken',
    secretTitle: 'Clientgeheim voor CXone',
    secretAfter:
      'De CXone-beheerder voert het in bij Clientgeheim. Een eerder geheim geldt niet meer zodra de integratie in gebruik wordt genomen.',
    mtls: {
      lead: 'Niet verplicht: alle drie of geen. Uw eigen organisatie zorgt voor mTLS op haar server; CXone doet dat niet voor u.',
      toDesk: 'De pagina Certificaten',
      make: {
        button: 'Hier laten maken…',
        buttonHelp: 'Voor teams zonder eigen autoriteit: Veerpont maakt alle drie.',
        title: 'Een clientcertificaat voor CXone maken',
        help: 'Veerpont maakt het en vult de drie velden in. U kiest waar de persoonlijke sleutel wordt opgeslagen: geef dat bestand langs een veilige weg aan de beheerder van CXone. De sleutel blijft in de kluis en wordt nooit getoond.',
        replaces:
          'Wat nu in de drie velden staat, wordt vervangen. Het vorige certificaat blijft gelden tot het op de pagina Certificaten wordt beëindigd.',
        authority: 'Naam van de autoriteit die het ondertekent',
        authorityHelp:
          'Die is er nog niet: ze wordt nu één keer gemaakt en geldt tien jaar. Neem bijvoorbeeld de naam van uw team.',
        submit: 'Bestand kiezen en maken',
        made: 'Gemaakt. De persoonlijke sleutel voor de beheerder van CXone staat in:',
      },
      pasteAll: 'Alle drie in één keer plakken',
      pasteLabel: 'Clientcertificaat, persoonlijke sleutel en CA-certificaat, achter elkaar',
      pasteHelp: 'Ze worden over de drie velden verdeeld; de sleutel gaat meteen de kluis in.',
      pasteWrong: 'Nodig zijn één certificaat, één sleutel en minstens één CA-certificaat, elk van BEGIN tot END.',
      pasteButton: 'Verdelen',
      clear: 'Alle drie leegmaken',
    },
    icon: { wechat: 'WeChat', chat: 'Tekstballon', ferry: 'Veerpont', custom: 'Eigen afbeelding' },
    pickColor: 'Kiezen',
    previewNote: 'zoals op Digitale contactpunten',
    toHandOver: 'Overdrachtsblad',
    toHandOverHelp: 'Elke waarde met een kopieerknop, als pagina, op papier of als bestand.',
    back: {
      title: '2. Wat uit CXone terugkomt',
      lead: 'Na het opslaan toont CXone een Integratie-ID. Voer die hier in; daarmee worden kanalen gemaakt.',
    },
    access: {
      title: '3. Hoe Veerpont CXone aanroept',
      lead: 'Met een toepassing van uw tenant en de toegangssleutel van een medewerker. Probeer het voordat u verdergaat.',
      try: 'Proberen bij CXone',
    },
    seen: 'Heeft CXone aangeroepen?',
    seenBefore: 'CXone kan aanroepen zodra de integratie in gebruik is.',
    unknownCalls_one:
      'CXone heeft ook een adres aangeroepen dat niemand heeft bekendgemaakt. De aanroep is bewaard en met “niet gevonden” beantwoord:',
    unknownCalls_other:
      'CXone heeft ook adressen aangeroepen die niemand heeft bekendgemaakt. De aanroepen zijn bewaard en met “niet gevonden” beantwoord:',
    unknownCall_one: '{{count, number}} keer, laatst {{time}}',
    unknownCall_other: '{{count, number}} keer, laatst {{time}}',
    sheet: 'Voor de CXone-beheerder',
    sheetReady: 'Het blad is volledig.',
    sheetNotReady: 'Vul eerst het formulier aan; op het blad staat wat ontbreekt.',
  },
};
