import { certificatesEn } from './certificates/en.ts';
import { deskEn } from './desk/en.ts';
import { logEn } from './log/en.ts';
import { operationsEn } from './operations/en.ts';
import { proxyEn } from './proxy/en.ts';
import { searchEn } from './search/en.ts';
import { setupEn } from './setup/en.ts';
import { slaEn } from './sla/en.ts';
import { tunnelEn } from './tunnel/en.ts';
import type { Sentences } from './sentence.ts';

/** One sentence set for each error code, in English. Words: see the glossary in renderer/i18n/glossary.md. */
export const en: Sentences = {
  INTERNAL: {
    title: 'Something failed inside Veerpont',
    help: 'Stored messages are safe and work goes on where it can. If it happens again, restart Veerpont and report it with the log.',
  },

  IPC_SENDER: {
    title: 'A request from an unknown page was refused',
    help: 'Messages are not affected. Restart Veerpont; if it happens again, report it.',
  },
  IPC_UNKNOWN: {
    title: 'The window asked for something Veerpont does not know',
    help: 'Messages are not affected. Window and program may be of different versions: restart Veerpont.',
  },
  IPC_SCHEMA: {
    title: 'The window and the program did not understand one another',
    help: 'Messages are not affected, nothing was changed. Restart Veerpont; if it happens again, report it.',
  },
  IPC_RATE: {
    title: 'Too many requests at once',
    help: 'Messages are not affected. Wait a few seconds and try again.',
  },

  CONFIG_NOT_FOUND: {
    title: 'The configuration file was not found',
    help: 'The relay cannot start, so no messages pass. Check the file’s name and place[: {{value}}].',
  },
  CONFIG_NOT_JSON: {
    title: 'The configuration file cannot be read',
    help: 'The relay cannot start, so no messages pass. The file is not valid JSON[, see {{value}}]. Correct it and start again.',
  },
  CONFIG_INVALID: {
    title: 'The configuration has a mistake',
    help: 'The relay cannot start, so no messages pass. Correct this part and start again[: {{value}}].',
  },
  CONFIG_SECRET_MISSING: {
    title: 'A secret in the configuration is missing',
    help: 'What needs it does not run, so no messages pass there. Provide the secret and start again[: {{value}}].',
  },
  CONFIG_SECRET_INVALID: {
    title: 'A secret in the configuration does not have the right form',
    help: 'What needs it does not run, so no messages pass there. Correct the secret and start again[: {{value}}].',
  },
  CONFIG_TLS_REQUIRED: {
    title: 'A certificate is needed for this address',
    help: 'The relay does not accept unprotected traffic from the network. Name a certificate or a trusted proxy, or listen on this computer only[ (now {{value}})].',
  },
  CONFIG_TLS_VERIFICATION_OFF: {
    title: 'Certificate checks are switched off on this computer',
    help: 'The relay does not start like this, so no messages pass. Remove the setting[ {{value}}] that switches the checks off and start again.',
  },
  DATA_FOLDER_UNUSABLE: {
    title: 'The data folder cannot be used',
    help: 'Nothing can be stored, so no messages are accepted. Check that the folder exists and that you may write to it[: {{value}}].',
  },
  PORT_TAKEN: {
    title: 'Another program uses the relay’s port',
    help: 'WeChat and CXone cannot reach the relay. Close the other program or a second Veerpont[ that uses port {{value}}], then restart the relay.',
  },
  LISTEN_FAILED: {
    title: 'The relay cannot open its address',
    help: 'WeChat and CXone cannot reach the relay. Check the address[ {{value}}] in the configuration, then restart the relay.',
  },
  RELAY_NOT_REACHABLE: {
    title: 'The relay cannot be reached',
    help: 'Messages from WeChat and CXone do not arrive[ at {{value}}]. Check the network connection, and the tunnel or proxy if there is one. The relay looks again by itself.',
  },

  SETTINGS_DAMAGED: {
    title: 'The settings file was damaged',
    help: 'It was set aside and the usual settings are used. Messages are not affected. Look in the data folder if you miss something.',
  },
  VAULT_NO_KEYRING: {
    title: 'This computer has no key ring for secrets',
    help: 'Veerpont never keeps secrets readable. Choose a passphrase, or keep them only until Veerpont closes. No messages pass until then.',
  },
  VAULT_LOCKED: {
    title: 'The secrets are locked',
    help: 'Enter your passphrase to start the relay. No messages pass until then; what is stored is safe.',
  },
  VAULT_WRONG_PASSPHRASE: {
    title: 'That is not the right passphrase',
    help: 'Nothing was changed. Check capitals and keyboard language and try again.',
  },
  VAULT_PASSPHRASE_WEAK: {
    title: 'This passphrase is too short',
    help: 'Use at least 12 characters. A few unrelated words are easy to remember and hard to guess.',
  },
  VAULT_BACKEND_CHANGED: {
    title: 'The secrets were locked by another key ring',
    help: 'They cannot be opened with the present one[ ({{value}})]. Sign in the way you did before, or restore the key ring. Nothing was overwritten.',
  },
  VAULT_DAMAGED: {
    title: 'The file with the secrets is damaged',
    help: 'The relay cannot start without them. Restore the file from a backup of the data folder. Nothing was overwritten.',
  },

  STORE_LOCKED: {
    title: 'Another relay is using the database',
    help: 'Two relays on one database would mix up messages, so this one waits. Close the other Veerpont, then restart the relay.',
  },
  STORE_WRONG_KEY: {
    title: 'The database does not open with this key',
    help: 'Stored messages are untouched but cannot be read, and nothing new is accepted. Unlock with the passphrase or key ring used before.',
  },
  STORE_DAMAGED: {
    title: 'The database is damaged',
    help: 'It was not changed or deleted, and nothing new is accepted. Restore the latest backup into the data folder[: {{value}}].',
  },
  STORE_MISSING: {
    title: 'The database is missing',
    help: 'Veerpont was used before, so it does not start with an empty one. Put the database back into the data folder[: {{value}}].',
  },
  STORE_NEWER: {
    title: 'The database was made by a newer Veerpont',
    help: 'This version does not touch it, so that nothing is lost. Install the newer version[ ({{value}})] and start again.',
  },
  STORE_FULL: {
    title: 'The disk is full',
    help: 'New messages are refused so that the senders try again; stored ones are safe. Free some space, the relay then goes on by itself.',
  },
  STORE_WRITE_FAILED: {
    title: 'The disk refuses to store messages',
    help: 'New messages are not accepted, so that the senders try again; stored ones are safe. Check the disk and the data folder.',
  },
  STORE_RECORDS_MISSING: {
    title: 'Messages are missing from the database',
    help: 'After damage or a restored backup[, {{value}}] messages known to have been stored are gone. Look them up in WeChat and CXone for that period.',
  },
  RECORD_DAMAGED: {
    title: 'This message’s record is damaged',
    help: 'Its content cannot be shown or sent. Other messages are not affected. Ask the customer or the agent to send it again.',
  },
  MESSAGE_NOT_FOUND: {
    title: 'This message is not in the database',
    help: 'It may have been erased, or the link belongs to another computer.',
  },
  MESSAGE_ACTION_NOT_POSSIBLE: {
    title: 'This cannot be done with this message now',
    help: 'Its state has changed meanwhile, or an attempt is under way. Nothing was changed: look at its time line and choose again.',
  },
  MESSAGE_MAY_ARRIVE_TWICE: {
    title: 'The end user may read this message twice',
    help: 'It went out before and no answer was read. Ask the end user or look at the phone first; send it again only if reading it twice does no harm.',
  },
  MESSAGE_GIVEN_UP: {
    title: 'An operator gave this message up',
    help: 'Its outcome was not known and it was not sent again. CXone was told that it failed.',
  },
  MEDIA_TOO_LARGE: {
    title: 'The file is too large',
    help: 'It was not passed on; the text of the message was. A smaller file can be sent.',
  },
  MEDIA_TYPE_REFUSED: {
    title: 'The other side does not take files of this kind',
    help: 'The file was not passed on; the text of the message was. It can be sent in another form.',
  },
  MEDIA_EXPIRED: {
    title: 'The file is no longer there',
    help: 'WeChat keeps files for three days and CXone’s addresses are valid for a short time. It was not passed on; whoever sent it can send it again.',
  },
  MEDIA_UNREADABLE: {
    title: 'The stored file cannot be read',
    help: 'It is damaged or was removed from the data folder. The message itself is safe; whoever sent the file can send it again.',
  },
  MEDIA_SOURCE_UNREACHABLE: {
    title: 'The file could not be fetched yet',
    help: 'The message waits and is tried again by itself.',
  },
  MEDIA_NOT_CONVERTIBLE: {
    title: 'The picture could not be turned into a form the other side takes',
    help: 'It was not passed on; the text of the message was. It can be sent as JPEG or PNG.',
  },

  RELAY_NOT_RUNNING: {
    title: 'The relay is not running',
    help: 'No messages pass at present. What is stored is safe. Restart the relay.',
  },
  RELAY_UNRESPONSIVE: {
    title: 'The relay does not answer',
    help: 'Veerpont waits a moment and then restarts it. What is stored is safe; WeChat tries new messages again for about 15 seconds.',
  },
  RELAY_START_TIMEOUT: {
    title: 'The relay takes too long to start',
    help: 'No messages pass yet. What is stored is safe. Restart it; if that does not help, restart this computer.',
  },
  RELAY_GAVE_UP: {
    title: 'The relay stopped several times and stays off now',
    help: 'No messages pass. What is stored is safe. Restart it; if it stops again, report it with the log.',
  },
  SANDBOX_NOT_RUNNING: {
    title: 'The sandbox is not running',
    help: 'Real channels are not affected. Start the sandbox again to see practice messages.',
  },

  TARGET_FORBIDDEN: {
    title: 'The relay may not call this address',
    help: 'The address[ {{value}}] is private or unprotected, so nothing is sent there. Correct it in the configuration.',
  },
  TARGET_REDIRECTED: {
    title: 'The other side sent us to another address',
    help: 'Messages are never sent to an address nobody chose[ ({{value}})]; they wait here. Check the address in the configuration, then check again.',
  },

  WECHAT_UNREACHABLE: {
    title: 'WeChat cannot be reached',
    help: 'Replies wait here and are sent when WeChat answers again. If other sites do not open either, check this network.',
  },
  WECHAT_BUSY: {
    title: 'WeChat is busy',
    help: 'Replies wait here and are tried again by themselves. Nothing to do.',
  },
  WECHAT_ANSWER_INVALID: {
    title: 'WeChat answered something we could not read',
    help: 'Replies wait here and are tried again. If it lasts, a proxy or firewall may be answering in WeChat’s place.',
  },
  WECHAT_TOKEN_REFUSED: {
    title: 'WeChat refused our access token',
    help: 'A new one is fetched by itself; replies wait here meanwhile. If it goes on, check the AppSecret.',
  },
  WECHAT_TOKEN_CONFLICT: {
    title: 'Another system takes this account’s token away',
    help: 'Replies wait here. Find the other program that uses the same WeChat account and let it use the stable token, or stop it; then check again.',
  },
  WECHAT_SECRET_INVALID: {
    title: 'WeChat refuses the AppSecret',
    help: 'Replies wait here; none is lost. Copy the present AppSecret from the WeChat platform into Certificates › Credentials, then check again.',
  },
  WECHAT_SECRET_FROZEN: {
    title: 'The AppSecret is frozen',
    help: 'Replies wait here; none is lost. Unfreeze it on the WeChat platform under developer settings, then check again.',
  },
  WECHAT_APPID_INVALID: {
    title: 'WeChat does not know this AppID',
    help: 'Replies wait here; none is lost. Compare the AppID of this channel in relay.json with the WeChat platform, then check again.',
  },
  WECHAT_IP_NOT_LISTED: {
    title: 'WeChat refuses this network’s address',
    help: 'Add this address to the account’s IP list on the WeChat platform[: {{value}}]. Replies wait here until then; none is lost.',
  },
  WECHAT_IP_CONFIRM_PENDING: {
    title: 'WeChat waits for an administrator to approve this network',
    help: 'The account’s administrator has a request in WeChat[ for {{value}}]. Replies wait here until it is approved; then check again.',
  },
  WECHAT_IP_CONFIRM_REFUSED: {
    title: 'The administrator refused this network in WeChat',
    help: 'Replies wait here. Ask the account’s administrator to add this address to the IP list[: {{value}}]. WeChat asks again after an hour at the earliest.',
  },
  WECHAT_QUOTA_EXHAUSTED: {
    title: 'Today’s number of calls to WeChat is used up',
    help: 'Replies wait here and go on when WeChat starts a new day (midnight in China). The administrator may reset the count on the WeChat platform.',
  },
  WECHAT_RATE_LIMITED: {
    title: 'WeChat asks us to slow down',
    help: 'Replies wait here for a moment and are sent more slowly. Nothing to do.',
  },
  WECHAT_API_FORBIDDEN: {
    title: 'This WeChat account may not use the call',
    help: 'Replies of this kind cannot be sent. Check on the WeChat platform that the account is verified and has the customer-service permission.',
  },
  WECHAT_ACCOUNT_FROZEN: {
    title: 'WeChat has restricted this account',
    help: 'Replies wait here. The reason and the way to appeal stand in the account’s notices on the WeChat platform. Check again when it is lifted.',
  },
  WECHAT_PERMISSION_MISSING: {
    title: 'The WeChat account lacks a permission',
    help: 'Replies wait here. Grant the customer-service permission on the WeChat platform, then check again.',
  },
  WECHAT_CALLBACK_NOT_SET: {
    title: 'WeChat does not send customers’ messages here',
    help: 'Enter this address as server URL on the WeChat platform and switch it on[: {{value}}]. Until then customers’ messages do not arrive.',
  },
  WECHAT_REPLY_WINDOW_CLOSED: {
    title: 'WeChat’s time to reply is over',
    help: 'WeChat allows replies for 48 hours after the customer’s last message, and only while the customer follows the account. The reply is kept; it can go out when the customer writes again.',
  },
  WECHAT_REPLY_COUNT_USED: {
    title: 'The replies WeChat allows are used up',
    help: 'WeChat counts replies per customer message. The reply is kept; it can go out when the customer writes again.',
  },
  WECHAT_USER_UNREACHABLE: {
    title: 'This customer cannot be reached',
    help: 'The customer no longer follows the account, or does not belong to it. This reply was not delivered; try another way to reach the customer.',
  },
  WECHAT_USER_BLOCKED: {
    title: 'The account has blocked this customer',
    help: 'This reply was not delivered. Take the customer off the block list on the WeChat platform if that was a mistake.',
  },
  WECHAT_CONTENT_REFUSED: {
    title: 'WeChat refuses this content',
    help: 'This reply was not delivered and is not repeated. The agent can send it in other words.',
  },
  WECHAT_TEXT_TOO_LONG: {
    title: 'The reply is too long for WeChat',
    help: 'This reply was not delivered. The agent can send it in shorter parts.',
  },
  WECHAT_PARTS_CHANGED: {
    title: 'Part of this reply went out with another longest text than is set now',
    help: 'The rest is held back, as it would lose or repeat words. Set the channel’s longest text back and send the reply again, or the agent sends the rest.',
  },
  WECHAT_MEDIA_REFUSED: {
    title: 'WeChat refuses this file',
    help: 'This reply was not delivered. Its type or size is not allowed, or it was kept too long. The agent can send another file.',
  },
  WECHAT_NOT_FOLLOWING: {
    title: 'This person does not follow the account',
    help: 'WeChat lets nobody else be written to. The customer has to follow the account or write first.',
  },
  WECHAT_TEMPLATE_MISSING: {
    title: 'No WeChat template belongs to this CXone template',
    help: 'Outside the reply window only template messages may be sent. Enter the WeChat template for it in the channel’s configuration[: {{value}}].',
  },
  WECHAT_TEMPLATE_REFUSED: {
    title: 'WeChat refuses the template message',
    help: 'The message was not delivered. Compare the template’s id and its field names with the ones at WeChat.',
  },
  WECHAT_TEMPLATE_NOT_RECEIVED: {
    title: 'WeChat could not deliver the template message',
    help: 'WeChat accepted it and said later that it did not arrive: the end user refuses messages, or WeChat failed.',
  },
  WECHAT_REQUEST_INVALID: {
    title: 'WeChat did not accept the form of this reply',
    help: 'This reply was not delivered and is not repeated, because it would fail again. Report it with the message id.',
  },
  WECHAT_UNKNOWN_CODE: {
    title: 'WeChat refused for a reason we do not know',
    help: 'This reply was not delivered. Look the code up on the WeChat platform and report it, so that we can name it.',
  },
  WECHAT_OUTCOME_UNKNOWN: {
    title: 'WeChat did not answer in time',
    help: 'The customer may or may not have received this reply. Sending it again could show it twice, so nothing is repeated by itself.',
  },

  WECHAT_SIGNATURE_MISMATCH: {
    title: 'Messages signed with another token were refused',
    help: 'Compare the token under Certificates › Credentials with the WeChat platform. While they differ, customers’ messages do not arrive.',
  },
  WECHAT_AESKEY_MISMATCH: {
    title: 'Messages cannot be decrypted',
    help: 'Compare the EncodingAESKey under Certificates › Credentials with the WeChat platform. While they differ, customers’ messages do not arrive.',
  },
  WECHAT_APPID_MISMATCH: {
    title: 'Messages of another WeChat account arrive here',
    help: 'They were refused. Each account needs its own callback address: compare the AppID and the address on the WeChat platform.',
  },
  WECHAT_MODE_MISMATCH: {
    title: 'WeChat sends in another mode than set here',
    help: 'Choose the same message mode (plain, compatible or security) here and on the WeChat platform. Until then customers’ messages do not arrive.',
  },
  WECHAT_PUSH_STALE: {
    title: 'An old copy of a message was refused',
    help: 'Nothing is lost: it was signed too long ago to be trusted. If it happens often, check this computer’s clock.',
  },
  WECHAT_PUSH_MALFORMED: {
    title: 'A request that is no WeChat message was refused',
    help: 'Nothing was stored. Now and then this is a scanner on the internet; nothing to do.',
  },
  WECHAT_PUSH_UNREADABLE: {
    title: 'A message arrived that we cannot read',
    help: 'It is genuine and kept as it came, but did not reach CXone. Ask the customer to write it again, and report the message id.',
  },
  CLOCK_WRONG: {
    title: 'This computer’s clock is wrong',
    help: 'The other side refuses messages with a wrong time[ ({{value}} off)]. Switch automatic time on in this computer’s settings.',
  },

  CXONE_UNREACHABLE: {
    title: 'CXone cannot be reached',
    help: 'Customers’ messages wait here and are sent when CXone answers again. If other sites do not open either, check this network.',
  },
  CXONE_SERVER_ERROR: {
    title: 'CXone has a fault of its own',
    help: 'Customers’ messages wait here and are tried again by themselves. Nothing to do.',
  },
  CXONE_ANSWER_INVALID: {
    title: 'CXone answered something we could not read',
    help: 'Customers’ messages wait here and are tried again. If it lasts, a proxy or firewall may be answering in CXone’s place.',
  },
  CXONE_RATE_LIMITED: {
    title: 'CXone asks us to slow down',
    help: 'Customers’ messages wait here for a moment and are sent more slowly. Nothing to do.',
  },
  CXONE_CREDENTIALS_REFUSED: {
    title: 'CXone refuses the access key',
    help: 'Customers’ messages wait here; none is lost. Enter a valid access key of the CXone employee in this integration’s settings, then check again.',
  },
  CXONE_TOKEN_REFUSED: {
    title: 'CXone refuses a token it has just given',
    help: 'Customers’ messages wait here; none is lost. Check that the access key belongs to this tenant, then check again.',
  },
  CXONE_FORBIDDEN: {
    title: 'CXone does not allow this integration to do that',
    help: 'Customers’ messages wait here; none is lost. Ask the CXone administrator for the missing permission, then check again.',
  },
  CXONE_CHANNEL_MISSING: {
    title: 'The channel does not exist in CXone',
    help: 'Customers’ messages wait here; none is lost. It was deleted or its id is wrong: add it again in CXone or correct the id, then check again.',
  },
  CXONE_REQUEST_REFUSED: {
    title: 'CXone did not accept this message',
    help: 'It did not reach an agent and is not repeated, because it would fail again. Report it with the message id.',
  },

  BOX_CREDENTIALS_WRONG: {
    title: 'CXone signs in with a wrong client id or secret',
    help: 'Agents’ replies do not arrive here. Enter the client id and secret of this integration in CXone again.',
  },
  BOX_TOKEN_INVALID: {
    title: 'A call with an invalid token was refused',
    help: 'CXone fetches a new token by itself. If replies do not arrive, check the integration’s client id and secret in CXone.',
  },
  BOX_REQUEST_INVALID: {
    title: 'CXone sent a reply we could not read',
    help: 'CXone was told that the reply was not accepted. The agent can send it again; if it happens again, report it.',
  },
  BOX_RECIPIENT_INVALID: {
    title: 'The reply names a customer we do not know',
    help: 'CXone was told that the reply was not accepted. The customer must have written through this channel first.',
  },
  BOX_TEXT_TOO_LONG: {
    title: 'The reply is longer than WeChat allows',
    help: 'CXone was told that the reply was not accepted. The agent can send it in shorter parts.',
  },
  BOX_UNKNOWN_ROUTE: {
    title: 'CXone called something this relay does not offer',
    help: 'The call was refused and noted; messages are not affected. Report it if agents miss something.',
  },
  BOX_BUSY: {
    title: 'The relay is too busy to take more replies',
    help: 'CXone was asked to try again in a moment. Nothing is lost; nothing to do.',
  },

  NO_PROOF_YET: {
    title: 'Nothing has proved this direction yet',
    help: 'Nothing is wrong as far as we know. Send a test message, or check the address entered at the other side[: {{value}}].',
  },

  ...operationsEn,
  ...slaEn,
  ...certificatesEn,
  ...deskEn,
  ...searchEn,
  ...logEn,
  ...setupEn,
  ...tunnelEn,
  ...proxyEn,
};
