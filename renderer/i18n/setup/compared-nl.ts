import type { DutchTexts } from '../texts.ts';
import type { setupComparedEn } from './compared-en.ts';

/** Nederlands: wat een vergelijking van twee configuraties velden en waarden noemt die geen pagina apart noemt. */
export const setupComparedNl: DutchTexts<typeof setupComparedEn> = {
  compared: {
    numbered: '{{label}} {{number}}',
    part: '{{whole}}: {{part}}',
    of: '{{label}}, “{{name}}”',
    idInCxone: 'ID in CXone',
    ownId: 'intern id',
    right: 'Recht {{number}} op “{{channel}}”',
    rights: 'Rechten op “{{channel}}”',
    digitalSkill: 'Digitale skill {{number}}',
    role: 'Rol {{number}}',
    condition: 'voorwaarde {{number}}',
    template: 'Sjabloon {{number}}',
    templateName: 'naam in CXone',
    templateId: 'sjabloon-ID bij WeChat',
    templateField: 'veld {{name}}',
    templateUrl: 'adres dat opengaat',
    span: '{{day}}, openingstijd {{number}}',
    differentDay: 'Afwijkende dag {{number}}',
    timed: 'wordt geteld',
    target: 'streeftijd',
    warning: 'Waarschuwing {{number}}',
    warningIs: { percent: 'deel van de tijd verbruikt', minutes: 'resterende minuten' },
    notChosen: 'nog niet gekozen',
    notMade: 'nog niet gemaakt',
    notHere: '{{id}} (hier niet ingericht)',
    unconfirmed: {
      ask: 'wachten tot iemand beslist',
      send_again: 'worden vanzelf opnieuw verstuurd',
      give_up: 'worden vanzelf opgegeven',
    },
    report: { nothing: 'niets', failed: 'dat het is mislukt' },
  },
};
