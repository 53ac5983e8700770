import { outsideTunnelEn } from './tunnel-en.ts';

/** English: the public address. */
export const outsideEn = {
  outside: {
    ...outsideTunnelEn,
    title: 'Public address',
    intro:
      'WeChat and CXone call the relay over the internet. Choose the way, type the address, take over the ready-made lines; on the right you see whether the calls arrive.',
    practice:
      'You are practising: the simulated platforms run on this computer and reach the relay without a public address. What you type here counts for practice only.',
    program: 'Ready-made lines for',
    noRelay:
      'The relay does not run, so nobody knows yet on which port it listens. Begin the set-up or start the relay; the lines appear here with the port filled in.',
    way: {
      label: 'How do calls from the internet reach this computer?',
      direct: 'Directly',
      reverse_proxy: 'Through a reverse proxy',
      tunnel: 'Through a tunnel',
    },
    wayHelp: {
      direct:
        'This computer has an address on the internet, port 443 is free, and the relay shows the certificate itself.',
      reverse_proxy: 'A web server such as nginx stands in front, shows the certificate and passes the calls on.',
      tunnel: 'A program on this computer keeps a connection open to a server outside. No port has to be opened.',
    },
    address: {
      title: 'Way and address',
      label: 'Public address',
      help: 'As WeChat and CXone are to call it: https://, a name that is known on the internet, and no port.',
      elsewhere:
        'relay.json names {{url}}. That address is in use; what you type here counts once it is taken out there.',
      restart:
        'A changed address is in use about two seconds after the last letter: the relay starts anew. No message is lost. What was entered at WeChat and in CXone under the old address has to be changed there too.',
    },
    do: {
      direct: 'To do: let the relay listen on port 443',
      reverse_proxy: 'To do: pass the calls on',
      tunnel: 'To do: start the tunnel',
    },
    proxy: {
      lead: 'Add these lines to the web server in front, put your certificate in its place, and let it read its configuration again.',
      note: 'Port, address and name are those of the running relay. The name (Host) must be passed on unchanged: the relay answers calls to its own name only. If the web server runs on another computer, the relay must listen for it.',
    },
    direct: {
      lead: 'Three steps. The relay then shows the certificate that is in use on the page Certificates.',
      listen: 'Let the relay listen on port 443 with that certificate, and open the port in the firewall.',
      byHand: 'By hand, for a server without a window: relay.json',
      fileNew: 'Save these lines as relay.json in the folder of this program.',
      fileThere: 'relay.json is there already: put the part “listen” into it, and leave the rest as it is.',
      openFolder: 'Open the folder',
      port: 'On Linux, programs of ordinary users may not listen on ports below 1024. An administrator allows it once:',
      portLabel: 'Allow port 443',
      restart: 'Let the relay read the file.',
      restartButton: 'Restart the relay',
      certificate: 'Bring in the certificate for this name. Until there is one, WeChat and CXone turn away.',
      toCertificates: 'To the certificates',
    },
    relay: {
      title: 'How the relay itself is set',
      lead: 'Where it listens on this computer, which way its own calls to WeChat and CXone leave, and how long things are kept.',
      open: 'The relay’s own settings',
    },
    reach: {
      title: 'What must get through',
      lead: 'For whoever looks after proxy and firewall: these addresses, from anywhere, without a sign-in in front.',
      wechat: 'WeChat’s messages (everything below)',
      box: 'CXone’s calls (everything below)',
      pages: 'Pages for CXone’s administrators',
      port: 'WeChat calls port 80 or 443 and no other. Only 443 is encrypted, so Veerpont asks for 443. The certificate must be one that browsers trust, with its chain.',
      ownBox:
        'CXone’s calls have a listener of their own on this computer: {{address}}. Give it a name of its own in the same way.',
    },
    proof: {
      title: 'Does it arrive?',
      inUse: 'In use:',
      nobody:
        'Nobody can call yet: add an integration and a channel, and enter their addresses at WeChat and in CXone.',
      note: 'Only what WeChat and CXone do themselves counts. A call before you changed the address proves the old one: look at the times.',
    },
    state: {
      none: 'No address yet',
      wrong: 'The address cannot be used',
      waiting: 'Waiting for the first call',
      half: 'One of the two has called',
      proven: 'Both have called',
      failing: 'Not reachable at the moment',
    },
    stateHelp: {
      none: 'Choose a way and type the address.',
      wrong: 'A rule is broken; it stands at the field. The relay does not use the address.',
      waiting: 'Enter the values of a channel at WeChat, or the hand-over sheet in CXone. This changes by itself.',
      half: 'The address works from outside. What is missing stands below.',
      proven: 'WeChat has verified the address and CXone has called it.',
      failing:
        'The relay could reach itself under this address and no longer can. Look at tunnel, proxy and certificate. WeChat repeats a call twice, then the message is lost to it.',
    },
  },
} as const;
