import type { DutchTexts } from '../texts.ts';
import { deskAgentNl } from './agent-nl.ts';
import type { deskEn } from './en.ts';
import { deskRefusalsNl } from './refusals-nl.ts';
import { deskTenantNl } from './tenant-nl.ts';

/** Nederlands. */
export const deskNl: DutchTexts<typeof deskEn> = {
  frame: {
    simulated: 'Gesimuleerd – om te oefenen',
    simulatedHelp: 'Niets op deze pagina bereikt CXone of WeChat. Het is weg zodra de oefenomgeving stopt.',
    language: 'Taal',
    theme: 'Thema',
    light: 'Licht',
    dark: 'Donker',
    system: 'Systeem',
    loading: 'Een ogenblik…',
    save: 'Opslaan',
    saved: 'Opgeslagen',
    remove: 'Verwijderen',
    removeSure: 'Echt verwijderen?',
    keep: 'Behouden',
    name: 'Naam',
    notChosen: '– niet gekozen –',
    copy: 'Kopiëren',
    copied: 'Gekopieerd',
    copyFailed: 'Niet gekopieerd: selecteer de waarde en kopieer hem zelf',
    toDesk: 'Agentwerkplek',
    toTenant: 'Beheer',
    unreachable: 'De oefenomgeving antwoordt niet. Draait ze nog? Deze pagina probeert het vanzelf opnieuw.',
    unexpected: 'De oefenomgeving gaf een onverwacht antwoord: {{message}}',
  },
  rights: {
    reply: 'Beantwoorden',
    delete_original: 'Verwijderen van het oorspronkelijke platform',
    hide_original: 'Verbergen op het oorspronkelijke platform',
    approve: 'Mag goedkeuren',
    assign: 'Mag toewijzen',
    unassign: 'Mag toewijzing intrekken',
  },
  ...deskTenantNl,
  ...deskAgentNl,
  ...deskRefusalsNl,
};
