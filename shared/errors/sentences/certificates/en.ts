import type { CertificateSentences } from '../sentence.ts';

/** English. */
export const certificatesEn: CertificateSentences = {
  CONFIG_CERTIFICATE_UNUSABLE: {
    title: 'The relay cannot use its certificate',
    help: 'Certificate and key must be PEM files that fit each other; an encrypted key needs its passphrase. Put right what the configuration names[ at {{value}}], then start the relay again.',
  },
  CONFIG_NO_AUTHORITY: {
    title: 'No authority is named for client certificates',
    help: 'Without one, the certificate of any public authority would be let in, so the relay does not start. Enter the PEM text of the authority that signs CXone’s certificate[ at {{value}}].',
  },
  BOX_CERTIFICATE_REFUSED: {
    title: 'CXone shows a certificate that is not accepted',
    help: 'Its replies are refused and do not reach customers. Compare the certificate in CXone’s integration with the one named here[ ({{value}})]: it may have run out, or been replaced on one side only.',
  },
  CERT_FILE_EMPTY: {
    title: 'The file is empty',
    help: 'Choose the file again; copying or downloading it may have failed.',
  },
  CERT_FILE_TOO_LARGE: {
    title: 'The file is too large for a certificate',
    help: 'Certificates and keys are small[; at most {{value}} are read]. This is probably another file.',
  },
  CERT_TOO_MANY: {
    title: 'There are too many files or certificates',
    help: 'Choose only what belongs to one certificate[; at most {{value}} are read].',
  },
  CERT_FILE_UNREADABLE: {
    title: 'The file cannot be read',
    help: 'Name an ordinary file that this user may read[; the system says {{value}}].',
  },
  CERT_NOTHING_FOUND: {
    title: 'There is no certificate and no key in it',
    help: 'Choose a PEM, DER, PFX/P12 or P7B file, or paste the text with its BEGIN and END lines.',
  },
  CERT_CUT_OFF: {
    title: 'The end is missing',
    help: 'The file or text stops before its end. Copy it again as a whole, with the END line where it has one.',
  },
  CERT_BASE64_BROKEN: {
    title: 'The text between the BEGIN and END lines is damaged',
    help: 'It holds characters that do not belong there. Copy it from its source again, not through a word processor or chat.',
  },
  CERT_DAMAGED: {
    title: 'The content is damaged',
    help: 'It looks like a certificate or key, but cannot be read. Ask for it again, or export it again.',
  },
  CERT_TRAILING_DATA: {
    title: 'There is something behind the end',
    help: 'Nothing may follow a certificate or key in its file. Export it again, one to a file.',
  },
  CERT_LABEL_WRONG: {
    title: 'A block is not what its BEGIN line says',
    help: 'The line and the content do not agree[: {{value}}]. Lines may have been mixed up when copying.',
  },
  CERT_IS_REQUEST: {
    title: 'This is a certificate request, not a certificate',
    help: 'Send it to the authority, and choose here what the authority sends back.',
  },
  CERT_IS_PUBLIC_KEY: {
    title: 'This is only a public key',
    help: 'Choose the private key that belongs to the certificate.',
  },
  CERT_IS_OPENSSH_KEY: {
    title: 'This is an OpenSSH key',
    help: 'TLS cannot use this form. Choose the key that was made with the certificate request, in PEM or PFX.',
  },
  CERT_IS_JAVA_KEYSTORE: {
    title: 'This is a Java key store',
    help: 'Export it as PFX/P12 first: keytool -importkeystore with -deststoretype PKCS12.',
  },
  CERT_IS_SOMETHING_ELSE: {
    title: 'This belongs to certificates, but is neither certificate nor key',
    help: 'It is of no use here[: {{value}}]. Choose the certificate and its key.',
  },
  CERT_TEXT_IGNORED: {
    title: 'Text around the blocks was left out',
    help: 'Only what stands between BEGIN and END lines is used. Nothing needs to be done.',
  },
  CERT_KEY_MISSING: {
    title: 'The private key is missing',
    help: 'Choose the key that was made with the certificate request as well. An authority never has it.',
  },
  CERT_KEY_TWICE: {
    title: 'There are two different private keys',
    help: 'Leave out the one that does not belong to the certificate.',
  },
  CERT_KEY_MISMATCH: {
    title: 'The private key does not fit the certificate',
    help: 'Choose the key made with the request that this certificate answers[: {{value}}].',
  },
  CERT_KEY_UNUSABLE: {
    title: 'The key is of a kind that is not used',
    help: 'RSA from 2048 bits and the curves P-256, P-384, P-521 and Ed25519 are[; this one is {{value}}]. Ask for a new certificate.',
  },
  CERT_KEY_WEAK: {
    title: 'The RSA key is too short',
    help: '2048 bits is the least[; this one has {{value}}]. Make a new key and ask for a new certificate.',
  },
  CERT_CURVE_WEAK: {
    title: 'The key uses a curve that is too weak or not in use',
    help: 'P-256, P-384 and P-521 are accepted[; this one is {{value}}]. Make a new key and ask for a new certificate.',
  },
  CERT_KEY_IN_AUTHORITY: {
    title: 'A private key stands where an authority belongs',
    help: 'The key was not kept. Choose only the authority’s certificate, and see to it that the key goes no further.',
  },
  CERT_KEY_NOT_NEEDED: {
    title: 'A private key is among the files',
    help: 'It is not needed here and was not kept. Whoever sent it should know that nobody else may have it.',
  },
  CERT_PASSPHRASE_NEEDED: {
    title: 'A passphrase is needed',
    help: 'The key or the file is encrypted. Enter the passphrase it was made with.',
  },
  CERT_PASSPHRASE_WRONG: {
    title: 'The passphrase is wrong',
    help: 'Capitals and spaces count. Ask the person who made the file.',
  },
  CERT_PASSPHRASE_UNUSED: {
    title: 'The passphrase was not needed',
    help: 'Nothing in these files is encrypted with it. Keep the files in a safe place.',
  },
  CERT_ENCRYPTION_UNKNOWN: {
    title: 'The encryption of this file is not known',
    help: 'Export it again with AES and SHA-256[ (now {{value}})].',
  },
  CERT_PFX_CHANGED: {
    title: 'The PFX file was changed or damaged after it was made',
    help: 'Its passphrase is right, but its seal is not. Export it again.',
  },
  CERT_PFX_NO_KEY: {
    title: 'There is no private key in the PFX file',
    help: 'Export it again and choose to include the private key, or choose the key’s own file as well.',
  },
  CERT_PFX_OLD: {
    title: 'The PFX file has an old, weak encryption',
    help: 'It was read. Delete the file after use, and export with AES next time[ (now {{value}})].',
  },
  CERT_LEAF_MISSING: {
    title: 'The certificate itself is missing',
    help: 'Choose the one that was issued to you as well: a key, or certificates of authorities alone, are not enough.',
  },
  CERT_LEAF_TWICE: {
    title: 'There are two different certificates',
    help: 'Leave out the one that is not meant[: {{value}}].',
  },
  CERT_INTERMEDIATE_MISSING: {
    title: 'The certificate of an authority in between is missing',
    help: 'Without it the other side cannot check yours. The authority offers it for download, often as “chain” or “bundle”[: {{value}}].',
  },
  CERT_ISSUER_UNKNOWN: {
    title: 'The authority is not among the files, and not a public one',
    help: 'That is right when the other side has your own authority’s certificate. If not, choose it too[: {{value}}].',
  },
  CERT_ROOT_MISSING: {
    title: 'The authority at the top is missing',
    help: 'The listener trusts a chain only up to an authority that signs itself. Choose that one too[: {{value}}].',
  },
  CERT_SIGNATURE_FALSE: {
    title: 'A signature in the chain is not genuine',
    help: 'The name of the authority fits, but its key did not sign this certificate[: {{value}}]. It may be an older certificate of the same authority.',
  },
  CERT_ISSUER_NOT_AUTHORITY: {
    title: 'A certificate was signed by one that may not sign',
    help: 'The signer is no authority, so nobody will accept this[: {{value}}]. Ask for a certificate of a real authority.',
  },
  CERT_PATH_TOO_LONG: {
    title: 'There are more authorities in the chain than one of them allows',
    help: 'The chain will be refused[: {{value}}]. Tell the authority.',
  },
  CERT_ORDER_CHANGED: {
    title: 'The order was put right',
    help: 'The certificate comes first, then each authority that signed the one before. Nothing needs to be done.',
  },
  CERT_ROOT_INCLUDED: {
    title: 'The authority at the top was left out',
    help: 'The other side must know it already, so it is not sent[: {{value}}]. Nothing needs to be done.',
  },
  CERT_DUPLICATE: {
    title: 'Something was there twice',
    help: 'It is used once. Nothing needs to be done.',
  },
  CERT_NOT_NEEDED: {
    title: 'A certificate does not belong to the chain',
    help: 'It was left out[: {{value}}]. Look whether the right file was chosen.',
  },
  CERT_SELF_SIGNED: {
    title: 'The certificate signs itself',
    help: 'Others accept it only where exactly this certificate is entered as trusted, and must be told of each new one.',
  },
  CERT_EXPIRED: {
    title: 'A certificate has expired',
    help: 'Every check of it fails since then[: {{value}}]. Ask for a new one; make sure that the computer’s clock is right.',
  },
  CERT_NOT_YET_VALID: {
    title: 'A certificate is not valid yet',
    help: 'Wait until then, or look whether the computer’s clock is right[: {{value}}].',
  },
  CERT_EXPIRES_SOON: {
    title: 'The certificate expires within 60 days',
    help: 'Ask for the next one now[; this one ends {{value}}].',
  },
  CERT_PURPOSE_WRONG: {
    title: 'The certificate was issued for another purpose',
    help: 'The other side will refuse it[; it lacks {{value}}]. Ask the authority for one with the right purpose.',
  },
  CERT_PURPOSE_MISSING: {
    title: 'The certificate does not say what it is for',
    help: 'As a client’s certificate it is not accepted, since it could be anybody’s. For a server it is, but ask for a purpose next time[: {{value}}].',
  },
  CERT_LEAF_IS_AUTHORITY: {
    title: 'The certificate is one of an authority',
    help: 'Its key could sign others, so it must not lie on a server. Ask for a certificate without the right to sign.',
  },
  CERT_NOT_AN_AUTHORITY: {
    title: 'A certificate here is no authority’s',
    help: 'Only authorities belong in this place[: {{value}}]. Choose the certificate of the authority that signs.',
  },
  CERT_SIGNATURE_WEAK: {
    title: 'A certificate is signed in a way that can be forged',
    help: 'SHA-1 and MD5 are refused by others too[: {{value}}]. Ask for a new one with SHA-256.',
  },
  CERT_EXTENSION_UNKNOWN: {
    title: 'A certificate makes a demand that is not understood',
    help: 'Others will refuse it for the same reason[: {{value}}]. Ask for one without it.',
  },
  CERT_NAME_NOT_COVERED: {
    title: 'The certificate is not for this host name',
    help: 'Callers of that name will refuse the connection[: {{value}}]. Ask for a certificate that lists it.',
  },
  CERT_NO_NAMES: {
    title: 'The certificate lists no host names',
    help: 'The name in the subject is not looked at any more. Ask for a certificate with alternative names (SAN).',
  },
  CERT_NAME_UNSAFE: {
    title: 'A name holds hidden or misleading characters',
    help: 'Hidden ones are shown as a mark; others look like letters they are not. Ask who issued this certificate before you use it.',
  },
  CERT_WISH_INVALID: {
    title: 'This cannot be put into a certificate',
    help: 'A name of 1 to 64 characters, host names or addresses, and a time of one day to 20 years are needed[: {{value}}].',
  },
  CERT_FILE_EXISTS: {
    title: 'A file of that name is there already',
    help: 'Nothing was written and nothing replaced. Name another folder, or move the file away[: {{value}}].',
  },
  CERT_FOLDER_UNUSABLE: {
    title: 'The files cannot be written to that folder',
    help: 'Name a folder in which this user may write[; the system says {{value}}].',
  },
};
