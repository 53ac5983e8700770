/** English: the way out, through a proxy or straight. */
export const outsideProxyEn = {
  outsideProxy: {
    title: 'The ways in use',
    lead: 'The hosts that the relay calls, and how it reaches them as it runs now. Test each one; with a proxy, that is done step by step.',
    stale:
      'Something else is typed above than the relay runs on: a test still goes the earlier way. Put it in use first.',
    nobody: 'The relay calls nobody yet: there is no integration and no channel in use.',
    relayOff: 'The relay does not run, so its ways are not known.',
    list: 'Hosts that are called',
    side: { wechat: 'WeChat', cxone: 'CXone', other: 'Other host' },
    straight: 'straight, without a proxy',
    through: 'through the proxy {{proxy}}',
    pac: 'as the PAC file {{source}} says',
    isSecure: 'with TLS to the proxy',
    signsIn: 'with user name',
    trustsProxy: 'this proxy may open what passes',
    test: 'Test',
    testOf: 'Test the way to {{host}}',
    steps: 'Steps of the test to {{host}}',
    step: {
      pac: 'Ask the PAC file',
      reach_proxy: 'Reach the proxy',
      tunnel: 'Be let through by the proxy',
      tls: 'Reach the host and check its certificate',
      answer: 'Get an answer',
    },
    outcome: { ok: 'works', failed: 'failed', not_tried: 'not tried', not_available: 'not possible' },
    code: 'Code: {{code}}',
    at: 'Tested {{age}}.',
  },
} as const;
