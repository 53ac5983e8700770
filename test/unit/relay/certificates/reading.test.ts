import { afterAll, describe, expect, it } from 'vitest';
import { CertificateReading } from '#shared/domain/certificate.ts';
import { readCertificateFiles } from '#relay/certificates/reading/read-certificate-files.ts';
import { makeCases, type CertificateCase } from './certificate-cases.ts';
import { now, Openssl } from './certificate-kit.ts';

const openssl = new Openssl();
afterAll(() => {
  openssl.remove();
});

const cases = await makeCases(openssl);

function read({ files, passphrase, purpose, hostNames }: CertificateCase) {
  return readCertificateFiles(files, passphrase, { purpose, hostNames, now });
}

describe('files an operator may bring', () => {
  it.each(cases)('$title', (one) => {
    const { reading, material } = read(one);
    const codes = (severity: string) => [
      ...new Set(reading.findings.filter((finding) => finding.severity === severity).map(({ code }) => code)),
    ];
    expect({ faults: codes('fault'), warnings: codes('warning') }).toEqual({
      faults: [...one.faults].sort(),
      warnings: [...one.warnings].sort(),
    });
    expect(reading.isUsable).toBe(one.faults.length === 0);
    expect(material === null).toBe(one.faults.length > 0);
    expect(CertificateReading.parse(reading)).toEqual(reading);
  });
});
