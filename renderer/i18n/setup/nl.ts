import type { DutchTexts } from '../texts.ts';
import { setupChannelNl } from './channel-nl.ts';
import { setupComparedNl } from './compared-nl.ts';
import { setupConfigurationNl } from './configuration-nl.ts';
import type { setupEn } from './en.ts';
import { setupIntegrationNl } from './integration-nl.ts';
import { setupPartsNl } from './parts-nl.ts';

/** Nederlands, u-vorm. */
export const setupNl: DutchTexts<typeof setupEn> = {
  setup: {
    ...setupPartsNl,
    ...setupIntegrationNl,
    ...setupChannelNl,
    ...setupConfigurationNl,
    ...setupComparedNl,
    firstRun: {
      title: 'Hier een kanaal inrichten',
      help: 'Stap voor stap, zonder configuratiebestand: elke waarde wordt bij het typen gecontroleerd, en wat WeChat en CXone moeten invoeren staat klaar om te kopiëren.',
      button: 'Beginnen met inrichten',
    },
    begin: {
      title: 'WeChat en CXone hier inrichten',
      lead: 'U kunt overal stoppen en later verdergaan: alles wordt bij het typen bewaard. Er gaat niets naar WeChat of CXone voordat u op een knop drukt die dat zegt.',
      step: {
        outside: 'Kies hoe WeChat en CXone deze computer bereiken: het openbare adres.',
        integration: 'Vul een integratie in en geef de waarden aan uw CXone-beheerder.',
        channel:
          'Verbind een WeChat-account als kanaal, in vijf stappen, tot er in elke richting een bericht is geweest.',
        people: 'Bepaal en controleer welke rollen wat mogen, en hoe berichten een agent vinden.',
        skill: 'Maak de outbound skill, de timers en de SLA.',
        ready: 'Kijk bij Gereedheid: daar staat wat klaar is, ontbreekt of niet klopt, elke regel met de oplossing.',
      },
      button: 'Beginnen',
      note: 'De relay start en heeft nog niets over te brengen.',
    },
    overview: {
      lead: 'Een integratie is één registratie in CXone; elk kanaal is één WeChat-account daarin. Doe van elk de volgende stap, van boven naar beneden.',
      noAddress: 'WeChat en CXone kunnen deze computer nog niet bereiken: er is geen openbaar adres bekend.',
      integrations: 'Integraties',
      addIntegration: 'Integratie toevoegen…',
      noIntegrations:
        'Begin hier: een integratie bevat de adressen en geheimen waarmee CXone en Veerpont elkaar vinden.',
      channels: 'Kanalen',
      addChannel: 'Kanaal toevoegen…',
      noChannels: 'Hierna: verbind een WeChat-account als kanaal.',
      integrationFirst: 'Een kanaal hoort bij een integratie: voeg die eerst toe.',
      ofIntegration: 'integratie {{name}}',
      goOn: 'Verder: {{step}}',
      integrationState: {
        form: 'niet volledig',
        hand_over: 'wacht op de Integratie-ID',
        access: 'toegang tot CXone ontbreekt',
        apply: 'zo niet in gebruik',
        call: 'in gebruik, CXone heeft nog niet aangeroepen',
        none: 'in gebruik, CXone heeft aangeroepen',
      },
      integrationNext: {
        form: 'Formulier invullen',
        hand_over: 'Overdragen aan CXone',
        access: 'Toegang invullen',
        apply: 'In gebruik nemen',
        call: 'Bekijken',
        none: 'Bekijken',
      },
      given: { file: 'Uit het configuratiebestand', sandbox: 'Van de oefenomgeving' },
      givenHelp: {
        file: 'Deze staan in relay.json. Ze worden daar gewijzigd en werken naast wat hier is ingericht.',
        sandbox: 'Deze brengt de oefenomgeving mee. Ze werken naast wat hier is ingericht.',
      },
      more: 'Voor alle kanalen',
      page: {
        outside: 'Openbaar adres',
        relay: 'Instellingen van de relay zelf',
        permissions: 'Machtigingen',
        routing: 'Routering',
        skills: 'Outbound skills, timers en SLA',
        configuration: 'Configuratie als bestand',
      },
      pageHelp: {
        outside: 'Hoe WeChat en CXone de relay bereiken.',
        relay: 'Waar hij luistert, langs welke weg zijn aanroepen vertrekken en hoe lang dingen bewaard blijven.',
        permissions: 'Welke rol wat mag op welk kanaal.',
        routing: 'Hoe berichten een agent vinden.',
        skills: 'Wat agents nodig hebben om zelf te beginnen, en wat er wordt geteld.',
        configuration: 'Alles behalve geheimen bewaren, of overnemen van een andere computer.',
      },
    },
    add: {
      title: { integration: 'Een integratie toevoegen', channel: 'Een kanaal toevoegen' },
      help: {
        integration: 'Eén registratie onder Bring Your Own Channel in CXone. Er passen meerdere kanalen in.',
        channel: 'Eén WeChat Official Account.',
      },
      name: 'Naam',
      nameHelp: {
        integration: 'Zo toont CXone het als kanaaltype. U kunt de naam later wijzigen.',
        channel: 'Zoals agents en uw collega’s het account kennen. U kunt de naam later wijzigen.',
      },
      id: 'Het kenmerk wordt {{id}}, ook in adressen. Dat blijft zo.',
      confirm: 'Toevoegen',
    },
    sheet: {
      title: 'Overdrachtsblad:',
      lead: 'Geef dit aan uw CXone-beheerder. Elke waarde staat bij de naam van het veld in CXone.',
      incomplete: 'Op dit blad ontbreekt nog iets of klopt iets niet.',
      complete: 'Formulier aanvullen',
      toIntegration: 'Integratie',
      save: 'Bewaren als bestand…',
      print: 'Afdrukken',
      where: 'Waar u klikt',
      click: {
        open: 'Klik in CXone op de app-kiezer en selecteer ACD. Ga naar Digitaal > Bring Your Own Channel.',
        add: 'Klik op Toevoegen.',
        fill: 'Voer de waarden hieronder in. Laat leeg wat leeg moet blijven.',
        save: 'Klik op Opslaan. CXone toont de lijst met integraties.',
      },
      values: 'Wat u invoert',
      back: 'Wat u terugstuurt',
      backHelp:
        'De Integratie-ID: die staat in de lijst met BYOC-integraties, in de regel van de nieuwe. Zonder die ID kan er geen kanaal worden gemaakt.',
      enterId: 'Integratie-ID hier invoeren',
      noUrl: 'Nog niet bekend: het openbare adres ontbreekt.',
      leaveEmpty: 'Leeg laten.',
      authorizationEmpty: 'Leeg laten: CXone gebruikt dan de Integratiebox-URL.',
      keyKept:
        'De persoonlijke sleutel bij het clientcertificaat. Die blijft hier bewaard en wordt nooit getoond: geef uw eigen kopie, of het bestand waarin hij is opgeslagen, langs een veilige weg door.',
      switchOn: 'Inschakelen.',
      switchOff: 'Uitgeschakeld laten.',
      secretOnce:
        'Alleen zichtbaar zolang deze pagina open is. Kopieer het geheim of bewaar het blad nu. Het geldt zodra de integratie in gebruik is genomen.',
      secretNone: 'Nog niet gemaakt.',
      secretMade: '{{age}} gemaakt en toen getoond, eindigt op {{end}}. Het wordt niet nog eens getoond.',
      makeAgain: 'Een nieuw geheim voor dit blad maken',
    },
  },
};
