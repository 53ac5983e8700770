/** Lines of text between a BEGIN and an END line, as PEM files hold them. */
interface PemBlock {
  readonly label: string;
  readonly lines: readonly string[];
}

const beginLine = /^-----BEGIN ([A-Z0-9 ]{1,40})-----$/u;
const base64Line = /^[A-Za-z0-9+/]{1,76}={0,2}$/u;

/** Null when anything stands outside the blocks, a block does not end, or is not Base64. Spaces at line ends are tolerated. */
function pemBlocks(text: string): readonly PemBlock[] | null {
  const blocks: PemBlock[] = [];
  let open: { label: string; lines: string[] } | null = null;
  for (const raw of text.split(/\r\n|\n|\r/u)) {
    const line = raw.trim();
    if (line === '') continue;
    if (open === null) {
      const label = beginLine.exec(line)?.[1];
      if (label === undefined) return null;
      open = { label, lines: [] };
    } else if (line === `-----END ${open.label}-----`) {
      if (open.lines.length === 0) return null;
      blocks.push(open);
      open = null;
    } else if (base64Line.test(line)) open.lines.push(line);
    else return null;
  }
  return open === null && blocks.length > 0 ? blocks : null;
}

/** One or more certificates, the first one first, and nothing else. Whether they can be read is not asked here. */
export function isCertificatePem(text: string): boolean {
  return pemBlocks(text)?.every(({ label }) => label === 'CERTIFICATE') === true;
}

/** Exactly one private key without a pass phrase (PKCS#8, PKCS#1 or SEC 1), perhaps with its curve before it. */
export function isPrivateKeyPem(text: string): boolean {
  const blocks = pemBlocks(text)?.filter(({ label }) => label !== 'EC PARAMETERS') ?? [];
  return blocks.length === 1 && ['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY'].includes(blocks[0]?.label ?? '');
}
