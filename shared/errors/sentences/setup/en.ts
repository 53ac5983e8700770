import type { SetupSentences } from '../sentence.ts';

/** English. Fields carry the names of CXone's and WeChat's own pages. */
export const setupEn: SetupSentences = {
  SETUP_REQUIRED: {
    title: 'This field must be filled in',
    help: 'Type or paste the value. What you have typed so far is kept.',
  },
  SETUP_TOO_LONG: {
    title: 'This is too long',
    help: 'Shorten it[ to at most {{value}} characters].',
  },
  SETUP_NAME_TAKEN: {
    title: 'Each name may be used once',
    help: 'Another one already has this name[ ({{value}})]. Capitals and spaces make no difference; choose another name.',
  },
  SETUP_NAME_UNSEEN: {
    title: 'A name may hold only characters that can be seen',
    help: 'There is a hidden character in it, probably from copying. Clear the field and type the name by hand.',
  },
  SETUP_VALUE_UNSEEN: {
    title: 'This value has no spaces, accents or hidden characters',
    help: 'Copy it again from the page that shows it, from the first to the last character.',
  },
  SETUP_ID_TAKEN: {
    title: 'This short name is in use',
    help: 'Something in relay.json or in the sandbox already has it[ ({{value}})]. Choose another name; the addresses then differ too.',
  },
  SETUP_NUMBER_FORM: {
    title: 'This is a whole number',
    help: 'Use digits only, without a sign, point or comma, or leave the field empty.',
  },
  SETUP_TIME_FORM: {
    title: 'Each part of a time is a whole number',
    help: 'Use digits only[, at most {{value}} in this field]. An empty part counts as nothing.',
  },
  SETUP_TIME_MISSING: {
    title: 'A timer that is on needs a time',
    help: 'Fill in hours, minutes or seconds, at least one second in all, or switch the timer off.',
  },
  SETUP_URL_FORM: {
    title: 'This must be a full address',
    help: 'Write it as https://relay.example.com/path, without spaces. A name with other letters than a to z is written in its xn-- form.',
  },
  SETUP_URL_NOT_HTTPS: {
    title: 'The address must begin with https://',
    help: 'Messages and secrets pass over it, and CXone and WeChat are reached encrypted only. Change http:// to https:// once the server answers there.',
  },
  SETUP_URL_PORT: {
    title: 'WeChat calls port 443 only',
    help: 'Leave the port[ {{value}}] out of the address, and let the reverse proxy or tunnel bring port 443 to the relay.',
  },
  SETUP_URL_NOT_PUBLIC: {
    title: 'The address must be reachable from the internet',
    help: 'This one exists only on this computer or in a private network. Use the name under which the outside world finds the relay.',
  },
  SETUP_URL_CREDENTIALS: {
    title: 'An address may not hold a user name or password',
    help: 'Remove everything between // and @. CXone proves itself with Client ID and Client secret.',
  },
  SETUP_URL_FRAGMENT: {
    title: 'An address may not hold a # part',
    help: 'Servers never see what follows it. Remove the # and everything after it.',
  },
  SETUP_URL_QUERY: {
    title: 'This address may not hold a question mark',
    help: 'A path is added at its end. Remove the question mark and everything after it.',
  },
  SETUP_URL_ELSEWHERE: {
    title: 'This address is not the public address of the relay',
    help: 'Another server has to pass the calls on, or nothing arrives. Leave the field empty to use the address of the relay.',
  },
  SETUP_PUBLIC_ADDRESS_MISSING: {
    title: 'The public address of the relay must be known first',
    help: 'Choose under Public address how WeChat and CXone reach the relay. All addresses to hand out are made from it.',
  },
  SETUP_SECRET_MISSING: {
    title: 'A secret is still missing',
    help: 'Paste it from the page that shows it, or have one made where the button is offered. It is kept encrypted and not shown again.',
  },
  SETUP_SECRET_FORM: {
    title: 'A secret has no spaces, accents or line breaks inside',
    help: 'Copy it again, from the first to the last character, and at most 1,000 of them.',
  },
  SETUP_CLIENT_ID_FORM: {
    title: 'A Client ID has letters, digits and signs, but no space and no colon',
    help: 'Use at most 200 characters, for example veerpont-wechat.',
  },
  SETUP_CLIENT_ID_TAKEN: {
    title: 'Each integration has a Client ID of its own',
    help: 'Another integration uses this one[ ({{value}})], and the relay could not tell their calls apart. Choose another.',
  },
  SETUP_MTLS_ALL_OR_NONE: {
    title: 'Client certificate, Private key and CA certificate: all three or none',
    help: 'Fill in what is missing, or empty all three. CXone takes them together only.',
  },
  SETUP_MTLS_CERTIFICATE: {
    title: 'The Client certificate must be PEM text',
    help: 'Paste everything from BEGIN CERTIFICATE to END CERTIFICATE, dashes included, with intermediates after it and nothing else. A private key does not belong here.',
  },
  SETUP_MTLS_KEY: {
    title: 'The Private key must be PEM text without a pass phrase',
    help: 'Paste one key from BEGIN PRIVATE KEY to END PRIVATE KEY, dashes included. Remove the pass phrase of an encrypted key first: CXone cannot ask for it.',
  },
  SETUP_MTLS_AUTHORITY: {
    title: 'The CA certificate must be PEM text',
    help: 'Paste one or more certificates from BEGIN CERTIFICATE to END CERTIFICATE, dashes included, and nothing else.',
  },
  SETUP_MTLS_MISMATCH: {
    title: 'Client certificate, Private key and CA certificate must fit one another',
    help: 'The key has to belong to the certificate, the CA has to have signed it, and it has to be valid now and made for clients[: {{value}}]. Paste the three parts of one issue.',
  },
  SETUP_COLOR_FORM: {
    title: 'A colour is # and six characters from 0-9 and a-f',
    help: 'Pick one with the colour field, or write it like #07c160.',
  },
  SETUP_INTEGRATION_ID_MISSING: {
    title: 'The Integration ID from CXone is still missing',
    help: 'After Save, CXone lists the integration under ACD > Digital > Bring Your Own Channel with its Integration ID. Copy it into this field.',
  },
  SETUP_INTEGRATION_ID_FORM: {
    title: 'An Integration ID has only letters, digits, hyphens and underscores',
    help: 'Copy the ID from the list of BYOC integrations, at most 100 characters; not the name and not an address.',
  },
  SETUP_INTEGRATION_ID_TAKEN: {
    title: 'Each integration has an Integration ID of its own',
    help: 'Another integration has this one[ ({{value}})]. Look in the list of BYOC integrations which of the two it belongs to.',
  },
  SETUP_APP_ID_FORM: {
    title: 'An AppID is wx and 16 characters from 0-9 and a-f',
    help: 'Copy the AppID from the basic settings of the Official Account. The original ID, which begins with gh_, is another field.',
  },
  SETUP_APP_SECRET_FORM: {
    title: 'An AppSecret is 32 characters from 0-9 and a-f',
    help: 'Copy it whole from the page on which WeChat shows it. If it is no longer known, reset it there; other programs then need the new one too.',
  },
  SETUP_ORIGINAL_ID_FORM: {
    title: 'An original ID begins with gh_',
    help: 'Copy it from the account details of the Official Account, letters and digits included, at most 64 characters.',
  },
  SETUP_TOKEN_FORM: {
    title: 'A Token is 3 to 32 letters and digits',
    help: 'Use a to z, A to Z and 0 to 9 only, or have one made. At WeChat exactly the same one is filled in.',
  },
  SETUP_AES_KEY_FORM: {
    title: 'An EncodingAESKey is exactly 43 letters and digits',
    help: 'Copy it whole[; this one has {{value}} characters], or have one made. At WeChat exactly the same one is filled in.',
  },
  SETUP_ACCOUNT_TAKEN: {
    title: 'A WeChat account belongs to one channel',
    help: 'WeChat knows one callback address per account, and another channel has this account[ ({{value}})]. Use that channel, or another account.',
  },
  SETUP_PLAIN_MODE: {
    title: 'Plain mode sends messages without WeChat encryption',
    help: 'The channel works, protected by https alone. Choose security mode here and at WeChat if nothing stands against it.',
  },
  SETUP_INTEGRATION_UNKNOWN: {
    title: 'A channel belongs to an integration',
    help: 'This one does not exist[ ({{value}})]. Choose one of the list, or make an integration first.',
  },
  SETUP_INTEGRATION_NOT_APPLIED: {
    title: 'The integration is not in use yet',
    help: 'Open the integration[ {{value}}], finish it and apply it. After that the channel can run.',
  },
  SETUP_CXONE_CHANNEL_MISSING: {
    title: 'The channel must exist in CXone too',
    help: 'Have it made here, make it with the Add action page in CXone, or make it by hand and fill in its ID.',
  },
  SETUP_CXONE_CHANNEL_FORM: {
    title: 'A channel ID has only letters, digits, hyphens, underscores, full stops and colons',
    help: 'Copy the ID from CXone, at most 100 characters; not the name of the channel.',
  },
  SETUP_CXONE_CHANNEL_TAKEN: {
    title: 'A CXone channel belongs to one WeChat account',
    help: 'Another channel here uses this CXone channel[ ({{value}})]. Make a channel in CXone for each account.',
  },
  SETUP_SCRIPT_MISSING: {
    title: 'Each channel needs a default Studio script',
    help: 'Choose it in CXone under ACD > Digital > Digital points of contact, and write it down here. Without it the channel is not ready.',
  },
  SETUP_SKILL_MISSING: {
    title: 'Each channel needs a default digital skill',
    help: 'Choose it in CXone under ACD > Digital > Digital points of contact, and write it down here. Without it the channel is not ready.',
  },
  SETUP_NO_REPLY_DRAFTS: {
    title: 'Without Reply this role writes drafts only',
    help: 'Somebody with Can approve has to approve each draft before it is sent[ (role {{value}})]. Tick Reply if these users are to answer themselves.',
  },
  SETUP_NO_APPROVER: {
    title: 'Drafts need somebody who may approve them',
    help: 'On this channel[ ({{value}})] users write drafts, but no other user has Can approve. Give a role of somebody else Can approve, or give the writers Reply.',
  },
  SETUP_VIEW_SKILLS_MISSING: {
    title: 'Besides Reply a role needs View Skills',
    help: 'Switch on the permission View Skills of this role[ ({{value}})] in the Admin application, and tick it here. Without it its users cannot answer.',
  },
  SETUP_NOBODY_REPLIES: {
    title: 'Somebody must be able to reply on each channel',
    help: 'On this channel[ ({{value}})] nobody who can handle digital contacts has both Reply and View Skills. Give them to a role of an agent.',
  },
  SETUP_CHANNEL_IN_NO_ROLE: {
    title: 'A channel must be added to each role that uses it',
    help: 'This channel[ ({{value}})] is in no role, so nobody sees its messages. Add it under ACD > Digital > Roles and tick what the role may do.',
  },
  SETUP_USER_NO_ROLE: {
    title: 'A digital user has exactly one role',
    help: 'This user[ ({{value}})] has none. Choose a role.',
  },
  SETUP_USER_MORE_ROLES: {
    title: 'A digital user has exactly one role, not several',
    help: 'CXone takes over one role only[ ({{value}})]. Keep the one that counts; make a role of its own if both are needed.',
  },
  SETUP_AGENT_NEEDS_BOTH: {
    title: 'An agent in CXone Agent needs the attribute Digital Engagement and a digital skill',
    help: 'Switch the attribute on and assign a digital skill to this user[ ({{value}})]. With only one of them no digital contact arrives.',
  },
  SETUP_MAX_NEEDS_EITHER: {
    title: 'An agent in MAX needs the attribute Digital Engagement or a digital skill',
    help: 'Give this user[ ({{value}})] one of the two. Without either no digital contact arrives.',
  },
  SETUP_NOT_AT_WECHAT: {
    title: 'Deleting and hiding change nothing at WeChat',
    help: 'WeChat takes no message back after it was accepted[ (role {{value}})]. The customer keeps seeing it; better leave both boxes empty.',
  },
  SETUP_SKILL_HELD_BY_NOBODY: {
    title: 'Nobody who may reply has the default skill of this channel',
    help: 'Its cases are offered by that skill[ ({{value}})]. Assign it to the agents who are to answer.',
  },
  SETUP_QUEUES_NOT_ADVISED: {
    title: 'Routing by script and skill is advised, queues are the older way',
    help: 'New queues can no longer be made, and many rules are hard to keep track of. Existing queues go on working and can still be edited.',
  },
  SETUP_QUEUE_NO_FILTER: {
    title: 'A queue without a filter gets no messages',
    help: 'Add a filter with at least one condition, or mark the queue as the fallback.',
  },
  SETUP_FILTER_NO_CONDITION: {
    title: 'A filter needs at least one condition',
    help: 'Add a condition to this filter[ ({{value}})], for example the rule included channels, or remove the filter.',
  },
  SETUP_CONDITION_NO_CHANNEL: {
    title: 'The rule included channels needs at least one channel',
    help: 'Choose Add for each channel the queue is to take, and look under Selected channels before you choose Back.',
  },
  SETUP_CONDITION_CHANNEL_GONE: {
    title: 'A condition names a channel that is not in this set-up',
    help: 'Remove it from the rule, or leave it if it is another channel of CXone[ ({{value}})].',
  },
  SETUP_CONDITION_UNKNOWN: {
    title: 'A condition of another kind decides here',
    help: 'Whether it lets the messages of this channel through cannot be told from here[ (queue {{value}})]. Try it with a message.',
  },
  SETUP_CHANNEL_NO_QUEUE: {
    title: 'Each channel must be taken by a queue',
    help: 'No queue takes the messages of this channel[ ({{value}})] and there is no fallback: they wait unseen. Add it to the included channels of a queue.',
  },
  SETUP_CHANNEL_FALLBACK_ONLY: {
    title: 'Only the fallback queue takes this channel',
    help: 'Its messages end where everything ends that no queue wants[ (queue {{value}})]. Add the channel to the included channels of a queue if that is not meant.',
  },
  SETUP_CHANNEL_TWO_QUEUES: {
    title: 'More than one queue takes this channel',
    help: 'Priority decides which one gets a message[ ({{value}})]. Take the channel out of the queues that are not meant.',
  },
  SETUP_NAME_SKILL_AND_QUEUE: {
    title: 'A skill and a queue may not have the same name',
    help: 'Names are unique across both[ ({{value}})]. Rename one of them.',
  },
  SETUP_TWO_FALLBACKS: {
    title: 'Only one queue can be the fallback',
    help: 'Keep the mark at one of them[ ({{value}})].',
  },
  SETUP_SKILL_NAME_LENGTH: {
    title: 'A skill name has 2 to 30 characters',
    help: 'Make it longer or shorter[; it has {{value}}].',
  },
  SETUP_SKILL_NAME_CHARACTERS: {
    title: 'A skill name has only letters, digits, hyphens, underscores, full stops and colons',
    help: 'Remove all other characters, spaces too[: {{value}}]. Use a hyphen in place of a space.',
  },
  SETUP_SKILL_NAME_LETTERS: {
    title: 'Letters other than a to z may be refused',
    help: 'CXone says letters and does not say which. Use a to z if CXone does not take this name.',
  },
  SETUP_SKILL_MEDIA: {
    title: 'The media type must be Digital',
    help: 'Set Media type to Digital. Other types do not carry WeChat messages.',
  },
  SETUP_SKILL_DIRECTION: {
    title: 'The direction must be Outbound',
    help: 'Set Inbound/outbound to Outbound. The skill for incoming messages is the default skill of the channel.',
  },
  SETUP_SKILL_CHANNEL: {
    title: 'An outbound skill belongs to a channel',
    help: 'Set Digital channel to Bring Your Own Channel and choose the channel by its name[ ({{value}} does not exist)].',
  },
  SETUP_SKILL_CAMPAIGN: {
    title: 'A skill belongs to a campaign',
    help: 'Choose the campaign in CXone and write down its name or ID here.',
  },
  SETUP_TEMPLATE_NOT_PROACTIVE: {
    title: 'A message template is for Proactive SMS and Proactive Digital only',
    help: 'Empty the field, or tick that this skill is for proactive work.',
  },
  SETUP_TEMPLATE_MISSING: {
    title: 'Proactive work needs a message template',
    help: 'Choose the template, or clear the tick for proactive work.',
  },
  SETUP_SUBSKILL_STUDIO: {
    title: 'A sub-skill does not go with Studio scripts',
    help: 'Empty the field. Sub-skills work only where routing queues give contacts their skill.',
  },
  SETUP_AGENTLESS_ASSISTED: {
    title: 'Agentless is not for work that agents assist in',
    help: 'Clear Agentless, or clear the tick that agents take part.',
  },
  SETUP_AGENTLESS_MINIMUMS: {
    title: 'With Agentless the Workforce Intelligence minimums do not exist',
    help: 'Empty this field, or clear Agentless.',
  },
  SETUP_BLENDING_ADVISED: {
    title: 'Priority blending is off',
    help: 'It must be on for every outbound skill that an agent uses at the same time as others. Tick it unless this skill stands alone.',
  },
  SETUP_POPURL_NEEDS_STUDIO: {
    title: 'A screen pop needs a Studio script',
    help: 'It is made by the action POPURL in Studio, and seen in CXone Agent only. Choose Studio, or switch the screen pop off.',
  },
  SETUP_CXONE_AGENT_ONLY: {
    title: 'This works in CXone Agent only',
    help: 'Users of MAX who have this skill will not see it[: {{value}}]. Nothing else changes for them.',
  },
  SETUP_TIMERS_DIFFER: {
    title: 'The timers of the skill and the clocks here must be the same',
    help: 'Otherwise the console warns at other times than CXone does[ (skill {{value}})]. Take the times over in the step SLA of the skill, or change the SLA.',
  },
  SETUP_NOT_TICKED: {
    title: 'Nobody has compared this with CXone yet',
    help: 'Look it up in CXone and tick it when it is the same there[ ({{value}} ticked)].',
  },
  SETUP_TICK_STALE: {
    title: 'This was changed after it was ticked',
    help: 'Bring CXone up to date, compare once more and tick it again[ ({{value}} ticked)].',
  },
  SETUP_NOT_MADE: {
    title: 'The outbound skill does not exist in CXone yet',
    help: 'Have the skill[ {{value}}] made here, or make it by hand with the list of instructions.',
  },
  SETUP_NOT_APPLIED: {
    title: 'What was typed is not in use yet',
    help: 'The relay runs without it. Open the form[ of {{value}}] and choose Apply.',
  },
  SETUP_GIVEN_UNKNOWN: {
    title: 'This channel was not set up here',
    help: 'It comes from relay.json or the sandbox, so this cannot be told. Look it up in CXone and tick it.',
  },
  SETUP_NOT_SEEN: {
    title: 'There is no proof yet that this works',
    help: 'The relay waits for the other side. The line turns to done by itself as soon as it has been seen.',
  },
  SETUP_LISTEN_HOST: {
    title: 'This must be an address or a name of this computer',
    help: 'Write it without https:// and without a port: 127.0.0.1 for this computer alone, 0.0.0.0 for all its addresses, or one of them.',
  },
  SETUP_LISTEN_PORT: {
    title: 'A port is a whole number from 1 to 65535',
    help: 'Use digits only, or leave the field empty: the system then chooses a free port, and it stays the same.',
  },
  SETUP_LISTEN_TLS: {
    title: 'Calls from other computers must be encrypted',
    help: 'This address[ ({{value}})] is reached from outside. Let the certificate desk keep a certificate, name the reverse proxy that ends TLS, or listen on 127.0.0.1.',
  },
  SETUP_LISTEN_FILES: {
    title: 'Certificate files can be named in relay.json only',
    help: 'For a listener set here, choose the certificate desk and bring the certificate there, or leave listening as relay.json says.',
  },
  SETUP_LISTEN_SAME: {
    title: 'Two listeners cannot share an address and port',
    help: "CXone's calls and those of WeChat would both come to the same port[ ({{value}})]. Give this one another port, or let CXone call where WeChat does.",
  },
  SETUP_LISTEN_TAKEN: {
    title: 'Another program listens here already',
    help: 'The port is in use on this address[ ({{value}})]. End that program, or choose another port and let the reverse proxy or router lead to it. Nothing was changed.',
  },
  SETUP_LISTEN_DENIED: {
    title: 'This account may not listen on this port',
    help: 'The system refuses this port[ ({{value}})]. Choose one from 1024 up and let a reverse proxy lead port 443 to it. On Linux, an administrator can also allow ports from 443 up (sysctl net.ipv4.ip_unprivileged_port_start=443), or for the program alone (setcap cap_net_bind_service=+ep). Nothing was changed.',
  },
  SETUP_LISTEN_NOT_HERE: {
    title: 'This computer does not have this address',
    help: 'Nothing can listen on it here[ ({{value}})]. Choose an address of one of its network cards, 127.0.0.1, or 0.0.0.0 for all of them; the public address belongs in another field. Nothing was changed.',
  },
  SETUP_LISTEN_REFUSED: {
    title: 'The system does not let the relay listen here',
    help: 'Choose another address or port, or ask whoever looks after this computer[; the system says {{value}}]. Nothing was changed.',
  },
  SETUP_TRUSTED_PROXY_FORM: {
    title: 'The reverse proxy is named by its IP address',
    help: 'Write the address from which it calls the relay, such as 127.0.0.1 or 10.0.0.5, without a name, port or range. Leave the field empty without a proxy.',
  },
  SETUP_BOX_CERTIFICATE_TLS: {
    title: 'Asking CXone for a certificate needs TLS',
    help: "Let the certificate desk keep a certificate for this listener, or name the trusted proxy and the header in which it passes CXone's certificate on.",
  },
  SETUP_BOX_HEADER_FORM: {
    title: 'A header name has letters, digits and hyphens only',
    help: 'Write it as the proxy sends it, for example X-Client-Cert, at most 64 characters and without a colon.',
  },
  SETUP_BOX_HEADER_PROXY: {
    title: 'The header is for a trusted proxy that ends TLS',
    help: 'Name the address of the proxy and set TLS to none, or empty the header: without that proxy anybody could write one.',
  },
  SETUP_WAY_HOST_FORM: {
    title: 'A host is a name or an address, and nothing else',
    help: 'Write it as it stands in the address that is called, for example api.weixin.qq.com, without https://, port, path or *.',
  },
  SETUP_WAY_DEFAULT_HOST: {
    title: 'The first way is for all other hosts',
    help: 'Leave its host empty, and add a way of its own for this host.',
  },
  SETUP_WAY_TWICE: {
    title: 'Each host has one way out',
    help: 'There is another way for this host already[ ({{value}})]. Change that one, or remove one of the two.',
  },
  SETUP_WAYS_TOO_MANY: {
    title: 'At most 50 hosts can have something of their own',
    help: 'With those that relay.json names there would be more[ than {{value}}]. Remove ways that are not needed; the first way is for all other hosts.',
  },
  SETUP_PROXY_FORM: {
    title: 'A proxy is written as http://proxy.example.com:8080',
    help: 'It begins with http:// (or https:// when the proxy itself speaks TLS), has a port from 1 to 65535, and nothing behind it. SOCKS proxies are not supported.',
  },
  SETUP_PROXY_CREDENTIALS: {
    title: 'The address of a proxy holds no user name or password',
    help: 'Remove everything between // and @. User name and password have fields of their own; there the password is kept encrypted.',
  },
  SETUP_PROXY_USERNAME_FORM: {
    title: "A proxy's user name has no colon",
    help: 'Use at most 200 characters, without a colon or line break. The password has a field of its own.',
  },
  SETUP_PROXY_USERNAME_MISSING: {
    title: 'A password goes with a user name',
    help: 'Fill in the user name for this proxy, or remove the password.',
  },
  SETUP_PROXY_PASSWORD_MISSING: {
    title: 'A user name goes with a password',
    help: 'Set the password for this proxy, or empty the user name. The password is kept encrypted and not shown again.',
  },
  SETUP_PROXY_PASSWORD_FORM: {
    title: "A proxy's password is one line of at most 1,000 characters",
    help: 'Copy it again without a line break or tab in it.',
  },
  SETUP_PROXY_CA_HTTP: {
    title: 'Authorities of the proxy itself are for an https proxy',
    help: 'Write https:// in its address if it speaks TLS, or empty this field. For a proxy that opens TLS and signs anew there is the other field.',
  },
  SETUP_AUTHORITY_FORM: {
    title: 'This must be the certificate of an authority, as PEM text',
    help: 'Paste one or more certificates from BEGIN CERTIFICATE to END CERTIFICATE, dashes included, and nothing else. The certificate of the server itself is not one.',
  },
  SETUP_PAC_FORM: {
    title: 'A PAC file is named by its address or its full path',
    help: 'Write http:// or https:// and the address of the file, or its path from the start: /etc/proxy.pac, C:\\proxy.pac. User name and password cannot stand in it.',
  },
  SETUP_KEEP_DAYS: {
    title: 'This is a whole number of days from 3 to 3650',
    help: 'Use digits only. Shorter than 3 days would remove what may still be looked into after a weekend.',
  },
  SETUP_ENTRY_UNKNOWN: {
    title: 'This entry no longer exists',
    help: 'It was removed, perhaps in another window[ ({{value}})]. Go back to the set-up and choose again.',
  },
  SETUP_STILL_USED: {
    title: 'This cannot be removed while something uses it',
    help: 'Remove or change that first[: {{value}}].',
  },
  SETUP_NAME_NOT_TYPED: {
    title: 'To remove it, type its name exactly',
    help: 'Copy the name as it is shown[: {{value}}]. Nothing was removed.',
  },
  SETUP_VALUES_HIDDEN: {
    title: 'Token and key are shown only until WeChat has verified the address',
    help: 'WeChat has them now. If they have to be entered again, make new ones here and fill these in at WeChat.',
  },
  SETUP_BOOK_DAMAGED: {
    title: 'The file of the set-up could not be read',
    help: 'The last good copy was taken, and the damaged file was put aside[ ({{value}})]. Look through the latest changes; the relay runs on.',
  },
  SETUP_BOOK_NOT_SAVED: {
    title: 'The set-up could not be written to disk',
    help: 'It is kept in memory and tried again with the next change[ ({{value}})]. Make room on the disk, or ask for the right to write there, before you close the program.',
  },
  SETUP_FILE_UNREADABLE: {
    title: 'This file is not a configuration of this program',
    help: 'Choose a file that was saved on the page Configuration as a file[ ({{value}})]. Nothing was changed.',
  },
  SETUP_FILE_NEWER: {
    title: 'This file comes from a newer version',
    help: 'Update this program, or export again with the same version. Nothing was changed.',
  },
  SETUP_FILE_SECRETS: {
    title: 'A file may hold no secrets',
    help: 'A secret also stands in a field that is not secret[ ({{value}})]. Take it out there; nothing was written.',
  },
  SETUP_RELAY_FILE_PRACTICE: {
    title: 'A practice set-up is not for a server',
    help: 'What is set up here belongs to the sandbox on this computer. Switch the sandbox off, then save the file for the server.',
  },
  SETUP_IMPORT_OLD: {
    title: 'The set-up has changed since the comparison',
    help: 'Read the file again and look at the differences of now. Nothing was changed.',
  },
  SETUP_NOT_OFFERED: {
    title: 'This tenant does not offer it over its API',
    help: 'Do it by hand with the instructions, or ask the CXone administrator for the permission[ ({{value}})].',
  },
  SETUP_TENANT_REFUSED: {
    title: 'CXone refused to make it',
    help: 'CXone says why[: {{value}}]. Change that and try again; nothing was made.',
  },
  SETUP_TENANT_DIFFERS: {
    title: 'The Tenant ID does not fit the access key',
    help: 'CXone does not know this Tenant ID, or the key belongs to another tenant[: {{value}}]. Empty the field Tenant ID: the key itself says which tenant it is.',
  },
};
