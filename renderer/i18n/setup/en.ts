import { setupChannelEn } from './channel-en.ts';
import { setupComparedEn } from './compared-en.ts';
import { setupConfigurationEn } from './configuration-en.ts';
import { setupIntegrationEn } from './integration-en.ts';
import { setupPartsEn } from './parts-en.ts';

/** English: the set-up of integrations and channels. */
export const setupEn = {
  setup: {
    ...setupPartsEn,
    ...setupIntegrationEn,
    ...setupChannelEn,
    ...setupConfigurationEn,
    ...setupComparedEn,
    firstRun: {
      title: 'Set up a channel here',
      help: 'Step by step, without a configuration file: each value is checked as it is typed, and what WeChat and CXone must enter is ready to copy.',
      button: 'Begin to set up',
    },
    begin: {
      title: 'Set up WeChat and CXone here',
      lead: 'You can stop anywhere and go on later: everything is kept as it is typed. Nothing reaches WeChat or CXone before you press a button that says so.',
      step: {
        outside: 'Choose how WeChat and CXone reach this computer: the public address.',
        integration: 'Fill in an integration and hand its values to your CXone administrator.',
        channel: 'Connect a WeChat account as a channel, in five steps, until a message has passed each way.',
        people: 'Plan and check which roles may do what, and how messages find an agent.',
        skill: 'Make the outbound skill, the timers and the SLA.',
        ready: 'Look at Readiness: it says what is done, missing or wrong, each line with its fix.',
      },
      button: 'Begin',
      note: 'The relay starts with nothing to carry yet.',
    },
    overview: {
      lead: 'An integration is one registration in CXone; each channel is one WeChat account in it. Take the next step of each, from top to bottom.',
      noAddress: 'WeChat and CXone cannot reach this computer yet: no public address is known.',
      integrations: 'Integrations',
      addIntegration: 'Add integration…',
      noIntegrations:
        'Begin here: an integration holds the addresses and secrets with which CXone and Veerpont find each other.',
      channels: 'Channels',
      addChannel: 'Add channel…',
      noChannels: 'Next: connect a WeChat account as a channel.',
      integrationFirst: 'A channel belongs to an integration: add that first.',
      ofIntegration: 'integration {{name}}',
      goOn: 'Go on: {{step}}',
      integrationState: {
        form: 'not complete',
        hand_over: 'waits for the Integration ID',
        access: 'access to CXone missing',
        apply: 'not in use as it stands',
        call: 'in use, CXone has not called yet',
        none: 'in use, CXone has called',
      },
      integrationNext: {
        form: 'Fill in the form',
        hand_over: 'Hand over to CXone',
        access: 'Fill in the access',
        apply: 'Put in use',
        call: 'Look at it',
        none: 'Look at it',
      },
      given: { file: 'From the configuration file', sandbox: 'Of the sandbox' },
      givenHelp: {
        file: 'These stand in relay.json. They are changed there and run beside what is set up here.',
        sandbox: 'The sandbox brings these along. They run beside what is set up here.',
      },
      more: 'For all channels',
      page: {
        outside: 'Public address',
        relay: 'The relay’s own settings',
        permissions: 'Permissions',
        routing: 'Routing',
        skills: 'Outbound skills, timers and SLA',
        configuration: 'Configuration as a file',
      },
      pageHelp: {
        outside: 'How WeChat and CXone reach the relay.',
        relay: 'Where it listens, which way its calls leave, and how long things are kept.',
        permissions: 'Which role may do what on which channel.',
        routing: 'How messages find an agent.',
        skills: 'What agents need to write first, and what is counted.',
        configuration: 'Save everything but secrets, or take it over from another computer.',
      },
    },
    add: {
      title: { integration: 'Add an integration', channel: 'Add a channel' },
      help: {
        integration: 'One registration under Bring Your Own Channel in CXone. It can hold several channels.',
        channel: 'One WeChat Official Account.',
      },
      name: 'Name',
      nameHelp: {
        integration: 'As CXone shows it as a type of channel. It can be changed later.',
        channel: 'As agents and your colleagues know the account. It can be changed later.',
      },
      id: 'Its id will be {{id}}, also in addresses. That stays.',
      confirm: 'Add',
    },
    sheet: {
      title: 'Hand-over sheet:',
      lead: 'Give this to your CXone administrator. Every value stands under the name of its field in CXone.',
      incomplete: 'Something is still missing or wrong on this sheet.',
      complete: 'Complete the form',
      toIntegration: 'Integration',
      save: 'Save as a file…',
      print: 'Print',
      where: 'Where to click',
      click: {
        open: 'In CXone, open the app selector and choose ACD. Go to Digital > Bring Your Own Channel.',
        add: 'Click Add.',
        fill: 'Enter the values below. Leave empty what is said to stay empty.',
        save: 'Click Save. CXone shows the list of integrations.',
      },
      values: 'What to enter',
      back: 'What to send back',
      backHelp:
        'The Integration ID: it stands in the list of BYOC integrations, in the row of the new one. Without it no channel can be made.',
      enterId: 'Enter the Integration ID here',
      noUrl: 'Not known yet: the public address is missing.',
      leaveEmpty: 'Leave empty.',
      authorizationEmpty: 'Leave empty: CXone then uses the integration box URL.',
      keyKept:
        'The private key that belongs to the client certificate. It is kept here and never shown: hand over your own copy, or the file it was saved to, by a safe way.',
      switchOn: 'Enable.',
      switchOff: 'Leave switched off.',
      secretOnce:
        'Shown only as long as this page is open. Copy it, or save the sheet now. It counts once the integration is put in use.',
      secretNone: 'Not made yet.',
      secretMade: 'Made {{age}} and shown then, ends in {{end}}. It is not shown again.',
      makeAgain: 'Make a new one for this sheet',
    },
  },
} as const;
