import type { Asn1 } from './asn1.ts';

/** Certificates of a PKCS#7 bundle, "P7B" (RFC 5652: SignedData, with or without a signature). Null: it is not built as one. */
export function certificatesInPkcs7({ children }: Asn1): readonly Asn1[] | null {
  const signedData = children[1]?.children[0];
  if (children[1]?.tag !== 0xa0 || signedData === undefined) return null;
  return signedData.children.find(({ tag }) => tag === 0xa0)?.children ?? [];
}
