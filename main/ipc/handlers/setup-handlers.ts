import type { Setup } from '#main/setup/open-setup.ts';
import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { Handlers } from '#shared/contract/contract-types.ts';
import type { setupQuestions } from '#shared/contract/setup-contract.ts';

type SetupHandlers = Pick<Handlers<ConsoleContract>, keyof typeof setupQuestions>;

/** The set-up is kept by this process; what concerns the platforms, the relay tries and makes. */
export function setupHandlers({
  desk,
  platforms,
  configuration,
  saveSheet,
  makeCertificate,
  client,
}: Setup): SetupHandlers {
  return {
    'setup.view': () => desk.view(),
    'setup.begin': () => desk.begin(),
    'setup.save': ({ entry }) => desk.save(entry),
    'setup.duplicate': ({ kind, id, newId }) => desk.duplicate(kind, id, newId),
    'setup.forget': ({ kind, id }) => desk.forget(kind, id),
    'setup.remove': ({ kind, id, typedName }) => desk.remove(kind, id, typedName),
    'setup.setSecret': ({ owner, ownerId, name, value }) => desk.setSecret({ owner, ownerId }, name, value),
    'setup.dropSecret': ({ owner, ownerId, name }) => desk.dropSecret({ owner, ownerId }, name),
    'setup.makeSecret': ({ owner, ownerId, name }) => desk.makeSecret({ owner, ownerId }, name),
    'setup.makeCertificate': (wish) => makeCertificate(wish),
    'setup.pasteValues': ({ channelId }) => desk.pasteValues(channelId),
    'setup.apply': ({ kind, id }) => desk.apply(kind, id),
    'setup.tick': ({ id, done }) => desk.tick(id, done),
    'setup.try': ({ kind, id }) => platforms.try(kind, id),
    'setup.tenant': ({ integrationId }) => platforms.tenant(integrationId),
    'setup.createChannel': ({ channelId }) => platforms.createChannel(channelId),
    'setup.createSkill': ({ skillId }) => platforms.createSkill(skillId),
    'setup.sightings': (input) => client.invoke('setup.sightings', input),
    'setup.ways': (input) => client.invoke('setup.ways', input),
    'setup.tryProxy': (input) => client.invoke('setup.tryProxy', input),
    'setup.saveSheet': async (input) => ({ path: await saveSheet(input) }),
    'setup.exportConfiguration': () => configuration.export(),
    'setup.exportRelayFile': () => configuration.exportRelayFile(),
    'setup.readConfiguration': () => configuration.read(),
    'setup.importConfiguration': ({ token, take }) => configuration.import(token, take),
    'setup.openPractice': async ({ page }) => {
      await desk.openPractice(page);
      return null;
    },
  };
}
