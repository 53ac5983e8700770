/**
 * Everything the page may ask and hear, by name. Written out rather than taken from the contract, so that nothing new
 * reaches the page without this list being changed too; a test compares the two.
 */
export const invokeNames = [
  'app.copyText',
  'app.info',
  'app.openDocument',
  'app.problems',
  'channels.check',
  'channels.list',
  'message.act',
  'message.get',
  'message.outlook',
  'overview.get',
  'relay.process',
  'relay.restart',
  'sandbox.setTraffic',
  'sandbox.start',
  'sandbox.status',
  'sandbox.stop',
  'settings.change',
  'settings.get',
  'settings.openFolder',
  'store.verifyCounts',
  'traffic.page',
  'vault.status',
  'vault.unlock',
  'vault.useSessionOnly',
] as const;

export const pushNames = [
  'channels.changed',
  'overview.changed',
  'relay.processChanged',
  'sandbox.changed',
  'settings.changed',
  'traffic.changed',
  'vault.changed',
] as const;
