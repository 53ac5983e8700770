import { useCallback, useEffect, useRef, useState } from 'react';
import type { BringTarget } from '#shared/contract/certificates-contract.ts';
import type { CertificateReading } from '#shared/domain/certificate.ts';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';
import {
  mostFiles,
  ownName,
  readFile,
  sendable,
  toBase64,
  type HeldFile,
} from '#renderer/lib/certificates/brought-files.ts';
import { useClient } from '#renderer/lib/client-context.tsx';

export interface WhatWasRead {
  readonly reading: CertificateReading;
  /** A key made here fits the certificate. */
  readonly requestId: string | null;
}

export interface Brought {
  readonly files: readonly HeldFile[];
  readonly passphrase: string;
  readonly setPassphrase: (passphrase: string) => void;
  /** The newest answer; kept while the files are read again. */
  readonly found: WhatWasRead | null;
  readonly error: RelayError | null;
  readonly reading: boolean;
  readonly addFiles: (files: readonly File[]) => Promise<void>;
  readonly addText: (name: string, text: string) => void;
  readonly leaveOut: (id: number) => void;
  /** Reads the same files once more, with the passphrase as it is now. */
  readonly readAgain: () => void;
  /** Forgets all of it. */
  readonly clear: () => void;
}

/**
 * Files on their way in. They live in this component only, go to the relay's reading and storing and nowhere else, and are
 * forgotten when they are stored, cleared, or the page is left.
 */
export function useBrought(target: BringTarget): Brought {
  const client = useClient();
  const [files, setFiles] = useState<readonly HeldFile[]>([]);
  const [passphrase, setPassphrase] = useState('');
  const [found, setFound] = useState<WhatWasRead | null>(null);
  const [error, setError] = useState<RelayError | null>(null);
  const [reading, setReading] = useState(false);
  const held = useRef<readonly HeldFile[]>([]);
  const turn = useRef(0);
  /** Grows when everything is forgotten: what was still being read from the disk is then not wanted any more. */
  const life = useRef(0);
  const lastId = useRef(0);

  const read = useCallback(
    (secret: string) => {
      turn.current += 1;
      const mine = turn.current;
      const sent = sendable(held.current);
      setError(null);
      setReading(sent.length > 0);
      if (sent.length === 0) {
        setFound(null);
        return;
      }
      client.invoke('certificates.examine', { target, files: sent, passphrase: secret === '' ? null : secret }).then(
        (answer) => {
          if (mine !== turn.current) return;
          setFound(answer);
          setReading(false);
        },
        (thrown: unknown) => {
          if (mine !== turn.current) return;
          setFound(null);
          setError(toRelayError(thrown));
          setReading(false);
        },
      );
    },
    [client, target],
  );

  const keep = useCallback((next: readonly HeldFile[]) => {
    held.current = next;
    setFiles(next);
  }, []);

  const add = useCallback(
    (added: readonly Omit<HeldFile, 'id'>[], secret: string) => {
      const next = [...held.current];
      for (const one of added) {
        lastId.current += 1;
        const name = ownName(one.name, new Set(next.map((other) => other.name)));
        const isOneTooMany = one.content !== null && sendable(next).length >= mostFiles;
        next.push({ ...one, id: lastId.current, name, ...(isOneTooMany ? { content: null, problem: 'tooMany' } : {}) });
      }
      keep(next);
      read(secret);
    },
    [keep, read],
  );

  const clear = useCallback(() => {
    turn.current += 1;
    life.current += 1;
    keep([]);
    setPassphrase('');
    setFound(null);
    setError(null);
    setReading(false);
  }, [keep]);

  useEffect(
    () => () => {
      turn.current += 1;
      life.current += 1;
      held.current = [];
    },
    [],
  );

  return {
    files,
    passphrase,
    setPassphrase,
    found,
    error,
    reading,
    addFiles: async (chosen) => {
      const begun = life.current;
      const read = await Promise.all(
        // A thousand dropped files are not all read into memory only to be left out.
        chosen.map(async (file, index) => ({
          name: file.name,
          sizeBytes: file.size,
          ...(index < mostFiles ? await readFile(file) : { content: null, problem: 'tooMany' as const }),
        })),
      );
      if (begun === life.current) add(read, passphrase);
    },
    addText: (name, text) => {
      const bytes = new TextEncoder().encode(text);
      add([{ name, sizeBytes: bytes.length, content: toBase64(bytes), problem: null }], passphrase);
    },
    leaveOut: (id) => {
      keep(held.current.filter((one) => one.id !== id));
      read(passphrase);
    },
    readAgain: () => read(passphrase),
    clear,
  };
}
