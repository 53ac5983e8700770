import { deskAgentEn } from './agent-en.ts';
import { deskRefusalsEn } from './refusals-en.ts';
import { deskTenantEn } from './tenant-en.ts';

/** English: the pages of the simulated platforms. Apart from the console's texts, which do not grow by them. */
export const deskEn = {
  frame: {
    simulated: 'Simulated – for practice',
    simulatedHelp: 'Nothing on this page reaches CXone or WeChat. It is gone when the sandbox is stopped.',
    language: 'Language',
    theme: 'Theme',
    light: 'Light',
    dark: 'Dark',
    system: 'System',
    loading: 'One moment…',
    save: 'Save',
    saved: 'Saved',
    remove: 'Remove',
    removeSure: 'Remove for good?',
    keep: 'Keep it',
    name: 'Name',
    notChosen: '– not chosen –',
    copy: 'Copy',
    copied: 'Copied',
    copyFailed: 'Not copied: select the value and copy it yourself',
    toDesk: 'Agent desk',
    toTenant: 'Administration',
    unreachable: 'The sandbox gives no answer. Is it still running? This page tries again by itself.',
    unexpected: 'The sandbox answered something unexpected: {{message}}',
  },
  rights: {
    reply: 'Reply',
    delete_original: 'Delete from original platform',
    hide_original: 'Hide on original platform',
    approve: 'Can approve',
    assign: 'Can assign/reassign',
    unassign: 'Can unassign',
  },
  ...deskTenantEn,
  ...deskAgentEn,
  ...deskRefusalsEn,
};
