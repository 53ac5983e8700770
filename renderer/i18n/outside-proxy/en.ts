/** English: the way out, through a proxy or straight. */
export const outsideProxyEn = {
  outsideProxy: {
    title: 'The way out',
    lead: 'Which way the relay’s own calls leave. Test each one; with a proxy, that is done step by step.',
    where:
      'Proxies are set in relay.json: outbound.proxy for all hosts, destinations for one. Start the relay again after a change.',
    relayOff: 'The relay does not run, so its ways are not known.',
    list: 'Hosts that are called',
    side: { wechat: 'WeChat', cxone: 'CXone', other: 'Other host' },
    straight: 'straight, without a proxy',
    through: 'through the proxy {{proxy}}',
    isSecure: 'with TLS to the proxy',
    signsIn: 'with user name',
    trustsProxy: 'this proxy may open what passes',
    test: 'Test',
    testOf: 'Test the way to {{host}}',
    steps: 'Steps of the test to {{host}}',
    step: {
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
