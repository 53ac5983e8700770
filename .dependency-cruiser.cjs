/**
 * Who may import whom. ARCHITECTURE.md draws it; this file is the authority.
 * Each rule was tried against a seeded violation (test/unit/scripts/import-rules.test.mjs does so on every run).
 */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'production-never-imports-tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'production-never-imports-scripts',
      severity: 'error',
      from: { path: '^(main|renderer|shared)/' },
      to: { path: '^scripts/' },
    },

    // shared
    {
      name: 'shared-imports-only-shared',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(main|renderer|test)/|^node_modules/(electron|react|fastify|axios|libsql|pino)' },
    },
    { name: 'shared-runs-anywhere', severity: 'error', from: { path: '^shared/' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'shared-lib-and-errors-are-the-ground',
      severity: 'error',
      from: { path: '^shared/(lib|errors)/' },
      to: { path: '^shared/(?!lib/|errors/)' },
    },
    {
      name: 'domain-knows-no-contract',
      severity: 'error',
      from: { path: '^shared/domain/' },
      to: { path: '^shared/contract/' },
    },

    // renderer
    {
      name: 'renderer-stays-in-the-page',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^main/|^node_modules/(electron|fastify|libsql|pino|axios)' },
    },
    {
      name: 'renderer-uses-no-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'features-are-strangers',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'features-know-no-frame',
      severity: 'error',
      from: { path: '^renderer/features/' },
      to: { path: '^renderer/app/' },
    },
    {
      name: 'store-draws-nothing',
      severity: 'error',
      from: { path: '^renderer/store/' },
      to: { path: '^renderer/(features|app)/' },
    },
    {
      name: 'ui-kit-knows-no-feature',
      severity: 'error',
      from: { path: '^renderer/(ui|lib)/' },
      to: { path: '^renderer/(features|store|app)/' },
    },

    {
      // The simulated tenant's pages run in a browser, without the console's bridge.
      name: 'practice-pages-stand-alone',
      severity: 'error',
      from: { path: '^renderer/desk/' },
      to: { path: '^renderer/(store|features|app)/' },
    },
    {
      name: 'console-knows-no-practice-page',
      severity: 'error',
      from: { path: '^renderer/(?!desk/|i18n/desk/)' },
      to: { path: '^renderer/(desk|i18n/desk)/' },
    },

    // main: relay
    {
      name: 'relay-knows-no-electron',
      severity: 'error',
      from: { path: '^main/relay/' },
      to: { path: '^node_modules/electron|^main/(?!relay/|node/)' },
    },
    {
      name: 'node-helpers-know-no-process',
      severity: 'error',
      from: { path: '^main/node/' },
      to: { path: '^node_modules/electron|^main/(?!node/)' },
    },
    {
      name: 'only-the-entry-from-outside',
      severity: 'error',
      from: { path: '^main/(?!relay/)' },
      to: { path: '^main/relay/(?!entry\\.)' },
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^main/relay/core/' },
      to: { path: '^main/(?!relay/core/)|^node_modules/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'core-uses-no-node-builtin',
      severity: 'error',
      from: { path: '^main/relay/core/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'ports-see-no-adapter',
      severity: 'error',
      from: { path: '^main/relay/ports/' },
      to: { path: '^main/relay/(connectors|storage|http|services)/|^main/node/' },
    },
    {
      name: 'services-see-ports-not-adapters',
      severity: 'error',
      from: { path: '^main/relay/services/' },
      to: { path: '^main/relay/(connectors|storage|http)/|^main/node/' },
    },
    {
      name: 'operations-see-ports-not-adapters',
      severity: 'error',
      from: {
        path: '^main/relay/(probes|operations|reconnect|outage|alerts|action-pages|sla|credentials|certificates/desk|setup)/',
      },
      to: { path: '^main/relay/(connectors|storage|http|services)/' },
    },
    {
      name: 'ground-sees-no-operations',
      severity: 'error',
      from: { path: '^main/relay/(core|ports|services|connectors|storage|http)/' },
      to: {
        path: '^main/relay/(probes|operations|reconnect|outage|alerts|action-pages|sla|credentials|certificates/desk|setup)/',
      },
    },
    {
      name: 'log-sees-ports-not-adapters',
      severity: 'error',
      from: { path: '^main/relay/(messages|tasks|customers)/' },
      to: { path: '^main/relay/(connectors|storage|http|services|search)/' },
    },
    {
      name: 'log-knows-few-operations',
      severity: 'error',
      from: { path: '^main/relay/(messages|tasks|customers|search)/' },
      to: { path: '^main/relay/(probes|reconnect|alerts|action-pages|sla|credentials|certificates)/' },
    },
    {
      // Its thread reads the store's file by itself, beside the relay.
      name: 'search-sees-storage-only',
      severity: 'error',
      from: { path: '^main/relay/search/' },
      to: { path: '^main/relay/(connectors|http|services|operations|outage|messages|tasks|customers)/' },
    },
    {
      name: 'nobody-builds-on-the-log',
      severity: 'error',
      from: {
        path: '^main/relay/(core|ports|services|connectors|storage|http|probes|operations|reconnect|outage|alerts|action-pages|sla|credentials|certificates|setup)/',
      },
      to: { path: '^main/relay/(messages|tasks|customers|search)/' },
    },
    {
      name: 'certificates-stand-alone',
      severity: 'error',
      from: { path: '^main/relay/certificates/(reading|making|command)/' },
      to: { path: '^main/(?!node/|relay/certificates/(reading|making|command)/)' },
    },
    {
      name: 'connectors-are-strangers',
      severity: 'error',
      from: { path: '^main/relay/connectors/([^/]+)/' },
      to: { path: '^main/relay/connectors/[^/]+/', pathNot: '^main/relay/connectors/$1/' },
    },
    {
      name: 'adapters-are-strangers',
      severity: 'error',
      from: { path: '^main/relay/(connectors|storage|http)/' },
      to: { path: '^main/relay/(connectors|storage|http)/', pathNot: '^main/relay/$1/' },
    },
    {
      name: 'adapters-see-no-service',
      severity: 'error',
      from: { path: '^main/relay/(connectors|storage|http)/' },
      to: { path: '^main/relay/services/' },
    },

    // main: Electron side
    {
      // Both are tested without a window, and a console without one may keep them one day.
      name: 'setup-and-tunnel-know-no-electron',
      severity: 'error',
      from: { path: '^main/(setup|tunnel)/' },
      to: { path: '^node_modules/electron|^main/(app|ipc|relay|sandbox)/' },
    },
    {
      name: 'preload-is-thin',
      severity: 'error',
      from: { path: '^main/preload/' },
      to: { path: '^(main/(?!preload/)|renderer/)|^node_modules/(?!electron/|zod/)' },
    },
    {
      name: 'preload-uses-no-node-builtin',
      severity: 'error',
      from: { path: '^main/preload/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'main-draws-nothing',
      severity: 'error',
      from: { path: '^main/(?!sandbox/desk/)' },
      to: { path: '^renderer/|^node_modules/(react|react-dom|zustand|@mantine)/' },
    },
    {
      name: 'database-only-in-the-relay',
      severity: 'error',
      from: { path: '^(main|renderer|shared)/', pathNot: '^main/relay/storage/' },
      to: { path: '^node_modules/(@libsql|libsql)/' },
    },

    // main: sandbox. Own XML and crypto, so that a wrong reading of a protocol shows.
    {
      name: 'simulators-are-strangers',
      severity: 'error',
      from: { path: '^main/sandbox/(wechat|cxone)/' },
      to: { path: '^main/sandbox/(wechat|cxone)/', pathNot: '^main/sandbox/$1/' },
    },
    {
      name: 'sandbox-knows-no-relay',
      severity: 'error',
      from: { path: '^main/sandbox/' },
      to: { path: '^main/(?!sandbox/|node/)|^renderer/|^node_modules/electron' },
    },
    {
      name: 'nobody-looks-into-the-simulators',
      severity: 'error',
      from: { path: '^(main|renderer|shared)/', pathNot: '^main/sandbox/' },
      to: { path: '^main/sandbox/(?!entry\\.)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(out|dist|artifacts)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css'],
    },
  },
};
